//! A note: one thing that one person said at one time. Notes are never changed, only followed by others.

use std::ops::Range;

use serde_json::{Map, Value};

use super::place::Place;
use crate::report::{Report, fingerprint};

/// How many characters before and after commented words are kept, to find them again.
const CONTEXT: usize = 20;

/// Who writes a note, when, and the note's id: what the core cannot know by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// A random text that no other note has.
    pub id: String,
    /// The person's name.
    pub by: String,
    /// Milliseconds since 1970.
    pub at: u64,
}

/// One thing that one person said at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A random text that no other note has.
    pub id: String,
    /// The person's name.
    pub by: String,
    /// Milliseconds since 1970.
    pub at: u64,
    /// What was said.
    pub matter: Matter,
    /// Keys that this version does not know, to be written out again.
    pub unknown: Map<String, Value>,
}

/// What a note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// A comment on a place of the report.
    Comment(Comment),
    /// An answer to a comment.
    Reply {
        /// The comment's id.
        to: String,
        /// The answer.
        text: String,
    },
    /// What became of a comment.
    Ruling {
        /// The comment's id.
        on: String,
        /// What became of it.
        outcome: Ruling,
    },
    /// A comment is taken back by whoever wrote it.
    Withdrawal {
        /// The comment's id.
        of: String,
    },
    /// A verdict on the report.
    Verdict(Verdict),
    /// Something that a newer program knows: what kind it is; the rest is in [`Note::unknown`].
    Newer(String),
}

/// A comment on a place of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The address of a cell or a prose, `agency.name`, `year`, `period`, or nothing for the report as a whole.
    pub place: String,
    /// What stood there; nothing for a prose or the report as a whole.
    pub anchor: Option<Anchor>,
    /// The comment.
    pub text: String,
    /// What should stand there instead.
    pub proposal: Option<String>,
    /// The fingerprint of the report that was commented on.
    pub fingerprint: String,
}

/// What stood where a comment was made: the text of a cell, or words of a prose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The words.
    pub quote: String,
    /// Up to twenty characters before them; nothing at the beginning.
    pub before: String,
    /// Up to twenty characters after them; nothing at the end.
    pub after: String,
    /// How many characters stood before the words.
    pub start: u64,
}

/// What became of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// Its proposal was taken over.
    Accepted,
    /// It was not followed.
    Refused,
    /// It is settled.
    Closed,
    /// It is open again.
    Reopened,
}

/// A verdict on the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Passed or returned.
    pub outcome: Outcome,
    /// The fingerprint of the report that was judged.
    pub fingerprint: String,
    /// What was said with it.
    pub text: String,
}

/// 通过 or 退回修改.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 通过
    Passed,
    /// 退回修改
    Returned,
}

impl Ruling {
    pub(super) const ALL: [Self; 4] = [Self::Accepted, Self::Refused, Self::Closed, Self::Reopened];

    /// The word in JSON.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
        }
    }
}

impl Outcome {
    pub(super) const ALL: [Self; 2] = [Self::Passed, Self::Returned];

    /// The word in JSON.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Returned => "returned",
        }
    }

    /// The words on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Passed => "通过",
            Self::Returned => "退回修改",
        }
    }
}

impl Note {
    /// A comment on a place of the report. In a prose, `words` is what was chosen (bytes of the prose); without it
    /// the comment is on the whole of the prose, and a proposal is for the whole of it. A choice of no words, or
    /// one that parts a character, counts as none.
    pub fn comment(
        signature: Signature,
        report: &Report,
        place: &str,
        words: Option<Range<usize>>,
        text: &str,
        proposal: Option<String>,
    ) -> Self {
        let anchor = match Place::of(report, place) {
            Some(Place::Prose(prose)) => {
                let whole = report.narrative.get(prose);
                let words =
                    words.filter(|words| whole.get(words.clone()).is_some_and(|words| !words.is_empty()));
                // What is to be replaced must be told, so that it is not replaced once it says something else.
                let words = words.or((proposal.is_some() && !whole.is_empty()).then_some(0..whole.len()));
                words.and_then(|words| Anchor::words(whole, &words))
            }
            Some(place) => {
                place.text(report).map(|text| Anchor { quote: text.into_owned(), ..Anchor::default() })
            }
            None => None,
        };
        let comment = Comment {
            place: place.to_owned(),
            anchor,
            text: text.to_owned(),
            proposal,
            fingerprint: fingerprint(report).to_string(),
        };
        Self::new(signature, Matter::Comment(comment))
    }

    /// An answer to a comment.
    pub fn reply(signature: Signature, to: &str, text: &str) -> Self {
        Self::new(signature, Matter::Reply { to: to.to_owned(), text: text.to_owned() })
    }

    /// What became of a comment.
    pub fn ruling(signature: Signature, on: &str, outcome: Ruling) -> Self {
        Self::new(signature, Matter::Ruling { on: on.to_owned(), outcome })
    }

    /// Takes a comment back; counts only when the same person wrote it.
    pub fn withdrawal(signature: Signature, of: &str) -> Self {
        Self::new(signature, Matter::Withdrawal { of: of.to_owned() })
    }

    /// A verdict on the report as it is.
    pub fn verdict(signature: Signature, report: &Report, outcome: Outcome, text: &str) -> Self {
        let fingerprint = fingerprint(report).to_string();
        Self::new(signature, Matter::Verdict(Verdict { outcome, fingerprint, text: text.to_owned() }))
    }

    fn new(signature: Signature, matter: Matter) -> Self {
        let Signature { id, by, at } = signature;
        Self { id, by, at, matter, unknown: Map::new() }
    }

    /// What the person wrote; nothing in rulings and withdrawals.
    pub fn text(&self) -> &str {
        match &self.matter {
            Matter::Comment(Comment { text, .. })
            | Matter::Reply { text, .. }
            | Matter::Verdict(Verdict { text, .. }) => text,
            _ => "",
        }
    }
}

impl Anchor {
    /// Words of a prose with what stands around them; nothing when the range parts a character.
    pub(super) fn words(prose: &str, words: &Range<usize>) -> Option<Self> {
        let (head, tail) = (prose.get(..words.start)?, prose.get(words.end..)?);
        let start = head.chars().count() as u64;
        Some(Self {
            quote: prose.get(words.clone())?.to_owned(),
            before: last(head, CONTEXT).to_owned(),
            after: first(tail, CONTEXT).to_owned(),
            start,
        })
    }
}

/// The first characters of a text.
pub(super) fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The last characters of a text.
pub(super) fn last(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count.saturating_sub(1)).map_or(text, |(start, _)| &text[start..])
}
