//! gongkai (公开) makes the yearly report on government information disclosure right while it is written.
//!
//! Rooms, lowest floor first; nothing imports upward. See ARCHITECTURE.md.

pub mod form;
pub mod statement;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
