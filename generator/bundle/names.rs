//! Chooses the components of the document and their names: schemas that have a name, are used more
//! than once, or are recursive.

use std::collections::{HashMap, HashSet};

use crate::contract::{Contract, Schema, SchemaId};
use crate::source::FileId;

#[derive(Debug, Default)]
pub(super) struct Names {
    /// In the order of the document. Two names may refer to one schema.
    components: Vec<(String, SchemaId)>,
    by_id: HashMap<SchemaId, String>,
    taken: HashSet<String>,
}

impl Names {
    pub fn new(contract: &Contract) -> Self {
        let mut names = Self::default();
        for (name, id) in &contract.models {
            names.add(name.clone(), *id);
        }
        // A schema keeps its own name rather than one that refers to it.
        for (name, id) in &contract.models {
            if contract[*id].name.as_ref() == Some(name) {
                names.by_id.insert(*id, name.clone());
            }
        }
        // Schemas that extend a base refer to it by the name of the `oneOf`.
        for (base, choice) in contract.bases() {
            if let Some(name) = &contract[choice].name {
                names.by_id.insert(base, name.clone());
            }
        }
        let uses = contract.schema_uses();
        let mut mapped: HashSet<SchemaId> = HashSet::new();
        for schema in &contract.schemas {
            mapped.extend(
                schema
                    .discriminator
                    .iter()
                    .flat_map(|one| one.mapping.values()),
            );
        }
        let wanted = |id: SchemaId, count: usize| {
            let schema = &contract[id];
            let shared = count > 1 && schema.children().next().is_some();
            schema.name.is_some() || shared || mapped.contains(&id)
        };
        for (id, count) in uses {
            if wanted(id, count) && !names.by_id.contains_key(&id) {
                let name = names.free(&derived(&contract[id]));
                names.add(name, id);
            }
        }
        names
    }

    fn add(&mut self, name: String, id: SchemaId) {
        self.taken.insert(name.clone());
        self.by_id.entry(id).or_insert_with(|| name.clone());
        self.components.push((name, id));
    }

    fn free(&self, name: &str) -> String {
        let mut tries = std::iter::once(name.to_owned())
            .chain((2_usize..).map(|number| format!("{name}-{number}")));
        tries
            .find(|name| !self.taken.contains(name))
            .unwrap_or_default()
    }

    /// Returns the name of a schema, if it is a component.
    pub fn of(&self, id: SchemaId) -> Option<&str> {
        self.by_id.get(&id).map(String::as_str)
    }

    pub fn components(&self) -> impl Iterator<Item = (&str, SchemaId)> {
        self.components
            .iter()
            .map(|(name, id)| (name.as_str(), *id))
    }
}

/// Derives a name from the name or location of a schema. Keys of components consist of letters,
/// digits, dots, dashes and underscores (OpenAPI 3.0.3, section 4.7.7).
fn derived(schema: &Schema) -> String {
    let tokens: Vec<_> = schema.place.pointer.tokens().collect();
    let skip = usize::from(tokens.first().is_some_and(|first| {
        first == "paths" || schema.place.file != FileId::default() && tokens.len() > 1
    }));
    let text = schema
        .name
        .clone()
        .unwrap_or_else(|| tokens[skip..].join("-"));
    let plain = |character: char| {
        if character.is_ascii_alphanumeric() || "._-".contains(character) {
            character
        } else {
            '-'
        }
    };
    let text: String = text.chars().map(plain).collect();
    let parts: Vec<&str> = text.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        "schema".to_owned()
    } else {
        parts.join("-")
    }
}
