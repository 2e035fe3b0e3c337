//! What generated files import from other crates, and how they name models.

use super::layout::imports;
use crate::rust::{Api, Payload, TypePath, View};

pub(super) use super::imports::Types;

pub(super) const MODELS: View<'static> = View::Outside("models::");

impl Types {
    /// Imports from the standard library, then those from other crates, sorted.
    pub(super) fn imports(self, mut std: Vec<String>, mut crates: Vec<String>) -> Vec<String> {
        if self.map {
            std.insert(0, "use std::collections::BTreeMap;\n".into());
        }
        if self.date {
            crates.push("use chrono::NaiveDate;\n".into());
        }
        let mut json: Vec<String> = Vec::new();
        for (used, name) in [
            (self.object, "Map"),
            (self.number, "Number"),
            (self.value, "Value"),
        ] {
            if used {
                json.push(name.into());
            }
        }
        if !json.is_empty() {
            crates.push(imports("serde_json", &json));
        }
        crates.sort();
        vec![std.concat(), crates.concat()]
    }

    /// The types of the support code, each with its module.
    pub(super) fn support(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let timestamp = self.timestamp.then_some(("time", "Timestamp"));
        let uuid = self.uuid.then_some(("uuid", "Uuid"));
        let content = self.content.then_some(("media", "Content"));
        timestamp.into_iter().chain(uuid).chain(content)
    }
}

/// The type of a body in one media type.
pub(super) fn payload_type(api: &Api, payload: &Payload, types: &mut Types) -> TypePath {
    types.add_payload(payload);
    payload.path(&api.models, MODELS)
}
