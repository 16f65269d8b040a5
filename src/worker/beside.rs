//! The import to be looked over: what was read beside its source, section by section, with every notice where it
//! belongs.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use maud::{Markup, html as markup};

use crate::export::{REPORT_STYLE, Style, page, section};
use crate::form::{Prose, Section};
use crate::import::{Imported, Notice, Origin, OriginCell, PAGE_WORDS, Piece};
use crate::report::{Report, paragraphs, visible};

static STYLE: LazyLock<Style> =
    LazyLock::new(|| Style::of(&format!("{REPORT_STYLE}{}", include_str!("beside.css"))));

/// The page, as text. Each figure read has `data-cell`, each prose `data-prose`, each notice `data-notice` (its code)
/// and `data-place` (the address it is about, which has the class `noted`). Without an origin only what was read
/// is shown.
pub fn beside(origin: Option<&Origin>, imported: &Imported) -> String {
    let view = View { origin, report: &imported.report, notices: &imported.notices };
    page(&format!("导入核对：{}", visible(&view.report.title())), &STYLE, &view.content())
}

/// What the words around the report are called.
const AROUND: &str = "报告以外的文字";

/// What an import came from and what came of it.
struct View<'a> {
    origin: Option<&'a Origin>,
    report: &'a Report,
    notices: &'a [Notice],
}

/// Where a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// On top: it is about the report as a whole.
    Whole,
    /// Beside a section.
    Section(Section),
    /// Beside the words around the report.
    Around,
}

impl Spot {
    fn of(notice: &Notice) -> Self {
        match notice.section() {
            Some(section) => Self::Section(section),
            None if notice.code == PAGE_WORDS => Self::Around,
            // The rest of the head (agency, year, period) stands with the introduction.
            None if !notice.place.is_empty() => Self::Section(Section::Intro),
            None => Self::Whole,
        }
    }
}

impl View<'_> {
    fn content(&self) -> Markup {
        let noted: BTreeSet<&str> = self
            .notices
            .iter()
            .map(|notice| notice.place.as_str())
            .filter(|place| self.shows(place))
            .collect();
        markup! {
            article class=(if self.origin.is_some() { "beside" } else { "beside alone" }) {
                (self.summary())
                @for part in Section::ALL { (self.pair(part, &noted)) }
                (self.around())
            }
        }
    }

    /// Whether an address is that of a cell or prose that stands on the page.
    fn shows(&self, place: &str) -> bool {
        self.report.edition().find(place).is_some() || Prose::at(place).is_some_and(|prose| self.has(prose))
    }

    fn has(&self, prose: Prose) -> bool {
        paragraphs(self.report.narrative.get(prose)).next().is_some()
    }

    fn at(&self, spot: Spot) -> Vec<&Notice> {
        self.notices.iter().filter(|notice| Spot::of(notice) == spot).collect()
    }

    fn summary(&self) -> Markup {
        let report = self.report;
        let count = self.notices.len();
        markup! {
            header.summary {
                h1 { "导入核对：" (agency(report)) }
                p {
                    (report.year) "年度，按" (report.edition().notice) "的格式读取。"
                    @if count == 0 { "没有需要提示的地方。" }
                    @else { "有 " (count) " 条提示，请逐条与原文核对。" }
                }
                table.counts {
                    thead { tr { th scope="col" { "部分" } th scope="col" { "读到的内容" } th scope="col" { "提示" } } }
                    tbody {
                        @for part in Section::ALL { (self.count(part)) }
                        (self.count_around())
                    }
                }
                p.legend {
                    i.blank {} "没有读到数字的格"
                    i.ringed {} "有提示的地方"
                }
                (self.notice_list(Spot::Whole))
            }
        }
    }

    /// One line of the summary.
    fn count(&self, part: Section) -> Markup {
        let notices = self.at(Spot::Section(part)).len();
        let (found, lacking) = self.found(part);
        count_row(part.key(), part.heading(), &found, lacking, notices)
    }

    /// The line of the words around the report, where there are any.
    fn count_around(&self) -> Markup {
        let pieces = self.origin.map_or(0, |origin| origin.pieces(None).len());
        let found = if pieces > 0 { format!("未导入 {pieces} 行") } else { "未导入".to_owned() };
        markup! {
            @if self.has_around() {
                (count_row("around", AROUND, &found, false, self.at(Spot::Around).len()))
            }
        }
    }

    /// Whether the source has words around the report, or something is said of them.
    fn has_around(&self) -> bool {
        self.origin.is_some_and(|origin| !origin.pieces(None).is_empty()) || !self.at(Spot::Around).is_empty()
    }

    /// What was found of a section, in words, and whether something of it was not.
    fn found(&self, part: Section) -> (String, bool) {
        if let Some(table) = part.table_key().and_then(|key| self.report.edition().table(key)) {
            let cells = &self.report.figures.entries()[table.cells.clone()];
            let blank = cells.iter().filter(|entry| entry.is_blank()).count();
            return (format!("读到 {} 格，空 {blank} 格", cells.len() - blank), blank > 0);
        }
        let missing = self.missing(part);
        let words = match missing.as_slice() {
            [] => "已读到".to_owned(),
            missing if missing.len() == part.prose().count() => "没有找到".to_owned(),
            missing => format!("没有找到{}", quoted(missing)),
        };
        (words, !missing.is_empty())
    }

    /// The prose of a section that was not found.
    fn missing(&self, part: Section) -> Vec<Prose> {
        part.prose().filter(|prose| !self.has(*prose)).collect()
    }

    /// A section: its source and what was read of it.
    fn pair(&self, part: Section, noted: &BTreeSet<&str>) -> Markup {
        let missing = self.missing(part);
        markup! {
            div.pair id={ "pair-" (part.key()) } {
                (self.source(Some(part), part.key(), part.heading()))
                div.report {
                    p.caption { "读到的报告" }
                    (self.notice_list(Spot::Section(part)))
                    @if part == Section::Intro { (head(self.report)) }
                    @if !missing.is_empty() { p.missing { "没有找到" (quoted(&missing)) "的内容。" } }
                    (section(self.report, part, noted))
                }
            }
        }
    }

    /// The words around the report, where there are any.
    fn around(&self) -> Markup {
        let notices = !self.at(Spot::Around).is_empty();
        markup! {
            @if self.has_around() {
                div.pair id="pair-around" {
                    (self.source(None, "around", AROUND))
                    div.report {
                        p.caption { "没有导入" }
                        (self.notice_list(Spot::Around))
                        @if !notices { p.nothing { "这些文字不属于报告。" } }
                    }
                }
            }
        }
    }

    fn source(&self, part: Option<Section>, key: &str, name: &str) -> Markup {
        // Of a page with many links the report is to be found without a long way.
        const MANY: usize = 30;
        markup! {
            @if let Some(origin) = self.origin {
                section.origin id={ "origin-" (key) } aria-label={ "原文：" (name) } {
                    p.caption { "原文" @if part.is_none() { "：" (name) } }
                    @match origin.pieces(part) {
                        [] => { p.nothing { "原文中没有找到这一部分，请核对原文是否完整。" } }
                        many if part.is_none() && many.len() > MANY => {
                            details {
                                summary { "展开 " (many.len()) " 行" }
                                (pieces(many))
                            }
                        }
                        some => { (pieces(some)) }
                    }
                }
            }
        }
    }

    fn notice_list(&self, spot: Spot) -> Markup {
        let notices = self.at(spot);
        markup! {
            @if !notices.is_empty() {
                ul.notices { @for notice in notices { (self.notice(notice, spot)) } }
            }
        }
    }

    fn notice(&self, notice: &Notice, spot: Spot) -> Markup {
        markup! {
            li data-notice=(notice.code) data-place=(visible(&notice.place)) {
                (visible(&notice.text))
                @if self.shows(&notice.place) {
                    a href={ "#place-" (notice.place) } { "到这一处" }
                } @else if let (Spot::Section(part), true) = (spot, self.origin.is_some()) {
                    a href={ "#origin-" (part.key()) } { "看原文" }
                }
            }
        }
    }
}

/// A line of the summary: a link to a part of the page, what was found of it, whether something was not, and how many
/// notices stand there.
fn count_row(key: &str, name: &str, found: &str, lacking: bool, notices: usize) -> Markup {
    markup! {
        tr data-section=(key) {
            th scope="row" { a href={ "#pair-" (key) } { (name) } }
            td class=[lacking.then_some("some")] { (found) }
            td class=[(notices > 0).then_some("some")] {
                @if notices > 0 { (notices) " 条" } @else { "无" }
            }
        }
    }
}

fn agency(report: &Report) -> Markup {
    let name = visible(report.agency.name.trim());
    markup! { @if name.is_empty() { "没有找到单位名称" } @else { (name) } }
}

/// What the report is, which stands in its title and introduction.
fn head(report: &Report) -> Markup {
    markup! {
        dl.head {
            dt { "单位" } dd { (agency(report)) }
            dt { "年度" } dd { (report.year) "年" }
            dt { "统计期限" } dd { (visible(&report.period.from)) " 至 " (visible(&report.period.to)) }
        }
    }
}

fn quoted(prose: &[Prose]) -> String {
    let labels: Vec<&str> = prose.iter().map(|prose| prose.label()).collect();
    format!("“{}”", labels.join("”“"))
}

fn pieces(pieces: &[Piece]) -> Markup {
    markup! {
        @for piece in pieces {
            @match piece {
                Piece::Line(line) => { p { (visible(line)) } }
                Piece::Table(rows) => { (printed(rows)) }
            }
        }
    }
}

/// A table of the source, in a frame that scrolls where it is wide and is within reach of the keyboard.
fn printed(rows: &[Vec<OriginCell>]) -> Markup {
    let span = |cells: usize| (cells > 1).then_some(cells);
    markup! {
        div.frame role="region" aria-label="原文中的表格" tabindex="0" {
            table { tbody {
                @for row in rows {
                    tr {
                        @for cell in row {
                            td colspan=[span(cell.colspan)] rowspan=[span(cell.rowspan)] { (visible(&cell.text)) }
                        }
                    }
                }
            } }
        }
    }
}
