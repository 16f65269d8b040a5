//! One component a file.

mod arrival;
mod dialog;
mod file_button;
mod findings;
mod head_fields;
mod header;
mod last_year;
mod new_report;
mod outline;
mod preview;
mod prose;
mod rename;
mod review;
mod selection;
mod table;
mod toasts;
mod toolbar;
mod versions;

pub(super) use arrival::Arrival;
pub(super) use dialog::Dialog;
pub(super) use file_button::FileButton;
pub(super) use findings::{Drawer, Findings};
pub(super) use head_fields::HeadFields;
pub(super) use header::SiteHeader;
pub(super) use last_year::LastYear;
pub(super) use new_report::NewReport;
pub(super) use outline::Outline;
pub(super) use preview::{Pictures, Preview, print};
pub(super) use prose::ProseField;
pub(super) use rename::Rename;
pub(super) use table::FormTable;
pub(super) use toasts::Toasts;
pub(super) use toolbar::Toolbar;
pub(super) use versions::Versions;
