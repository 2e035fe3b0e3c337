//! Discriminators that only one of two contracts has.
//!
//! A discriminator does not change what is valid (OpenAPI 3.1.1, section 4.8.25), so that adding
//! one beside branches, or leaving one out, changes nothing by itself. Where both contracts have
//! one, what its values mean is held against each other.

use std::borrow::Cow;
use std::collections::HashMap;

use counterpart_contract::source::Place;
use counterpart_contract::{Contract, Schema, SchemaId};

/// The contracts as they are compared: without the discriminators that stand where the
/// other contract's schema has none, which chooses among its branches all the same.
pub(super) fn comparable<'a>(contracts: [&'a Contract; 2]) -> [Cow<'a, Contract>; 2] {
    let alone = [
        one_sided(contracts[0], contracts[1]),
        one_sided(contracts[1], contracts[0]),
    ];
    [0, 1].map(|side| {
        if alone.iter().all(Vec::is_empty) {
            return Cow::Borrowed(contracts[side]);
        }
        let mut contract = contracts[side].clone();
        for (id, _) in &alone[side] {
            let plain = without_discriminator(contracts[side], &contracts[side][*id]);
            contract[*id] = plain;
        }
        for (_, counterpart) in &alone[1 - side] {
            contract[*counterpart].chooses = true;
        }
        Cow::Owned(contract)
    })
}

/// The schemas of a contract with a discriminator, whose counterparts have none.
fn one_sided(own: &Contract, other: &Contract) -> Vec<(SchemaId, SchemaId)> {
    let has_discriminator = |schema: &Schema| schema.discriminator.is_some();
    if !own.schemas.iter().any(has_discriminator) {
        return Vec::new();
    }
    let mut places: HashMap<&Place, SchemaId> = HashMap::new();
    let mut discriminators: HashMap<Vec<&str>, SchemaId> = HashMap::new();
    for id in other.ids() {
        let schema = &other[id];
        // A base stands before what it is alone, at the same place.
        places.entry(&schema.place).or_insert(id);
        if let Some(names) = branch_names(other, schema) {
            discriminators.entry(names).or_insert(id);
        }
    }
    let pair = |id: SchemaId| {
        let schema = &own[id];
        let moved = || discriminators.get(&branch_names(own, schema)?);
        let counterpart = *places.get(&schema.place).or_else(moved)?;
        (has_discriminator(schema) && !has_discriminator(&other[counterpart]))
            .then_some((id, counterpart))
    };
    own.ids().filter_map(pair).collect()
}

/// The names of the branches of a schema: a union is the same one wherever it stands.
fn branch_names<'a>(contract: &'a Contract, schema: &Schema) -> Option<Vec<&'a str>> {
    let all = schema.one_of.iter().chain(&schema.any_of);
    let names = all.map(|id| contract[*id].name.as_deref());
    let mut names: Vec<&str> = names.collect::<Option<_>>()?;
    names.sort_unstable();
    (names.len() > 1).then_some(names)
}

fn without_discriminator(contract: &Contract, schema: &Schema) -> Schema {
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
