//! Undo and redo.

use super::Edit;
use crate::form::{CellId, Prose};
use crate::report::Report;

/// How many steps can be undone.
const DEPTH: usize = 1000;

/// What is being typed in: keys typed one after another in one place make one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// One cell.
    Cell(CellId),
    /// One prose.
    Prose(Prose),
    /// The agency's name and kind, the year or the period.
    Head,
}

/// What a step touched, for those who show the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Cells whose entries may differ, in order, none twice.
    pub cells: Vec<CellId>,
    /// Prose whose text may differ, in order, none twice.
    pub prose: Vec<Prose>,
    /// Whether agency, year, period or explanations may differ.
    pub head: bool,
    /// Whether the whole report was replaced.
    pub whole: bool,
}

impl Changes {
    fn note(&mut self, edit: &Edit) {
        match edit {
            Edit::Cells(entries) => entries.iter().for_each(|(id, _)| put(&mut self.cells, *id)),
            Edit::Prose(prose, _) => put(&mut self.prose, *prose),
            Edit::Agency(_) | Edit::Year(_) | Edit::Period(_) | Edit::Explanations(_) => self.head = true,
            Edit::Report(_) => self.whole = true,
            Edit::Several(edits) => edits.iter().for_each(|edit| self.note(edit)),
        }
    }
}

/// Puts one into a list in order, unless it is there.
fn put<T: Ord>(list: &mut Vec<T>, one: T) {
    if let Err(place) = list.binary_search(&one) {
        list.insert(place, one);
    }
}

#[derive(Debug, Clone)]
struct Step {
    /// Takes the report across the step: back when on the undo side, forth on the redo side.
    edit: Edit,
    /// Set while further keys in the same place still belong to the step.
    typing: Option<Typing>,
}

/// The steps that led to a report, and those that were taken back.
#[derive(Debug, Clone, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Applies an edit as a step of its own. An edit that changes nothing is no step.
    pub fn perform(&mut self, report: &mut Report, edit: Edit) -> Changes {
        self.push(report, edit, None)
    }

    /// Applies what was typed. Keys in one place make one step: the step so far is taken back, and the edit
    /// is built anew on the report as it was before the first key, so that totals are judged by that report
    /// and not by a half-typed figure.
    pub fn typed(
        &mut self,
        report: &mut Report,
        typing: Typing,
        build: impl FnOnce(&Report) -> Edit,
    ) -> Changes {
        let mut changes = Changes::default();
        if self.undo.last().is_some_and(|step| step.typing == Some(typing))
            && let Some(step) = self.undo.pop()
        {
            changes.note(&step.edit);
            step.edit.apply(report);
        }
        let edit = build(report);
        let pushed = self.push(report, edit, Some(typing));
        pushed.cells.into_iter().for_each(|id| put(&mut changes.cells, id));
        pushed.prose.into_iter().for_each(|prose| put(&mut changes.prose, prose));
        changes.head |= pushed.head;
        changes.whole |= pushed.whole;
        changes
    }

    /// Ends the step that typing has open: what is typed next can be undone by itself.
    pub fn seal(&mut self) {
        if let Some(step) = self.undo.last_mut() {
            step.typing = None;
        }
    }

    /// Takes the last step back; nothing happens when there is none.
    pub fn undo(&mut self, report: &mut Report) -> Option<Changes> {
        let step = self.undo.pop()?;
        // What is typed after this does not belong to what was typed before it.
        self.seal();
        Some(cross(report, step, &mut self.redo))
    }

    /// Takes the last undone step again; nothing happens when there is none.
    pub fn redo(&mut self, report: &mut Report) -> Option<Changes> {
        let step = self.redo.pop()?;
        Some(cross(report, step, &mut self.undo))
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to take again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    fn push(&mut self, report: &mut Report, edit: Edit, typing: Option<Typing>) -> Changes {
        let mut changes = Changes::default();
        // Only the last step can be open: what is below it never takes in typing again, even when undo or
        // typing back to the old text brings it to the top.
        self.seal();
        if edit.is_idle(report) {
            return changes;
        }
        changes.note(&edit);
        let inverse = edit.apply(report);
        self.undo.push(Step { edit: inverse, typing });
        self.redo.clear();
        if self.undo.len() > DEPTH {
            self.undo.remove(0);
        }
        changes
    }
}

fn cross(report: &mut Report, step: Step, other_side: &mut Vec<Step>) -> Changes {
    let mut changes = Changes::default();
    changes.note(&step.edit);
    let inverse = step.edit.apply(report);
    other_side.push(Step { edit: inverse, typing: None });
    changes
}
