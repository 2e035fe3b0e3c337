//! What a validator applies: a schema that others apply many times by `allOf` is applied once, and a
//! schema that takes more than a bounded number of applications is not asked about.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

/// Applications of schemas that a validator may take for one value.
const APPLICATIONS: u64 = 2_000_000;

const DEFINITIONS: &str = "#/$defs/";

/// Writes each definition as one `allOf` of all that it is composed of, each once, where that says the
/// same: what `unevaluated` keywords see depends on how schemas are composed.
pub(super) fn each_once(mut whole: Value) -> Value {
    let Some(definitions) = whole.get("$defs").and_then(Value::as_object) else {
        return whole;
    };
    if definitions.values().any(sees_others) {
        return whole;
    }
    let composed: HashMap<&str, (Vec<&str>, Map<String, Value>)> = definitions
        .iter()
        .filter_map(|(name, schema)| Some((name.as_str(), taken_apart(schema.as_object()?))))
        .collect();
    // Whoever composes nothing out of parts that compose something stays as it is.
    let is_nested = |name: &&str| {
        composed
            .get(name)
            .is_some_and(|(parts, _)| !parts.is_empty())
    };
    let nested = |parts: &[&str]| parts.iter().any(is_nested);
    if !composed.values().any(|(parts, _)| nested(parts)) {
        return whole;
    }
    let mut out = Map::new();
    for (name, schema) in definitions {
        let Some((_, own)) = composed.get(name.as_str()) else {
            out.insert(name.clone(), schema.clone());
            continue;
        };
        out.insert(own_name(name), Value::Object(own.clone()));
    }
    // What nothing but `allOf` leads to needs no definition of its own.
    let mut wanted: Vec<String> = Vec::new();
    references(whole.get("$ref").into_iter(), &mut wanted);
    references(out.values(), &mut wanted);
    let mut seen = HashSet::new();
    for name in wanted.into_iter().filter(|name| seen.insert(name.clone())) {
        let Some((first, _)) = composed.get_key_value(name.as_str()) else {
            continue;
        };
        let mut met = HashSet::from([*first]);
        let mut parts = vec![*first];
        let mut next = 0;
        while let Some(part) = parts.get(next).copied() {
            let further = composed.get(part).into_iter().flat_map(|(parts, _)| parts);
            parts.extend(further.copied().filter(|part| met.insert(part)));
            next += 1;
        }
        let all: Vec<Value> = parts
            .iter()
            .map(|part| match composed.contains_key(part) {
                true => json!({"$ref": format!("{DEFINITIONS}{}", own_name(part))}),
                false => json!({"$ref": format!("{DEFINITIONS}{part}")}),
            })
            .collect();
        out.insert(name, json!({ "allOf": all }));
    }
    if let Some(definitions) = whole.get_mut("$defs") {
        *definitions = Value::Object(out);
    }
    whole
}

/// The name of what a definition says itself.
fn own_name(name: &str) -> String {
    format!("{name}-own")
}

/// The definitions that a schema is composed of, and the rest of it.
fn taken_apart(schema: &Map<String, Value>) -> (Vec<&str>, Map<String, Value>) {
    let mut parts: Vec<&str> = definition(schema.get("$ref")).into_iter().collect();
    let mut rest = Vec::new();
    let all = schema.get("allOf").and_then(Value::as_array);
    for branch in all.into_iter().flatten() {
        let lone = branch.as_object().filter(|branch| branch.len() == 1);
        match lone.and_then(|branch| definition(branch.get("$ref"))) {
            Some(part) => parts.push(part),
            None => rest.push(branch.clone()),
        }
    }
    let own = schema.iter();
    let mut own: Map<String, Value> = own
        .filter(|(key, value)| {
            key.as_str() != "allOf" && (*key != "$ref" || definition(Some(value)).is_none())
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if !rest.is_empty() {
        own.insert("allOf".into(), rest.into());
    }
    (parts, own)
}

fn definition(reference: Option<&Value>) -> Option<&str> {
    reference?.as_str()?.strip_prefix(DEFINITIONS)
}

/// Returns whether a keyword in a schema depends on what others evaluate.
fn sees_others(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(key, value)| {
            matches!(key.as_str(), "unevaluatedProperties" | "unevaluatedItems")
                || sees_others(value)
        }),
        Value::Array(items) => items.iter().any(sees_others),
        _ => false,
    }
}

/// The definitions that values refer to.
fn references<'v>(values: impl Iterator<Item = &'v Value>, out: &mut Vec<String>) {
    let mut pending: Vec<&Value> = values.collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Object(members) => pending.extend(members.values()),
            Value::Array(items) => pending.extend(items),
            Value::String(text) => {
                out.extend(text.strip_prefix(DEFINITIONS).map(str::to_owned));
            }
            _ => {}
        }
    }
}

/// Returns whether a validator applies a bounded number of schemas, by the ways to each.
pub(super) fn is_bounded(whole: &Value) -> bool {
    let Some(definitions) = whole.get("$defs").and_then(Value::as_object) else {
        return true;
    };
    let mut inner: HashMap<&str, Vec<String>> = HashMap::new();
    for (name, schema) in definitions {
        references(std::iter::once(schema), inner.entry(name).or_default());
    }
    let mut ways: HashMap<&str, u64> = HashMap::new();
    let Some(first) = definition(whole.get("$ref")) else {
        return true;
    };
    // Depth first, each once all that it refers to are known; what refers to itself counts once.
    let mut open: HashSet<&str> = HashSet::new();
    let mut pending = vec![first];
    while let Some(name) = pending.last().copied() {
        if ways.contains_key(name) {
            pending.pop();
            continue;
        }
        let references = inner.get(name).map_or(&[][..], Vec::as_slice);
        if open.insert(name) {
            let further = references.iter().map(String::as_str);
            pending.extend(further.filter(|name| !open.contains(name)));
            continue;
        }
        let below = references
            .iter()
            .map(|name| ways.get(name.as_str()).copied().unwrap_or(1));
        let all = below.fold(1, |all: u64, ways| all.saturating_add(ways));
        ways.insert(name, all);
        pending.pop();
    }
    ways.get(first).is_none_or(|ways| *ways <= APPLICATIONS)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{each_once, is_bounded};
    use crate::confirm::validator::validator;

    fn doubled(keyword: &str, levels: usize) -> Value {
        let reference = |level: usize| json!({"$ref": format!("#/$defs/s{level}")});
        let mut definitions = json!({"s0": {"maxLength": 3}});
        for level in 1..=levels {
            definitions[format!("s{level}")] =
                json!({keyword: [reference(level - 1), reference(level - 1)], "minLength": 1});
        }
        json!({"$ref": format!("#/$defs/s{levels}"), "$defs": definitions})
    }

    #[test]
    fn schemas_composed_by_all_of_are_applied_once() {
        let whole = doubled("allOf", 200);
        assert!(!is_bounded(&whole));
        let flat = each_once(whole);
        assert!(is_bounded(&flat));
        let validator = validator(&flat).expect("a schema");
        for (value, admitted) in [("abc", true), ("abcd", false), ("", false)] {
            assert_eq!(validator.is_valid(&json!(value)), admitted, "{value}");
        }
    }

    #[test]
    fn what_choices_apply_is_counted() {
        assert!(is_bounded(&each_once(doubled("oneOf", 8))));
        assert!(!is_bounded(&each_once(doubled("oneOf", 60))));
    }
}
