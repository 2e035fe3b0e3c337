//! Which schemas of two contracts are built alike.
//!
//! Two schemas are in one class when they have the same constraints and their parts are in the same
//! classes, cycles included: the coarsest partition that is stable, found by refining one that
//! looks at the constraints alone. Annotations do not count. A change that only moves or renames a
//! schema leaves its class, so that no query is needed to see that it means the same.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write;

use indexmap::IndexMap;

use crate::side::Side;
use counterpart_contract::{Contract, Schema, SchemaId, canonical};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Class(u32);

#[derive(Debug, Default)]
pub(crate) struct Classes {
    of: [Vec<Class>; 2],
    /// A schema of each class.
    samples: Vec<(Side, SchemaId)>,
}

impl Classes {
    /// By what is admitted and for whom; and by what is said to those who read it, too: schemas
    /// that differ in a default, in what a text holds, in a discriminator without branches, or
    /// in deprecation, are distinguished.
    pub(crate) fn both(contracts: [&Contract; 2]) -> [Self; 2] {
        let mut plain = Outlines::default();
        let mut annotated = Outlines::default();
        for side in [Side::Base, Side::Head] {
            for schema in &contracts[side.index()].schemas {
                let (mut text, mut parts) = outline(schema);
                plain.add(side, &text, &parts);
                annotate(schema, &mut text, &mut parts);
                annotated.add(side, &text, &parts);
            }
        }
        [plain, annotated].map(|outlines| outlines.refine(contracts))
    }

    pub(crate) fn of(&self, side: Side, schema: SchemaId) -> Class {
        // Every schema of both contracts was given a class.
        self.of[side.index()][schema.index()]
    }

    pub(crate) fn sample(&self, class: Class) -> (Side, SchemaId) {
        self.samples[class.0 as usize]
    }
}

/// What all schemas say by themselves, as numbers that are equal where that is.
#[derive(Default)]
struct Outlines {
    numbers: HashMap<String, u32>,
    of: [Vec<u32>; 2],
    children: [Vec<Box<[SchemaId]>>; 2],
}

impl Outlines {
    fn add(&mut self, side: Side, text: &str, parts: &[SchemaId]) {
        let number = match self.numbers.get(text) {
            Some(number) => *number,
            None => {
                let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                self.numbers.insert(text.to_owned(), next);
                next
            }
        };
        self.of[side.index()].push(number);
        self.children[side.index()].push(parts.into());
    }

    /// Tells schemas apart by their parts until nothing more comes of it.
    fn refine(self, contracts: [&Contract; 2]) -> Classes {
        let Self { of, children, .. } = self;
        let offset = of[0].len();
        let count = of[1].len() + offset;
        let index = |side: usize, schema: &SchemaId| {
            let number = schema.index() + side * offset;
            (number < count).then_some(number)
        };
        let mut lists: Vec<Vec<usize>> = Vec::with_capacity(count);
        for (side, own) in children.iter().enumerate() {
            for parts in own {
                lists.push(parts.iter().filter_map(|part| index(side, part)).collect());
            }
        }
        let blocks = refined(of.concat(), &lists);
        // Classes are numbered in the order in which they are met.
        let mut numbers: HashMap<usize, u32> = HashMap::new();
        let mut samples = Vec::new();
        let mut classes = [Vec::new(), Vec::new()];
        let mut blocks = blocks.into_iter();
        for side in [Side::Base, Side::Head] {
            for (schema, block) in contracts[side.index()].ids().zip(blocks.by_ref()) {
                let next = u32::try_from(samples.len()).unwrap_or(u32::MAX);
                let number = *numbers.entry(block).or_insert_with(|| {
                    samples.push((side, schema));
                    next
                });
                classes[side.index()].push(Class(number));
            }
        }
        Classes {
            of: classes,
            samples,
        }
    }
}

/// The coarsest stable partition that refines one: the block of each member, where members of a block
/// have parts of the same blocks. The largest piece of a block that splits keeps its number, and only
/// what has the others as parts is looked at again, so that a member is looked at a logarithmic number
/// of times for each of its parts.
///
/// Every member has an entry in each list, and every block one in `sizes` and `alike`; parts are members.
/// So no index is out of bounds.
fn refined(first: Vec<u32>, parts: &[Vec<usize>]) -> Vec<usize> {
    let mut wholes: Vec<Vec<usize>> = vec![Vec::new(); first.len()];
    for (whole, parts) in parts.iter().enumerate() {
        for part in parts {
            if let Some(wholes) = wholes.get_mut(*part) {
                wholes.push(whole);
            }
        }
    }
    let mut block: Vec<usize> = first.iter().map(|number| *number as usize).collect();
    let mut sizes = vec![0; block.iter().max().map_or(0, |last| last + 1)];
    // The parts of all members that are not looked at, by block: these are alike.
    let mut alike: Vec<Vec<usize>> = vec![Vec::new(); sizes.len()];
    for own in &block {
        sizes[*own] += 1;
    }
    let mut due: Vec<usize> = (0..block.len()).collect();
    while !due.is_empty() {
        let mut splitting: IndexMap<usize, IndexMap<Vec<usize>, Vec<usize>>> = IndexMap::new();
        for member in std::mem::take(&mut due) {
            let key = parts[member].iter().map(|part| block[*part]).collect();
            let pieces = splitting.entry(block[member]).or_default();
            pieces.entry(key).or_default().push(member);
        }
        let mut moved = Vec::new();
        for (own, pieces) in splitting {
            let due: usize = pieces.values().map(Vec::len).sum();
            // What is not looked at stays, with whoever is like it; else the largest piece does.
            let stays = match sizes[own] > due {
                true => pieces.get_index_of(&alike[own]),
                false => {
                    let sizes = pieces.values().map(Vec::len).enumerate();
                    let largest = sizes.max_by_key(|(index, size)| (*size, Reverse(*index)));
                    largest.map(|(index, _)| index)
                }
            };
            for (index, (key, members)) in pieces.into_iter().enumerate() {
                if Some(index) == stays {
                    alike[own] = key;
                    continue;
                }
                let new = sizes.len();
                sizes[own] -= members.len();
                sizes.push(members.len());
                alike.push(key);
                moved.extend(members.into_iter().map(|member| (member, new)));
            }
        }
        for (member, new) in moved {
            block[member] = new;
            due.extend(&wholes[member]);
        }
        due.sort_unstable();
        due.dedup();
    }
    block
}

/// A schema's own constraints as text, and its parts in an order that the text tells. What is not
/// written takes no room: most schemas say little, and contracts have many.
fn outline(schema: &Schema) -> (String, Vec<SchemaId>) {
    let mut text = String::new();
    let mut parts = Vec::new();
    let out = &mut text;
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "{:?}{:?}{}{}",
        schema.boolean, schema.types, schema.read_only, schema.write_only
    );
    if let Some(values) = &schema.values {
        let values = sorted(values.iter().map(canonical));
        let _ = write!(out, "values{values:?}");
    }
    if let Some(format) = counterpart_contract::format::of(schema) {
        let _ = write!(out, "format{format:?}");
    }
    if let Some(pattern) = &schema.pattern {
        let _ = write!(out, "pattern{pattern:?}");
    }
    for (title, bound) in [("minimum", schema.minimum), ("maximum", schema.maximum)] {
        if let Some(bound) = bound {
            let _ = write!(out, "{title}{:?}{}", bound.value, bound.exclusive);
        }
    }
    if let Some(step) = schema.multiple_of {
        let _ = write!(out, "multipleOf{step:?}");
    }
    for (title, count) in [
        ("minLength", schema.min_length),
        ("maxLength", schema.max_length),
        ("minItems", schema.min_items),
        ("maxItems", schema.max_items),
        ("minProperties", schema.min_properties),
        ("maxProperties", schema.max_properties),
        ("minContains", schema.min_contains),
        ("maxContains", schema.max_contains),
    ] {
        if let Some(count) = count {
            let _ = write!(out, "{title}{count}");
        }
    }
    if schema.unique_items {
        out.push_str("uniqueItems");
    }
    if !schema.required.is_empty() {
        let _ = write!(out, "required{:?}", sorted(&schema.required));
    }
    if !schema.dependent_required.is_empty() {
        let _ = write!(
            out,
            "dependent{:?}",
            sorted(schema.dependent_required.iter())
        );
    }
    if !schema.unknown.is_empty() {
        let properties = schema.unknown.iter();
        let properties = sorted(properties.map(|(key, value)| (key, canonical(value))));
        let _ = write!(out, "unknown{properties:?}");
    }
    for (title, map) in [
        ("properties", &schema.properties),
        ("patterns", &schema.pattern_properties),
        ("dependents", &schema.dependent_schemas),
    ] {
        if !map.is_empty() {
            out.push_str(title);
        }
        for (name, part) in sorted(map.iter()) {
            let _ = write!(out, "{name:?}");
            parts.push(*part);
        }
    }
    if let Some(discriminator) = &schema.discriminator {
        for part in schema.any_of.iter().chain(&schema.one_of) {
            let tags = sorted(discriminator.tags(*part));
            let property = Some(&discriminator.property).filter(|_| !tags.is_empty());
            let _ = write!(out, "{property:?}{tags:?}");
        }
        let _ = write!(out, "tagged{}", schema.is_discriminated());
    }
    for (title, list) in [
        ("prefix", &schema.prefix_items),
        ("all", &schema.all_of),
        ("any", &schema.any_of),
        ("one", &schema.one_of),
    ] {
        if !list.is_empty() {
            let _ = write!(out, "{title}{}", list.len());
            parts.extend_from_slice(list);
        }
    }
    for (title, part) in [
        ("items", schema.items),
        ("contains", schema.contains),
        ("unevaluatedItems", schema.unevaluated_items),
        ("additional", schema.additional),
        ("names", schema.property_names),
        ("unevaluatedProperties", schema.unevaluated_properties),
        ("not", schema.not),
        ("if", schema.if_),
        ("then", schema.then),
        ("else", schema.else_),
    ] {
        if let Some(part) = part {
            out.push_str(title);
            parts.push(part);
        }
    }
    (text, parts)
}

/// Adds what a schema says to those who read it.
fn annotate(schema: &Schema, text: &mut String, parts: &mut Vec<SchemaId>) {
    if let Some(value) = &schema.default {
        let _ = write!(text, "default{}", canonical(value));
    }
    if schema.deprecated {
        text.push_str("deprecated");
    }
    let held = schema.content_schema.is_some();
    let _ = write!(
        text,
        "{:?}{held}",
        counterpart_contract::format::content(schema)
    );
    parts.extend(schema.content_schema);
    if let Some(discriminator) = &schema.discriminator {
        let _ = write!(text, "by{:?}", discriminator.property);
        if discriminator.tags.is_empty() {
            let _ = write!(text, "{:?}", sorted(discriminator.mapping.keys()));
        }
    }
}

/// Without doubles and without the order in which it was written.
fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    items.sort_unstable();
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::refined;

    #[test]
    fn chains_and_cycles_are_told_apart_by_their_ends() {
        // 0 to 4 lead to 5; 6 to 9 lead to each other without an end.
        let parts = |whole: usize| match whole {
            0..=4 => vec![whole + 1],
            5 => Vec::new(),
            9 => vec![6],
            _ => vec![whole + 1],
        };
        let parts: Vec<Vec<usize>> = (0..10).map(parts).collect();
        let first = (0..10).map(|whole| u32::from(whole == 5)).collect();
        let blocks = refined(first, &parts);
        for (one, block) in blocks.iter().enumerate() {
            for (other, same) in blocks.iter().enumerate() {
                let alike = one == other || one > 5 && other > 5;
                assert_eq!(block == same, alike, "{one} and {other}: {blocks:?}");
            }
        }
    }
}
