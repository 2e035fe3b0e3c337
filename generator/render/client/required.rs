//! The inputs of a call: a struct of the required ones, and a method for each optional one.

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::filters;
use super::super::imports::{MODELS, Types};
use super::super::text::{RustCode, Shown};
use crate::rust::{Api, Body, BodyKind, Ident, Operation, TypePath};

/// The required inputs, apart from path parameters.
#[derive(Template)]
#[template(path = "rust/client/required.rs")]
pub(super) struct Required<'a> {
    operation: Shown,
    name: &'a Ident,
    /// Whether a field is a reference.
    is_borrowed: bool,
    fields: Vec<Field>,
}

impl RustCode for Required<'_> {}

struct Field {
    docs: DocComment,
    name: Ident,
    ty: TypePath,
}

impl<'a> Required<'a> {
    pub fn of(api: &Api, operation: &'a Operation, types: &mut Types) -> Option<Self> {
        let mut fields = Vec::new();
        for own in operation.required_parameters() {
            types.add(&own.ty);
            fields.push(Field {
                docs: DocComment::of(&own.docs),
                name: own.name.clone(),
                ty: api.models.lent(&own.ty, MODELS).within_lifetime(),
            });
        }
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            fields.push(Field {
                docs: DocComment::of(&body.docs),
                name: Ident::known("body"),
                ty: body_type(api, body, types).within_lifetime(),
            });
        }
        (!fields.is_empty()).then(|| Self {
            operation: Shown::name(operation.name.bare()),
            name: &operation.required,
            is_borrowed: is_borrowed(api, operation),
            fields,
        })
    }
}

/// Returns whether the required inputs contain references; bodies always do.
pub(super) fn is_borrowed(api: &Api, operation: &Operation) -> bool {
    let mut types = operation
        .required_parameters()
        .map(|own| api.models.lent(&own.ty, MODELS));
    operation.body.as_ref().is_some_and(|body| body.required) || types.any(|ty| ty.is_reference())
}

/// Returns the type of the body argument.
fn body_type(api: &Api, body: &Body, types: &mut Types) -> TypePath {
    match body.content.as_slice() {
        [only] => {
            types.add_payload(only);
            only.lent(&api.models, MODELS)
        }
        _ => TypePath::from(&body.choice).reference(),
    }
}

/// Returns the methods of a call that set optional inputs.
#[derive(Template)]
#[template(path = "rust/client/setters.rs")]
pub(super) struct Setters<'a> {
    operation: &'a Ident,
    setters: Vec<Setter<'a>>,
    body: Option<BodySetter<'a>>,
}

impl RustCode for Setters<'_> {}

struct Setter<'a> {
    docs: DocComment,
    name: &'a Ident,
    ty: TypePath,
    constant: &'a Ident,
    is_borrowed: bool,
}

struct BodySetter<'a> {
    docs: DocComment,
    ty: TypePath,
    body: &'a Body,
}

impl<'a> Setters<'a> {
    pub fn of(api: &Api, operation: &'a Operation, types: &mut Types) -> Option<Self> {
        let mut setters = Vec::new();
        for own in operation.optional_parameters() {
            types.add(&own.ty);
            let ty = api.models.lent(&own.ty, MODELS);
            let mut docs = own.docs.clone();
            docs.notes.push(format!(
                "The {} parameter `{}`.",
                own.location.name(),
                own.wire.replace('`', "'")
            ));
            setters.push(Setter {
                docs: DocComment::of(&docs),
                name: &own.setter,
                is_borrowed: ty.is_reference(),
                ty,
                constant: &own.constant,
            });
        }
        let body = operation.body.as_ref().filter(|body| !body.required);
        let body = body.map(|body| BodySetter {
            docs: DocComment::of(&body.docs),
            ty: body_type(api, body, types),
            body,
        });
        (!setters.is_empty() || body.is_some()).then_some(Self {
            operation: &operation.call,
            setters,
            body,
        })
    }
}
