//! One hand-written OpenAPI document, cut into matching halves.
#![forbid(unsafe_code)]

pub mod contract;
pub mod diagnostic;
#[cfg(feature = "docs")]
pub mod docs;
pub mod document;
mod load;
#[cfg(feature = "docs")]
mod render;
pub mod source;

pub use load::{Loaded, load, load_text};
