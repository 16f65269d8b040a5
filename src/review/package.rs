//! The file that the clerk sends to be reviewed (送审文件).

use serde_json::{Map, Value};

use super::Review;
use super::sealed::{FileError, FileKind, Opened, Unsealed, write};
use crate::report::{JsonError, Oddity, Report, fingerprint, json_value, keep_unknown, read_json_value};

/// What the `format` key says.
pub const PACKAGE_FORMAT: &str = "gongkai.package";

/// A report sent to be reviewed, with all that a reviewer needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The random id of the round: what comes back carries it too.
    pub thread: String,
    /// When it was sent, in milliseconds since 1970.
    pub sent_at: u64,
    /// Who sent it.
    pub sent_by: String,
    /// The report.
    pub report: Report,
    /// Last year's report, where one is attached.
    pub last_year: Option<Report>,
    /// The report as it was when it was reviewed last.
    pub reviewed_before: Option<Report>,
    /// Remarks of the import that are findings.
    pub notices: Vec<Remark>,
    /// What was said until now.
    pub review: Review,
    /// Keys that this version does not know, to be written out again.
    pub unknown: Map<String, Value>,
}

/// A remark of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What kind of thing it is about.
    pub code: String,
    /// An address, or nothing.
    pub place: String,
    /// One sentence.
    pub text: String,
    /// Keys that this version does not know, to be written out again.
    pub unknown: Map<String, Value>,
}

impl Package {
    /// The file as text.
    pub fn write(&self) -> String {
        let beside = |report: &Option<Report>| report.as_ref().map_or(Value::Null, json_value);
        let known = vec![
            ("thread", self.thread.as_str().into()),
            ("fingerprint", fingerprint(&self.report).to_string().into()),
            ("sent_at", self.sent_at.into()),
            ("sent_by", self.sent_by.as_str().into()),
            ("report", json_value(&self.report)),
            ("last_year", beside(&self.last_year)),
            ("reviewed_before", beside(&self.reviewed_before)),
            ("notices", self.notices.iter().map(Remark::to_value).collect()),
            ("review", self.review.to_value()),
        ];
        write(FileKind::Package, known, &self.unknown)
    }

    /// The file that was written.
    ///
    /// # Errors
    /// When the document as a whole is not a package that this version can read, or the report in it cannot be read.
    pub fn read(text: &str) -> Result<Opened<Self>, FileError> {
        let mut fields = Unsealed::read(FileKind::Package, text)?;
        let report = fields.take("report").ok_or(JsonError::NotAReport).and_then(read_json_value);
        let report = report.map_err(FileError::Report)?;
        fields.oddities.extend(report.oddities.into_iter().map(|odd| within("report", odd)));
        let report = report.report;
        let code = fields.text("fingerprint");
        fields.altered |= code.parse() != Ok(fingerprint(&report));
        let file = Self {
            thread: fields.text("thread"),
            sent_at: fields.number("sent_at"),
            sent_by: fields.text("sent_by"),
            report,
            last_year: beside(&mut fields, "last_year"),
            reviewed_before: beside(&mut fields, "reviewed_before"),
            notices: remarks(&mut fields),
            review: {
                let (review, oddities) = Review::from_value(fields.take("review").unwrap_or_default());
                fields.oddities.extend(oddities);
                review
            },
            unknown: fields.map,
        };
        Ok(Opened { file, altered: fields.altered, oddities: fields.oddities })
    }
}

impl Remark {
    fn to_value(&self) -> Value {
        let mut map = Map::new();
        for (key, text) in [("code", &self.code), ("place", &self.place), ("text", &self.text)] {
            map.insert(key.into(), text.as_str().into());
        }
        keep_unknown(&mut map, &self.unknown);
        Value::Object(map)
    }

    fn from_value(value: &Value) -> Option<Self> {
        let mut unknown = value.as_object()?.clone();
        let mut field = |key: &str| match unknown.shift_remove(key) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let (code, place, text) = (field("code")?, field("place")?, field("text")?);
        Some(Self { code, place, text, unknown })
    }
}

/// A report beside the one that is sent: the package can do without it.
fn beside(fields: &mut Unsealed, key: &str) -> Option<Report> {
    let value = fields.take(key)?;
    match read_json_value(value.clone()) {
        Ok(read) => {
            fields.oddities.extend(read.oddities.into_iter().map(|odd| within(key, odd)));
            Some(read.report)
        }
        Err(_) => {
            fields.odd(key, &value);
            None
        }
    }
}

fn within(key: &str, odd: Oddity) -> Oddity {
    Oddity { place: [key, ".", &odd.place].concat(), value: odd.value }
}

fn remarks(fields: &mut Unsealed) -> Vec<Remark> {
    let items = match fields.take("notices") {
        None => return Vec::new(),
        Some(Value::Array(items)) => items,
        Some(other) => vec![other],
    };
    let mut remarks = Vec::new();
    for item in items {
        match Remark::from_value(&item) {
            Some(remark) => remarks.push(remark),
            None => fields.odd("notices", &item),
        }
    }
    remarks
}
