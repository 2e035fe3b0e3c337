//! What discriminators select, by the places where schemas are written. The validator knows
//! no discriminators, so that what they demand is added to what it is given.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use counterpart_contract::source::Place;
use counterpart_contract::{Contract, SchemaId};

/// The discriminators of one contract, by the places of their schemas.
#[derive(Default)]
pub(super) struct Discriminators {
    by_place: HashMap<Place, Discriminator>,
    /// Schemas that choose without a discriminator of their own.
    choosing: HashSet<Place>,
    /// Schemas that are built on a base, rather than being a name for whatever is.
    built: HashSet<Place>,
}

pub(super) struct Discriminator {
    property: String,
    values: HashMap<Place, Vec<String>>,
    /// Where the branches are not written beside the discriminator but built on its schema: what
    /// they are, the base alone among them where it has values of its own.
    pub inherited: Option<Vec<InheritedBranch>>,
}

/// A schema as a whole or, where others are built on it, alone.
pub(super) struct InheritedBranch {
    pub place: Place,
    pub alone: bool,
}

impl Discriminators {
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
                let branches = schema.any_of.iter().map(|id| InheritedBranch {
                    place: place(id),
                    alone: *id == base,
                });
                branches.collect()
            });
            let values = discriminator.tags.iter();
            let own = Discriminator {
                property: discriminator.property.clone(),
                values: values
                    .map(|(id, values)| (place(id), values.clone()))
                    .collect(),
                inherited,
            };
            out.by_place.insert(schema.place.clone(), own);
        }
        for schema in &contract.schemas {
            if schema.all_of.iter().any(|part| bases.contains_key(part)) {
                out.built.insert(schema.place.clone());
            }
        }
        out
    }

    pub(super) fn at(&self, place: &Place) -> Option<&Discriminator> {
        self.by_place.get(place)
    }

    pub(super) fn chooses(&self, place: &Place) -> bool {
        self.choosing.contains(place)
    }

    /// Returns whether a schema in the `allOf` of another means itself alone.
    pub(super) fn is_built(&self, place: &Place) -> bool {
        self.built.contains(place)
    }
}

impl Discriminator {
    /// Returns the schema of a branch, with the values that select it.
    pub(super) fn with_value(&self, places: &[&Place], schema: Value) -> Value {
        let mut values = places.iter().filter_map(|place| self.values.get(*place));
        match values.find(|values| !values.is_empty()) {
            Some(values) => {
                let selected = json!({"properties": {&self.property: {"enum": values}}});
                json!({"allOf": [schema, selected]})
            }
            None => schema,
        }
    }
}
