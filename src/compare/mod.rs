//! Two reports side by side.

mod similarity;

pub use similarity::{Shared, shared};
