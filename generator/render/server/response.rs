//! What an operation answers: the type, and the code that writes it.

use askama::Template;

use super::super::filters;
use super::super::imports::MODELS;
use super::super::text::{DocComment, RustCode, Shown};
use super::media::Media;
use crate::contract::Status;
use crate::rust::{Answer, Api, Form, Header, Ident, Operation, Payload, TypePath};

#[derive(Template)]
#[template(path = "rust/server/response.rs")]
pub(super) struct Response<'a> {
    operation: Shown,
    name: &'a Ident,
    answers: Vec<Variant<'a>>,
}

impl RustCode for Response<'_> {}

struct Variant<'a> {
    docs: DocComment,
    variant: &'a Ident,
    /// Whether it holds more than a body.
    has_fields: bool,
    /// The status, where there is one alone.
    code: Option<u16>,
    /// Or else the first and the last.
    range: Option<(u16, u16)>,
    body: Option<TypePath>,
    content: &'a [Payload],
    headers: Vec<HeaderField<'a>>,
}

struct HeaderField<'a> {
    docs: DocComment,
    name: &'a Ident,
    constant: &'a Ident,
    ty: TypePath,
    required: bool,
}

impl<'a> Response<'a> {
    pub fn new(api: &Api, operation: &'a Operation) -> Self {
        let answers = operation.answers.iter();
        Self {
            operation: Shown::name(operation.name.bare()),
            name: &operation.response,
            answers: answers.map(|answer| Variant::new(api, answer)).collect(),
        }
    }
}

impl<'a> Variant<'a> {
    fn new(api: &Api, answer: &'a Answer) -> Self {
        let (code, range) = match answer.status {
            Status::Code(code) => (Some(code), None),
            Status::Range(class) => {
                let first = u16::from(class) * 100;
                (None, Some((first, first + 99)))
            }
            Status::Default => (None, Some((100, 599))),
        };
        let headers = answer.headers.iter();
        Self {
            docs: DocComment::of(&answer.docs),
            variant: &answer.variant,
            has_fields: answer.is_open() || !answer.headers.is_empty(),
            code,
            range,
            body: match answer.content.as_slice() {
                [] => None,
                [only] => Some(only.path(&api.models, MODELS)),
                _ => Some(TypePath::from(&answer.choice)),
            },
            content: &answer.content,
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
            constant: &header.constant,
            ty: api.models.path(&header.ty, MODELS),
            required: header.required,
        }
    }
}

/// The media types that an answer's body may be of, where there are several.
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
        let answers = operation.answers.iter();
        answers
            .filter(|answer| answer.content.len() > 1)
            .map(|answer| Self {
                operation: Shown::name(operation.name.bare()),
                name: &answer.choice,
                variants: Media::all(api, &answer.content),
            })
            .collect()
    }
}
