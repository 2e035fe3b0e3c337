//! Which schemas of two contracts are built alike.
//!
//! Two schemas are in one class when they have the same constraints and their parts are in the same
//! classes, cycles included: the coarsest partition that is stable, found by refining one that
//! looks at the constraints alone. Annotations do not count. A change that only moves or renames a
//! schema leaves its class, so that no query is needed to see that it means the same.

use std::collections::HashMap;
use std::fmt::Write;

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
        let Self {
            numbers,
            mut of,
            children,
        } = self;
        let mut count = numbers.len();
        drop(numbers);
        loop {
            let mut refined: HashMap<Vec<u32>, u32> = HashMap::with_capacity(count);
            let mut key = Vec::new();
            let next: [Vec<u32>; 2] = [0, 1].map(|side| {
                let schemas = of[side].iter().zip(&children[side]);
                let schemas = schemas.map(|(own, parts)| {
                    let known = |part: &SchemaId| of[side].get(part.index()).copied();
                    key.clear();
                    key.push(*own);
                    key.extend(parts.iter().filter_map(known));
                    if let Some(number) = refined.get(&key) {
                        return *number;
                    }
                    let unnamed = u32::try_from(refined.len()).unwrap_or(u32::MAX);
                    refined.insert(key.clone(), unnamed);
                    unnamed
                });
                schemas.collect()
            });
            let stable = refined.len() == count;
            count = refined.len();
            of = next;
            if stable {
                break;
            }
        }
        let mut samples = vec![None; count];
        for side in [Side::Base, Side::Head] {
            for (schema, class) in contracts[side.index()].ids().zip(&of[side.index()]) {
                if let Some(sample) = samples.get_mut(*class as usize) {
                    sample.get_or_insert((side, schema));
                }
            }
        }
        Classes {
            of: of.map(|classes| classes.into_iter().map(Class).collect()),
            samples: samples.into_iter().flatten().collect(),
        }
    }
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
