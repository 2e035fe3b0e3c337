//! The handler of an operation: everything from the arrival of a request to the call of the trait
//! method.

use askama::Template;

use super::super::filters;
use super::super::text::RustCode;
use super::clean;
use super::request::Input;
use crate::rust::{Api, Group, Ident, Operation, SchemeKind, SchemeSet};

#[derive(Template)]
#[template(path = "rust/server/handler.rs")]
pub(super) struct Handler<'a> {
    operation: &'a Operation,
    /// The trait.
    group: &'a Ident,
    input: Input,
    /// The media types of request bodies, and those of responses.
    consumes: Vec<&'a str>,
    produces: Vec<&'a str>,
    requirements: Vec<Required<'a>>,
}

impl RustCode for Handler<'_> {}

/// A security requirement of operations.
pub(super) struct Required<'a> {
    pub reader: &'a Ident,
    pub scopes: &'a Vec<String>,
    pub challenge: String,
}

/// The security requirements of an operation.
pub(super) fn required<'a>(api: &'a Api, operation: &'a Operation) -> Vec<Required<'a>> {
    let requirements = operation.security.iter().filter_map(|requirement| {
        let set = api.scheme_sets.get(requirement.scheme_set)?;
        Some(Required {
            reader: &set.reader,
            scopes: &requirement.scopes,
            challenge: challenge(api, set),
        })
    });
    requirements.collect()
}

impl<'a> Handler<'a> {
    pub fn new(api: &'a Api, group: &'a Group, operation: &'a Operation) -> Self {
        let body = operation.body.as_ref();
        let content = body.into_iter().flat_map(|body| &body.content);
        Self {
            operation,
            group: &group.name,
            input: Input::of(body),
            consumes: content.map(|payload| payload.media.as_str()).collect(),
            produces: operation.response_media_types(),
            requirements: match operation.shares_security {
                true => Vec::new(),
                false => required(api, operation),
            },
        }
    }
}

/// The challenge scheme of an authentication failure.
fn challenge(api: &Api, set: &SchemeSet) -> String {
    let schemes = set.schemes.iter();
    schemes
        .filter_map(|index| api.schemes.get(*index))
        .map(|scheme| match &scheme.kind {
            SchemeKind::Bearer => "Bearer".to_owned(),
            SchemeKind::Basic => "Basic".to_owned(),
            SchemeKind::Other(scheme) => clean(scheme),
            SchemeKind::ApiKey { .. } | SchemeKind::Outside => String::new(),
        })
        .find(|challenge| !challenge.is_empty())
        .unwrap_or_default()
}
