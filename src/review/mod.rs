//! What reviewers and the clerk say to each other about a report, without a server.
//!
//! The clerk sends a [`Package`]; a reviewer comments, proposes and gives a verdict, and sends a [`ReviewFile`] back.
//! A [`Review`] is a set of notes that only grows: whoever merges two of them, in whatever order and however often,
//! gets the same set, and what is to be shown follows from the set and from the report as it is now.

mod anchor;
mod file;
mod json;
mod note;
mod package;
mod place;
mod proposal;
mod sealed;
mod thread;
mod verdict;

use std::cmp::Ordering;

use serde_json::Value;

pub use file::{REVIEW_FORMAT, ReviewFile, WrongReport};
pub use note::{Anchor, Comment, Matter, Note, Outcome, Ruling, Signature, Verdict};
pub use package::{PACKAGE_FORMAT, Package, Remark};
pub use proposal::{AcceptedAll, CannotAccept};
pub use sealed::{FileError, FileKind, Opened};
pub use thread::{Standing, Status, Thread};
pub use verdict::Approval;

use crate::report::Oddity;

/// All notes on a report, in the order in which they were written. Two notes with one id but different content are
/// two notes: nothing is ever overwritten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Review {
    /// Sorted by time, id and content; none twice.
    notes: Vec<Note>,
}

impl Review {
    /// The notes, the oldest first.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Whether there is no note.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Adds a note.
    pub fn add(&mut self, note: Note) {
        self.extend([note]);
    }

    /// Adds notes.
    pub fn extend(&mut self, notes: impl IntoIterator<Item = Note>) {
        self.notes.extend(notes);
        self.settle();
    }

    /// Adds the notes of another review; those that are here already are not doubled.
    pub fn merge(&mut self, other: Self) {
        self.extend(other.notes);
    }

    /// What to tell the user of notes that a newer program wrote; nothing when there are none.
    pub fn newer(&self) -> Option<String> {
        let count = self.notes.iter().filter(|note| matches!(note.matter, Matter::Newer(_))).count();
        (count > 0).then(|| format!("有 {count} 条意见是新版本软件写的，这里显示不了，但会原样保留。"))
    }

    /// The notes as an array, to stand in a draft or a file.
    pub fn to_value(&self) -> Value {
        self.notes.iter().map(Note::to_value).collect()
    }

    /// The review in an array, and what of it is no note.
    pub fn from_value(value: Value) -> (Self, Vec<Oddity>) {
        let mut review = Self::default();
        let mut oddities = Vec::new();
        let mut odd = |value: &Value| {
            oddities.push(Oddity { place: "notes".to_owned(), value: value.to_string() });
        };
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for item in items {
                    match Note::from_value(&item) {
                        Some(note) => review.notes.push(note),
                        None => odd(&item),
                    }
                }
            }
            other => odd(&other),
        }
        review.settle();
        (review, oddities)
    }

    fn settle(&mut self) {
        self.notes.sort_by(order);
        self.notes.dedup();
    }
}

/// The order of notes, the same on every machine. Content counts only between notes that share time and id, which
/// honest ones never do.
fn order(a: &Note, b: &Note) -> Ordering {
    (a.at, &a.id).cmp(&(b.at, &b.id)).then_with(|| {
        if a == b { Ordering::Equal } else { a.to_value().to_string().cmp(&b.to_value().to_string()) }
    })
}
