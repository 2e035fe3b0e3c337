//! The variants of a body with several media types.

use super::super::imports::MODELS;
use super::super::text::Shown;
use crate::rust::{Api, BodyKind, Ident, MediaTypeBody, TypePath};

pub(super) struct Media<'a> {
    pub shown: Shown,
    /// The media type.
    pub media: &'a str,
    pub name: &'a Ident,
    pub ty: TypePath,
    pub kind: BodyKind,
}

impl<'a> Media<'a> {
    pub fn all(api: &Api, content: &'a [MediaTypeBody]) -> Vec<Self> {
        let media = |payload: &'a MediaTypeBody| Self {
            shown: Shown::media(&payload.media),
            media: payload.sent_as(),
            name: &payload.variant,
            ty: payload.variant_path(&api.models, MODELS),
            kind: payload.kind,
        };
        content.iter().map(media).collect()
    }
}
