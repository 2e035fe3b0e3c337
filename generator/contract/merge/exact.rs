//! One schema that says exactly what a schema says with its `allOf` and its lone branches.

use crate::model::{Contract, Schema, SchemaId, UncommonKeywords};

/// More parts than these are not merged.
const PARTS: usize = 200;

/// Parts of parts that are followed.
const DEPTH: usize = 8;

/// A schema without `allOf` that admits the same values as the one that it was made from.
#[derive(Debug)]
pub struct Exact {
    /// It has the annotations of the schema itself, not those of parts.
    pub schema: Schema,
    /// Properties that `schema` has by one part, each with what one more part says of it: where there
    /// are any, all of these must hold beside `schema`.
    pub repeated: Vec<(String, SchemaId)>,
}

/// Merges a schema with its parts, where that says the same. `None` where two parts use one keyword
/// that cannot be said once for both, or where there are too many.
#[must_use]
pub fn exact(contract: &Contract, id: SchemaId) -> Option<Exact> {
    let mut repeated = Vec::new();
    let schema = within(contract, id, DEPTH, &mut PARTS.clone(), &mut repeated)?;
    Some(Exact { schema, repeated })
}

fn within(
    contract: &Contract,
    id: SchemaId,
    depth: usize,
    left: &mut usize,
    repeated: &mut Vec<(String, SchemaId)>,
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
    let wraps = parts.len() == 1 && !out.constrains();
    for part in parts {
        let part = within(contract, part, depth, left, repeated)?;
        // A part only counts what it evaluates itself.
        let closes = part.unevaluated_properties.is_some() || part.unevaluated_items.is_some();
        if closes && !wraps {
            return None;
        }
        merge(&mut out, part, repeated)?;
    }
    Some(out)
}

/// Takes the one that is said, where not both are.
fn one<T>(into: &mut Option<T>, part: Option<T>) -> Option<()> {
    match (into.is_some(), part) {
        (_, None) => Some(()),
        (false, part) => {
            *into = part;
            Some(())
        }
        _ => None,
    }
}

/// The same of lists.
fn list<T>(into: &mut Vec<T>, part: Vec<T>) -> Option<()> {
    if into.is_empty() {
        *into = part;
        Some(())
    } else {
        part.is_empty().then_some(())
    }
}

/// The same of the entries of mappings.
fn entries<'m, T: 'm>(
    part: impl IntoIterator<Item = (String, T)>,
    mut insert: impl FnMut(String, T) -> Option<T>,
) -> Option<()> {
    part.into_iter()
        .all(|(key, value)| insert(key, value).is_none())
        .then_some(())
}

/// `additionalProperties` speaks of the names beside it, which merging would change.
fn names_properties(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional.is_some()
}

fn merge(into: &mut Schema, part: Schema, repeated: &mut Vec<(String, SchemaId)>) -> Option<()> {
    let closes = into.additional.is_some() || part.additional.is_some();
    if closes && names_properties(into) && names_properties(&part) {
        return None;
    }
    let Schema {
        // Annotations are those of the schema itself.
        place: _,
        name: _,
        title: _,
        description: _,
        deprecated: _,
        read_only: _,
        write_only: _,
        default: _,
        examples: _,
        boolean,
        types,
        values,
        format,
        min_length,
        max_length,
        pattern,
        items,
        properties,
        required,
        additional,
        // Merged before.
        all_of: _,
        any_of,
        one_of,
        discriminator,
        chooses: _,
        uncommon,
    } = part;
    let UncommonKeywords {
        external_docs: _,
        xml: _,
        extensions: _,
        minimum,
        maximum,
        multiple_of,
        content_encoding,
        content_media_type,
        content_schema,
        prefix_items,
        min_items,
        max_items,
        unique_items,
        contains,
        min_contains,
        max_contains,
        unevaluated_items,
        pattern_properties,
        property_names,
        min_properties,
        max_properties,
        dependent_required,
        dependent_schemas,
        unevaluated_properties,
        not,
        if_,
        then,
        else_,
        unknown,
    } = uncommon.into_inner();
    into.additional = into.additional.or(additional);
    into.types = into.types.intersect(types);
    if boolean == Some(false) {
        into.boolean = boolean;
    }
    one(&mut into.values, values)?;
    one(&mut into.format, format)?;
    one(&mut into.min_length, min_length)?;
    one(&mut into.max_length, max_length)?;
    one(&mut into.pattern, pattern)?;
    // `items` speaks of the items behind `prefixItems`.
    let lists = |prefix: &[SchemaId], rest: Option<SchemaId>| (!prefix.is_empty(), rest.is_some());
    match (
        lists(&into.prefix_items, into.items),
        lists(&prefix_items, items),
    ) {
        ((true, _), (_, true)) | ((_, true), (true, _)) => return None,
        _ => one(&mut into.items, items)?,
    }
    list(&mut into.any_of, any_of)?;
    list(&mut into.one_of, one_of)?;
    into.discriminator = match (into.discriminator.take(), discriminator) {
        (Some(left), Some(right)) if left.tags.is_empty() => Some(right),
        (Some(left), Some(right)) if right.tags.is_empty() => Some(left),
        (Some(_), Some(_)) => return None,
        (left, right) => left.or(right),
    };
    for (name, property) in properties {
        if into.properties.contains_key(&name) {
            repeated.push((name, property));
        } else {
            into.properties.insert(name, property);
        }
    }
    for name in required {
        if !into.required.contains(&name) {
            into.required.push(name);
        }
    }
    one(&mut into.minimum, minimum)?;
    one(&mut into.maximum, maximum)?;
    one(&mut into.multiple_of, multiple_of)?;
    one(&mut into.content_encoding, content_encoding)?;
    one(&mut into.content_media_type, content_media_type)?;
    one(&mut into.content_schema, content_schema)?;
    list(&mut into.prefix_items, prefix_items)?;
    one(&mut into.min_items, min_items)?;
    one(&mut into.max_items, max_items)?;
    into.unique_items |= unique_items;
    if contains.is_some() {
        one(&mut into.contains, contains)?;
        into.min_contains = min_contains;
        into.max_contains = max_contains;
    }
    one(&mut into.unevaluated_items, unevaluated_items)?;
    entries(pattern_properties, |key, id| {
        into.pattern_properties.insert(key, id)
    })?;
    one(&mut into.property_names, property_names)?;
    one(&mut into.min_properties, min_properties)?;
    one(&mut into.max_properties, max_properties)?;
    entries(dependent_required, |key, names| {
        into.dependent_required.insert(key, names)
    })?;
    entries(dependent_schemas, |key, id| {
        into.dependent_schemas.insert(key, id)
    })?;
    one(&mut into.unevaluated_properties, unevaluated_properties)?;
    one(&mut into.not, not)?;
    // Without `if` the other two say nothing.
    if if_.is_some() {
        one(&mut into.if_, if_)?;
        (into.then, into.else_) = (then, else_);
    }
    entries(unknown, |key, value| into.unknown.insert(key, value))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Exact, exact};
    use crate::document::ReadOptions;
    use crate::load::load_text;
    use crate::source::Memory;

    fn merged(schema: Value) -> Option<Exact> {
        let document = json!({
            "openapi": "3.1.1",
            "info": {"title": "Parts", "version": "1.0.0"},
            "paths": {},
            "components": {"schemas": {"S": schema}},
        });
        let text = document.to_string();
        let loaded = load_text(
            "",
            "a.json",
            text,
            &Memory::default(),
            ReadOptions::default(),
        );
        exact(&loaded.contract, loaded.contract.models["S"])
    }

    #[test]
    fn parts_become_one_schema() {
        let found = merged(json!({
            "required": ["a"],
            "allOf": [
                {"type": "object", "properties": {"a": {"type": "string"}}},
                {"properties": {"a": {"minLength": 1}, "b": true}, "maxProperties": 2},
            ],
        }))
        .expect("parts that say nothing twice");
        let names: Vec<&String> = found.schema.properties.keys().collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(found.schema.max_properties, Some(2));
        assert!(found.schema.all_of.is_empty());
        let repeated: Vec<&String> = found.repeated.iter().map(|(name, _)| name).collect();
        assert_eq!(repeated, ["a"]);
    }

    #[test]
    fn what_would_say_something_else_is_not_merged() {
        for schema in [
            json!({"minLength": 1, "allOf": [{"minLength": 2}]}),
            json!({"properties": {"a": true}, "allOf": [{"additionalProperties": false}]}),
            json!({"items": {"type": "string"}, "allOf": [{"prefixItems": [true]}]}),
            json!({"properties": {"a": true}, "allOf": [{"unevaluatedProperties": false}]}),
            json!({"allOf": [{"properties": {"a": true}}, {"unevaluatedProperties": false}]}),
        ] {
            assert!(merged(schema.clone()).is_none(), "{schema}");
        }
        let wrapped = json!({"title": "T", "allOf": [{"unevaluatedProperties": false}]});
        assert!(merged(wrapped).is_some());
    }

    #[test]
    fn a_branch_without_its_condition_says_nothing() {
        let found = merged(json!({"if": {"type": "string"}, "allOf": [{"then": false}]}));
        assert!(found.expect("a merged schema").schema.then.is_none());
    }
}
