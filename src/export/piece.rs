//! A report in reading order: the same headings, paragraphs and tables in every format that is printed.

use std::borrow::Cow;

use crate::form::{Prose, Section, Table};
use crate::report::{FINGERPRINT_LABEL, Report, fingerprint};
use crate::report::{paragraphs, visible};

/// A piece of a report.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// What still has to be done, on top of a report that is not ready to be published.
    Unfinished(Cow<'a, str>),
    /// The title.
    Title(String),
    /// The statutory heading of a section.
    Heading(&'static str),
    /// The heading of an aspect of 总体情况.
    SubHeading(String),
    /// A paragraph, without white space around it.
    Paragraph(Cow<'a, str>),
    /// The table of a section.
    Table(&'static Table, Section),
    /// The line with the fingerprint.
    Fingerprint(String),
}

/// The pieces of a report.
pub(super) fn pieces<'a>(report: &'a Report, unfinished: Option<&'a str>) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece> =
        unfinished.map(|note| Piece::Unfinished(visible(note))).into_iter().collect();
    pieces.push(Piece::Title(visible(&report.title()).into_owned()));
    for section in Section::ALL {
        // The introduction is the one section without a heading.
        if section != Section::Intro {
            pieces.push(Piece::Heading(section.heading()));
        }
        for (place, prose) in section.prose().enumerate() {
            if section == Section::Overview {
                pieces.push(Piece::SubHeading(sub_heading(place, prose)));
            }
            pieces.extend(paragraphs(report.narrative.get(prose)).map(Piece::Paragraph));
        }
        if let Some(table) = section.table_key().and_then(|key| report.edition().table(key)) {
            pieces.push(Piece::Table(table, section));
        }
    }
    pieces.push(Piece::Fingerprint(fingerprint_line(report)));
    pieces
}

/// The ordinals of the aspects of 总体情况. Every section has fewer pieces of prose than there are ordinals.
const ORDINALS: [&str; Prose::ALL.len()] = ["一", "二", "三", "四", "五", "六", "七", "八"];

/// `（一）主动公开`: the heading of an aspect of 总体情况, by its place from 0.
pub(super) fn sub_heading(place: usize, prose: Prose) -> String {
    format!("（{}）{}", ORDINALS[place % ORDINALS.len()], prose.label())
}

/// `数据校验码：3F2A-91C0-…`
pub(super) fn fingerprint_line(report: &Report) -> String {
    format!("{FINGERPRINT_LABEL}：{}", fingerprint(report))
}
