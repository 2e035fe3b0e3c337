//! The type of an operation, which decodes its responses.

use askama::Template;

use super::super::filters;
use super::super::imports::{MODELS, Types};
use super::super::text::{RustCode, Shown};
use super::responses::response_type;
use crate::contract::Status;
use crate::rust::{Api, BodyKind, Ident, Operation, Response, Ty, TypePath};

#[derive(Template)]
#[template(path = "rust/client/operation.rs")]
pub(super) struct OperationType<'a> {
    id: Shown,
    name: &'a Ident,
    success: TypePath,
    error: &'a Ident,
    outcomes: Vec<Outcome<'a>>,
    /// Whether some response is for any other status (`default`).
    has_default: bool,
}

impl RustCode for OperationType<'_> {}

struct Outcome<'a> {
    response: &'a Response,
    kind: Kind<'a>,
}

/// The outcome of a response.
#[derive(Clone, Copy)]
enum Kind<'a> {
    /// The only successful response.
    Body,
    /// A variant of the successful responses.
    Success(&'a Ident),
    /// A variant of the documented errors.
    Error(&'a Ident),
}

impl<'a> OperationType<'a> {
    pub fn new(api: &Api, operation: &'a Operation, types: &mut Types) -> Self {
        let outcomes = operation.outcomes();
        let is_single = outcomes.iter().filter(|(_, good)| *good).count() == 1;
        let kind = |is_success: bool| match is_success {
            true if is_single => Kind::Body,
            true => Kind::Success(&operation.success),
            false => Kind::Error(&operation.error),
        };
        let outcomes: Vec<_> = outcomes
            .into_iter()
            .map(|(response, is_success)| Outcome {
                response,
                kind: kind(is_success),
            })
            .collect();
        Self {
            id: Shown::name(operation.name.bare()),
            name: &operation.call,
            success: success(api, operation, types),
            error: &operation.error,
            has_default: outcomes.iter().any(|one| one.response.is_default()),
            outcomes,
        }
    }

    /// The outcome of every response, if the contract documents no status.
    fn only(&self) -> Option<&Outcome<'a>> {
        match self.outcomes.as_slice() {
            [only] if self.has_default => Some(only),
            _ => None,
        }
    }
}

fn success(api: &Api, operation: &Operation, types: &mut Types) -> TypePath {
    match operation.successes().as_slice() {
        [] => api.models.path(&Ty::Null, MODELS),
        [only] => match response_type(api, only, types) {
            Some(ty) => ty,
            None => api.models.path(&Ty::Null, MODELS),
        },
        _ => TypePath::from(&operation.success),
    }
}
