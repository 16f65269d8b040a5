//! What a review adds to a draft: the notes, whose turn it is, and the report as it was reviewed before.

use serde_json::{Map, Value};

use crate::report::{Report, read_json, write_compact_json};
use crate::review::Review;

/// The rounds of review that a draft goes through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// The random id that the package and what comes back carry; nothing until the draft is sent for the first time.
    pub thread: String,
    /// Whether the draft was sent here to be reviewed: it is read and commented on, not changed.
    pub reviewing: bool,
    /// Who sent it.
    pub sent_by: String,
    /// The report as it was when it was reviewed last.
    pub reviewed_before: Option<Report>,
    /// What was said.
    pub review: Review,
    /// Keys that this version does not know, to be written out again.
    pub unknown: Map<String, Value>,
}

impl Round {
    /// The round as a value; nothing where nothing was ever sent or said.
    pub(super) fn to_value(&self) -> Option<Value> {
        if *self == Self::default() {
            return None;
        }
        let mut map = Map::new();
        map.insert("thread".into(), self.thread.as_str().into());
        map.insert("reviewing".into(), self.reviewing.into());
        map.insert("sent_by".into(), self.sent_by.as_str().into());
        if let Some(report) = &self.reviewed_before {
            map.insert("reviewed_before".into(), write_compact_json(report).into());
        }
        map.insert("review".into(), self.review.to_value());
        for (key, value) in &self.unknown {
            map.entry(key.clone()).or_insert_with(|| value.clone());
        }
        Some(Value::Object(map))
    }

    /// The round in a value. What cannot be read in it stays among the unknown keys; of something else than a round,
    /// nothing comes.
    pub(super) fn from_value(value: &Value) -> Option<Self> {
        let mut unknown = value.as_object()?.clone();
        let (review, oddities) = Review::from_value(unknown.shift_remove("review").unwrap_or_default());
        if !oddities.is_empty() {
            let odd = oddities.into_iter().map(|odd| Value::String(odd.value)).collect();
            unknown.insert("unreadable".into(), odd);
        }
        let mut text = |key: &str| match unknown.shift_remove(key) {
            Some(Value::String(text)) => text,
            _ => String::new(),
        };
        let (thread, sent_by) = (text("thread"), text("sent_by"));
        let reviewed_before = match unknown.get("reviewed_before") {
            Some(Value::String(report)) => read_json(report).ok().map(|read| read.report),
            _ => None,
        };
        if reviewed_before.is_some() {
            unknown.shift_remove("reviewed_before");
        }
        let reviewing = unknown.shift_remove("reviewing") == Some(Value::Bool(true));
        Some(Self { thread, reviewing, sent_by, reviewed_before, review, unknown })
    }
}
