//! Two reports side by side, as a piece that is put into the page: a summary, then each section with the figures that
//! differ, and its prose in two columns.

use std::sync::LazyLock;

use maud::{Markup, html as markup};
use rust_decimal::Decimal;

use super::column::{Side, column};
use crate::compare::{CellPair, Change, Comparison, LoneCell, ProsePair, Relation, SectionPair, Share};
use crate::export::Style;
use crate::form::Section;
use crate::report::{Entry, visible};

static STYLE: LazyLock<Style> = LazyLock::new(|| Style::of(include_str!("side_by_side.css")));

/// The piece, as text: its style, and one element of the class `comparison` with `data-differing` (how many figures
/// differ) and `data-similarity` (how much of the later prose was taken over, in per cent).
///
/// Each section has `data-section`, and where it has prose `data-similarity`. Each cell that is not the same to the
/// letter has one row with `data-cell`, `data-before`, `data-now` and `data-difference` (empty where there is none), each
/// cell that one edition alone has one with `data-lone`, each part of the head that differs one with `data-head`, and each
/// prose has `data-prose`.
pub fn side_by_side(comparison: &Comparison, before_name: &str, now_name: &str) -> String {
    let view = View { comparison, before: &visible(before_name), now: &visible(now_name) };
    markup! { (STYLE.element()) (view.content()) }.into_string()
}

struct View<'a> {
    comparison: &'a Comparison<'a>,
    /// What the earlier report is called.
    before: &'a str,
    /// What the later one is called.
    now: &'a str,
}

impl View<'_> {
    fn content(&self) -> Markup {
        let comparison = self.comparison;
        // Nearly all sentences of two versions are the same, which is nothing to be marked.
        let versions = comparison.relation == Relation::Versions;
        markup! {
            div class=(if versions { "comparison versions" } else { "comparison" })
                data-differing=(comparison.differing()) data-similarity=(comparison.share().percent()) {
                (self.summary())
                @for pair in &comparison.sections { (self.section(pair)) }
            }
        }
    }

    fn summary(&self) -> Markup {
        markup! {
            section.cmp-part aria-labelledby="cmp-summary" {
                h2 #cmp-summary { "对比：" (self.before) " 与 " (self.now) }
                p { "“上一份”是 " (self.before) "，“这一份”是 " (self.now) "。" (self.in_short()) }
                (self.head())
                table.cmp-counts {
                    caption { "各部分有多少不同" }
                    thead { tr { th scope="col" { "部分" } th scope="col" { "不同之处" } } }
                    tbody { @for pair in &self.comparison.sections { (self.count(pair)) } }
                }
                p.cmp-legend {
                    span.cmp-gone { "删去的文字" }
                    span.cmp-new { "新增的文字" }
                    @if self.comparison.relation != Relation::Versions {
                        span.cmp-copied { (self.same_as()) "相同的句子（数字改了也算）" }
                    }
                }
            }
        }
    }

    /// The outcome in a sentence or two.
    fn in_short(&self) -> String {
        let comparison = self.comparison;
        if comparison.is_same() {
            return "两份报告完全相同。".to_owned();
        }
        let tables: Vec<String> = comparison
            .sections
            .iter()
            .filter(|pair| pair.differing() > 0)
            .map(|pair| format!("“{}” {} 格", pair.section.short(), pair.differing()))
            .collect();
        let figures = match comparison.differing() {
            0 => "数字没有不同".to_owned(),
            number => format!("数字有 {number} 格不同：{}", tables.join("，")),
        };
        let same = comparison.sections.iter().all(|pair| pair.prose.iter().all(ProsePair::is_same));
        let prose = if same {
            "文字没有不同".to_owned()
        } else {
            format!("文字中，{}", self.share(comparison.share()))
        };
        format!("{figures}。{prose}。")
    }

    /// What a share says.
    fn share(&self, share: Share) -> String {
        let whole = if self.comparison.relation == Relation::LastYear { "本年" } else { "这一份" };
        match share.length {
            0 => format!("{whole}没有文字"),
            _ => format!("{}相同的文字占{whole} {}%", self.same_as(), share.percent()),
        }
    }

    const fn same_as(&self) -> &'static str {
        match self.comparison.relation {
            Relation::LastYear => "与上年",
            Relation::Versions | Relation::Other => "与上一份",
        }
    }

    fn head(&self) -> Markup {
        let differing: Vec<_> = self.comparison.head.iter().filter(|pair| pair.differs()).collect();
        markup! {
            @if !differing.is_empty() {
                table.cmp-head {
                    caption { "两份报告的基本情况有 " (differing.len()) " 项不同" }
                    thead { tr { th scope="col" { "项目" } th scope="col" { "上一份" } th scope="col" { "这一份" } } }
                    tbody {
                        @for pair in differing {
                            tr data-head=(pair.path) {
                                th scope="row" { (pair.label) }
                                td { (words(&pair.before)) }
                                td { (words(&pair.now)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A line of the summary.
    fn count(&self, pair: &SectionPair) -> Markup {
        markup! {
            tr {
                th scope="row" { (pair.section.heading()) }
                td {
                    @if pair.prose.is_empty() { (figures_in_short(pair)) }
                    @else { (bar(pair.share)) (self.prose_count(pair)) }
                }
            }
        }
    }

    fn prose_count(&self, pair: &SectionPair) -> String {
        let share = self.share(pair.share);
        match pair.copied() {
            _ if pair.prose.iter().all(ProsePair::is_same) => format!("{share}，没有改动"),
            0 => share,
            sentences => format!("{share}，有 {sentences} 句相同"),
        }
    }

    fn section(&self, pair: &SectionPair) -> Markup {
        let key = pair.section.key();
        let similarity = (!pair.prose.is_empty()).then(|| pair.share.percent());
        markup! {
            section.cmp-part data-section=(key) data-similarity=[similarity] aria-labelledby={ "cmp-" (key) } {
                h2 id={ "cmp-" (key) } { (pair.section.heading()) }
                @if pair.prose.is_empty() { (figures(pair)) }
                @else {
                    p.cmp-share { (bar(pair.share)) (self.prose_count(pair)) "。" }
                    @for prose in &pair.prose { (self.prose(prose, pair.section)) }
                }
            }
        }
    }

    fn prose(&self, pair: &ProsePair, section: Section) -> Markup {
        let same = pair.is_same();
        // A section of one prose has its name in the heading already.
        let named = section.prose().nth(1).is_some();
        markup! {
            div.cmp-prose data-prose=(pair.prose.path()) {
                @if named { h3 { (pair.prose.label()) } }
                @if same && pair.now.trim().is_empty() {
                    p.cmp-quiet { "两份报告都没有写。" }
                } @else if same {
                    p.cmp-quiet { "文字没有改动。" }
                    details {
                        summary { "查看全文" }
                        (column(pair, Side::Now))
                    }
                } @else {
                    div.cmp-columns {
                        div.cmp-before {
                            p.cmp-side { "上一份：" (self.before) }
                            (column(pair, Side::Before))
                        }
                        div.cmp-now {
                            p.cmp-side { "这一份：" (self.now) }
                            (column(pair, Side::Now))
                        }
                    }
                }
            }
        }
    }
}

/// The figures of a section: those that differ, all, and those that cannot be compared.
fn figures(pair: &SectionPair) -> Markup {
    let changed: Vec<_> = pair.cells.iter().filter(|cell| !cell.is_same()).collect();
    let heads = markup! {
        thead { tr {
            th scope="col" { "项目" }
            th scope="col" { "上一份" }
            th scope="col" { "这一份" }
            th scope="col" { "相差" }
            th scope="col" { "变化" }
        } }
    };
    let (same, all, name) = (changed.is_empty(), pair.cells.len(), pair.section.short());
    markup! {
        p { (figures_in_short(pair)) "。" }
        @if !same {
            (frame(&format!("{name}：不同的数字"), &markup! {
                table.cmp-figures {
                    caption { "不同的数字：" (changed.len()) " 格" }
                    (heads)
                    tbody {
                        @for cell in &changed {
                            tr data-cell=(cell.cell.path) data-before=(visible(&cell.before.text()))
                                data-now=(visible(&cell.now.text())) data-difference=(data(cell.difference)) {
                                (row(cell))
                            }
                        }
                    }
                }
            }))
        }
        details {
            summary { "全部 " (all) " 格" }
            (frame(&format!("{name}：全部数字"), &markup! {
                table.cmp-figures {
                    caption { "两份报告都有的格：" (all) " 格" }
                    (heads)
                    tbody { @for cell in &pair.cells { tr { (row(cell)) } } }
                }
            }))
        }
        @if !pair.lone.is_empty() { (lone(name, &pair.lone)) }
    }
}

/// What is to be said of the figures of a section.
fn figures_in_short(pair: &SectionPair) -> String {
    let count = |change| pair.cells.iter().filter(|cell| cell.change == change).count();
    let mut told = vec![match pair.differing() {
        0 => "数字没有不同".to_owned(),
        number => format!("有 {number} 格不同"),
    }];
    let others =
        [(count(Change::Written), "数值相同、写法不同"), (pair.lone.len(), "只有一份报告有，不能比较")];
    told.extend(
        others
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("另有 {number} 格{what}")),
    );
    told.join("；")
}

/// The cells of a row.
fn row(pair: &CellPair) -> Markup {
    markup! {
        th scope="row" { (pair.cell.name()) }
        td { (entry(pair.before)) }
        td { (entry(pair.now)) }
        td {
            @match (pair.change, pair.difference) {
                (Change::Same, _) => { span.cmp-quiet { "相同" } }
                (Change::Written, _) => { "写法不同" }
                (Change::Value, Some(difference)) => { (signed(difference)) }
                (Change::Value, None) => { "不能相减" }
            }
        }
        td {
            @match (pair.change, pair.percent) {
                (Change::Value, Some(percent)) => { (signed(percent)) "%" }
                _ => { "—" }
            }
        }
    }
}

fn lone(name: &str, cells: &[LoneCell]) -> Markup {
    let side = |cell: &LoneCell, now: bool| {
        markup! { @if cell.now == now { (entry(cell.entry)) } @else { span.cmp-quiet { "没有这一格" } } }
    };
    markup! {
        details {
            summary { "只有一份报告有的格：" (cells.len()) " 格" }
            (frame(&format!("{name}：只有一份报告有的格"), &markup! {
                table.cmp-figures {
                    caption { "两份报告的表格版式不同，这些格不能比较" }
                    thead { tr { th scope="col" { "项目" } th scope="col" { "上一份" } th scope="col" { "这一份" } } }
                    tbody {
                        @for cell in cells {
                            tr data-lone=(cell.cell.path) {
                                th scope="row" { (cell.cell.name()) }
                                td { (side(cell, false)) }
                                td { (side(cell, true)) }
                            }
                        }
                    }
                }
            }))
        }
    }
}

/// A frame that scrolls where a table is wide and is within reach of the keyboard.
fn frame(name: &str, table: &Markup) -> Markup {
    markup! { div.cmp-frame role="region" aria-label=(name) tabindex="0" { (table) } }
}

fn entry(entry: &Entry) -> Markup {
    words(&entry.text())
}

fn words(text: &str) -> Markup {
    markup! { @if text.is_empty() { span.cmp-quiet { "空" } } @else { (visible(text)) } }
}

/// A number with the sign that says which way it went.
fn signed(number: Decimal) -> String {
    let sign = if number.is_zero() {
        ""
    } else if number.is_sign_negative() {
        "−"
    } else {
        "＋"
    };
    format!("{sign}{}", number.abs())
}

fn data(number: Option<Decimal>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// A share as a bar; the words beside it say the same.
fn bar(share: Share) -> Markup {
    markup! {
        svg.cmp-bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.cmp-whole width="100" height="10" {}
            rect.cmp-taken width=(share.percent()) height="10" {}
        }
    }
}
