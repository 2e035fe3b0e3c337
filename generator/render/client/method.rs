//! The client method of an operation, which creates a call.

use std::borrow::Cow;
use std::sync::LazyLock;

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::filters;
use super::super::imports::{MODELS, Types};
use super::super::locals::Locals;
use super::super::text::RustCode;
use super::required::is_borrowed;
use crate::contract;
use crate::rust::{Api, Body, BodyKind, Ident, Operation, Parameter, TypePath};

static LOCALS: LazyLock<Locals> =
    LazyLock::new(|| Locals::of(include_str!("../../../templates/rust/client/method.rs")));

#[derive(Template)]
#[template(path = "rust/client/method.rs")]
pub(super) struct Method<'a> {
    docs: DocComment,
    name: &'a Ident,
    /// The path parameters.
    arguments: Vec<Argument<'a>>,
    required: Option<Required<'a>>,
    /// The type of the operation.
    operation: &'a Ident,
    verb: contract::Method,
    /// The constant of the path template.
    path: &'a Ident,
    /// The security requirements, each as its schemes; none where they are shared.
    security: Option<&'a [Vec<String>]>,
    /// Whether the request is passed on unchanged.
    is_bare: bool,
    accept: Option<String>,
    /// The fields of `required` that are parameters.
    fields: Vec<Field<'a>>,
    /// The body, if it is required.
    body: Option<&'a Body>,
}

impl RustCode for Method<'_> {}

struct Argument<'a> {
    name: Cow<'a, Ident>,
    ty: TypePath,
    constant: &'a Ident,
    is_borrowed: bool,
}

struct Required<'a> {
    name: &'a Ident,
    is_borrowed: bool,
}

struct Field<'a> {
    name: &'a Ident,
    constant: &'a Ident,
    is_borrowed: bool,
}

impl<'a> Method<'a> {
    pub fn new(api: &Api, operation: &'a Operation, types: &mut Types) -> Self {
        let argument = |own: &'a Parameter| {
            types.add(&own.ty);
            let ty = api.models.lent(&own.ty, MODELS);
            Argument {
                name: LOCALS.beside(&own.name),
                is_borrowed: ty.is_reference(),
                ty,
                constant: &own.constant,
            }
        };
        let arguments: Vec<_> = operation
            .path_parameters()
            .into_iter()
            .map(argument)
            .collect();
        let fields: Vec<_> = operation
            .required_parameters()
            .map(|own| Field {
                name: &own.name,
                constant: &own.constant,
                is_borrowed: api.models.lent(&own.ty, MODELS).is_reference(),
            })
            .collect();
        let body = operation.body.as_ref().filter(|body| body.required);
        let accepted = operation.response_media_types();
        Self {
            docs: DocComment::of(&operation.docs),
            name: &operation.name,
            required: operation.has_required().then(|| Required {
                name: &operation.required,
                is_borrowed: is_borrowed(api, operation),
            }),
            operation: &operation.call,
            verb: operation.method,
            path: &operation.template,
            security: (!operation.shares_security).then_some(&operation.schemes),
            is_bare: accepted.is_empty()
                && arguments.is_empty()
                && fields.is_empty()
                && body.is_none(),
            accept: (!accepted.is_empty()).then(|| accepted.join(", ")),
            arguments,
            fields,
            body,
        }
    }
}
