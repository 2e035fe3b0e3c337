//! What discriminators choose between, by the places where schemas are written. The validator knows
//! no discriminators, so that what they demand is added to what it is given.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use counterpart_contract::source::Place;
use counterpart_contract::{Contract, SchemaId};

/// The choices of one contract.
#[derive(Default)]
pub(super) struct Tags {
    choices: HashMap<Place, Choice>,
    /// Schemas that choose without a discriminator of their own.
    choosing: HashSet<Place>,
    /// Schemas that are built on a base, rather than being a name for whatever is.
    built: HashSet<Place>,
}

pub(super) struct Choice {
    property: String,
    tags: HashMap<Place, Vec<String>>,
    /// Where the alternatives are not written beside the discriminator but built on its schema: what
    /// they are, the schema alone among them where it has tags of its own.
    pub inherited: Option<Vec<Alternative>>,
}

/// A schema as a whole or, where others are built on it, alone.
pub(super) struct Alternative {
    pub place: Place,
    pub alone: bool,
}

impl Tags {
    pub(super) fn of(contract: &Contract) -> Self {
        let mut out = Self::default();
        let bases = contract.bases();
        for schema in &contract.schemas {
            if schema.chooses {
                out.choosing.insert(schema.place.clone());
            }
            let Some(discriminator) = &schema.discriminator else {
                continue;
            };
            let place = |id: &SchemaId| contract[*id].place.clone();
            let inherited = discriminator.base.map(|base| {
                let alternatives = schema.any_of.iter().map(|id| Alternative {
                    place: place(id),
                    alone: *id == base,
                });
                alternatives.collect()
            });
            let tags = discriminator.tags.iter();
            let choice = Choice {
                property: discriminator.property.clone(),
                tags: tags.map(|(id, tags)| (place(id), tags.clone())).collect(),
                inherited,
            };
            out.choices.insert(schema.place.clone(), choice);
        }
        for schema in &contract.schemas {
            if schema.all_of.iter().any(|part| bases.contains_key(part)) {
                out.built.insert(schema.place.clone());
            }
        }
        out
    }

    pub(super) fn choice(&self, place: &Place) -> Option<&Choice> {
        self.choices.get(place)
    }

    pub(super) fn chooses(&self, place: &Place) -> bool {
        self.choosing.contains(place)
    }

    /// Whether a schema in the `allOf` of another means itself alone.
    pub(super) fn is_built(&self, place: &Place) -> bool {
        self.built.contains(place)
    }
}

impl Choice {
    /// An alternative, and that the tag means it.
    pub(super) fn tagged(&self, places: &[&Place], schema: Value) -> Value {
        let mut tags = places.iter().filter_map(|place| self.tags.get(*place));
        match tags.find(|tags| !tags.is_empty()) {
            Some(tags) => {
                let tag = json!({"properties": {&self.property: {"enum": tags}}});
                json!({"allOf": [schema, tag]})
            }
            None => schema,
        }
    }
}
