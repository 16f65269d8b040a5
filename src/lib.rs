//! gongkai (公开) makes the yearly report on government information disclosure right while it is written.
//!
//! Rooms, lowest floor first; nothing imports upward. See ARCHITECTURE.md.
//!
//! In the browser the crate is compiled twice: for the page without, for its worker with the feature `worker`. Each
//! is compiled with what it needs alone, because data that no code uses, and what a library offers to JavaScript, would
//! otherwise stay in it.

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

#[cfg(all(target_arch = "wasm32", not(feature = "worker")))]
pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
