//! One hand-written OpenAPI document, cut into matching halves.
#![forbid(unsafe_code)]

pub mod contract;
pub mod diagnostic;
pub mod document;
mod load;
pub mod review;
pub mod source;

pub use load::{Loaded, load, load_text};
