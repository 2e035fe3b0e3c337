//! A schema without its `allOf`: what its parts demand, written as one schema.

use std::borrow::Cow;
use std::ops::Deref;

use super::term::{Class, Nodes};
use crate::side::Side;
use counterpart_contract::merge::exact;
use counterpart_contract::{Contract, Schema, SchemaId};

/// A class of schemas, seen as one schema without `allOf`.
pub(crate) struct Merged<'a> {
    pub side: Side,
    schema: Cow<'a, Schema>,
}

impl Deref for Merged<'_> {
    type Target = Schema;

    fn deref(&self) -> &Schema {
        &self.schema
    }
}

pub(crate) fn merged<'a>(nodes: &Nodes<'a>, class: Class) -> Option<Merged<'a>> {
    let (side, id) = nodes.classes.sample(class);
    let contract = nodes.contracts[side.index()];
    let schema = &contract[id];
    let single =
        (schema.any_of.len() == 1 || schema.one_of.len() == 1) && schema.discriminator.is_none();
    let schema = if schema.all_of.is_empty() && !single {
        Cow::Borrowed(&contract[id])
    } else {
        Cow::Owned(merge_all_of(contract, id)?)
    };
    Some(Merged { side, schema })
}

/// What stands in each other's place, seen through wrappers that say nothing of their own: `allOf`
/// of one (a `$ref` with a description), and `anyOf` or `oneOf` of one where the other side has no
/// branches to compare them with.
pub(crate) fn without_wrappers(
    contracts: [&Contract; 2],
    mut pair: [SchemaId; 2],
) -> [SchemaId; 2] {
    for _ in 0..50 {
        let before = pair;
        for side in [0, 1] {
            let schema = &contracts[side][pair[side]];
            if let [only] = schema.all_of.as_slice()
                && has_only_composition(schema)
            {
                pair[side] = *only;
            }
        }
        let schemas = [0, 1].map(|side| &contracts[side][pair[side]]);
        let branches = schemas.map(|schema| schema.any_of.len() + schema.one_of.len());
        for side in [0, 1] {
            let schema = schemas[side];
            let mut own = schema.any_of.iter().chain(&schema.one_of);
            if let (Some(only), None) = (own.next(), own.next())
                && branches[1 - side] < 2
                && schema.all_of.is_empty()
                && schema.discriminator.is_none()
                && has_only_composition(schema)
            {
                pair[side] = *only;
            }
        }
        if pair == before {
            break;
        }
    }
    pair
}

/// The schema that a wrapper which says nothing of its own is about.
pub(crate) fn without_wrapper(contract: &Contract, id: SchemaId) -> SchemaId {
    let [seen, _] = without_wrappers([contract, contract], [id, id]);
    seen
}

/// The branches of a schema that is nothing else than a choice between several.
pub(crate) fn branches(schema: &Schema) -> Option<(&'static str, &[SchemaId])> {
    let (token, list) = match (schema.any_of.as_slice(), schema.one_of.as_slice()) {
        (list, []) => ("anyOf", list),
        ([], list) => ("oneOf", list),
        _ => return None,
    };
    let plain = schema.all_of.is_empty() && has_only_composition(schema);
    (list.len() > 1 && plain).then_some((token, list))
}

/// Returns whether a schema demands nothing beside its combinations.
fn has_only_composition(schema: &Schema) -> bool {
    !schema.constrains_beside_combinations()
}

/// A schema with the branches of its `allOf` merged in, where that says the same.
pub(crate) fn merge_all_of(contract: &Contract, id: SchemaId) -> Option<Schema> {
    exact(contract, id)
        .filter(|merged| merged.repeated.is_empty())
        .map(|merged| merged.schema)
}

/// The same for a schema whose branches have properties in common: with what other branches say of a
/// property that one has named before.
pub(crate) fn merge_overlapping(
    contract: &Contract,
    id: SchemaId,
) -> Option<(Schema, Vec<Repeated>)> {
    exact(contract, id).map(|merged| (merged.schema, merged.repeated))
}

/// A property, and what one more branch says of it.
pub(crate) type Repeated = (String, SchemaId);
