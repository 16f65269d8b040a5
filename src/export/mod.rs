//! Exports: `Report → bytes`. The publication page carries its own data, so that an exported page can be
//! opened again, checked and counted without a second file.

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod docx;
mod file_name;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod html;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod page;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod piece;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod plain;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod table;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod text;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod xlsx;

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use crate::report::{paragraphs, visible};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use docx::{Layout, docx};
pub use file_name::file_name;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use html::{Options, article, html, pictures, section};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use page::{REPORT_STYLE, Style, data_script, page};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use plain::plain;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use xlsx::xlsx;

use thiserror::Error;

use crate::report::{Report, write_json, write_unfinished_json};

/// Why an export came to nothing. Display gives the sentence that users see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ExportError {
    /// A Word file could not be put together.
    #[error("Word 文件没有生成。请再试一次；仍不成功时，请先导出网页文件。")]
    Word,
    /// A workbook could not be put together.
    #[error("Excel 文件没有生成。请再试一次；仍不成功时，请先导出网页文件。")]
    Excel,
}

/// The report as a data file (JSON, version 1) that carries its fingerprint. The same report always gives the same
/// bytes.
///
/// With a note, the file says that the report is not finished.
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub fn data_file(report: &Report, unfinished: Option<&str>) -> String {
    let code = crate::report::fingerprint(report).to_string();
    let remarks = crate::report::Remarks { unfinished, fingerprint: Some(&code) };
    crate::report::write_remarked_json(report, remarks)
}

/// The report as JSON, version 1, without a fingerprint: what the page can write by itself. The same report always
/// gives the same bytes.
///
/// With a note, the file says that the report is not finished.
pub fn json(report: &Report, unfinished: Option<&str>) -> String {
    unfinished.map_or_else(|| write_json(report), |note| write_unfinished_json(report, note))
}
