//! Renders the file of documented errors.

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::imports::Types;
use super::super::text::{RustCode, Shown};
use super::super::{filters, gate};
use super::responses::{Variant, variant_type};
use crate::rust::{Api, Docs, ErrorEnum, Features, Ident, Operation};

#[derive(Template)]
#[template(path = "rust/client/errors.rs")]
struct ErrorsFile<'a> {
    types: Types,
    errors: Vec<Error<'a>>,
}

/// An enumeration of errors.
#[derive(Template)]
#[template(path = "rust/client/error.rs")]
struct Error<'a> {
    gate: gate::Gate<'a>,
    /// The alias of an operation.
    alias: Shown,
    name: &'a Ident,
    variants: Vec<Variant<'a>>,
}

impl RustCode for Error<'_> {}

/// Renders `client/errors.rs`.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub fn errors(api: &Api, features: &Features) -> Result<String, askama::Error> {
    let mut types = Types::default();
    let mut errors = Vec::with_capacity(api.errors.len());
    for shared in &api.errors {
        if let Some(operation) = api.operation(shared.operation) {
            errors.push(Error::new(api, features, shared, operation, &mut types));
        }
    }
    ErrorsFile { types, errors }.render()
}

impl<'a> Error<'a> {
    fn new(
        api: &Api,
        features: &'a Features,
        shared: &'a ErrorEnum,
        operation: &'a Operation,
        types: &mut Types,
    ) -> Self {
        let variant = |(response, docs): (&'a _, &Docs)| -> Variant<'a> {
            let response: &crate::rust::Response = response;
            let body = variant_type(api, response, types);
            Variant {
                docs: DocComment::of(docs),
                name: &response.variant,
                body: match response.content.len() {
                    0 | 1 => body,
                    // Declared in the operation's file.
                    _ => body.map(|choice| choice.inside("super::")),
                },
            }
        };
        Self {
            gate: gate::any(
                shared
                    .groups
                    .iter()
                    .filter_map(|own| features.of_group(*own)),
            ),
            alias: Shown::name(operation.error.bare()),
            name: &shared.name,
            variants: operation
                .errors()
                .into_iter()
                .zip(&shared.docs)
                .map(variant)
                .collect(),
        }
    }
}
