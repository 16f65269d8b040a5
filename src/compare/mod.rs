//! Two reports side by side.

mod similarity;

pub use similarity::{Share, Shared, shared};
