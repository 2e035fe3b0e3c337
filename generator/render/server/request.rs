//! The request of an operation: its type, and the code that decodes it.

use std::borrow::Cow;
use std::sync::LazyLock;

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::filters;
use super::super::imports::MODELS;
use super::super::locals::Locals;
use super::super::text::{RustCode, Shown, Word};
use super::media::Media;
use crate::rust::{
    Api, Body, BodyKind, CheckRef, Ident, MediaTypeBody, Operation, Parameter, TypePath,
};

static LOCALS: LazyLock<Locals> =
    LazyLock::new(|| Locals::of(include_str!("../../../templates/rust/server/request.rs")));

#[derive(Template)]
#[template(path = "rust/server/request.rs")]
pub(super) struct Request<'a> {
    operation: Shown,
    name: &'a Ident,
    fields: Vec<Field<'a>>,
    input: Input,
    parameters: Vec<Read<'a>>,
    body: Vec<Readable<'a>>,
}

impl RustCode for Request<'_> {}

struct Field<'a> {
    docs: DocComment,
    name: Cow<'a, Ident>,
    ty: TypePath,
    is_given: bool,
}

/// The kind of a request body.
#[derive(Clone, Copy)]
pub(super) enum Input {
    Nothing,
    Body,
    OptionalBody,
    /// One of several media types.
    Choice,
    OptionalChoice,
}

/// How a parameter is decoded.
struct Read<'a> {
    constant: &'a Ident,
    field: &'a Ident,
    local: Cow<'a, Ident>,
    check: Check<'a>,
    kind: Kind<'a>,
    is_given: bool,
    is_renamed: bool,
}

enum Kind<'a> {
    Required,
    /// With its default as JSON.
    Defaulted(&'a str),
    DefaultedOrEmpty(&'a str),
    Optional,
    OptionalOrEmpty,
}

enum Check<'a> {
    /// A generated check.
    Own(&'a Ident),
    /// A check of the support code.
    Support(Word),
}

/// A body in one media type.
struct Readable<'a> {
    /// The variant, if the body has several media types.
    choice: &'a Ident,
    variant: &'a Ident,
    reading: Reading<'a>,
}

enum Reading<'a> {
    Json(Check<'a>),
    Pairs {
        constant: &'a Ident,
        check: Check<'a>,
    },
    Text,
    CheckedText {
        types: u8,
        check: Check<'a>,
    },
    Bytes,
    Open,
}

impl<'a> Request<'a> {
    pub fn new(api: &Api, operation: &'a Operation) -> Self {
        let body = operation.body.as_ref();
        let parameters = operation.parameters.iter().map(|parameter| Field {
            docs: docs(parameter),
            name: Cow::Borrowed(&parameter.field),
            ty: api.models.path(&parameter.ty, MODELS),
            is_given: parameter.is_given(),
        });
        let body_field = body.map(|body| Field {
            docs: DocComment::of(&body.docs),
            name: Cow::Owned(Ident::known("body")),
            ty: match body.content.as_slice() {
                [only] => only.path(&api.models, MODELS),
                _ => TypePath::from(&body.choice),
            },
            is_given: body.required,
        });
        Self {
            operation: Shown::name(operation.name.bare()),
            name: &operation.request,
            fields: parameters.chain(body_field).collect(),
            input: Input::of(body),
            parameters: operation
                .parameters_to_read()
                .into_iter()
                .map(Read::new)
                .collect(),
            body: body.map(Readable::all).unwrap_or_default(),
        }
    }
}

fn docs(parameter: &Parameter) -> DocComment {
    let docs = DocComment::of(&parameter.docs);
    match &parameter.default {
        Some(default) => docs.note(&format!("The default is `{}`.", default.replace('`', "'"))),
        None => docs,
    }
}

impl Input {
    pub fn of(body: Option<&Body>) -> Self {
        match body.map(|body| (body.required, body.content.len() > 1)) {
            None => Self::Nothing,
            Some((true, false)) => Self::Body,
            Some((false, false)) => Self::OptionalBody,
            Some((true, true)) => Self::Choice,
            Some((false, true)) => Self::OptionalChoice,
        }
    }
}

impl<'a> Read<'a> {
    fn new(parameter: &'a Parameter) -> Self {
        let local = LOCALS.beside(&parameter.field);
        Self {
            constant: &parameter.constant,
            field: &parameter.field,
            is_renamed: *local != parameter.field,
            local,
            check: Check::new(&parameter.check),
            kind: match (&parameter.default, parameter.allow_empty) {
                _ if parameter.required => Kind::Required,
                (Some(default), false) => Kind::Defaulted(default),
                (Some(default), true) => Kind::DefaultedOrEmpty(default),
                (None, false) => Kind::Optional,
                (None, true) => Kind::OptionalOrEmpty,
            },
            is_given: parameter.is_given(),
        }
    }
}

impl<'a> Check<'a> {
    fn new(check: &'a CheckRef) -> Self {
        match check {
            CheckRef::Own(name) => Self::Own(name),
            CheckRef::Support(name) => Self::Support(Word(name)),
        }
    }
}

impl<'a> Readable<'a> {
    fn all(body: &'a Body) -> Vec<Self> {
        let readable = |payload: &'a MediaTypeBody| Self {
            choice: &body.choice,
            variant: &payload.variant,
            reading: Reading::new(payload),
        };
        body.content.iter().map(readable).collect()
    }
}

impl<'a> Reading<'a> {
    fn new(payload: &'a MediaTypeBody) -> Self {
        let check = Check::new(&payload.check);
        match payload.kind {
            BodyKind::Json => Self::Json(check),
            BodyKind::Pairs => Self::Pairs {
                constant: &payload.constant,
                check,
            },
            BodyKind::Text if payload.is_checked_text() => Self::CheckedText {
                types: payload.shape.types,
                check,
            },
            BodyKind::Text => Self::Text,
            BodyKind::Bytes => Self::Bytes,
            BodyKind::Open => Self::Open,
        }
    }
}

/// Returns the body of a request if it has several media types.
#[derive(Template)]
#[template(path = "rust/server/request_choice.rs")]
pub(super) struct RequestChoice<'a> {
    operation: Shown,
    name: &'a Ident,
    variants: Vec<Media<'a>>,
}

impl RustCode for RequestChoice<'_> {}

impl<'a> RequestChoice<'a> {
    pub fn of(api: &Api, operation: &'a Operation) -> Option<Self> {
        let body = operation.body.as_ref();
        let body = body.filter(|body| body.content.len() > 1)?;
        Some(Self {
            operation: Shown::name(operation.name.bare()),
            name: &body.choice,
            variants: Media::all(api, &body.content),
        })
    }
}
