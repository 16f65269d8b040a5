//! The file that holds a draft with its versions: `gongkai.history`, version 1.
//!
//! The draft and the reports stay text within it: what reads drafts and reports reads them unchanged.

use serde_json::{Map, Value};
use thiserror::Error;

use super::version::{About, Stored, Version};
use super::versions::Found;
use super::{Draft, DraftError, KeptNotice, Versions};

/// What the `format` key says.
pub const HISTORY_FORMAT: &str = "gongkai.history";
const VERSION: u64 = 1;

/// The code of the notice about versions that could not be read.
const UNREADABLE: &str = "history";

/// Numbers beyond are not exact in every program that reads JSON.
const HIGHEST: u64 = 1 << 53;

/// Why a file does not give a draft and its versions. Display gives the sentence that users see.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HistoryError {
    /// The file is cut off or otherwise not JSON.
    #[error("版本记录文件不完整或已经损坏，读不出来。请重新复制或重新导出这份文件。")]
    Broken,
    /// Something else.
    #[error("这不是版本记录文件。请选择本软件“导出版本记录”得到的文件。")]
    NotAHistory,
    /// One of our own formats, but no history.
    #[error("这是“{0}”文件，不是版本记录文件。请选择本软件“导出版本记录”得到的文件。")]
    OtherFormat(String),
    /// Written by a newer program.
    #[error(
        "这份版本记录是新版本软件导出的（版本 {0}），本软件只能读到版本 {VERSION}。请使用新版本软件打开。"
    )]
    Newer(u64),
    /// The draft in it cannot be read.
    #[error("版本记录文件里的草稿读不出来：{0}")]
    Draft(#[from] DraftError),
}

/// A draft and its versions as text.
pub(super) fn write(draft: &Draft, versions: Versions, id: &str) -> String {
    let mut document = Map::new();
    document.insert("format".into(), HISTORY_FORMAT.into());
    document.insert("version".into(), VERSION.into());
    document.insert("draft".into(), draft.write().into());
    document.insert("versions".into(), versions.every(id).into_iter().map(item).collect());
    Value::Object(document).to_string()
}

/// A version, or the text of one that is damaged.
fn item(Found { number, stored, .. }: Found) -> Value {
    let mut item = Map::new();
    item.insert("number".into(), number.into());
    match stored {
        Ok(Stored { at, about, report, .. }) => {
            item.insert("at".into(), at.into());
            item.extend(about.object().into_iter().filter(|(key, _)| !OWN.contains(&key.as_str())));
            item.insert("report".into(), report.into());
        }
        Err(text) => {
            item.insert("damaged".into(), text.into());
        }
    }
    Value::Object(item)
}

/// The draft and its versions, as the file has them: newest first. Versions that cannot be read are told of in a
/// notice of the draft, and do not keep the rest from being read.
///
/// # Errors
/// When the text is no such file, or the draft in it cannot be read.
pub fn read_history(text: &str) -> Result<(Draft, Vec<Version>), HistoryError> {
    let value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| HistoryError::Broken)?;
    let Value::Object(mut document) = value else { return Err(HistoryError::NotAHistory) };
    match document.shift_remove("format") {
        Some(Value::String(format)) if format == HISTORY_FORMAT => {}
        Some(Value::String(format)) if format.starts_with("gongkai.") => {
            return Err(HistoryError::OtherFormat(format));
        }
        _ => return Err(HistoryError::NotAHistory),
    }
    match document.shift_remove("version").as_ref().and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(HistoryError::Newer(newer)),
        _ => return Err(HistoryError::Broken),
    }
    let (Some(Value::String(draft)), Some(Value::Array(items))) =
        (document.shift_remove("draft"), document.shift_remove("versions"))
    else {
        return Err(HistoryError::Broken);
    };
    let mut draft = Draft::read(&draft)?;
    let (mut versions, mut unreadable) = (Vec::new(), 0);
    for item in items {
        match version(item) {
            Some(version) => versions.push(version),
            None => unreadable += 1,
        }
    }
    if unreadable > 0 {
        let text = format!(
            "版本记录里有 {unreadable} 个版本已经损坏，或是新版本软件保存的，没有读入；原文件里仍然保留，请不要删去原文件。"
        );
        draft.notices.push(KeptNotice { code: UNREADABLE.to_owned(), place: String::new(), text });
    }
    Ok((draft, versions))
}

fn version(item: Value) -> Option<Version> {
    let Value::Object(mut item) = item else { return None };
    let mut number = |key: &str| item.shift_remove(key)?.as_u64();
    let (number, at) = (number("number").filter(|number| (1..HIGHEST).contains(number))?, number("at")?);
    let Value::String(report) = item.shift_remove("report")? else { return None };
    Stored { number, at, about: About::take(item), unsure: false, report }.version().ok()
}

/// The keys of a version in the file that are not about what is said of it.
const OWN: [&str; 3] = ["number", "at", "report"];
