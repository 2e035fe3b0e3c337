//! What generated files import: names, and the types that a contract's own types are made of.

use std::collections::BTreeSet;

use askama::Template;

use super::filters;
use super::text::{RustCode, Word};
use crate::rust::{Api, BodyKind, MediaTypeBody, Ty, TypePath, View};

/// Models as all other modules name them.
pub(super) const MODELS: View<'static> = View::Outside("models::");

/// Names as they stand behind the path that they are imported from: `One`, or `{One, Other}`.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "rust/names.rs")]
pub(super) struct Names {
    names: BTreeSet<Word>,
}

impl RustCode for Names {}

impl Names {
    pub fn insert(&mut self, name: &'static str) {
        self.names.insert(Word(name));
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

impl Extend<&'static str> for Names {
    fn extend<I: IntoIterator<Item = &'static str>>(&mut self, names: I) {
        self.names.extend(names.into_iter().map(Word));
    }
}

/// Types of other crates and of the support code that a file names. Its template has macros that
/// write them: `rust/imports.rs`.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Types {
    pub map: bool,
    pub value: bool,
    pub object: bool,
    pub number: bool,
    pub date: bool,
    pub timestamp: bool,
    pub uuid: bool,
    /// Optional properties that may be null.
    pub nullable: bool,
    /// A body with the media type that it is of.
    pub content: bool,
    pub models: bool,
}

impl Types {
    pub fn add(&mut self, ty: &Ty) {
        match ty {
            Ty::Map(inner) => {
                self.map = true;
                self.add(inner);
            }
            Ty::List(inner) | Ty::Nullable(inner) | Ty::Optional(inner) | Ty::Boxed(inner) => {
                self.add(inner)
            }
            Ty::Value => self.value = true,
            Ty::Object => {
                self.value = true;
                self.object = true;
            }
            Ty::Number => self.number = true,
            Ty::Date => self.date = true,
            Ty::Timestamp => self.timestamp = true,
            Ty::Uuid => self.uuid = true,
            Ty::Model(_) => self.models = true,
            _ => {}
        }
    }

    /// The types of a body.
    pub fn add_payload(&mut self, payload: &MediaTypeBody) {
        match payload.kind {
            BodyKind::Json | BodyKind::Pairs => self.add(&payload.ty),
            BodyKind::Open => self.content = true,
            BodyKind::Text | BodyKind::Bytes => {}
        }
    }

    /// What is imported from `serde_json`.
    #[must_use]
    pub fn json(&self) -> Names {
        let all = [
            (self.object, "Map"),
            (self.number, "Number"),
            (self.value, "Value"),
        ];
        let mut names = Names::default();
        names.extend(
            all.into_iter()
                .filter_map(|(used, name)| used.then_some(name)),
        );
        names
    }
}

/// The type of a body in one media type.
pub(super) fn payload_type(api: &Api, payload: &MediaTypeBody, types: &mut Types) -> TypePath {
    types.add_payload(payload);
    payload.path(&api.models, MODELS)
}
