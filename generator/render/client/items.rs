//! The types that belong to a method: its options, its answers and its errors.

use askama::Template;

use super::super::filters;
use super::super::imports::Types;
use super::super::imports::{MODELS, payload_type};
use super::super::text::{DocComment, RustCode, Shown};
use crate::rust::{Answer, Api, Form, Ident, Operation, Payload, TypePath};

/// What a method may be given.
#[derive(Template)]
#[template(path = "rust/client/options.rs")]
pub(super) struct Options<'a> {
    operation: Shown,
    name: &'a Ident,
    fields: Vec<Field<'a>>,
    body: Option<Body>,
}

impl RustCode for Options<'_> {}

struct Field<'a> {
    docs: DocComment,
    name: &'a Ident,
    ty: TypePath,
}

struct Body {
    docs: DocComment,
    ty: TypePath,
}

impl<'a> Options<'a> {
    pub fn of(api: &Api, operation: &'a Operation, types: &mut Types) -> Option<Self> {
        let mut fields = Vec::new();
        for parameter in operation.parameters.iter().filter(|one| !one.required) {
            types.add(&parameter.ty);
            fields.push(Field {
                docs: DocComment::of(&parameter.docs),
                name: &parameter.name,
                ty: api.models.path(&parameter.ty, MODELS),
            });
        }
        let body = operation.body.as_ref().filter(|body| !body.required);
        operation.has_options().then(|| Self {
            operation: Shown::name(operation.name.bare()),
            name: &operation.options,
            fields,
            body: body.map(|body| Body {
                docs: DocComment::of(&body.docs),
                ty: match body.content.as_slice() {
                    [only] => payload_type(api, only, types),
                    _ => TypePath::from(&body.choice),
                },
            }),
        })
    }
}

/// The answers of a method when all is well, where there are several.
#[derive(Template)]
#[template(path = "rust/client/success.rs")]
pub(super) struct Success<'a> {
    operation: Shown,
    name: &'a Ident,
    variants: Vec<Variant<'a>>,
}

impl RustCode for Success<'_> {}

/// The errors that an operation documents.
#[derive(Template)]
#[template(path = "rust/client/error.rs")]
pub(super) struct Error<'a> {
    operation: Shown,
    name: &'a Ident,
    variants: Vec<Variant<'a>>,
}

impl RustCode for Error<'_> {}

struct Variant<'a> {
    docs: DocComment,
    name: &'a Ident,
    /// Whether it keeps the status.
    status: bool,
    body: Option<TypePath>,
}

impl<'a> Success<'a> {
    pub fn of(api: &Api, operation: &'a Operation, types: &mut Types) -> Option<Self> {
        let answers = operation.successes();
        (answers.len() > 1).then(|| Self {
            operation: Shown::name(operation.name.bare()),
            name: &operation.success,
            variants: variants(api, answers, types),
        })
    }
}

impl<'a> Error<'a> {
    pub fn of(api: &Api, operation: &'a Operation, types: &mut Types) -> Option<Self> {
        let answers = operation.errors();
        (!answers.is_empty()).then(|| Self {
            operation: Shown::name(operation.name.bare()),
            name: &operation.error,
            variants: variants(api, answers, types),
        })
    }
}

fn variants<'a>(api: &Api, answers: Vec<&'a Answer>, types: &mut Types) -> Vec<Variant<'a>> {
    let variant = |answer: &'a Answer| Variant {
        docs: DocComment::of(&answer.docs),
        name: &answer.variant,
        status: answer.is_open(),
        body: answer_type(api, answer, types),
    };
    answers.into_iter().map(variant).collect()
}

/// What an answer's body is read as; nothing where it has none.
pub(super) fn answer_type(api: &Api, answer: &Answer, types: &mut Types) -> Option<TypePath> {
    match answer.content.as_slice() {
        [] => None,
        [only] => Some(payload_type(api, only, types)),
        _ => Some(TypePath::from(&answer.choice)),
    }
}

/// A body that is of one of several media types.
#[derive(Template)]
#[template(path = "rust/client/media_choice.rs")]
pub(super) struct MediaChoice<'a> {
    operation: Shown,
    name: &'a Ident,
    /// Whether it is sent, or else read.
    sent: bool,
    variants: Vec<Media<'a>>,
}

impl RustCode for MediaChoice<'_> {}

struct Media<'a> {
    shown: Shown,
    media: &'a str,
    name: &'a Ident,
    ty: TypePath,
    form: Form,
}

impl<'a> MediaChoice<'a> {
    /// The choices that an operation's body and its answers are.
    pub fn all(api: &Api, operation: &'a Operation, types: &mut Types) -> Vec<Self> {
        let body = operation.body.iter();
        let answers = operation.answers.iter();
        let all = body
            .map(|body| (true, &body.choice, &body.content))
            .chain(answers.map(|answer| (false, &answer.choice, &answer.content)));
        all.filter(|(_, _, content)| content.len() > 1)
            .map(|(sent, name, content)| Self {
                operation: Shown::name(operation.name.bare()),
                name,
                sent,
                variants: content
                    .iter()
                    .map(|payload| Media::new(api, payload, types))
                    .collect(),
            })
            .collect()
    }

    /// Whether it is read.
    pub fn is_read(&self) -> bool {
        !self.sent
    }
}

impl<'a> Media<'a> {
    fn new(api: &Api, payload: &'a Payload, types: &mut Types) -> Self {
        Self {
            shown: Shown::media(&payload.media),
            media: &payload.media,
            name: &payload.variant,
            ty: payload_type(api, payload, types),
            form: payload.form,
        }
    }
}
