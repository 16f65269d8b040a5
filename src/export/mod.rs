//! Exports: `Report → bytes`. The publication page carries its own data, so that an exported page can be
//! opened again, checked and counted without a second file.

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod docx;
mod file_name;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod html;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod piece;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod table;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod text;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod xlsx;

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use docx::{Layout, docx};
pub use file_name::file_name;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use html::{Options, article, html};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use text::{paragraphs, visible};
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

/// The report as JSON, version 1. The same report always gives the same bytes.
///
/// With a note, the file says that the report is not finished.
pub fn json(report: &Report, unfinished: Option<&str>) -> String {
    unfinished.map_or_else(|| write_json(report), |note| write_unfinished_json(report, note))
}
