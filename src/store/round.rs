//! What a review adds to a draft. What was said stays text here, as do the reports beside: the page hands them on to the
//! worker, which reads them.

use serde_json::{Map, Value};

/// The rounds of review that a draft goes through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// The random id that the package and what comes back carry; nothing until the draft is sent for the first time.
    pub thread: String,
    /// Whether the draft was sent here to be reviewed: it is read and commented on, not changed.
    pub reviewing: bool,
    /// Who sent it.
    pub sent_by: String,
    /// The report as it was when it was reviewed last: JSON, or nothing.
    pub reviewed_before: String,
    /// What was said: an array of notes as JSON, or nothing.
    pub notes: String,
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
        if self.reviewing {
            map.insert("reviewing".into(), true.into());
        }
        for (key, text) in [
            ("thread", &self.thread),
            ("sent_by", &self.sent_by),
            ("reviewed_before", &self.reviewed_before),
            ("notes", &self.notes),
        ] {
            if !text.is_empty() {
                map.insert(key.into(), text.as_str().into());
            }
        }
        for (key, value) in &self.unknown {
            map.entry(key.clone()).or_insert_with(|| value.clone());
        }
        Some(Value::Object(map))
    }

    /// The round in a value; of something else than a round, nothing comes. What stands at a key of ours and is not what
    /// belongs there stays among the unknown keys, until something takes its place.
    pub(super) fn from_value(value: &Value) -> Option<Self> {
        let mut unknown = value.as_object()?.clone();
        let mut take = |key: &str, fits: fn(&Value) -> bool| {
            if unknown.get(key).is_some_and(fits) { unknown.shift_remove(key) } else { None }
        };
        let reviewing = take("reviewing", Value::is_boolean) == Some(Value::Bool(true));
        let mut text = |key: &str| match take(key, Value::is_string) {
            Some(Value::String(text)) => text,
            _ => String::new(),
        };
        let (thread, sent_by) = (text("thread"), text("sent_by"));
        let (reviewed_before, notes) = (text("reviewed_before"), text("notes"));
        Some(Self { thread, reviewing, sent_by, reviewed_before, notes, unknown })
    }
}
