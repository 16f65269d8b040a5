//! Two reports side by side: head, figures and prose, and how much of the prose was taken over.
//!
//! Everything works for any two reports: of two years, of two agencies, two versions of one draft, two editions of the
//! form. Only [`shared`] is in the page; the rest is the worker's.

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod comparison;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod figures;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod pieces;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod prose;
mod similarity;

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use comparison::{Comparison, HeadPair, Relation, SectionPair, compare};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use figures::{CellPair, Change, LoneCell};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use pieces::{Piece, pieces};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use prose::ProsePair;
pub use similarity::{Share, Shared, shared};
