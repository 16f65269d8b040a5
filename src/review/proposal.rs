//! Proposals become edits: one by one, or all that still fit.

use std::collections::BTreeSet;
use std::ops::Range;

use thiserror::Error;

use super::Review;
use super::place::Place;
use super::thread::{Standing, Status, Thread};
use crate::edit::Edit;
use crate::form::{CellId, Prose};
use crate::report::{Agency, Entry, Report};

/// Why a proposal cannot be accepted. Display gives the sentence that users see; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CannotAccept {
    /// There is no such comment, or it was taken back.
    #[error("找不到这条意见，可能已经撤回。")]
    Missing,
    /// Somebody changed a file: two comments go by one id.
    #[error("这条意见有两种不同的内容，可能有人改动过文件。请向审核人核实后手工修改。")]
    Twice,
    /// The comment proposes nothing.
    #[error("这条意见没有给出建议的内容，请按意见手工修改。")]
    NoProposal,
    /// The comment is on the report as a whole, the year or the period.
    #[error("这条意见不是针对某一格或某段文字的，请按意见手工修改。")]
    ByHand,
    /// What was commented on has changed.
    #[error("意见所指的内容已经改成“{now}”，没有自动修改。请核对后手工修改。")]
    Changed {
        /// What stands there now.
        now: String,
    },
    /// What was commented on is no longer there.
    #[error("意见所指的内容在报告里已经找不到，没有自动修改。请核对后手工修改。")]
    Gone,
    /// The cell is computed.
    #[error("“{cell}”由其他各格相加得出，不能直接填写。请修改相加的各格。")]
    Computed {
        /// Its name.
        cell: String,
    },
    /// What is proposed stands there already.
    #[error("报告里已经是建议的内容，不用再改。")]
    Already,
    /// An earlier comment proposes something else for the same place.
    #[error("同一处还有一条更早的意见，已经采纳了那一条。请核对后手工修改。")]
    Overlaps,
}

/// What accepting all proposals does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedAll {
    /// One edit, and one step to undo; it changes nothing when nothing is accepted.
    pub edit: Edit,
    /// The ids of the comments that it carries out, the oldest first.
    pub accepted: Vec<String>,
    /// The ids of the others that propose something, each with the reason.
    pub left: Vec<(String, CannotAccept)>,
}

impl Review {
    /// The edit that carries out what a comment proposes. It is for the caller to add the ruling.
    ///
    /// # Errors
    /// When it has to be done by hand.
    pub fn accept(&self, report: &Report, id: &str) -> Result<Edit, CannotAccept> {
        let threads = self.gather(report, Some(id));
        let mut batch = Batch::default();
        match threads.as_slice() {
            [] => return Err(CannotAccept::Missing),
            [thread] => batch.add(report, thread)?,
            _ => return Err(CannotAccept::Twice),
        }
        let mut edits = batch.edits(report);
        Ok(if edits.len() == 1 { edits.remove(0) } else { Edit::Several(edits) })
    }

    /// The edit that carries out all open proposals of which the place is as it was. Of several that want different
    /// things for one place, the earliest is carried out.
    pub fn accept_all(&self, report: &Report) -> AcceptedAll {
        let mut batch = Batch::default();
        let (mut accepted, mut left) = (Vec::new(), Vec::new());
        let threads = self.gather(report, None);
        let mut seen = BTreeSet::new();
        let ids = threads.iter().map(|thread| thread.note.id.as_str());
        let forged: BTreeSet<&str> = ids.filter(|id| !seen.insert(*id)).collect();
        for thread in &threads {
            if thread.status != Status::Open || thread.comment.proposal.is_none() {
                continue;
            }
            let id = thread.note.id.as_str();
            let added =
                if forged.contains(id) { Err(CannotAccept::Twice) } else { batch.add(report, thread) };
            match added {
                Ok(()) => accepted.push(id.to_owned()),
                Err(reason) => left.push((id.to_owned(), reason)),
            }
        }
        AcceptedAll { edit: Edit::Several(batch.edits(report)), accepted, left }
    }
}

/// What is to stand in a cell when a proposal is accepted.
pub(super) fn proposed_entry(place: Place, proposal: &str) -> Entry {
    match place {
        Place::Cell(_) => Entry::typed(proposal),
        _ => Entry::Text(proposal.trim().into()),
    }
}

/// What is to stand in a prose: its lines end in line feeds, wherever the proposal was written.
pub(super) fn proposed_words(proposal: &str) -> String {
    proposal.replace("\r\n", "\n").replace('\r', "\n")
}

/// Proposals that are accepted together, all made for the report as it is.
#[derive(Default)]
struct Batch {
    name: Option<String>,
    cells: Vec<(CellId, Entry)>,
    /// For each prose what replaces what, in the order of the text; no two overlap.
    words: [Vec<(Range<usize>, String)>; Prose::ALL.len()],
}

impl Batch {
    fn add(&mut self, report: &Report, thread: &Thread) -> Result<(), CannotAccept> {
        let proposal = thread.comment.proposal.as_deref().ok_or(CannotAccept::NoProposal)?;
        let place = Place::of(report, &thread.comment.place).ok_or(CannotAccept::Gone)?;
        let prose = match place {
            Place::Prose(prose) => prose,
            Place::Report | Place::Year | Place::Period => return Err(CannotAccept::ByHand),
            Place::Name | Place::Cell(_) => return self.add_entry(report, place, thread, proposal),
        };
        let (whole, text) = (report.narrative.get(prose), proposed_words(proposal));
        // For a prose in which nothing stood, what is proposed is the whole of it.
        let range = match (&thread.comment.anchor, &thread.range) {
            (None, _) if whole.trim().is_empty() => 0..whole.len(),
            (None, _) => return Err(changed(whole, &text)),
            (Some(_), Some(range)) => range.clone(),
            (Some(_), None) => return Err(CannotAccept::Gone),
        };
        let now = whole.get(range.clone()).unwrap_or_default();
        if now == text || matches!(thread.standing, Standing::Changed { .. }) {
            return Err(changed(now, &text));
        }
        let words = &mut self.words[prose.index()];
        let index = words.partition_point(|(other, _)| other.start < range.start);
        // What another reviewer proposes as well is carried out with it.
        if words.get(index).is_some_and(|other| *other == (range.clone(), text.clone())) {
            return Ok(());
        }
        let behind = words[..index].last().is_some_and(|(other, _)| other.end > range.start);
        let ahead = words.get(index);
        if behind || ahead.is_some_and(|(other, _)| other.start < range.end || other.start == range.start) {
            return Err(CannotAccept::Overlaps);
        }
        words.insert(index, (range, text));
        Ok(())
    }

    fn add_entry(
        &mut self,
        report: &Report,
        place: Place,
        thread: &Thread,
        proposal: &str,
    ) -> Result<(), CannotAccept> {
        let entry = proposed_entry(place, proposal);
        if let Place::Cell(id) = place {
            let cell = report.edition().cell(id);
            if cell.is_total() {
                return Err(CannotAccept::Computed { cell: cell.name() });
            }
        }
        let now = place.text(report).unwrap_or_default();
        if *now == *entry.text() || thread.standing != Standing::Intact {
            return Err(changed(&now, &entry.text()));
        }
        match place {
            Place::Cell(id) => match self.cells.iter().find(|(other, _)| *other == id) {
                None => self.cells.push((id, entry)),
                Some((_, other)) if *other == entry => {}
                Some(_) => return Err(CannotAccept::Overlaps),
            },
            _ => match &self.name {
                None => self.name = Some(entry.text().into_owned()),
                Some(other) if *other == *entry.text() => {}
                Some(_) => return Err(CannotAccept::Overlaps),
            },
        }
        Ok(())
    }

    fn edits(self, report: &Report) -> Vec<Edit> {
        let mut edits = Vec::new();
        if let Some(name) = self.name {
            edits.push(Edit::Agency(Agency { name, kind: report.agency.kind }));
        }
        if !self.cells.is_empty() {
            edits.push(Edit::enter(report, self.cells));
        }
        for (prose, words) in Prose::ALL.into_iter().zip(self.words) {
            if words.is_empty() {
                continue;
            }
            let whole = report.narrative.get(prose);
            let (mut text, mut done) = (String::new(), 0);
            for (range, proposal) in words {
                text.push_str(&whole[done..range.start]);
                text.push_str(&proposal);
                done = range.end;
            }
            text.push_str(&whole[done..]);
            edits.push(Edit::Prose(prose, text));
        }
        edits
    }
}

/// What is wrong when something else stands there than what was commented on.
fn changed(now: &str, proposed: &str) -> CannotAccept {
    if now == proposed { CannotAccept::Already } else { CannotAccept::Changed { now: now.to_owned() } }
}
