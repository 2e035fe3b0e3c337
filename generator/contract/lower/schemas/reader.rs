//! What reads schemas: each place is given an id when it is asked for, and read once.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Document, Version, refs};
use crate::location::Place;
use crate::model::{Schema, SchemaId, Types};

/// Where a 3.0 document made of a 3.1 document keeps what 3.0 has no keywords for: a mapping of
/// keywords of JSON Schema 2020-12.
pub(super) const BEYOND: &str = "x-json-schema";

/// Reads schemas on demand. Each place is read once: asking for its schema again, by whatever
/// reference, gives the same id.
pub struct Reader<'a> {
    pub document: &'a Document,
    pub schemas: Vec<Schema>,
    by_place: HashMap<Place, SchemaId>,
    /// Places that have an id and have not been read, with what stands there: a worklist, so that
    /// long chains of references cannot exhaust the stack.
    pub(super) pending: Vec<(SchemaId, Place, Option<&'a Value>)>,
    pub report: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            schemas: Vec::new(),
            by_place: HashMap::new(),
            pending: Vec::new(),
            report: Vec::new(),
        }
    }

    /// The schema written at a place. References are followed, so that what they lead to is one
    /// schema, unless something stands beside the reference that counts.
    pub fn at(&mut self, place: Place) -> SchemaId {
        let (place, value) = self.see_through(place);
        if let Some(id) = self.by_place.get(&place) {
            return *id;
        }
        let id = self.push(Schema {
            place: place.clone(),
            types: Types::ANY,
            ..Schema::default()
        });
        self.by_place.insert(place.clone(), id);
        self.pending.push((id, place, value));
        id
    }

    /// A schema that the document does not write.
    pub fn push(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId::at(self.schemas.len());
        // Schemas are large: doubling would leave as much room unused as they all take.
        if self.schemas.len() == self.schemas.capacity() {
            self.schemas.reserve_exact(self.schemas.len() / 4 + 64);
        }
        self.schemas.push(schema);
        id
    }

    /// The place that a plain reference leads to in the end, with what stands there.
    fn see_through(&mut self, place: Place) -> (Place, Option<&'a Value>) {
        let sources = &self.document.sources;
        let mut here = place;
        for _ in 0..100 {
            let value = sources.value(&here);
            let Some(Value::Object(members)) = value else {
                return (here, value);
            };
            let Some(reference) = members.get("$ref").and_then(Value::as_str) else {
                return (here, value);
            };
            if members
                .keys()
                .any(|key| self.counts_beside_reference(key, members))
            {
                return (here, value);
            }
            match refs::target(sources, &here, reference) {
                Some(next) => here = next,
                None => return (here, value),
            }
        }
        self.report.push(Diagnostic::new(
            &codes::REFERENCE_CYCLE,
            here.clone(),
            "this reference refers to itself",
        ));
        // An endless chain admits anything; the error keeps it from being used.
        (here.join("$ref"), None)
    }

    /// Whether a member beside a `$ref` means something. In 3.0 constraints there are ignored
    /// (OpenAPI 3.0.3, section 4.7.23), while annotations and `nullable` are nearly always meant.
    pub(super) fn counts_beside_reference(&self, key: &str, members: &Map<String, Value>) -> bool {
        match key {
            "$ref" | "$comment" | "summary" => false,
            "nullable" => members.get(key) == Some(&Value::Bool(true)),
            "description" | "title" | "deprecated" | "readOnly" | "writeOnly" | "default"
            | "example" | "examples" => true,
            // What the member is called that the reference stands for.
            "x-rust-name" => true,
            key if key.starts_with("x-") => false,
            _ => self.document.version == Version::V31,
        }
    }

    pub(super) fn bad(&mut self, place: &Place, message: String) {
        self.report.push(Diagnostic::new(
            &codes::INVALID_KEYWORD_VALUE,
            place.clone(),
            message,
        ));
    }
}

/// A value in a message, not longer than a few words.
pub(super) fn abbreviated(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
