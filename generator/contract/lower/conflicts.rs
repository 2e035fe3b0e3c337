//! Schemas that no value can satisfy because the subschemas of an `allOf` contradict each other.
//!
//! They are reported and not changed: they are checked as they are written. Only the keywords of each
//! subschema itself are compared, never its branches.

use std::collections::HashSet;

use indexmap::IndexMap;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, codes};
use crate::merge::{Bounds, parts};
use crate::model::{Bound, Schema, Type, Types, equal};

/// What contradicts what.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Conflict {
    /// In words.
    Values(String),
    /// `additionalProperties` of one part refuses a member of another, which may be required.
    Refused(String, bool),
}

/// Reports every `allOf` that contradicts itself, where it is written first.
pub(super) fn report(schemas: &[Schema], report: &mut Vec<Diagnostic>) {
    let found: Vec<Vec<Conflict>> = schemas
        .iter()
        .map(|schema| match schema.all_of.as_slice() {
            [] => Vec::new(),
            _ => of(schemas, schema),
        })
        .collect();
    for (schema, conflicts) in schemas.iter().zip(&found) {
        if conflicts.is_empty() {
            continue;
        }
        // What a part contradicts by itself is said there.
        let said: HashSet<&Conflict> = parts(schemas, schema)
            .filter(|(id, _)| id.is_some())
            .filter_map(|(id, _)| found.get(id?.index()))
            .flatten()
            .collect();
        let place = schema.place.join("allOf");
        let problem =
            |message| Diagnostic::new(&codes::CONTRADICTORY_ALL_OF, place.clone(), message);
        let mut refused = Vec::new();
        for conflict in conflicts.iter().filter(|conflict| !said.contains(conflict)) {
            match conflict {
                Conflict::Values(message) => report.push(problem(message.clone())),
                Conflict::Refused(name, required) => refused.push((name, *required)),
            }
        }
        if !refused.is_empty() {
            report.push(problem(refusal(&refused)).cause("additionalProperties"));
        }
    }
}

/// So many members are named in one message.
const NAMED: usize = 4;

fn refusal(refused: &[(&String, bool)]) -> String {
    let mut names: Vec<String> = (refused.iter().take(NAMED))
        .map(|(name, required)| match required {
            true => format!("`{name}`, which is required"),
            false => format!("`{name}`"),
        })
        .collect();
    if refused.len() > NAMED {
        names.push(format!("{} more", refused.len() - NAMED));
    }
    let members = match names.split_last() {
        Some((last, [])) => format!("the property {last}"),
        Some((last, others)) => format!("the properties {} and {last}", others.join(", ")),
        None => String::new(),
    };
    format!("`additionalProperties` of one subschema refuses {members}, of another")
}

/// What contradicts what in a schema, in words.
fn of(schemas: &[Schema], schema: &Schema) -> Vec<Conflict> {
    let parts: Vec<&Schema> = parts(schemas, schema).map(|(_, part)| part).collect();
    let mut messages = Vec::new();
    if let Some(message) = scalars(&parts) {
        messages.push(Conflict::Values(format!("no value is {message}")));
        return messages;
    }
    messages.extend(members(schemas, &parts));
    messages
}

/// A contradiction in what parts say of a value itself.
fn scalars(parts: &[&Schema]) -> Option<String> {
    let said: Vec<Types> = parts.iter().map(|part| part.types).collect();
    let types = said.iter().copied().fold(Types::ANY, Types::intersect);
    let more_than_null = said.iter().all(|types| *types != Types::of(Type::Null));
    if types.is_empty() || (types == Types::of(Type::Null) && more_than_null) {
        let mut names: Vec<String> = Vec::new();
        for types in said.iter().filter(|types| **types != Types::ANY) {
            let kinds = types.iter().filter(|kind| *kind != Type::Null);
            let name = kinds.map(Type::name).collect::<Vec<_>>().join(" or ");
            let name = if name.is_empty() {
                "null".to_owned()
            } else {
                name
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        return Some(format!("{} at once", names.join(" and ")));
    }
    let mut lists = parts.iter().filter_map(|part| part.values.as_ref());
    if let Some(first) = lists.next() {
        let lists: Vec<&Vec<Value>> = lists.collect();
        let common = first.iter().any(|value| {
            lists
                .iter()
                .all(|list| list.iter().any(|other| equal(value, other)))
        });
        if !common && !lists.is_empty() {
            return Some("in all enumerations at once".to_owned());
        }
    }
    ranges(parts)
}

/// Bounds of which the lower one is above the upper one.
fn ranges(parts: &[&Schema]) -> Option<String> {
    let bounds = Bounds::of(parts.iter().copied());
    if let (Some(low), Some(high)) = (bounds.minimum, bounds.maximum) {
        let open = low.exclusive || high.exclusive;
        if low.value > high.value || (low.value == high.value && open) {
            return Some(range(low, high));
        }
    }
    let counts = [
        ("characters long", bounds.length),
        ("items long", bounds.items),
        ("properties large", bounds.properties),
    ];
    counts.into_iter().find_map(|(what, range)| {
        let (least, most) = (range.least?, range.most?);
        (least > most).then(|| format!("at least {least} and at most {most} {what}"))
    })
}

fn range(low: Bound, high: Bound) -> String {
    let least = if low.exclusive {
        "greater than"
    } else {
        "at least"
    };
    let most = if high.exclusive {
        "less than"
    } else {
        "at most"
    };
    format!("{least} {} and {most} {}", low.value, high.value)
}

/// Contradictions in what subschemas say of properties.
fn members(schemas: &[Schema], all: &[&Schema]) -> Vec<Conflict> {
    let mut messages = Vec::new();
    let mut described: IndexMap<&String, Vec<&Schema>> = IndexMap::new();
    for (name, id) in all.iter().flat_map(|part| &part.properties) {
        let own = described.entry(name).or_default();
        own.extend(schemas.get(id.index()));
    }
    let required: HashSet<&String> = all.iter().flat_map(|part| &part.required).collect();
    let closed: Vec<&Schema> = all
        .iter()
        .copied()
        .filter(|part| is_closed(schemas, part))
        .collect();
    for (name, described) in described {
        if described.len() > 1 {
            let said: Vec<&Schema> = described
                .iter()
                .flat_map(|schema| parts(schemas, schema).map(|(_, part)| part))
                .collect();
            if let Some(message) = scalars(&said) {
                let message = format!("the property `{name}` would have to be {message}");
                messages.push(Conflict::Values(message));
                continue;
            }
        }
        if closed
            .iter()
            .any(|part| !part.properties.contains_key(name))
        {
            messages.push(Conflict::Refused(name.clone(), required.contains(name)));
        }
    }
    messages
}

/// Whether a part admits no member that it does not describe by name.
fn is_closed(schemas: &[Schema], part: &Schema) -> bool {
    let closed = part
        .additional
        .and_then(|id| schemas.get(id.index()))
        .is_some_and(|schema| schema.boolean == Some(false));
    closed && part.pattern_properties.is_empty()
}
