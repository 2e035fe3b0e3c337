//! What generated files import from other crates, and how they name models.

use super::layout::imports;
use crate::rust::{Api, Form, Payload, Ty, View};

pub(super) const MODELS: View<'static> = View::Outside("models::");

/// Types of other crates that are named.
#[derive(Default, Clone, Copy)]
pub(super) struct Types {
    map: bool,
    value: bool,
    object: bool,
    number: bool,
    date: bool,
    timestamp: bool,
    uuid: bool,
    /// A body with the media type that it is of.
    content: bool,
    pub models: bool,
}

impl Types {
    pub fn add(&mut self, ty: &Ty) {
        match ty {
            Ty::Map(inner) => {
                self.map = true;
                self.add(inner);
            }
            Ty::List(inner) | Ty::Optional(inner) | Ty::Boxed(inner) => self.add(inner),
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

    /// Imports from the standard library, then those from other crates, sorted.
    pub fn imports(self, mut std: Vec<String>, mut crates: Vec<String>) -> Vec<String> {
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
    pub fn support(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let timestamp = self.timestamp.then_some(("time", "Timestamp"));
        let uuid = self.uuid.then_some(("uuid", "Uuid"));
        let content = self.content.then_some(("media", "Content"));
        timestamp.into_iter().chain(uuid).chain(content)
    }
}

/// The type of a body in one media type.
pub(super) fn payload_type(api: &Api, payload: &Payload, types: &mut Types) -> String {
    match payload.form {
        Form::Json | Form::Pairs => {
            types.add(&payload.ty);
            api.models.path(&payload.ty, MODELS).to_string()
        }
        Form::Text => "String".to_owned(),
        Form::Bytes => "Vec<u8>".to_owned(),
        Form::Open => {
            types.content = true;
            "Content".to_owned()
        }
    }
}
