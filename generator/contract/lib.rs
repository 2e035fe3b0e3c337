//! The language-neutral half of counterpart: from the text of an OpenAPI document to the contract
//! that it describes.
//!
//! Data goes one way: [`source`] (the text of files, and positions in it), [`document`] (the grammar
//! of OpenAPI documents), `lower`, and the model, whose types are at the root of this crate. Problems
//! are collected as [`diagnostic`]s on the way. Schemas are merged in [`merge`], values validated by
//! [`Validator`], and regular expressions understood in [`pattern`]: each of these has its one home here.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod diagnostic;
pub mod document;
pub mod format;
pub mod graph;
pub mod hash;
mod load;
mod location;
mod lower;
pub mod merge;
mod model;
pub mod pattern;
pub mod source;
pub mod ternary;
mod validate;

pub use document::{Document, ReadOptions};
pub use load::{Loaded, load, load_text};
pub use lower::lower;
pub use model::*;
pub use validate::{Reading, Validator, Validity, admits};
