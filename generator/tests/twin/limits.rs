//! Values at the limits of a schema's keywords: what just holds and what just does not.

use counterpart::contract::{Bound, Contract, Schema, SchemaId, UncommonKeywords};
use serde_json::{Map, Value, json};

/// A keyword, and a value at one of its limits.
pub type Limit = (&'static str, Value);

/// Schemas inside of others that are followed.
const DEPTH: usize = 3;

/// Counts and lengths above this are not tried.
const LONGEST: u64 = 300;

/// Values like `value`, each with one place of it at a limit that the schema has for it.
pub fn limits(contract: &Contract, id: SchemaId, value: &Value) -> Vec<Limit> {
    let mut out = Vec::new();
    within(contract, id, value, DEPTH, &mut out);
    out
}

fn within(contract: &Contract, id: SchemaId, value: &Value, depth: usize, out: &mut Vec<Limit>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    let schema = &contract[id];
    // Every keyword is named here: one that has no limits says so.
    let Schema {
        place: _,
        name: _,
        title: _,
        description: _,
        deprecated: _,
        read_only: _,
        write_only: _,
        default: _,
        examples: _,
        boolean: _,
        types: _,
        values,
        // Strings of formats are those of the exercises, changed.
        format: _,
        min_length,
        max_length,
        pattern: _,
        items,
        properties,
        required,
        additional,
        all_of,
        any_of,
        one_of,
        discriminator: _,
        chooses: _,
        uncommon,
    } = schema;
    let UncommonKeywords {
        external_docs: _,
        xml: _,
        extensions: _,
        minimum,
        maximum,
        multiple_of,
        content_encoding: _,
        content_media_type: _,
        content_schema: _,
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
        unknown: _,
    } = &**uncommon;
    for listed in values.iter().flatten() {
        out.push(("enum", listed.clone()));
        out.push(("enum", json!([listed])));
    }
    numbers("minimum", *minimum, out);
    numbers("maximum", *maximum, out);
    if let Some(step) = multiple_of.map(|step| step.to_f64()) {
        for factor in [0.0, 0.5, 1.0, 3.0, -2.0, 7.25] {
            out.push(("multipleOf", number(step * factor)));
        }
    }
    for (keyword, length) in [("minLength", min_length), ("maxLength", max_length)] {
        // A length counts characters, not bytes or UTF-16 units.
        for character in ["a", "é", "𝄞"] {
            counts(*length, |count| {
                out.push((keyword, json!(character.repeat(count))));
            });
        }
    }
    for (keyword, count) in [
        ("minItems", min_items),
        ("maxItems", max_items),
        ("minContains", min_contains),
        ("maxContains", max_contains),
    ] {
        counts(*count, |count| out.push((keyword, array(value, count))));
    }
    if *unique_items {
        out.push(("uniqueItems", json!([1, 1.0])));
        out.push(("uniqueItems", json!([{"a": 1, "b": 2}, {"b": 2, "a": 1}])));
        out.push(("uniqueItems", array(value, 1)));
        out.push(("uniqueItems", array(value, 2)));
    }
    if contains.is_some() {
        out.push(("contains", json!([])));
        out.push(("contains", value.clone()));
    }
    for (keyword, count) in [
        ("minProperties", min_properties),
        ("maxProperties", max_properties),
    ] {
        counts(*count, |count| out.push((keyword, object(value, count))));
    }
    let dependent = dependent_required
        .iter()
        .flat_map(|(name, names)| names.iter().chain([name]));
    for (keyword, name) in (required.iter().map(|name| ("required", name)))
        .chain(dependent.map(|name| ("dependentRequired", name)))
    {
        if let Value::Object(members) = value {
            let mut less = members.clone();
            less.shift_remove(name);
            out.push((keyword, less.into()));
            out.push((keyword, value.clone()));
        }
    }
    let same = (all_of.iter().chain(any_of).chain(one_of).copied())
        .chain(dependent_schemas.values().copied())
        .chain([*not, *if_, *then, *else_].into_iter().flatten());
    for id in same {
        within(contract, id, value, depth, out);
    }
    match value {
        Value::Array(list) => {
            let rest = items.or(*contains).or(*unevaluated_items);
            for (index, item) in list.iter().enumerate().take(3) {
                let Some(id) = prefix_items.get(index).copied().or(rest) else {
                    continue;
                };
                inside(contract, id, item, depth, out, |inner| {
                    let mut list = list.clone();
                    if let Some(item) = list.get_mut(index) {
                        *item = inner;
                    }
                    list.into()
                });
            }
        }
        Value::Object(members) => {
            let put = |name: &str, inner: Value| {
                let mut members = members.clone();
                members.insert(name.to_owned(), inner);
                Value::Object(members)
            };
            for (name, id) in properties.iter() {
                let before = members.get(name).unwrap_or(&Value::Null);
                inside(contract, *id, before, depth, out, |inner| put(name, inner));
            }
            let others = pattern_properties.values().copied();
            let others = others.chain(additional.or(*unevaluated_properties));
            for id in others {
                let unnamed = |(name, _): &(&String, &Value)| !properties.contains_key(*name);
                for (name, before) in members.iter().filter(unnamed).take(2) {
                    inside(contract, id, before, depth, out, |inner| put(name, inner));
                }
            }
            if let Some(id) = property_names {
                let mut names = Vec::new();
                within(contract, *id, &Value::Null, depth, &mut names);
                let names = names.iter().filter_map(|(_, name)| name.as_str());
                out.extend(names.map(|name| ("propertyNames", put(name, json!(1)))));
            }
        }
        _ => {}
    }
}

/// The limits of a value inside of another one.
fn inside(
    contract: &Contract,
    id: SchemaId,
    value: &Value,
    depth: usize,
    out: &mut Vec<Limit>,
    around: impl Fn(Value) -> Value,
) {
    let mut inner = Vec::new();
    within(contract, id, value, depth, &mut inner);
    let around = |(keyword, value)| (keyword, around(value));
    out.extend(inner.into_iter().map(around));
}

/// The bound and numbers on both sides of it.
fn numbers(keyword: &'static str, bound: Option<Bound>, out: &mut Vec<Limit>) {
    let Some(bound) = bound.map(|bound| bound.value.to_f64()) else {
        return;
    };
    for step in [-1.0, -0.001, 0.0, 0.001, 1.0] {
        out.push((keyword, number(bound + step)));
    }
}

/// A number without a fraction where it has none.
fn number(value: f64) -> Value {
    let text = format!("{value}");
    text.parse::<i64>().map_or(json!(value), Value::from)
}

/// Hands on the count and those beside it.
fn counts(count: Option<u64>, mut take: impl FnMut(usize)) {
    let Some(count) = count.filter(|count| *count <= LONGEST) else {
        return;
    };
    for count in count.saturating_sub(1)..=count + 1 {
        take(usize::try_from(count).unwrap_or_default());
    }
}

/// An array of so many items, like those of the value.
fn array(value: &Value, count: usize) -> Value {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let item = |index: usize| match items.get(index % items.len().max(1)) {
        Some(item) => item.clone(),
        None => json!(index),
    };
    (0..count).map(item).collect()
}

/// An object of so many properties, those of the value first.
fn object(value: &Value, count: usize) -> Value {
    let mut members: Map<String, Value> = value.as_object().cloned().unwrap_or_default();
    let names: Vec<String> = members.keys().skip(count).cloned().collect();
    for name in names {
        members.shift_remove(&name);
    }
    let model = members.values().next().cloned().unwrap_or(json!(1));
    for index in members.len()..count {
        members.insert(format!("p{index}"), model.clone());
    }
    Value::Object(members)
}
