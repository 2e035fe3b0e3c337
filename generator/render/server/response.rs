//! The responses of an operation: their type, and the code that encodes them.

use std::borrow::Cow;
use std::sync::LazyLock;

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::filters;
use super::super::imports::MODELS;
use super::super::locals::Locals;
use super::super::text::{RustCode, Shown};
use super::media::Media;
use crate::contract::Status;
use crate::rust::{Api, BodyKind, Header, Ident, MediaTypeBody, Operation, Response, TypePath};

const TEMPLATE: &str = include_str!("../../../templates/rust/server/response.rs");

static LOCALS: LazyLock<Locals> = LazyLock::new(|| Locals::of(TEMPLATE).and_called(TEMPLATE));

#[derive(Template)]
#[template(path = "rust/server/response.rs")]
pub(super) struct ResponseEnum<'a> {
    operation: Shown,
    name: &'a Ident,
    responses: Vec<Variant<'a>>,
}

impl RustCode for ResponseEnum<'_> {}

struct Variant<'a> {
    docs: DocComment,
    variant: &'a Ident,
    /// Whether it contains more than a body.
    has_fields: bool,
    /// The status, if it is a single one.
    code: Option<u16>,
    /// The first and last status of a range.
    range: Option<(u16, u16)>,
    body: Option<TypePath>,
    content: &'a [MediaTypeBody],
    headers: Vec<HeaderField<'a>>,
}

struct HeaderField<'a> {
    docs: DocComment,
    name: &'a Ident,
    /// The variable in the code that encodes it.
    local: Cow<'a, Ident>,
    constant: &'a Ident,
    ty: TypePath,
    required: bool,
}

impl<'a> ResponseEnum<'a> {
    pub fn new(api: &Api, operation: &'a Operation) -> Self {
        let responses = operation.responses.iter();
        Self {
            operation: Shown::name(operation.name.bare()),
            name: &operation.response,
            responses: responses
                .map(|response| Variant::new(api, response))
                .collect(),
        }
    }
}

impl<'a> Variant<'a> {
    fn new(api: &Api, response: &'a Response) -> Self {
        let (code, range) = match response.status {
            Status::Code(code) => (Some(code), None),
            Status::Range(class) => {
                let first = u16::from(class) * 100;
                (None, Some((first, first + 99)))
            }
            Status::Default => (None, Some((100, 599))),
        };
        let headers = response.headers.iter();
        Self {
            docs: DocComment::of(&response.docs),
            variant: &response.variant,
            has_fields: response.is_open() || !response.headers.is_empty(),
            code,
            range,
            body: response.variant_path(&api.models, MODELS),
            content: &response.content,
            headers: headers
                .map(|header| HeaderField::new(api, header))
                .collect(),
        }
    }
}

impl<'a> HeaderField<'a> {
    fn new(api: &Api, header: &'a Header) -> Self {
        Self {
            docs: DocComment::of(&header.docs),
            name: &header.name,
            local: LOCALS.beside(&header.name),
            constant: &header.constant,
            ty: api.models.path(&header.ty, MODELS),
            required: header.required,
        }
    }
}

/// Returns the body of a response if it has several media types.
#[derive(Template)]
#[template(path = "rust/server/response_choice.rs")]
pub(super) struct ResponseChoice<'a> {
    operation: Shown,
    name: &'a Ident,
    variants: Vec<Media<'a>>,
}

impl RustCode for ResponseChoice<'_> {}

impl<'a> ResponseChoice<'a> {
    pub fn all(api: &Api, operation: &'a Operation) -> Vec<Self> {
        let responses = operation.responses.iter();
        responses
            .filter(|response| response.content.len() > 1)
            .map(|response| Self {
                operation: Shown::name(operation.name.bare()),
                name: &response.choice,
                variants: Media::all(api, &response.content),
            })
            .collect()
    }
}
