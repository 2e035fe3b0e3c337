//! Imports of generated files, and the types that models are composed of.

use std::collections::BTreeSet;

use askama::Template;

use super::filters;
use super::text::{RustCode, Word};
use crate::rust::{Api, BodyKind, MediaTypeBody, Ty, TypePath, View};

/// The import of the models module.
pub(super) const MODELS: View<'static> = View::Outside("models::");

/// Names after the path of a `use` declaration: `One`, or `{One, Other}`.
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

/// Types of other crates and of the support code that a file imports. `rust/imports.rs` has the
/// template macros that write the declarations.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Types {
    pub map: bool,
    pub value: bool,
    pub object: bool,
    pub number: bool,
    pub date: bool,
    pub timestamp: bool,
    pub uuid: bool,
    /// The type of optional nullable properties.
    pub nullable: bool,
    /// The type of a body with its media type.
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

    /// Adds the types of a body.
    pub fn add_payload(&mut self, payload: &MediaTypeBody) {
        match payload.kind {
            BodyKind::Json | BodyKind::Pairs => self.add(&payload.ty),
            BodyKind::Open => self.content = true,
            BodyKind::Text | BodyKind::Bytes => {}
        }
    }

    /// Returns the imports from `serde_json`.
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

/// Returns the type of a body in one media type.
pub(super) fn payload_type(api: &Api, payload: &MediaTypeBody, types: &mut Types) -> TypePath {
    types.add_payload(payload);
    payload.path(&api.models, MODELS)
}
