//! A schema without its `allOf`: what its parts demand, written as one schema.

use std::borrow::Cow;
use std::ops::Deref;

use super::term::{Class, Nodes};
use crate::side::Side;
use counterpart_contract::{Contract, Rare, Schema, SchemaId, Sparse, Types};

/// More parts than these are not merged.
const PARTS: usize = 200;
const DEPTH: usize = 8;

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
    is_free(&Schema {
        all_of: Vec::new(),
        any_of: Vec::new(),
        one_of: Vec::new(),
        discriminator: None,
        ..constraints(schema)
    })
}

/// A schema without its annotations.
fn constraints(schema: &Schema) -> Schema {
    let rare = Rare {
        external_docs: None,
        xml: None,
        extensions: Sparse::default(),
        ..Rare::clone(schema)
    };
    Schema {
        place: counterpart_contract::source::Place::default(),
        name: None,
        title: None,
        description: None,
        deprecated: false,
        default: None,
        examples: Vec::new(),
        rare: rare.into(),
        ..schema.clone()
    }
}

/// Returns whether a schema demands nothing.
fn is_free(schema: &Schema) -> bool {
    let free = Schema {
        types: Types::ANY,
        ..Schema::default()
    };
    format!("{schema:?}") == format!("{free:?}")
}

/// A schema with the branches of its `allOf` merged in, where that says the same.
pub(crate) fn merge_all_of(contract: &Contract, id: SchemaId) -> Option<Schema> {
    merge_within(contract, id, DEPTH, &mut PARTS.clone(), &mut None)
}

/// The same for a schema whose parts have properties in common: with what other branches say of a
/// property that one has named before.
pub(crate) fn merge_overlapping(
    contract: &Contract,
    id: SchemaId,
) -> Option<(Schema, Vec<Repeated>)> {
    let mut repeated = Some(Vec::new());
    let schema = merge_within(contract, id, DEPTH, &mut PARTS.clone(), &mut repeated)?;
    Some((schema, repeated.unwrap_or_default()))
}

/// A property, and what one more branch says of it.
pub(crate) type Repeated = (String, SchemaId);

fn merge_within(
    contract: &Contract,
    id: SchemaId,
    depth: usize,
    left: &mut usize,
    repeated: &mut Option<Vec<Repeated>>,
) -> Option<Schema> {
    let depth = depth.checked_sub(1)?;
    *left = left.checked_sub(1)?;
    let mut out = contract[id].clone();
    let mut parts = std::mem::take(&mut out.all_of);
    for list in [&mut out.any_of, &mut out.one_of] {
        if list.len() == 1 && out.discriminator.is_none() {
            parts.append(list);
        }
    }
    for part in parts {
        let part = merge_within(contract, part, depth, left, repeated)?;
        merge(&mut out, part, repeated)?;
    }
    Some(out)
}

fn merge(into: &mut Schema, part: Schema, repeated: &mut Option<Vec<Repeated>>) -> Option<()> {
    fn one<T>(left: &mut Option<T>, right: Option<T>) -> Option<()> {
        match (left.is_some(), right) {
            (_, None) => Some(()),
            (false, right) => {
                *left = right;
                Some(())
            }
            _ => None,
        }
    }
    fn list<T>(left: &mut Vec<T>, right: Vec<T>) -> Option<()> {
        if left.is_empty() {
            *left = right;
            Some(())
        } else {
            right.is_empty().then_some(())
        }
    }
    // `additionalProperties` speaks of the names beside it, which merging would change.
    let names = |schema: &Schema| {
        !schema.properties.is_empty()
            || !schema.pattern_properties.is_empty()
            || schema.additional.is_some()
    };
    let closes = into.additional.is_some() || part.additional.is_some();
    if closes && names(into) && names(&part) {
        return None;
    }
    into.additional = into.additional.or(part.additional);
    into.types = into.types.intersect(part.types);
    let rare = part.rare.into_inner();
    one(&mut into.boolean, part.boolean)?;
    one(&mut into.values, part.values)?;
    one(&mut into.format, part.format)?;
    one(&mut into.minimum, rare.minimum)?;
    one(&mut into.maximum, rare.maximum)?;
    one(&mut into.multiple_of, rare.multiple_of)?;
    one(&mut into.min_length, part.min_length)?;
    one(&mut into.max_length, part.max_length)?;
    one(&mut into.pattern, part.pattern)?;
    one(&mut into.content_encoding, rare.content_encoding)?;
    one(&mut into.content_media_type, rare.content_media_type)?;
    one(&mut into.content_schema, rare.content_schema)?;
    one(&mut into.items, part.items)?;
    list(&mut into.prefix_items, rare.prefix_items)?;
    one(&mut into.min_items, rare.min_items)?;
    one(&mut into.max_items, rare.max_items)?;
    into.unique_items |= rare.unique_items;
    if rare.contains.is_some() {
        one(&mut into.contains, rare.contains)?;
        into.min_contains = rare.min_contains;
        into.max_contains = rare.max_contains;
    }
    one(&mut into.property_names, rare.property_names)?;
    one(&mut into.min_properties, rare.min_properties)?;
    one(&mut into.max_properties, rare.max_properties)?;
    one(&mut into.unevaluated_items, rare.unevaluated_items)?;
    one(
        &mut into.unevaluated_properties,
        rare.unevaluated_properties,
    )?;
    one(&mut into.not, rare.not)?;
    one(&mut into.if_, rare.if_)?;
    one(&mut into.then, rare.then)?;
    one(&mut into.else_, rare.else_)?;
    list(&mut into.any_of, part.any_of)?;
    list(&mut into.one_of, part.one_of)?;
    into.discriminator = match (into.discriminator.take(), part.discriminator) {
        (Some(left), Some(right)) if left.tags.is_empty() || right.tags.is_empty() => {
            Some(if left.tags.is_empty() { right } else { left })
        }
        (Some(_), Some(_)) => return None,
        (left, right) => left.or(right),
    };
    for (key, value) in rare.unknown {
        if into.unknown.insert(key, value).is_some() {
            return None;
        }
    }
    for (name, property) in part.properties {
        if into.properties.contains_key(&name) {
            repeated.as_mut()?.push((name, property));
        } else {
            into.properties.insert(name, property);
        }
    }
    for (pattern, property) in rare.pattern_properties {
        if into.pattern_properties.insert(pattern, property).is_some() {
            return None;
        }
    }
    for name in part.required {
        if !into.required.contains(&name) {
            into.required.push(name);
        }
    }
    for (name, names) in rare.dependent_required {
        if into.dependent_required.insert(name, names).is_some() {
            return None;
        }
    }
    for (name, dependent) in rare.dependent_schemas {
        if into.dependent_schemas.insert(name, dependent).is_some() {
            return None;
        }
    }
    Some(())
}
