//! Discriminators that only one of two contracts has.
//!
//! A discriminator does not change what is valid (OpenAPI 3.1.1, section 4.8.25), so that adding one
//! beside alternatives, or leaving one out, changes nothing by itself. Where both contracts have one,
//! what its values mean is held against each other.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::contract::{Contract, Schema, SchemaId};
use crate::source::Place;

/// The contracts as they are compared: without the choices of discriminators that stand where the
/// other contract's schema has none.
pub(super) fn comparable<'a>(contracts: [&'a Contract; 2]) -> [Cow<'a, Contract>; 2] {
    let alone = [
        one_sided(contracts[0], contracts[1]),
        one_sided(contracts[1], contracts[0]),
    ];
    [0, 1].map(|side| {
        if alone[side].is_empty() {
            return Cow::Borrowed(contracts[side]);
        }
        let mut contract = contracts[side].clone();
        for id in &alone[side] {
            let plain = without_choice(contracts[side], &contracts[side][*id]);
            contract[*id] = plain;
        }
        Cow::Owned(contract)
    })
}

/// The schemas of a contract whose discriminator has no counterpart at the place where they stand.
fn one_sided(own: &Contract, other: &Contract) -> Vec<SchemaId> {
    if !own.schemas.iter().any(Schema::has_tags) {
        return Vec::new();
    }
    let mut places: HashMap<&Place, &Schema> = HashMap::new();
    for schema in &other.schemas {
        // A base stands before what it is alone, at the same place.
        places.entry(&schema.place).or_insert(schema);
    }
    own.ids()
        .filter(|id| {
            let schema = &own[*id];
            let counterpart = places.get(&schema.place);
            schema.has_tags() && counterpart.is_some_and(|other| other.discriminator.is_none())
        })
        .collect()
}

fn without_choice(contract: &Contract, schema: &Schema) -> Schema {
    let mut discriminator = schema.discriminator.clone();
    let base = discriminator.as_mut().and_then(|known| {
        known.tags.clear();
        known.base.take()
    });
    Schema {
        name: schema.name.clone(),
        discriminator,
        ..base.map_or(schema, |base| &contract[base]).clone()
    }
}
