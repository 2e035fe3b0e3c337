//! Required properties without a schema: any value is admitted there, which is rarely intended.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, codes, folded};
use crate::model::{Schema, SchemaId};

/// Reports every schema that requires a member which neither it nor a part of it describes. What is
/// a part itself may count on what it stands beside.
pub(super) fn report(schemas: &[Schema], report: &mut Vec<Diagnostic>) {
    let parts: HashSet<SchemaId> = schemas.iter().flat_map(parts).collect();
    for (index, schema) in schemas.iter().enumerate() {
        if schema.required.is_empty() || parts.contains(&SchemaId::at(index)) {
            continue;
        }
        let Some(known) = described(schemas, schema) else {
            continue;
        };
        let unknown = schema
            .required
            .iter()
            .filter(|name| !known.contains(name.as_str()));
        let unknown: Vec<&String> = unknown.collect();
        let meant = unknown.iter().find_map(|name| {
            let like = singular(name);
            known.iter().filter(|known| singular(known) == like).min()
        });
        let unknown: Vec<String> = unknown.iter().map(|name| format!("`{name}`")).collect();
        if unknown.is_empty() {
            continue;
        }
        let names = unknown.join(", ");
        let message = format!("required without a schema: {names}; any value is admitted");
        let place = schema.place.join("required");
        let problem = Diagnostic::new(&codes::UNDESCRIBED_PROPERTY, place, message.clone());
        report.push(problem.did_you_mean(meant).cause(message));
    }
}

/// A name in the singular, or what looks like it.
fn singular(name: &str) -> String {
    folded(name).trim_end_matches('s').to_owned()
}

/// The schemas that say something of the same value.
fn parts(schema: &Schema) -> impl Iterator<Item = SchemaId> + '_ {
    let single = [schema.not, schema.if_, schema.then, schema.else_];
    let mapped = schema
        .discriminator
        .iter()
        .flat_map(|own| own.mapping.values());
    let listed = [&schema.all_of, &schema.any_of, &schema.one_of];
    (listed.into_iter().flatten())
        .chain(schema.dependent_schemas.values())
        .chain(mapped)
        .copied()
        .chain(single.into_iter().flatten())
}

/// The names that a schema and its parts describe; `None` where they describe members of any name.
fn described<'a>(schemas: &'a [Schema], schema: &'a Schema) -> Option<HashSet<&'a str>> {
    let mut names = HashSet::new();
    let mut seen = HashSet::new();
    let mut pending = vec![schema];
    while let Some(schema) = pending.pop() {
        let others = [schema.additional, schema.unevaluated_properties];
        let says = |id: SchemaId| {
            schemas
                .get(id.index())
                .is_some_and(|own| own.boolean.is_none())
        };
        if others.into_iter().flatten().any(says) || !schema.pattern_properties.is_empty() {
            return None;
        }
        names.extend(schema.properties.keys().map(String::as_str));
        names.extend(schema.discriminator.iter().map(|own| own.property.as_str()));
        let more = parts(schema).filter(|id| seen.insert(*id));
        pending.extend(more.filter_map(|id| schemas.get(id.index())));
    }
    Some(names)
}
