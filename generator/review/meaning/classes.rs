//! Which schemas of two contracts are built alike.
//!
//! Two schemas are in one class when they have the same constraints and their parts are in the same
//! classes, cycles included: the coarsest partition that is stable, found by refining one that
//! looks at the constraints alone. Annotations do not count. A change that only moves or renames a
//! schema leaves its class, so that no query is needed to see that it means the same.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::Value;

use super::Side;
use crate::contract::{Contract, Decimal, Schema, SchemaId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Class(u32);

#[derive(Debug, Default)]
pub(super) struct Classes {
    of: [Vec<Class>; 2],
    /// A schema of each class.
    samples: Vec<(Side, SchemaId)>,
}

impl Classes {
    /// By what is admitted and for whom.
    pub(super) fn new(contracts: [&Contract; 2]) -> Self {
        Self::by(contracts, outline)
    }

    /// By what is said to those who read it, too: schemas that differ in a default, in what a text
    /// holds, in a discriminator without alternatives, or in deprecation, are told apart.
    pub(super) fn with_annotations(contracts: [&Contract; 2]) -> Self {
        Self::by(contracts, |schema| {
            let (mut text, mut parts) = outline(schema);
            if let Some(value) = &schema.default {
                let _ = write!(text, "default{}", canonical(value));
            }
            if schema.deprecated {
                text.push_str("deprecated");
            }
            let held = schema.content_schema.is_some();
            let _ = write!(text, "{:?}{held}", super::format::content(schema));
            parts.extend(schema.content_schema);
            if let Some(discriminator) = &schema.discriminator {
                let _ = write!(text, "by{:?}", discriminator.property);
                if discriminator.tags.is_empty() {
                    let mut values: Vec<&String> = discriminator.mapping.keys().collect();
                    values.sort_unstable();
                    let _ = write!(text, "{values:?}");
                }
            }
            (text, parts)
        })
    }

    fn by(contracts: [&Contract; 2], outline: impl Fn(&Schema) -> (String, Vec<SchemaId>)) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut children: [Vec<Vec<u32>>; 2] = Default::default();
        let mut of: [Vec<u32>; 2] = Default::default();
        for side in [Side::Base, Side::Head] {
            for schema in &contracts[side.index()].schemas {
                let (own, parts) = outline(schema);
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                of[side.index()].push(*numbers.entry(own).or_insert(next));
                children[side.index()].push(
                    parts
                        .iter()
                        .map(|part| u32::try_from(part.index()).unwrap_or(u32::MAX))
                        .collect(),
                );
            }
        }
        let mut count = numbers.len();
        drop(numbers);
        loop {
            let mut refined: HashMap<Vec<u32>, u32> = HashMap::with_capacity(count);
            let next: [Vec<u32>; 2] = [0, 1].map(|side| {
                of[side]
                    .iter()
                    .zip(&children[side])
                    .map(|(own, parts)| {
                        let known = |part: &u32| of[side].get(*part as usize).copied();
                        let key = std::iter::once(*own)
                            .chain(parts.iter().filter_map(known))
                            .collect();
                        let fresh = u32::try_from(refined.len()).unwrap_or(u32::MAX);
                        *refined.entry(key).or_insert(fresh)
                    })
                    .collect()
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
        Self {
            of: of.map(|classes| classes.into_iter().map(Class).collect()),
            samples: samples.into_iter().flatten().collect(),
        }
    }

    pub(super) fn of(&self, side: Side, schema: SchemaId) -> Class {
        // Every schema of both contracts was given a class.
        self.of[side.index()][schema.index()]
    }

    pub(super) fn sample(&self, class: Class) -> (Side, SchemaId) {
        self.samples[class.0 as usize]
    }
}

/// A schema's own constraints as text, and its parts in an order that the text tells.
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
        let mut values: Vec<String> = values.iter().map(canonical).collect();
        values.sort_unstable();
        values.dedup();
        let _ = write!(out, "values{values:?}");
    }
    let _ = write!(out, "{:?}", (super::format::of(schema), &schema.pattern));
    let bounds = [schema.minimum, schema.maximum];
    let _ = write!(
        out,
        "{:?}{:?}",
        bounds.map(|bound| bound.map(|bound| (bound.value, bound.exclusive))),
        schema.multiple_of
    );
    let counts = [
        schema.min_length,
        schema.max_length,
        schema.min_items,
        schema.max_items,
        schema.min_properties,
        schema.max_properties,
        schema.min_contains,
        schema.max_contains,
    ];
    let _ = write!(out, "{counts:?}{}", schema.unique_items);
    let mut required = schema.required.clone();
    required.sort_unstable();
    required.dedup();
    let _ = write!(out, "{required:?}");
    let mut dependent: Vec<_> = schema.dependent_required.iter().collect();
    dependent.sort_unstable();
    let _ = write!(out, "{dependent:?}");
    let mut unknown: Vec<_> = schema
        .unknown
        .iter()
        .map(|(key, value)| (key, canonical(value)))
        .collect();
    unknown.sort_unstable();
    let _ = write!(out, "{unknown:?}");

    let mut named = |title: &str, map: &indexmap::IndexMap<String, SchemaId>| {
        let mut members: Vec<_> = map.iter().collect();
        members.sort_unstable();
        let _ = write!(out, "{title}");
        for (name, part) in members {
            let _ = write!(out, "{name:?}");
            parts.push(*part);
        }
    };
    named("properties", &schema.properties);
    named("patterns", &schema.pattern_properties);
    named("dependents", &schema.dependent_schemas);
    if let Some(discriminator) = &schema.discriminator {
        for part in schema.any_of.iter().chain(&schema.one_of) {
            let mut tags: Vec<&String> = discriminator.tags(*part).iter().collect();
            tags.sort_unstable();
            let property = Some(&discriminator.property).filter(|_| !tags.is_empty());
            let _ = write!(text, "{property:?}{tags:?}");
        }
        let _ = write!(text, "tagged{}", schema.is_discriminated());
    }
    for (title, list) in [
        ("prefix", &schema.prefix_items),
        ("all", &schema.all_of),
        ("any", &schema.any_of),
        ("one", &schema.one_of),
    ] {
        let _ = write!(text, "{title}{}", list.len());
        parts.extend_from_slice(list);
    }
    for part in [
        schema.items,
        schema.contains,
        schema.unevaluated_items,
        schema.additional,
        schema.property_names,
        schema.unevaluated_properties,
        schema.not,
        schema.if_,
        schema.then,
        schema.else_,
    ] {
        text.push(if part.is_some() { '1' } else { '0' });
        parts.extend(part);
    }
    (text, parts)
}

/// A value as text that is equal for equal values (JSON Schema core, section 4.2.2): members in
/// the order of their names, numbers by what they are.
pub(crate) fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match Decimal::from_json(number) {
            Some(decimal) => decimal.to_string(),
            None => number.to_string(),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}
