//! A version of a draft's report, and how it is written: a slot whose payload is a line about the version and then
//! the report.
//!
//! A version is written once. What its name becomes later is written beside it, as a slot that holds such a line
//! alone: naming a version puts nothing of the report at risk.

use serde_json::{Map, Value};

use super::{DraftError, Slot, StoreError};
use crate::report::{Report, read_json, write_compact_json};

/// A version of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Counts the versions of a draft; never used again, also after deletion.
    pub number: u64,
    /// When it was kept, in milliseconds since 1970.
    pub at: u64,
    /// What the clerk calls it; empty where it was kept without being asked for.
    pub name: String,
    /// On what occasion it was kept.
    pub cause: Cause,
    /// The report as it was.
    pub report: Report,
    /// Keys that this program does not know, to be written out again.
    pub unknown: Map<String, Value>,
}

/// On what occasion a version was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The clerk asked for it.
    Milestone,
    /// Before the first change after the draft was opened.
    Opened,
    /// Before an import replaced the report.
    Replaced,
    /// Before another version was put back.
    Restored,
    /// Before proposals of a review were accepted.
    Merged,
    /// Handed to review; with the fingerprint of what was handed over, as printed.
    Sent(String),
    /// A file to be published was made of it.
    Exported,
    /// An occasion that a newer program knows.
    Other(String),
}

impl Cause {
    /// The name in a file.
    pub fn key(&self) -> &str {
        match self {
            Self::Milestone => "milestone",
            Self::Opened => "opened",
            Self::Replaced => "replaced",
            Self::Restored => "restored",
            Self::Merged => "merged",
            Self::Sent(_) => "sent",
            Self::Exported => "exported",
            Self::Other(key) => key,
        }
    }

    /// What the list calls it.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Milestone => "标记版本",
            Self::Opened => "修改前",
            Self::Replaced => "导入替换前",
            Self::Restored => "恢复前",
            Self::Merged => "采纳审核意见前",
            Self::Sent(_) => "送审",
            Self::Exported => "导出",
            Self::Other(_) => "自动",
        }
    }

    /// Whether nobody asked for the version and nobody has seen it: one without a name may make room for others.
    pub const fn is_automatic(&self) -> bool {
        !matches!(self, Self::Milestone | Self::Sent(_))
    }

    fn read(key: String, fingerprint: String) -> Self {
        match key.as_str() {
            "milestone" => Self::Milestone,
            "opened" => Self::Opened,
            "replaced" => Self::Replaced,
            "restored" => Self::Restored,
            "merged" => Self::Merged,
            "sent" => Self::Sent(fingerprint),
            "exported" => Self::Exported,
            _ => Self::Other(key),
        }
    }
}

/// What is said about a version beside its number and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct About {
    pub(super) name: String,
    pub(super) cause: Cause,
    pub(super) unknown: Map<String, Value>,
}

impl About {
    /// Takes what is known out of an object; the rest is unknown.
    pub(super) fn take(mut object: Map<String, Value>) -> Self {
        let mut text = |key| match object.shift_remove(key) {
            Some(Value::String(text)) => text,
            _ => String::new(),
        };
        let (name, cause, fingerprint) = (text("name"), text("cause"), text("fingerprint"));
        Self { name, cause: Cause::read(cause, fingerprint), unknown: object }
    }

    pub(super) fn object(&self) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("cause".into(), self.cause.key().into());
        if let Cause::Sent(fingerprint) = &self.cause {
            object.insert("fingerprint".into(), fingerprint.as_str().into());
        }
        if !self.name.is_empty() {
            object.insert("name".into(), self.name.as_str().into());
        }
        for (key, value) in &self.unknown {
            object.entry(key.as_str()).or_insert_with(|| value.clone());
        }
        object
    }

    /// A line: JSON text holds no line feed.
    pub(super) fn line(&self) -> String {
        Value::Object(self.object()).to_string()
    }

    pub(super) fn read(line: &str) -> Option<Self> {
        match serde_json::from_str(line) {
            Ok(Value::Object(object)) => Some(Self::take(object)),
            _ => None,
        }
    }
}

/// A version as it is stored; the report in it has not been read yet.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) number: u64,
    pub(super) at: u64,
    pub(super) about: About,
    /// Whether what was written beside it later cannot be read: it may have been named.
    pub(super) unsure: bool,
    pub(super) report: String,
}

impl Stored {
    pub(super) fn new(number: u64, at: u64, about: About, report: &Report) -> Self {
        Self { number, at, about, unsure: false, report: write_compact_json(report) }
    }

    pub(super) fn of(version: &Version) -> Self {
        let Version { number, at, name, cause, report, unknown } = version;
        let about = About { name: name.clone(), cause: cause.clone(), unknown: unknown.clone() };
        Self::new(*number, *at, about, report)
    }

    pub(super) fn write(&self) -> String {
        self.slot(format!("{}\n{}", self.about.line(), self.report))
    }

    /// What is written beside the version when it is named.
    pub(super) fn write_label(&self) -> String {
        self.slot(self.about.line())
    }

    fn slot(&self, payload: String) -> String {
        Slot { generation: self.number, saved_at: self.at, payload }.write()
    }

    /// The version, if its text is whole.
    pub(super) fn read(number: u64, text: &str, label: Option<&str>) -> Option<Self> {
        let slot = Slot::read(text).filter(|slot| slot.generation == number)?;
        let (line, report) = slot.payload.split_once('\n')?;
        let mut about = About::read(line)?;
        let mut unsure = false;
        if let Some(label) = label {
            match Slot::read(label).and_then(|slot| About::read(&slot.payload)) {
                Some(later) => about = later,
                None => unsure = true,
            }
        }
        Some(Self { number, at: slot.saved_at, about, unsure, report: report.to_owned() })
    }

    /// Whether it may go by itself: nobody asked for it, nobody named it.
    pub(super) fn is_automatic(&self) -> bool {
        self.about.cause.is_automatic() && self.about.name.is_empty() && !self.unsure
    }

    pub(super) fn version(self) -> Result<Version, StoreError> {
        let report = read_json(&self.report).map_err(DraftError::Report)?.report;
        let Self { number, at, about: About { name, cause, unknown }, .. } = self;
        Ok(Version { number, at, name, cause, report, unknown })
    }
}
