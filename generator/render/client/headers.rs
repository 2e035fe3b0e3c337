//! Renders the methods that read response headers.

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::imports::{MODELS, Types};
use super::super::{filters, gate};
use crate::rust::{Api, Features, Ident, TypePath};

#[derive(Template)]
#[template(path = "rust/client/headers.rs")]
struct HeadersFile<'a> {
    types: Types,
    headers: Vec<Header<'a>>,
}

struct Header<'a> {
    docs: DocComment,
    gate: gate::Gate<'a>,
    name: &'a Ident,
    ty: TypePath,
    constant: &'a Ident,
}

/// Renders `client/headers.rs`.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub fn headers(api: &Api, features: &Features) -> Result<String, askama::Error> {
    let mut types = Types::default();
    let mut headers = Vec::with_capacity(api.headers.len());
    for own in &api.headers {
        types.add(&own.ty);
        headers.push(Header {
            docs: DocComment::of(&own.docs),
            gate: gate::any(own.groups.iter().filter_map(|one| features.of_group(*one))),
            name: &own.name,
            ty: api.models.path(&own.ty, MODELS),
            constant: &own.constant,
        });
    }
    HeadersFile { types, headers }.render()
}
