//! The report as JSON, version 1: a contract with other programs.
//!
//! Reading takes known keys out of the document; whatever is left is unknown, kept, and written out again.

use serde_json::{Map, Value};
use thiserror::Error;

use super::{Agency, AgencyKind, Entry, Explanation, Period, Report};
use crate::form::{Edition, Prose};

/// What the `format` key says.
pub const FORMAT: &str = "gongkai.report";

/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 1;

/// The key of the note in the file of a report that is not finished.
const UNFINISHED: &str = "unfinished";

/// The key of the fingerprint of the report in the file.
const FINGERPRINT: &str = "fingerprint";

/// Why a document is not a report. Display gives the sentence that users see.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JsonError {
    /// The document ends too early.
    #[error("文件不完整：内容在第 {line} 行突然中断。请重新复制或重新导出这份文件。")]
    Truncated {
        /// Line at which it ends, from 1.
        line: usize,
    },
    /// Not JSON.
    #[error("文件不是有效的 JSON：第 {line} 行第 {column} 列看不懂。请使用本软件导出的文件。")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON nested more deeply than any report.
    #[error("文件的层次太深，不是年度报告。请使用本软件导出的文件。")]
    TooDeep,
    /// JSON, but of something else.
    #[error(
        "这是 JSON 文件，但不是本软件的年度报告（缺少 \"format\": \"gongkai.report\"）。请选择本软件导出的文件。"
    )]
    NotAReport,
    /// One of our own formats, but not a report.
    #[error("这是“{0}”文件，不是年度报告。请选择年度报告文件。")]
    OtherFormat(String),
    /// Written by a newer program.
    #[error("这份报告是新版本软件保存的（版本 {0}），本软件只能读到版本 {VERSION}。请使用新版本软件打开。")]
    Newer(String),
    /// A version that never was.
    #[error("文件的版本号“{0}”无效，应为 {VERSION}。")]
    BadVersion(String),
    /// An edition that does not exist.
    #[error("文件所用的表格版式“{0}”无法识别，应为 2021 或 2019。")]
    BadEdition(String),
    /// No usable year.
    #[error("文件的年份“{0}”无效，应为四位数字的年份。")]
    BadYear(String),
}

/// A value that stood where it cannot stand: it is not in the report, and must be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// Its address.
    pub place: String,
    /// The value, verbatim.
    pub value: String,
}

/// A report as read.
#[derive(Debug, Clone)]
pub struct Read {
    /// The report.
    pub report: Report,
    /// What could not be placed.
    pub oddities: Vec<Oddity>,
    /// The fingerprint that the document carries, as it is written there.
    pub fingerprint: Option<String>,
}

/// What a file says of itself beside the report. Who reads the report back finds it out anew.
#[derive(Debug, Clone, Copy, Default)]
pub struct Remarks<'a> {
    /// That the report is not finished.
    pub unfinished: Option<&'a str>,
    /// The fingerprint of the report.
    pub fingerprint: Option<&'a str>,
}

/// Reads a report.
///
/// # Errors
/// When the document as a whole is not a report that this version can read.
pub fn read_json(text: &str) -> Result<Read, JsonError> {
    read_json_value(parse_json(text)?)
}

/// Reads any JSON, whatever it is of.
///
/// # Errors
/// When it is not JSON: [`JsonError::Truncated`], [`JsonError::Malformed`] or [`JsonError::TooDeep`].
pub fn parse_json(text: &str) -> Result<Value, JsonError> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| describe(&error))
}

/// Reads a report that stands within another document.
///
/// # Errors
/// When the value is not a report that this version can read.
pub fn read_json_value(value: Value) -> Result<Read, JsonError> {
    let Value::Object(mut document) = value else { return Err(JsonError::NotAReport) };
    match document.shift_remove("format") {
        Some(Value::String(format)) if format == FORMAT => {}
        Some(Value::String(format)) if format.starts_with("gongkai.") => {
            return Err(JsonError::OtherFormat(format));
        }
        _ => return Err(JsonError::NotAReport),
    }
    match document.shift_remove("version") {
        Some(Value::Number(version)) => match version.as_u64() {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(JsonError::Newer(newer.to_string())),
            _ => return Err(JsonError::BadVersion(version.to_string())),
        },
        other => return Err(JsonError::BadVersion(shown(other.as_ref()))),
    }
    Reader { document, oddities: Vec::new() }.read()
}

fn describe(error: &serde_json::Error) -> JsonError {
    if error.is_eof() {
        JsonError::Truncated { line: error.line() }
    } else if error.to_string().starts_with("recursion limit") {
        JsonError::TooDeep
    } else {
        JsonError::Malformed { line: error.line(), column: error.column() }
    }
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None => "（无）".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

struct Reader {
    document: Map<String, Value>,
    oddities: Vec<Oddity>,
}

impl Reader {
    fn read(mut self) -> Result<Read, JsonError> {
        // About the file that was written, not about the report.
        self.document.shift_remove(UNFINISHED);
        let fingerprint = match self.document.shift_remove(FINGERPRINT) {
            Some(Value::String(fingerprint)) => Some(fingerprint),
            _ => None,
        };
        let year = self.number("year").map_err(JsonError::BadYear)?;
        let edition = match self.take("edition") {
            None => Edition::for_year(year),
            Some(value) => value
                .as_u64()
                .and_then(|number| Edition::numbered(u16::try_from(number).ok()?))
                .ok_or_else(|| JsonError::BadEdition(shown(Some(&value))))?,
        };
        let mut report = Report::in_edition(edition, Agency::default(), year);
        report.agency.name = self.text("agency.name").unwrap_or_default();
        report.agency.kind = self.kind(&report.agency.name);
        report.period = Period {
            from: self.text("period.from").unwrap_or_default(),
            to: self.text("period.to").unwrap_or_default(),
        };
        for prose in Prose::ALL {
            if let Some(text) = self.text(prose.path()) {
                report.narrative.put(prose, text.replace("\r\n", "\n").replace('\r', "\n"));
            }
        }
        for cell in &edition.cells {
            if let Some(entry) = self.entry(&cell.path) {
                report.figures.put(cell.id, entry);
            }
        }
        report.explanations = self.explanations();
        self.clear_groups(edition);
        report.unknown = self.document;
        Ok(Read { report, oddities: self.oddities, fingerprint })
    }

    /// Takes the value at an address out of the document.
    fn take(&mut self, path: &str) -> Option<Value> {
        let mut keys: Vec<&str> = path.split('.').collect();
        let last = keys.pop()?;
        let mut map = &mut self.document;
        for key in keys {
            map = map.get_mut(key)?.as_object_mut()?;
        }
        map.shift_remove(last)
    }

    fn odd(&mut self, place: &str, value: &Value) {
        self.oddities.push(Oddity { place: place.to_owned(), value: value.to_string() });
    }

    fn number(&mut self, path: &str) -> Result<u16, String> {
        let value = self.take(path);
        value
            .as_ref()
            .and_then(Value::as_u64)
            .and_then(|number| u16::try_from(number).ok())
            .filter(|year| (1900..=9999).contains(year))
            .ok_or_else(|| shown(value.as_ref()))
    }

    fn text(&mut self, path: &str) -> Option<String> {
        match self.take(path)? {
            Value::String(text) => Some(text),
            Value::Null => None,
            other => {
                self.odd(path, &other);
                None
            }
        }
    }

    fn kind(&mut self, name: &str) -> AgencyKind {
        match self.take("agency.kind") {
            None | Some(Value::Null) => AgencyKind::guess(name),
            Some(value) => value.as_str().and_then(AgencyKind::from_key).unwrap_or_else(|| {
                self.odd("agency.kind", &value);
                AgencyKind::guess(name)
            }),
        }
    }

    fn entry(&mut self, path: &str) -> Option<Entry> {
        match self.take(path)? {
            Value::Null => None,
            Value::String(text) => Some(text_entry(text)),
            Value::Number(number) => Some(Entry::number(&number.to_string())),
            Value::Object(map) if map.is_empty() => None,
            other => {
                self.odd(path, &other);
                None
            }
        }
    }

    /// Drops the known groups of which every key was taken; what stands in place of a group is odd. An empty
    /// object of somebody else's is unknown, and stays.
    fn clear_groups(&mut self, edition: &Edition) {
        let cells = edition.cells.iter().map(|cell| cell.path.as_str());
        let paths = cells.chain(Prose::ALL.map(Prose::path)).chain(["agency.name", "period.from"]);
        // Put in their places one by one: a sort, or a set, would be one more in the page.
        let mut groups: Vec<&str> = Vec::new();
        for path in paths {
            for (dot, _) in path.match_indices('.') {
                if let Err(place) = groups.binary_search(&&path[..dot]) {
                    groups.insert(place, &path[..dot]);
                }
            }
        }
        // Backwards, so that a group comes after the groups within it.
        for group in groups.into_iter().rev() {
            match self.take(group) {
                None | Some(Value::Null) => {}
                Some(Value::Object(map)) if map.is_empty() => {}
                Some(Value::Object(map)) => put(&mut self.document, group, Value::Object(map)),
                Some(other) => self.odd(group, &other),
            }
        }
    }

    fn explanations(&mut self) -> Vec<Explanation> {
        let Some(value) = self.take("explanations") else { return Vec::new() };
        let Value::Array(items) = value else {
            self.odd("explanations", &value);
            return Vec::new();
        };
        let mut explanations = Vec::new();
        for item in items {
            match explanation(&item) {
                Some(explanation) => explanations.push(explanation),
                None => self.odd("explanations", &item),
            }
        }
        explanations
    }
}

fn explanation(item: &Value) -> Option<Explanation> {
    let mut unknown = item.as_object()?.clone();
    let mut field = |key: &str| match unknown.shift_remove(key) {
        Some(Value::String(text)) => Some(text),
        None if key == "about" => Some(String::new()),
        _ => None,
    };
    let (rule, place) = (field("rule")?, field("place")?);
    let (reason, about) = (field("reason")?, field("about")?);
    Some(Explanation { rule, place, reason, about, unknown })
}

/// A string in a cell stays a string, even when it holds digits: the JSON that comes out is the one that
/// went in.
fn text_entry(text: String) -> Entry {
    if text.is_empty() { Entry::Blank } else { Entry::Text(text.into()) }
}

/// The report as a document, to stand within another.
pub fn json_value(report: &Report) -> Value {
    to_value(report, false)
}

/// The report as a document; without what is blank where it is to be short.
fn to_value(report: &Report, short: bool) -> Value {
    let mut document = Map::new();
    let edition = report.edition();
    document.insert("format".into(), FORMAT.into());
    document.insert("version".into(), VERSION.into());
    document.insert("edition".into(), edition.year.into());
    put(&mut document, "agency.name", report.agency.name.as_str().into());
    put(&mut document, "agency.kind", report.agency.kind.key().into());
    document.insert("year".into(), report.year.into());
    put(&mut document, "period.from", report.period.from.as_str().into());
    put(&mut document, "period.to", report.period.to.as_str().into());
    for prose in Prose::ALL {
        let text = report.narrative.get(prose);
        if !(short && text.is_empty()) {
            put(&mut document, prose.path(), text.into());
        }
    }
    for cell in &edition.cells {
        let entry = report.figures.get(cell.id);
        if !(short && entry.is_blank()) {
            put(&mut document, &cell.path, entry_value(entry));
        }
    }
    let explanations = report.explanations.iter().map(|explanation| {
        let mut item = Map::new();
        item.insert("rule".into(), explanation.rule.as_str().into());
        item.insert("place".into(), explanation.place.as_str().into());
        item.insert("reason".into(), explanation.reason.as_str().into());
        item.insert("about".into(), explanation.about.as_str().into());
        keep_unknown(&mut item, &explanation.unknown);
        Value::Object(item)
    });
    document.insert("explanations".into(), explanations.collect());
    keep_unknown(&mut document, &report.unknown);
    Value::Object(document)
}

/// The report as text, with a note that it is not finished. The note is about the file: who reads it back
/// checks the report anew.
pub fn write_unfinished_json(report: &Report, note: &str) -> String {
    write_remarked_json(report, Remarks { unfinished: Some(note), ..Remarks::default() })
}

/// The report as text, with what the file says of itself.
pub fn write_remarked_json(report: &Report, remarks: Remarks) -> String {
    let mut document = Map::new();
    if let Value::Object(whole) = json_value(report) {
        for (key, value) in whole {
            let after_version = key == "version";
            document.insert(key, value);
            if after_version {
                let remarks = [(FINGERPRINT, remarks.fingerprint), (UNFINISHED, remarks.unfinished)];
                for (key, words) in remarks {
                    if let Some(words) = words {
                        document.insert(key.into(), words.into());
                    }
                }
            }
        }
    }
    write_json_value(&Value::Object(document))
}

/// The report as text: two spaces of indentation, one line feed at the end; the same report always gives the
/// same bytes.
pub fn write_json(report: &Report) -> String {
    write_json_value(&json_value(report))
}

/// The report as text that takes little room: without white space between keys and without what is blank, which
/// reads as the same report. The same report always gives the same text.
pub fn write_compact_json(report: &Report) -> String {
    to_value(report, true).to_string()
}

/// A document as text, as every data file is written: indented, one line feed at the end.
pub fn write_json_value(document: &Value) -> String {
    // A tree of maps with string keys always has a text.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

fn entry_value(entry: &Entry) -> Value {
    match entry {
        Entry::Blank => Value::Null,
        Entry::Count(count) => (*count).into(),
        // Written digit by digit: an amount never passes through a binary float.
        Entry::Amount(amount) => {
            amount.to_string().parse().map_or_else(|_| amount.to_string().into(), Value::Number)
        }
        Entry::Text(text) => text.as_ref().into(),
    }
}

fn put(document: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            document.insert(path.to_owned(), value);
        }
        Some((key, rest)) => {
            let inner = document.entry(key).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// Puts unknown keys back beside the known ones, which win.
pub fn keep_unknown(document: &mut Map<String, Value>, unknown: &Map<String, Value>) {
    for (key, value) in unknown {
        match (document.get_mut(key), value) {
            (Some(Value::Object(known)), Value::Object(unknown)) => keep_unknown(known, unknown),
            (Some(_), _) => {}
            (None, value) => {
                document.insert(key.clone(), value.clone());
            }
        }
    }
}
