//! gongkai (公开) makes the yearly report on government information disclosure right while it is written.
//!
//! Rooms, lowest floor first; nothing imports upward. See ARCHITECTURE.md.

pub mod check;
pub mod edit;
pub mod export;
pub mod form;
pub mod import;
pub mod report;
pub mod statement;
pub mod store;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
