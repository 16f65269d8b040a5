//! Begins a year's report from the report of the year before: only what the new year opens with.
//!
//! Prose is not taken over: last year's words are no part of this year's report (the notice forbids them).

use super::{Entry, Report};

/// The last year that a report can be of, as its JSON has it.
const LAST_YEAR: u16 = 9999;

/// The report of the year after: the same agency, the whole year, the edition that the year must use. It opens with
/// the figures that last year's report closes with (see [`Cell::opening`](crate::form::Cell::opening)) and with the
/// totals that follow from them; everything else is blank.
///
/// A figure that says no number (无) opens nothing, nor does one that last year's edition did not ask for. A total
/// of last year that disagreed with its parts is not taken over: the new one is the sum of its parts.
pub fn begin_from(last: &Report) -> Report {
    let year = last.year.saturating_add(1).min(LAST_YEAR);
    let mut report = Report::new(last.agency.clone(), year);
    let edition = report.edition();
    for cell in edition.cells.iter().filter(|cell| !cell.is_total()) {
        let value = cell.opening().and_then(|place| last.at(&place).value());
        if let Some(value) = value {
            report.figures.put(cell.id, Entry::from_value(value));
        }
    }
    for total in &edition.totals {
        let computed = report.computed(*total);
        report.figures.put(*total, computed);
    }
    report
}
