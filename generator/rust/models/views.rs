//! Views: what requests and what responses are made of, where a schema says that they differ
//! (`readOnly` and `writeOnly`; OpenAPI 3.0.3, section 4.7.24).

use std::collections::HashSet;

use crate::contract::{Contract, Direction, Schema, SchemaId};

/// The schemas whose types differ in requests and in responses.
#[derive(Debug, Default)]
pub struct Views {
    differing: HashSet<SchemaId>,
    requested: HashSet<SchemaId>,
    in_responses: HashSet<SchemaId>,
}

impl Views {
    #[must_use]
    pub fn new(contract: &Contract) -> Self {
        let has_direction = |id: &SchemaId| contract[*id].read_only || contract[*id].write_only;
        let mut holders: Vec<Vec<SchemaId>> = vec![Vec::new(); contract.schemas.len()];
        let mut open = Vec::new();
        for id in contract.ids() {
            let schema = &contract[id];
            if schema.properties.values().any(has_direction) {
                open.push(id);
            }
            for child in schema.children() {
                if let Some(list) = holders.get_mut(child.index()) {
                    list.push(id);
                }
            }
        }
        if open.is_empty() {
            return Self::default();
        }
        let mut differing = HashSet::new();
        while let Some(id) = open.pop() {
            if differing.insert(id) {
                open.extend(holders.get(id.index()).into_iter().flatten());
            }
        }
        Self {
            differing,
            requested: contract.reached_in(Direction::Request),
            in_responses: contract.reached_in(Direction::Response),
        }
    }

    /// Whether a schema has different types in requests and in responses.
    #[must_use]
    pub fn differs(&self, id: SchemaId) -> bool {
        self.differing.contains(&id)
    }

    /// Whether a named schema has a separate type for requests.
    #[must_use]
    pub fn has_input(&self, id: SchemaId) -> bool {
        self.differs(id) && self.requested.contains(&id) && self.in_responses.contains(&id)
    }

    /// The direction that a named schema's own type is for: responses, unless none has it. None where
    /// neither has it.
    #[must_use]
    pub fn own(&self, id: SchemaId) -> Option<Direction> {
        if self.in_responses.contains(&id) {
            Some(Direction::Response)
        } else if self.requested.contains(&id) {
            Some(Direction::Request)
        } else {
            None
        }
    }
}

/// Whether a property is never present in a direction.
#[must_use]
pub fn is_absent(schema: &Schema, direction: Option<Direction>) -> bool {
    match direction {
        Some(Direction::Request) => schema.read_only,
        Some(Direction::Response) => schema.write_only,
        None => false,
    }
}
