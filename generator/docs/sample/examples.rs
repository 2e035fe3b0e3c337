//! Finds examples of models in the examples of operations, which are more realistic than samples
//! made from a schema.

use std::collections::HashMap;

use serde_json::Value;

use super::Checker;
use crate::contract::{Contract, Example, MediaType, SchemaId};
use crate::docs::schema::{Direction, Flat};

/// The maximal depth at which examples are searched for.
const MAX_DEPTH: usize = 8;

/// Returns the valid example with the most properties for each model.
#[must_use]
pub fn model_examples(contract: &Contract) -> HashMap<SchemaId, &Value> {
    let mut walk = Walk {
        contract,
        checker: Checker::new(contract, Direction::Both),
        found: HashMap::new(),
    };
    for operation in contract.operations.iter().chain(&contract.webhooks) {
        let body = operation.body.iter().flat_map(|body| &body.content);
        let responses = operation.responses.iter().flat_map(|one| &one.content);
        for media in responses.chain(body) {
            walk.media(media);
        }
    }
    walk.found
}

struct Walk<'a> {
    contract: &'a Contract,
    checker: Checker<'a>,
    found: HashMap<SchemaId, &'a Value>,
}

impl<'a> Walk<'a> {
    fn media(&mut self, media: &'a MediaType) {
        let Some(schema) = media.schema else {
            return;
        };
        for Example { value, .. } in &media.examples {
            if let Some(value) = value {
                self.value(&[schema], value, 0);
            }
        }
    }

    fn value(&mut self, ids: &[SchemaId], value: &'a Value, depth: usize) {
        if depth > MAX_DEPTH || !(value.is_object() || value.is_array()) {
            return;
        }
        let flat = Flat::of(self.contract, ids);
        if let Some(model) = flat.model {
            let known = self.found.get(&model).map_or(0, |known| size(known));
            if size(value) > known && self.checker.admits(model, value) {
                self.found.insert(model, value);
            }
        }
        match value {
            Value::Object(object) => {
                for (name, ids) in &flat.properties {
                    if let Some(value) = object.get(*name) {
                        self.value(ids, value, depth + 1);
                    }
                }
            }
            Value::Array(list) => {
                if let (Some(items), Some(first)) = (flat.items(), list.first()) {
                    self.value(&[items], first, depth + 1);
                }
            }
            _ => {}
        }
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Object(properties) => properties.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    }
}
