//! What the files of a review have in common: format, version, and a seal that tells whether somebody changed them.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::report::{FORMAT, JsonError, Oddity, keep_unknown, parse_json, write_json_value};

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;

/// How many bytes of the hash are written.
const BYTES: usize = 16;

/// The files of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// 送审文件
    Package,
    /// 审核意见文件
    Review,
}

impl FileKind {
    /// What the `format` key says.
    pub const fn format(self) -> &'static str {
        match self {
            Self::Package => super::PACKAGE_FORMAT,
            Self::Review => super::REVIEW_FORMAT,
        }
    }

    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Package => "送审文件",
            Self::Review => "审核意见文件",
        }
    }
}

/// Why a file cannot be read. Display gives the sentence that users see.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FileError {
    /// The file ends too early, or is not JSON.
    #[error(transparent)]
    Unreadable(JsonError),
    /// Nested more deeply than any file of this program.
    #[error("文件的层次太深，不是{}。请使用本软件导出的文件。", .0.label())]
    TooDeep(FileKind),
    /// JSON, but not of this program.
    #[error("这不是本软件的{}。请选择本软件导出的文件。", .0.label())]
    NotOurs(FileKind),
    /// Another file of this program.
    #[error("这是{}，不是{}。请选择{}。", named(.1), .0.label(), .0.label())]
    OtherFormat(FileKind, String),
    /// Written by a newer program.
    #[error(
        "这份{}是新版本软件保存的（版本 {}），本软件只能读到版本 {VERSION}。请使用新版本软件打开。",
        .0.label(), .1
    )]
    Newer(FileKind, u64),
    /// A version that never was.
    #[error("这份{}的版本号无效，应为 {VERSION}。请重新导出。", .0.label())]
    BadVersion(FileKind),
    /// A package in which no report can be read.
    #[error("送审文件里的报告无法读取。{0}")]
    Report(JsonError),
}

/// The name of a format of this program.
fn named(format: &str) -> String {
    match format {
        FORMAT => "年度报告",
        "gongkai.draft" => "草稿",
        super::REVIEW_FORMAT => FileKind::Review.label(),
        super::PACKAGE_FORMAT => FileKind::Package.label(),
        other => return ["“", other, "”文件"].concat(),
    }
    .to_owned()
}

/// A file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened<T> {
    /// What it holds.
    pub file: T,
    /// Whether it was changed after it was exported: the user is to be told.
    pub altered: bool,
    /// What stood where it cannot stand, and is not in `file`.
    pub oddities: Vec<Oddity>,
}

/// A file while it is read: known keys are taken out, what is left is unknown.
pub(super) struct Unsealed {
    pub(super) map: Map<String, Value>,
    pub(super) altered: bool,
    pub(super) oddities: Vec<Oddity>,
}

impl Unsealed {
    pub(super) fn read(kind: FileKind, text: &str) -> Result<Self, FileError> {
        let mut map = match parse_json(text) {
            Ok(Value::Object(map)) => map,
            Ok(_) => return Err(FileError::NotOurs(kind)),
            Err(JsonError::TooDeep) => return Err(FileError::TooDeep(kind)),
            Err(error) => return Err(FileError::Unreadable(error)),
        };
        let written = map.shift_remove("seal");
        let seal = seal(&map);
        match map.shift_remove("format") {
            Some(Value::String(format)) if format == kind.format() => {}
            Some(Value::String(format)) if format.starts_with("gongkai.") => {
                return Err(FileError::OtherFormat(kind, format));
            }
            _ => return Err(FileError::NotOurs(kind)),
        }
        match map.shift_remove("version").as_ref().and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(FileError::Newer(kind, newer)),
            _ => return Err(FileError::BadVersion(kind)),
        }
        let altered = written.as_ref().and_then(Value::as_str) != Some(&seal);
        Ok(Self { map, altered, oddities: Vec::new() })
    }

    /// Takes what stands at a key; null is nothing.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.map.shift_remove(key).filter(|value| !value.is_null())
    }

    /// Takes text; empty when there is none.
    pub(super) fn text(&mut self, key: &str) -> String {
        match self.take(key) {
            Some(Value::String(text)) => text,
            Some(other) => {
                self.odd(key, &other);
                String::new()
            }
            None => String::new(),
        }
    }

    /// Takes a whole number; zero when there is none.
    pub(super) fn number(&mut self, key: &str) -> u64 {
        let Some(value) = self.take(key) else { return 0 };
        value.as_u64().unwrap_or_else(|| {
            self.odd(key, &value);
            0
        })
    }

    pub(super) fn odd(&mut self, place: &str, value: &Value) {
        self.oddities.push(Oddity { place: place.to_owned(), value: value.to_string() });
    }
}

/// Writes a file. The seal comes last.
pub(super) fn write(kind: FileKind, known: Vec<(&str, Value)>, unknown: &Map<String, Value>) -> String {
    let mut map = Map::new();
    map.insert("format".into(), kind.format().into());
    map.insert("version".into(), VERSION.into());
    for (key, value) in known {
        map.insert(key.into(), value);
    }
    keep_unknown(&mut map, unknown);
    map.shift_remove("seal");
    let seal = seal(&map);
    map.insert("seal".into(), seal.into());
    write_json_value(&Value::Object(map))
}

/// The first 128 bits of the SHA-256 of everything but the seal, in JSON without white space and with sorted keys.
fn seal(map: &Map<String, Value>) -> String {
    let mut document = Value::Object(map.clone());
    document.sort_all_objects();
    let mut seal = String::new();
    for byte in &Sha256::digest(document.to_string())[..BYTES] {
        // Writing to a string cannot fail.
        let _ = write!(seal, "{byte:02x}");
    }
    seal
}
