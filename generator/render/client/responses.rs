//! The types of responses: enums of several successful responses, and bodies with several media
//! types.

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::filters;
use super::super::imports::{MODELS, Types, payload_type};
use super::super::text::{RustCode, Shown};
use crate::rust::{Api, BodyKind, Ident, MediaTypeBody, Operation, Response, TypePath};

/// The enum of an operation's successful responses, if there are several.
#[derive(Template)]
#[template(path = "rust/client/success.rs")]
pub(super) struct Success<'a> {
    operation: Shown,
    name: &'a Ident,
    variants: Vec<Variant<'a>>,
}

impl RustCode for Success<'_> {}

/// A variant for a response.
pub(super) struct Variant<'a> {
    pub docs: DocComment,
    pub name: &'a Ident,
    pub body: Option<TypePath>,
}

impl<'a> Success<'a> {
    pub fn of(api: &Api, operation: &'a Operation, types: &mut Types) -> Option<Self> {
        let responses = operation.successes();
        let mut variant = |response: &'a Response| Variant {
            docs: DocComment::of(&response.docs),
            name: &response.variant,
            body: variant_type(api, response, types),
        };
        (responses.len() > 1).then(|| Self {
            operation: Shown::name(operation.name.bare()),
            name: &operation.success,
            variants: responses.into_iter().map(&mut variant).collect(),
        })
    }
}

/// Returns the type of a response's body, if it has one.
pub(super) fn response_type(api: &Api, response: &Response, types: &mut Types) -> Option<TypePath> {
    match response.content.as_slice() {
        [] => None,
        [only] => Some(payload_type(api, only, types)),
        _ => Some(TypePath::from(&response.choice)),
    }
}

/// Returns the type of a response's body as the content of a variant, if it has one.
pub(super) fn variant_type(api: &Api, response: &Response, types: &mut Types) -> Option<TypePath> {
    if let [only] = response.content.as_slice() {
        types.add_payload(only);
    }
    response.variant_path(&api.models, MODELS)
}

/// A body with several media types.
#[derive(Template)]
#[template(path = "rust/client/media_choice.rs")]
pub(super) struct MediaChoice<'a> {
    operation: Shown,
    name: &'a Ident,
    /// Whether it is a request body.
    is_sent: bool,
    variants: Vec<Media<'a>>,
}

impl RustCode for MediaChoice<'_> {}

struct Media<'a> {
    shown: Shown,
    media: &'a str,
    name: &'a Ident,
    ty: TypePath,
    kind: BodyKind,
}

impl<'a> MediaChoice<'a> {
    /// Returns the bodies of an operation and its responses that have several media types.
    pub fn all(api: &Api, operation: &'a Operation, types: &mut Types) -> Vec<Self> {
        let body = operation.body.iter();
        let responses = operation.responses.iter();
        let all = body
            .map(|body| (true, &body.choice, &body.content))
            .chain(responses.map(|own| (false, &own.choice, &own.content)));
        all.filter(|(_, _, content)| content.len() > 1)
            .map(|(is_sent, name, content)| Self {
                operation: Shown::name(operation.name.bare()),
                name,
                is_sent,
                variants: content
                    .iter()
                    .map(|payload| Media::new(api, payload, types))
                    .collect(),
            })
            .collect()
    }

    /// Returns whether it is a response body.
    pub fn is_read(&self) -> bool {
        !self.is_sent
    }
}

impl<'a> Media<'a> {
    fn new(api: &Api, payload: &'a MediaTypeBody, types: &mut Types) -> Self {
        types.add_payload(payload);
        Self {
            shown: Shown::media(&payload.media),
            media: &payload.media,
            name: &payload.variant,
            ty: payload.variant_path(&api.models, MODELS),
            kind: payload.kind,
        }
    }
}
