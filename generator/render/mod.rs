//! Rendering: templates over views that contain every decision. This is the only module that uses
//! `askama`.

mod checks;
mod client;
mod doc_comment;
#[cfg(feature = "docs")]
pub mod docs;
mod examples;
mod gate;
mod imports;
mod locals;
mod manifest;
mod models;
mod needs;
mod package;
mod parameters;
#[cfg(feature = "review")]
pub mod review;
mod server;
mod text;

#[cfg(feature = "docs")]
pub use client::sample;
pub use needs::Targets;
pub use package::{Packaging, package};

use std::fmt;

/// The escaper of Rust templates: plain text becomes a string literal, so that text of a document
/// that reaches a template by mistake is quoted and not compiled as code.
#[derive(Debug, Clone, Copy)]
pub struct Quoted;

impl askama::filters::Escaper for Quoted {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        write!(dest, "{string:?}")
    }

    fn write_escaped_char<W: fmt::Write>(&self, mut dest: W, character: char) -> fmt::Result {
        write!(dest, "{:?}", character.to_string())
    }
}

mod filters {
    use askama::filters::Safe;
    use askama::{Result, Values};

    use super::checks::{CheckName, CheckTypes};
    use super::text::{Float, JsonTypes, List, Listed, RustCode};
    use crate::rust::CheckRef;

    /// Writes a value whose type guarantees that it is code; other types do not compile.
    ///
    /// Behind a `dyn`, because what templates do with a result is compiled once for each type of it.
    #[askama::filter_fn]
    pub fn code<'a>(value: &'a dyn RustCode, _: &dyn Values) -> Result<Safe<&'a dyn RustCode>> {
        Ok(Safe(value))
    }

    /// Writes code that the template makes of a value.
    #[askama::filter_fn]
    pub fn made<T: RustCode>(value: T, _: &dyn Values) -> Result<Safe<T>> {
        Ok(Safe(value))
    }

    /// Writes code, or strings as literals, separated by commas.
    #[askama::filter_fn]
    pub fn list<'a>(items: &'a dyn List, _: &dyn Values) -> Result<Safe<Listed<'a>>> {
        Ok(Safe(Listed(items)))
    }

    /// Writes a set of JSON types as constants of the support code.
    #[askama::filter_fn]
    pub fn json_types(types: &u8, _: &dyn Values) -> Result<Safe<JsonTypes>> {
        Ok(Safe(JsonTypes(*types)))
    }

    /// Writes a number with a point or an exponent.
    #[askama::filter_fn]
    pub fn float(number: &f64, _: &dyn Values) -> Result<Safe<Float>> {
        Ok(Safe(Float(*number)))
    }

    /// Writes the path of a check within the module of checks.
    #[askama::filter_fn]
    pub fn check<'a>(check: &'a CheckRef, _: &dyn Values) -> Result<Safe<CheckName<'a>>> {
        Ok(Safe(CheckName { check }))
    }

    /// Writes a set of JSON types within the module of checks.
    #[askama::filter_fn]
    pub fn check_types(types: &u8, _: &dyn Values) -> Result<Safe<CheckTypes>> {
        Ok(Safe(CheckTypes(*types)))
    }
}
