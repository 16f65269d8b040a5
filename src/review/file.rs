//! The file that a reviewer sends back (审核意见文件).

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::Review;
use super::sealed::{FileError, FileKind, Opened, Unsealed, write};
use crate::report::{Agency, AgencyKind, Report, fingerprint};

/// What the `format` key says.
pub const REVIEW_FORMAT: &str = "gongkai.review";

/// The notes on a report, and of which report they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewFile {
    /// The id of the round, which the package carried.
    pub thread: String,
    /// Whose report it is.
    pub agency: Agency,
    /// Of which year.
    pub year: u16,
    /// The fingerprint of the report that was reviewed.
    pub fingerprint: String,
    /// The notes.
    pub review: Review,
    /// Keys that this version does not know, to be written out again.
    pub unknown: Map<String, Value>,
}

/// Why a review file is not of the report at hand. Display gives the sentence that users see.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WrongReport {
    /// Of another agency or year.
    #[error("这份审核意见是对“{agency}”{}报告提的，不是对这份报告。请打开那份报告再导入。", of_year(*.year))]
    Other {
        /// Whose report it is.
        agency: String,
        /// Of which year.
        year: u16,
    },
    /// Of the same agency and year, but of another draft.
    #[error("这份审核意见是对“{agency}”{}报告的另一份稿子提的。请打开当时送审的那一份再导入。", of_year(*.year))]
    OtherRound {
        /// Whose report it is.
        agency: String,
        /// Of which year.
        year: u16,
    },
}

impl ReviewFile {
    /// The file for a review of a report.
    pub fn new(thread: &str, report: &Report, review: Review) -> Self {
        Self {
            thread: thread.to_owned(),
            agency: report.agency.clone(),
            year: report.year,
            fingerprint: fingerprint(report).to_string(),
            review,
            unknown: Map::new(),
        }
    }

    /// The file as text.
    pub fn write(&self) -> String {
        let known = vec![
            ("thread", self.thread.as_str().into()),
            ("agency", json!({ "name": self.agency.name, "kind": self.agency.kind.key() })),
            ("year", self.year.into()),
            ("fingerprint", self.fingerprint.as_str().into()),
            ("notes", self.review.to_value()),
        ];
        write(FileKind::Review, known, &self.unknown)
    }

    /// The file that was written. What can be read is, for comments are not to be lost to a broken head.
    ///
    /// # Errors
    /// When the document as a whole is not a review that this version can read.
    pub fn read(text: &str) -> Result<Opened<Self>, FileError> {
        let mut fields = Unsealed::read(FileKind::Review, text)?;
        let thread = fields.text("thread");
        let agency = agency(&mut fields);
        let year = year(&mut fields);
        let fingerprint = fields.text("fingerprint");
        let (review, mut oddities) = Review::from_value(fields.take("notes").unwrap_or_default());
        oddities.append(&mut fields.oddities);
        let file = Self { thread, agency, year, fingerprint, review, unknown: fields.map };
        Ok(Opened { file, altered: fields.altered, oddities })
    }

    /// Whether the notes are on the report of a draft: on what was sent with the same round's id.
    ///
    /// # Errors
    /// When they are not; the sentence names whose report they are on.
    pub fn matches(&self, thread: &str, agency: &str, year: u16) -> Result<(), WrongReport> {
        if !thread.is_empty() && self.thread == thread {
            return Ok(());
        }
        let name = self.agency.name.trim();
        let same = name == agency.trim() && self.year == year;
        let agency = if name.is_empty() { "（未填单位名称）" } else { name }.to_owned();
        let year = self.year;
        Err(if same { WrongReport::OtherRound { agency, year } } else { WrongReport::Other { agency, year } })
    }
}

/// The year in a sentence; nothing where a file names none.
fn of_year(year: u16) -> String {
    if year == 0 { String::new() } else { [&year.to_string(), "年"].concat() }
}

/// Takes what is known of the agency; what is left of it is unknown.
fn agency(fields: &mut Unsealed) -> Agency {
    let mut agency = Agency::default();
    match fields.take("agency") {
        None => {}
        Some(Value::Object(mut map)) => {
            match map.shift_remove("name") {
                Some(Value::String(name)) => agency.name = name,
                None => {}
                Some(other) => fields.odd("agency.name", &other),
            }
            agency.kind = AgencyKind::guess(&agency.name);
            if let Some(value) = map.shift_remove("kind") {
                match value.as_str().and_then(AgencyKind::from_key) {
                    Some(kind) => agency.kind = kind,
                    None => fields.odd("agency.kind", &value),
                }
            }
            if !map.is_empty() {
                fields.map.insert("agency".into(), Value::Object(map));
            }
        }
        Some(other) => fields.odd("agency", &other),
    }
    agency
}

fn year(fields: &mut Unsealed) -> u16 {
    let year = fields.number("year");
    u16::try_from(year).unwrap_or_else(|_| {
        fields.odd("year", &year.into());
        0
    })
}
