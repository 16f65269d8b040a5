//! Every change of a report is an [`Edit`]; applying one returns its exact inverse.

mod history;
mod paste;

pub use history::{Changes, History, Typing};
pub use paste::{Paste, PasteError, copy, paste};

use crate::form::{CellId, Prose};
use crate::report::{Agency, Entry, Explanation, Period, Report};

/// A change of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Entries put into cells; nothing else follows from it (see [`Edit::enter`]).
    Cells(Vec<(CellId, Entry)>),
    /// The text of a prose, whole.
    Prose(Prose, String),
    /// Who reports.
    Agency(Agency),
    /// The year reported on.
    Year(u16),
    /// The time covered.
    Period(Period),
    /// All reasons given for findings.
    Explanations(Vec<Explanation>),
    /// Another report in place of this one.
    Report(Box<Report>),
    /// Edits in order, as one step.
    Several(Vec<Edit>),
}

impl Edit {
    /// Enters figures as a person does: totals follow.
    ///
    /// A total that agreed with its parts before the change agrees with them after it. A total that did not
    /// agree was printed so by somebody; it is kept, for the difference must be seen
    /// (see [`Edit::recompute`]).
    pub fn enter(report: &Report, entries: Vec<(CellId, Entry)>) -> Self {
        let edition = report.edition();
        let mut after = report.figures.clone();
        let mut moved = vec![false; edition.cells.len()];
        for (id, entry) in &entries {
            after.put(*id, entry.clone());
            if let Some(moved) = moved.get_mut(id.index()) {
                *moved = true;
            }
        }
        let mut changes = entries;
        for total in &edition.totals {
            let Some(identity) = edition.cell(*total).computed_by else { continue };
            let parts = &edition.identities[identity].left;
            // What nothing moves stays, without being added up.
            if moved[total.index()] || !parts.iter().any(|part| moved[part.index()]) {
                continue;
            }
            if *report.figures.get(*total) != report.computed(*total) {
                continue;
            }
            let computed = after.sum(parts).entry();
            if computed != *after.get(*total) {
                after.put(*total, computed.clone());
                moved[total.index()] = true;
                changes.push((*total, computed));
            }
        }
        Self::Cells(changes)
    }

    /// The edit that makes another report of this one and touches no more than differs: cells and prose that are alike
    /// are left alone where both are in one edition.
    pub fn towards(report: &Report, other: Report) -> Self {
        let edition = report.edition();
        if edition.year != other.edition().year || report.unknown != other.unknown {
            return Self::Report(Box::new(other));
        }
        let differs = |id: &CellId| report.figures.get(*id) != other.figures.get(*id);
        let cells = edition.ids().filter(differs).map(|id| (id, other.figures.get(id).clone())).collect();
        let mut edits = vec![Self::Cells(cells)];
        for prose in Prose::ALL {
            edits.push(Self::Prose(prose, other.narrative.get(prose).to_owned()));
        }
        edits.extend([
            Self::Agency(other.agency),
            Self::Year(other.year),
            Self::Period(other.period),
            Self::Explanations(other.explanations),
        ]);
        edits.retain(|edit| !edit.is_idle(report));
        Self::Several(edits)
    }

    /// Replaces printed totals by computed ones: all of them, or those named. Totals of those totals follow as
    /// after any entry.
    pub fn recompute(report: &Report, only: Option<&[CellId]>) -> Self {
        let edition = report.edition();
        let mut after = report.figures.clone();
        let mut entries = Vec::new();
        for total in &edition.totals {
            if only.is_some_and(|only| !only.contains(total)) {
                continue;
            }
            if let Some(identity) = edition.cell(*total).computed_by {
                let computed = after.sum(&edition.identities[identity].left).entry();
                if computed != *after.get(*total) {
                    after.put(*total, computed.clone());
                    entries.push((*total, computed));
                }
            }
        }
        Self::enter(report, entries)
    }

    /// Applies the edit and returns the edit that undoes it.
    #[allow(clippy::return_self_not_must_use, reason = "whoever needs no way back may drop it")]
    pub fn apply(self, report: &mut Report) -> Self {
        match self {
            Self::Cells(entries) => {
                let mut before: Vec<_> =
                    entries.into_iter().map(|(id, entry)| (id, report.figures.put(id, entry))).collect();
                // A cell named twice must get back what it held first.
                before.reverse();
                Self::Cells(before)
            }
            Self::Prose(prose, text) => Self::Prose(prose, report.narrative.put(prose, text)),
            Self::Agency(agency) => Self::Agency(std::mem::replace(&mut report.agency, agency)),
            Self::Year(year) => Self::Year(std::mem::replace(&mut report.year, year)),
            Self::Period(period) => Self::Period(std::mem::replace(&mut report.period, period)),
            Self::Explanations(all) => Self::Explanations(std::mem::replace(&mut report.explanations, all)),
            Self::Report(other) => Self::Report(Box::new(std::mem::replace(report, *other))),
            Self::Several(edits) => {
                let mut inverses: Vec<_> = edits.into_iter().map(|edit| edit.apply(report)).collect();
                inverses.reverse();
                Self::Several(inverses)
            }
        }
    }

    /// Whether applying the edit would leave the report as it is.
    pub fn is_idle(&self, report: &Report) -> bool {
        match self {
            Self::Cells(entries) => entries.iter().all(|(id, entry)| report.figures.get(*id) == entry),
            Self::Prose(prose, text) => report.narrative.get(*prose) == text,
            Self::Agency(agency) => report.agency == *agency,
            Self::Year(year) => report.year == *year,
            Self::Period(period) => report.period == *period,
            Self::Explanations(all) => report.explanations == *all,
            Self::Report(other) => report == other.as_ref(),
            Self::Several(edits) => edits.iter().all(|edit| edit.is_idle(report)),
        }
    }
}
