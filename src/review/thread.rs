//! A comment with all that followed from it, and how what it is about stands now.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Review;
use super::anchor::Ground;
use super::note::{Comment, Matter, Note, Ruling};
use super::place::Place;
use super::proposal::{proposed_entry, proposed_words};
use crate::form::Prose;
use crate::report::Report;

/// A comment with its answers, what became of it, and where it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread<'a> {
    /// The note that holds the comment.
    pub note: &'a Note,
    /// The comment.
    pub comment: &'a Comment,
    /// The answers, the oldest first.
    pub replies: Vec<&'a Note>,
    /// What became of it.
    pub status: Status,
    /// The note that says so; nothing while nobody ruled.
    pub ruled: Option<&'a Note>,
    /// How what it is about stands now.
    pub standing: Standing,
    /// Where in the prose the words are, or what now stands in their place (bytes); nothing for comments on anything
    /// but words.
    pub range: Option<Range<usize>>,
    /// Whether what was proposed was accepted and still stands in the report.
    pub taken: bool,
}

/// What became of a comment. Comments that were taken back are not shown at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// To be dealt with.
    Open,
    /// 已采纳
    Accepted,
    /// 未采纳
    Refused,
    /// 已办结
    Closed,
}

/// How what a comment is about stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// As it was.
    Intact,
    /// The same words, at another place of the prose.
    Moved,
    /// Something else stands there.
    Changed {
        /// What stands there.
        now: String,
    },
    /// The words, and what stood around them, are not to be found; or the form has no such place.
    Gone,
}

impl Status {
    /// The words on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "待处理",
            Self::Accepted => "已采纳",
            Self::Refused => "未采纳",
            Self::Closed => "已办结",
        }
    }
}

impl Review {
    /// All comments that were not taken back, in the order of the report, those on one place in the order of the
    /// words, then of time.
    pub fn threads(&self, report: &Report) -> Vec<Thread<'_>> {
        let mut threads = self.gather(report, None);
        // Words that are gone, and comments on the whole, come before all that has a place in the prose.
        threads.sort_by_cached_key(|thread| {
            let place = Place::of(report, &thread.comment.place);
            let start = thread.range.as_ref().map_or(0, |words| words.start);
            (place.map_or((usize::MAX, 0), |place| place.order(report)), start)
        });
        threads
    }

    /// The comments in the order of time; those with one id, where one is asked for.
    pub(super) fn gather(&self, report: &Report, only: Option<&str>) -> Vec<Thread<'_>> {
        let mut threads = Vec::new();
        let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for note in &self.notes {
            if let Matter::Comment(comment) = &note.matter
                && only.is_none_or(|only| only == note.id)
            {
                by_id.entry(&note.id).or_default().push(threads.len());
                threads.push(Some(Thread::new(note, comment)));
            }
        }
        for note in &self.notes {
            let (Matter::Reply { to: comment, .. }
            | Matter::Ruling { on: comment, .. }
            | Matter::Withdrawal { of: comment }) = &note.matter
            else {
                continue;
            };
            for index in by_id.get(comment.as_str()).into_iter().flatten() {
                let thread = &mut threads[*index];
                if let Some(open) = thread
                    && !open.follow(note)
                {
                    *thread = None;
                }
            }
        }
        let mut grounds = [const { None }; Prose::ALL.len()];
        let mut threads: Vec<Thread> = threads.into_iter().flatten().collect();
        for thread in &mut threads {
            thread.stand(report, &mut grounds);
        }
        threads
    }
}

impl<'a> Thread<'a> {
    fn new(note: &'a Note, comment: &'a Comment) -> Self {
        Self {
            note,
            comment,
            replies: Vec::new(),
            status: Status::Open,
            ruled: None,
            standing: Standing::Intact,
            range: None,
            taken: false,
        }
    }

    /// Takes in a note that is about the comment; false when it takes the comment back.
    fn follow(&mut self, note: &'a Note) -> bool {
        match &note.matter {
            Matter::Reply { .. } => self.replies.push(note),
            Matter::Ruling { outcome, .. } => {
                self.ruled = Some(note);
                self.status = match outcome {
                    Ruling::Accepted => Status::Accepted,
                    Ruling::Refused => Status::Refused,
                    Ruling::Closed => Status::Closed,
                    Ruling::Reopened => Status::Open,
                };
            }
            Matter::Withdrawal { .. } => return note.by != self.note.by,
            _ => {}
        }
        true
    }

    /// Finds out how things stand in the report.
    fn stand<'b>(&mut self, report: &'b Report, grounds: &mut [Option<Ground<'b>>; Prose::ALL.len()]) {
        let accepted = self.comment.proposal.as_ref().filter(|_| self.status == Status::Accepted);
        let Some(place) = Place::of(report, &self.comment.place) else {
            self.standing = Standing::Gone;
            return;
        };
        let Some(text) = place.text(report) else { return };
        let anchor = self.comment.anchor.as_ref();
        let Place::Prose(prose) = place else {
            self.taken = accepted.is_some_and(|proposal| *text == *proposed_entry(place, proposal).text());
            if anchor.is_none_or(|anchor| *anchor.quote != *text) {
                self.standing = Standing::Changed { now: text.into_owned() };
            }
            return;
        };
        let Some(anchor) = anchor else {
            self.taken = accepted.is_some_and(|proposal| text.contains(&proposed_words(proposal)));
            return;
        };
        let ground = grounds[prose.index()].get_or_insert_with(|| Ground::new(report.narrative.get(prose)));
        (self.standing, self.range) = ground.locate(anchor);
        if let Some(words) = accepted.and_then(|proposal| ground.taken(&proposed_words(proposal), anchor)) {
            self.taken = true;
            self.range = Some(words);
        }
    }
}
