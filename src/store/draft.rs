//! A draft: a report, with what belongs to working on it.

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::Round;
use crate::report::{JsonError, Report, read_json, write_compact_json, write_json};

const FORMAT: &str = "gongkai.draft";
const VERSION: u64 = 1;

/// A report in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What the clerk calls the draft in the list; empty when it goes by agency and year.
    pub name: String,
    /// The report.
    pub report: Report,
    /// The report of the year before, to compare with and to check against.
    pub last_year: Option<Report>,
    /// What its import had to say; shown until the clerk dismisses it.
    pub notices: Vec<KeptNotice>,
    /// What a review adds to it.
    pub round: Round,
    /// Keys that this version does not know, to be written out again.
    pub unknown: Map<String, Value>,
}

/// A notice of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptNotice {
    /// What kind of thing it is about.
    pub code: String,
    /// An address, or nothing.
    pub place: String,
    /// One sentence.
    pub text: String,
}

/// Why a draft cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DraftError {
    /// Not a draft at all.
    #[error("草稿的内容已经损坏，无法打开。")]
    Broken,
    /// Written by a newer program.
    #[error("这份草稿是新版本软件保存的（版本 {0}）。请使用新版本打开；草稿仍然保留，没有改动。")]
    Newer(u64),
    /// The report in it cannot be read.
    #[error(transparent)]
    Report(#[from] JsonError),
}

impl Draft {
    /// A draft of a report.
    pub fn new(report: Report) -> Self {
        Self {
            name: String::new(),
            report,
            last_year: None,
            notices: Vec::new(),
            round: Round::default(),
            unknown: Map::new(),
        }
    }

    /// What the draft goes by in the list: its name, or agency and year.
    pub fn title(&self) -> String {
        if !self.name.trim().is_empty() {
            return self.name.clone();
        }
        let agency = self.report.agency.name.trim();
        format!("{} {} 年", if agency.is_empty() { "（未填单位名称）" } else { agency }, self.report.year)
    }

    /// The draft as text.
    pub fn write(&self) -> String {
        let mut document = Map::new();
        document.insert("format".into(), FORMAT.into());
        document.insert("version".into(), VERSION.into());
        if !self.name.is_empty() {
            document.insert("name".into(), self.name.as_str().into());
        }
        // The report stays text within the draft: what reads reports reads it unchanged.
        document.insert("report".into(), write_json(&self.report).into());
        if let Some(last_year) = &self.last_year {
            document.insert("last_year".into(), write_compact_json(last_year).into());
        }
        let notice =
            |notice: &KeptNotice| json!({ "code": notice.code, "place": notice.place, "text": notice.text });
        document.insert("notices".into(), self.notices.iter().map(notice).collect());
        document.extend(self.round.to_value().map(|round| ("round".into(), round)));
        for (key, value) in &self.unknown {
            document.entry(key.clone()).or_insert_with(|| value.clone());
        }
        Value::Object(document).to_string()
    }

    /// The draft that was written.
    ///
    /// # Errors
    /// When it was written by a newer program or is damaged.
    pub fn read(text: &str) -> Result<Self, DraftError> {
        let Ok(Value::Object(mut document)) = serde_json::from_str(text) else {
            return Err(DraftError::Broken);
        };
        if document.shift_remove("format").as_ref().and_then(Value::as_str) != Some(FORMAT) {
            return Err(DraftError::Broken);
        }
        match document.shift_remove("version").as_ref().and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(DraftError::Newer(newer)),
            _ => return Err(DraftError::Broken),
        }
        let name = match document.shift_remove("name") {
            Some(Value::String(name)) => name,
            _ => String::new(),
        };
        let report = match document.shift_remove("report") {
            Some(Value::String(report)) => read_json(&report)?.report,
            _ => return Err(DraftError::Broken),
        };
        // One that this program cannot read stays among the unknown keys: the draft is worth opening without it.
        let last_year = match document.get("last_year") {
            Some(Value::String(last_year)) => read_json(last_year).ok().map(|read| read.report),
            _ => None,
        };
        if last_year.is_some() {
            document.shift_remove("last_year");
        }
        let notices = match document.shift_remove("notices") {
            Some(Value::Array(notices)) => notices.iter().map(kept_notice).collect(),
            _ => Vec::new(),
        };
        let round = document.get("round").and_then(Round::from_value);
        if round.is_some() {
            document.shift_remove("round");
        }
        Ok(Self { name, report, last_year, notices, round: round.unwrap_or_default(), unknown: document })
    }
}

fn kept_notice(value: &Value) -> KeptNotice {
    let field = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    KeptNotice { code: field("code"), place: field("place"), text: field("text") }
}
