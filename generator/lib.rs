//! **counterpart** cuts one hand-written OpenAPI document into matching halves: the server's stubs,
//! the client, and the models that both share.
//!
//! Build scripts start at [`configure`]. Programs read a contract with [`load`] and pass it on:
//!
//! | to make | call | the command line calls it |
//! |---|---|---|
//! | a crate, or a module | [`generate_crate`], [`generate_module`] | `counterpart generate` |
//! | documentation pages | [`generate_docs`] | `counterpart docs` |
//! | one document out of many | [`generate_bundle`] | `counterpart bundle` |
//! | a review of a change | [`review`] | `counterpart review` |
//!
//! What is made is text; [`output::write`] puts it into a folder, all or nothing. Problems in
//! documents are values: [`Loaded::problems`] and [`Error::problems`] list them with file, line,
//!
//! ```
//! use counterpart::source::Memory;
//! use counterpart::{GenerateOptions, ReadOptions, generate_crate, load_text};
//!
//! let text = "{openapi: 3.0.3, info: {title: Shop, version: 1.0.0}, paths: {}}";
//! let mut loaded =
//!     load_text("", "shop.yaml", text.into(), &Memory::default(), ReadOptions::default());
//! let files = generate_crate(&mut loaded, &GenerateOptions::default())?;
//! assert!(files.iter().any(|file| file.path == "src/lib.rs"));
//! # Ok::<(), counterpart::Error>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod admission;
#[cfg(feature = "bundle")]
mod bundle;
#[cfg(feature = "bundle")]
mod bundled;
#[cfg(feature = "cli")]
pub mod cli;
mod commonmark;
mod configure;
#[cfg(feature = "docs")]
pub mod docs;
mod error;
mod examples;
mod generate;
#[cfg(feature = "layout")]
mod layout;
pub mod output;
mod package;
#[cfg(feature = "docs")]
mod pages;
mod parallel;
mod policy;
mod render;
mod rust;
mod settings;

pub use counterpart_contract::{
    self as contract, Document, Loaded, ReadOptions, Selection, diagnostic, load, load_text, source,
};
#[cfg(feature = "review")]
pub use counterpart_review::{Advice, Bump, ChangeKind, CodeChange, Impact};

/// What a change of a contract breaks, for whom, and the proof.
#[cfg(feature = "review")]
pub mod review {
    pub use crate::render::review::{ReportFormat, render};
    pub use counterpart_review::*;
}

#[cfg(feature = "bundle")]
pub use bundle::bundle;
#[cfg(feature = "bundle")]
pub use bundled::{BundleFormat, BundleOptions, generate_bundle};
pub use configure::{Config, configure};
pub use error::{Error, Problems};
pub use generate::{GenerateOptions, generate_crate, generate_module};
pub use package::{PackageOptions, Publish};
#[cfg(feature = "docs")]
pub use pages::{DocsOptions, generate_docs, pages};
pub use policy::DiagnosticPolicy;
#[cfg(feature = "review")]
pub use rust::rust_impact;
pub use settings::{SETTINGS_FILE, Settings};
