//! The places that a comment can stand at, and their order.

use std::borrow::Cow;

use crate::form::{CellId, Prose};
use crate::report::Report;

/// A place of a report. What is not one (a cell that another edition has, say) has no `Place`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The report as a whole.
    Report,
    /// Who reports.
    Name,
    /// The year.
    Year,
    /// The time covered.
    Period,
    /// A cell.
    Cell(CellId),
    /// A prose.
    Prose(Prose),
}

impl Place {
    /// The place with an address.
    pub(super) fn of(report: &Report, address: &str) -> Option<Self> {
        match address {
            "" => Some(Self::Report),
            "agency.name" => Some(Self::Name),
            "year" => Some(Self::Year),
            "period" => Some(Self::Period),
            _ => match Prose::at(address) {
                Some(prose) => Some(Self::Prose(prose)),
                None => report.edition().find(address).map(Self::Cell),
            },
        }
    }

    /// What stands there; nothing for the report as a whole.
    pub(super) fn text(self, report: &Report) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::Report => return None,
            Self::Name => report.agency.name.as_str().into(),
            Self::Year => report.year.to_string().into(),
            Self::Period => [&report.period.from, " 至 ", &report.period.to].concat().into(),
            Self::Cell(id) => report.figures.get(id).text(),
            Self::Prose(prose) => report.narrative.get(prose).into(),
        })
    }

    /// Where the place stands in the report: the section, then within it.
    pub(super) fn order(self, report: &Report) -> (usize, usize) {
        // The head stands before every section.
        match self {
            Self::Report => (0, 0),
            Self::Name => (0, 1),
            Self::Year => (0, 2),
            Self::Period => (0, 3),
            Self::Prose(prose) => (1 + prose.section().index(), prose.index()),
            Self::Cell(id) => {
                let edition = report.edition();
                (1 + edition.tables[edition.cell(id).table].section.index(), id.index())
            }
        }
    }
}
