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
#[cfg(feature = "docs")]
pub mod docs;
mod error;
mod examples;
mod generate;
mod layout;
pub mod output;
#[cfg(feature = "docs")]
mod pages;
mod parallel;
mod render;
mod rust;

pub use counterpart_contract::{
    self as contract, Document, Loaded, ReadOptions, diagnostic, load, load_text, source,
};
#[cfg(feature = "review")]
pub use counterpart_review::{self as review, Advice, Bump, ChangeKind, CodeChange, Impact};

pub use bundle::bundle;
pub use configure::{Config, configure};
pub use error::Error;
pub use generate::{GenerateOptions, generate_crate, generate_module};
#[cfg(feature = "docs")]
pub use pages::pages;
#[cfg(feature = "review")]
pub use rust::rust_impact;
