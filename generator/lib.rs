//! **counterpart** cuts one hand-written OpenAPI document into matching halves: the server's stubs,
//! the client, and the models that both share.
//!
//! Build scripts start at [`configure`]; programs read a contract with [`load`] and generate with
//! [`generate_crate`].
#![forbid(unsafe_code)]

mod bundle;
#[cfg(feature = "cli")]
pub mod cli;
mod configure;
pub mod contract;
pub mod diagnostic;
#[cfg(feature = "docs")]
pub mod docs;
mod document;
mod error;
mod examples;
mod generate;
mod graph;
mod impact;
// Render calls it once its templates write whole statements.
#[allow(dead_code)]
mod layout;
mod load;
mod mark;
pub mod output;
#[cfg(feature = "docs")]
mod pages;
mod parallel;
mod render;
pub mod review;
mod rust;
pub mod source;
mod version;

pub use bundle::bundle;
pub use configure::{Config, configure};
pub use document::{Document, ReadOptions};
pub use error::Error;
pub use generate::{GenerateOptions, generate_crate, generate_module, rust_impact};
pub use impact::{ChangeKind, CodeChange, Impact};
pub use load::{Loaded, load, load_text};
#[cfg(feature = "docs")]
pub use pages::pages;
pub use version::{Advice, Bump};
