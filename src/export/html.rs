//! The publication page: one HTML file that needs nothing but itself and says so in its CSP.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use maud::{Markup, html as markup};

use super::page::{REPORT_STYLE, Style, data_script, page, with_doctype};
use super::piece::{fingerprint_line, sub_heading};
use super::table::table;
use crate::chart::{charts, figure};
use crate::form::{Prose, Section};
use crate::report::{Remarks, Report, fingerprint, paragraphs, visible, write_remarked_json};

/// What the page is for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// What still has to be done, in a sentence (`未完成稿：还有 3 项未核对`). It is printed on top of a page that
    /// is not ready to be published.
    pub unfinished: Option<&'a str>,
    /// Whether the data in the page holds the reasons given for findings (说明原因). They are meant for the
    /// reviewer, and whoever can read a published page can read its data: leave them out of what is published.
    pub explanations: bool,
    /// Whether pictures of the figures (图解) stand behind the report.
    pub charts: bool,
    /// The report of the year before, whose figures stand beside in the pictures.
    pub last_year: Option<&'a Report>,
}

/// The publication page.
pub fn html(report: &Report, options: Options) -> String {
    let style = if options.charts { &*STYLE_WITH_CHARTS } else { &*STYLE };
    let page = markup! {
        html lang="zh-CN" data-unfinished=[options.unfinished.map(visible)] {
            (style.head(&visible(&report.title()), &data_element(report, options)))
            body.report-desk { main { (article_markup(report, options)) } }
        }
    };
    with_doctype(page)
}

/// The data that the page carries.
fn data_element(report: &Report, options: Options) -> Markup {
    data_script("gongkai-report", &data(report, options))
}

/// The identifier of a place that is noted.
pub(super) fn anchor(path: &str, noted: &BTreeSet<&str>) -> Option<String> {
    noted.contains(path).then(|| format!("place-{path}"))
}

/// The class of a place that is noted.
pub(super) fn mark(path: &str, noted: &BTreeSet<&str>) -> Option<&'static str> {
    noted.contains(path).then_some("noted")
}

/// What the heading of a section is called within the page; its table is named by it.
pub(super) fn heading_id(part: Section) -> String {
    format!("heading-{}", part.key())
}

/// The report alone, as it stands in the page: for a preview that brings report.css itself.
pub fn article(report: &Report, options: Options) -> String {
    article_markup(report, options).into_string()
}

fn article_markup(report: &Report, options: Options) -> Markup {
    markup! {
        article.report lang="zh-CN" {
            header {
                @if let Some(note) = options.unfinished {
                    p.unfinished role="note" { (visible(note)) }
                }
                (heading(report))
            }
            @for part in Section::ALL { (section(report, part, &BTreeSet::new())) }
            // Of the report, and so before the pictures, after which it would stand on a sheet of its own.
            footer { small { (fingerprint_line(report)) } }
            @if options.charts { (picture_section(report, options.last_year)) }
        }
    }
}

/// The pictures of the figures alone, as a page: for a look at them while the report is written.
pub fn pictures(report: &Report, last_year: Option<&Report>) -> String {
    let content = markup! { article.report lang="zh-CN" { (picture_section(report, last_year)) } };
    page("图解", &STYLE_WITH_CHARTS, &content)
}

/// The pictures of the figures, behind the report: they are no part of what the law asks for.
fn picture_section(report: &Report, last_year: Option<&Report>) -> Markup {
    markup! {
        section id="section-charts" data-charts="true" {
            h2 id="heading-charts" { "图解" }
            @for chart in &charts(report, last_year) { (figure(chart)) }
        }
    }
}

/// The title, with the place at which a long one may break.
fn heading(report: &Report) -> Markup {
    let title = report.title();
    let title = visible(&title);
    let (whose, what) = title.split_at(title.rfind("政府信息公开").unwrap_or_default());
    markup! { h1 { (whose) wbr; (what) } }
}

/// A section with its heading. The cells and prose at the addresses `noted` are marked (class `noted`) and can be
/// jumped to (`#place-ADDRESS`).
pub fn section(report: &Report, part: Section, noted: &BTreeSet<&str>) -> Markup {
    markup! {
        section id={ "section-" (part.key()) } {
            // The introduction is the one section without a heading.
            @if part != Section::Intro { h2 id=(heading_id(part)) { (part.heading()) } }
            @for (place, prose) in part.prose().enumerate() {
                @if part == Section::Overview { h3 { (sub_heading(place, prose)) } }
                (passage(report, prose, noted))
            }
            @if let Some(form) = part.table_key().and_then(|key| report.edition().table(key)) {
                (table(report, form, part, noted))
            }
        }
    }
}

fn passage(report: &Report, prose: Prose, noted: &BTreeSet<&str>) -> Markup {
    let mut paragraphs = paragraphs(report.narrative.get(prose)).peekable();
    markup! {
        @if paragraphs.peek().is_some() {
            div data-prose=(prose.path()) id=[anchor(prose.path(), noted)] class=[mark(prose.path(), noted)] {
                @for paragraph in paragraphs { p { (paragraph) } }
            }
        }
    }
}

/// The report as JSON.
fn data(report: &Report, options: Options) -> String {
    let report = if options.explanations || report.explanations.is_empty() {
        Cow::Borrowed(report)
    } else {
        Cow::Owned(Report { explanations: Vec::new(), ..report.clone() })
    };
    let code = fingerprint(&report).to_string();
    let remarks = Remarks { unfinished: options.unfinished, fingerprint: Some(&code) };
    write_remarked_json(&report, remarks)
}

static STYLE: LazyLock<Style> = LazyLock::new(|| Style::of(REPORT_STYLE));

static STYLE_WITH_CHARTS: LazyLock<Style> =
    LazyLock::new(|| Style::of(&format!("{REPORT_STYLE}{}", crate::chart::STYLE)));
