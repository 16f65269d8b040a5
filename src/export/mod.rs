//! Exports: `Report → bytes`. The publication page carries its own data, so that an exported page can be
//! opened again, checked and counted without a second file.

mod file_name;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod html;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod table;

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use crate::report::{paragraphs, visible};
pub use file_name::file_name;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use html::{Options, article, html};

use crate::report::{Report, write_json, write_unfinished_json};

/// The report as JSON, version 1. The same report always gives the same bytes.
///
/// With a note, the file says that the report is not finished.
pub fn json(report: &Report, unfinished: Option<&str>) -> String {
    unfinished.map_or_else(|| write_json(report), |note| write_unfinished_json(report, note))
}
