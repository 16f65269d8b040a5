//! gongkai (公开) makes the yearly report on government information disclosure right while it is written.
//!
//! Rooms, lowest floor first; nothing imports upward. See ARCHITECTURE.md.
//!
//! In the browser the crate is compiled twice: for the page without, for its worker with the feature `worker`. What
//! only the worker needs is compiled for it alone, because data that no code uses would otherwise stay in the page.

pub mod chart;
pub mod check;
pub mod compare;
pub mod edit;
pub mod export;
pub mod form;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub mod import;
pub mod report;
pub mod review;
pub mod statement;
pub mod store;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
