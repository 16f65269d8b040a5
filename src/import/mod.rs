//! Reads what people have: files of this program and of others, published pages, and text copied from anywhere.
//!
//! An import yields a report and notices, or one error about the input as a whole. What could not be placed is
//! in a notice, word for word; a figure that cannot be read with certainty is left blank and quoted.

mod align;
mod aspect;
mod clipboard;
mod columns;
mod document;
mod docx;
mod dom;
mod drift;
mod encoding;
mod figures;
mod fingerprint;
mod fold;
mod govcompare;
mod grid_columns;
mod grid_remarks;
mod grid_rows;
mod grid_table;
mod heading;
mod html;
mod kind;
mod label;
mod notice;
mod origin;
mod package;
mod page;
mod page_words;
mod parting;
mod period;
mod prose;
mod recognise;
mod sheet;
mod source;
mod table;
mod text;
mod title;
mod token;
mod words;
mod xlsx;
mod xml;

use thiserror::Error;

use crate::report::{JsonError, Report, read_json};

pub use encoding::Decode;
#[cfg(not(target_arch = "wasm32"))]
pub use encoding::decode;
pub use notice::{
    FINGERPRINT_DIFFERS, FOREIGN_DATA, HEAD_UNCLEAR, HEADING_DIFFERS, LABEL_DIFFERS, MOVED, Notice,
    ODD_VALUE, PAGE_DRIFTED, PAGE_WORDS, PROSE_GUESSED, TABLE_MISSING, TABLE_SPLIT, UNDECIDED, UNPLACED,
};

pub use origin::{Origin, OriginCell, OriginPart, Piece, origin, origin_of_clipboard, origin_of_text};
pub use package::OfficeError;

use kind::InputKind;

/// Inputs beyond this many bytes are not read: a report has a few dozen kilobytes.
pub const MOST_BYTES: usize = 30 * 1024 * 1024;

/// A report with what is to be said of how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The report.
    pub report: Report,
    /// Remarks, in the order of the report.
    pub notices: Vec<Notice>,
}

/// Why an input cannot be used. Display gives the sentence that users see.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    /// Nothing in it.
    #[error("{}是空的，没有可以导入的内容。请检查文件是否保存完整。", named(name.as_deref()))]
    Empty {
        /// The file's name, where there is one.
        name: Option<String>,
    },
    /// Larger than any report.
    #[error("内容太大（{} MB），年度报告不会超过 {} MB。请选择年度报告文件，或只复制报告部分。", megabytes(*bytes), MOST_BYTES / 1024 / 1024)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// A kind of file that is not read yet.
    #[error("这是{}，暂不能直接打开。{advice}", spaced(kind))]
    Unsupported {
        /// What it is, in words.
        kind: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// A text in an encoding that is not read.
    #[error(
        "文件的文字编码无法识别。请用记事本打开，另存为 UTF-8 编码后再导入；或者全选复制，再用“粘贴导入”。"
    )]
    Encoding,
    /// A page with more in it than any report has.
    #[error("网页的内容太多，不像一份年度报告。请打开网页，只复制报告部分，再用“粘贴导入”。")]
    TooMuch,
    /// A page of ours, or a JSON file, that cannot be read.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The file of an office program that cannot be read.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// A text without anything that a report has.
    #[error("没有找到年度报告的表格或标题。请复制报告全文（从标题到“六、其他需要报告的事项”）后再粘贴。")]
    NothingFound,
}

fn named(name: Option<&str>) -> String {
    name.map_or_else(|| "内容".to_owned(), |name| format!("文件“{name}”"))
}

/// Latin words stand a blank apart from Chinese ones.
fn spaced(kind: &str) -> String {
    if kind.starts_with(|c: char| c.is_ascii()) { format!(" {kind}") } else { kind.to_owned() }
}

fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1024 * 1024)
}

/// Reads a file. What it is follows from its content; the name serves messages only.
///
/// # Errors
/// When nothing at all can be read out of the input.
#[cfg(not(target_arch = "wasm32"))]
pub fn import(bytes: &[u8], name: Option<&str>) -> Result<Imported, ImportError> {
    import_with(bytes, name, decode)
}

/// Reads a file as [`import`] does where other encodings are read by `decode`.
///
/// # Errors
/// When nothing at all can be read out of the input.
pub fn import_with(bytes: &[u8], name: Option<&str>, decode: Decode) -> Result<Imported, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty { name: name.map(str::to_owned) });
    }
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge { bytes: bytes.len() });
    }
    let text = match kind::of(bytes, decode) {
        InputKind::Text(text) => text,
        InputKind::Word => return document::read(docx::read(bytes)?),
        InputKind::Workbook => return document::read(xlsx::read(bytes)?),
        InputKind::Binary => return Err(package::binary(bytes).into()),
        InputKind::Other { kind, advice } => return Err(ImportError::Unsupported { kind, advice }),
        InputKind::Unreadable => return Err(ImportError::Encoding),
    };
    if text.trim().is_empty() {
        return Err(ImportError::Empty { name: name.map(str::to_owned) });
    }
    if text.trim_start().starts_with(['{', '[']) && !looks_like_a_report(&text) {
        return govcompare::read(&text).map_or_else(|| json(&text), Ok);
    }
    if page::is_page(&text) {
        return markup(&text);
    }
    import_text(&text)
}

/// Reads what was copied: the markup of the clipboard, as Word, WPS, Excel and browsers put it there, and the plain
/// text that comes with it. Either may be empty.
///
/// # Errors
/// When there is no table and no heading of the report in either.
pub fn import_clipboard(html: &str, text: &str) -> Result<Imported, ImportError> {
    if html.len().max(text.len()) > MOST_BYTES {
        return Err(ImportError::TooLarge { bytes: html.len().max(text.len()) });
    }
    clipboard::read(html, text).map(|(imported, _)| imported)
}

/// Reads a page: ours by the data it carries, any other by what it shows.
fn markup(page: &str) -> Result<Imported, ImportError> {
    let Some(data) = page::data(page) else { return html::read(page) };
    let mut imported = json(data)?;
    imported.notices.extend(drift::drifts(page, &imported.report));
    Ok(imported)
}

/// Reads text, as copied from a published page or a document.
///
/// # Errors
/// When there is no table and no heading of the report in it.
pub fn import_text(text: &str) -> Result<Imported, ImportError> {
    if text.len() > MOST_BYTES {
        return Err(ImportError::TooLarge { bytes: text.len() });
    }
    if text.trim().is_empty() {
        return Err(ImportError::Empty { name: None });
    }
    let (text, code) = fingerprint::without_line(text);
    let mut imported = text::read(&text)?;
    imported.notices.extend(fingerprint::notice(code, &imported.report));
    Ok(imported)
}

/// Text that begins with a bracket, as titles do at times, but is no JSON.
fn looks_like_a_report(text: &str) -> bool {
    let mut after = text.trim_start().chars().skip(1).skip_while(|c| c.is_whitespace());
    !matches!(after.next(), None | Some('"' | '{' | '[' | ']' | '}' | '-' | '0'..='9'))
        && text.contains("政府信息公开")
}

fn json(text: &str) -> Result<Imported, ImportError> {
    let read = read_json(text)?;
    let printed = read.fingerprint.as_deref().and_then(|code| code.parse().ok());
    let differs = fingerprint::notice(printed, &read.report);
    let notices = read
        .oddities
        .into_iter()
        .map(|odd| {
            let text = format!("“{}”处的内容不能放在这里，未导入：“{}”", odd.place, odd.value);
            Notice::new(ODD_VALUE, odd.place, text)
        })
        .chain(differs)
        .collect();
    Ok(Imported { report: read.report, notices })
}
