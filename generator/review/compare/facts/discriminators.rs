//! What the values of a discriminator mean (OpenAPI 3.0.4, section 4.7.25).

use std::collections::BTreeMap;

use super::differences::{Differences, free};
use crate::rules;
use counterpart_contract::{Discriminator, Schema, SchemaId};

/// The discriminator values of branches that stand on both sides. Where branches came or went, that
/// is the change, and their discriminator values are part of it.
pub(super) fn discriminator(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    let schemas = [left, right];
    let chosen = schemas.map(|schema| !(schema.any_of.is_empty() && schema.one_of.is_empty()));
    if chosen == [false, false] {
        return discriminator_alone(differences, left, right);
    }
    let reported = differences.found.iter().any(|found| {
        std::ptr::eq(found.rule, &rules::COMPOSITION_CHANGED)
            && ["anyOf", "oneOf", "discriminator"].contains(&found.token.as_str())
    });
    if chosen != [true, true] || reported {
        return;
    }
    let message = match (&left.discriminator, &right.discriminator) {
        (Some(old), Some(new)) if old.property != new.property => format!(
            "the discriminator property changed from `{}` to `{}`",
            old.property, new.property
        ),
        (Some(old), Some(new)) => {
            let changes = mapping_changes(differences, old, new);
            if changes.is_empty() {
                return;
            }
            format!(
                "the discriminator `{}` changed: {}",
                old.property,
                changes.join(", ")
            )
        }
        (Some(old), None) => format!("lost the discriminator `{}`", old.property),
        (None, Some(new)) => format!("gained the discriminator `{}`", new.property),
        (None, None) => return,
    };
    if !schemas
        .iter()
        .any(|schema| schema.has_discriminator_values())
    {
        return differences.annotation(&rules::DISCRIMINATOR_CHANGED, "discriminator", message);
    }
    let constraints = schemas.map(|schema| Schema {
        any_of: schema.any_of.clone(),
        one_of: schema.one_of.clone(),
        discriminator: schema.discriminator.clone(),
        chooses: schema.chooses,
        ..free()
    });
    differences.keyword(
        &rules::DISCRIMINATOR_CHANGED,
        "discriminator",
        message.clone(),
        message,
        constraints,
    );
}

/// What became of each discriminator value.
fn mapping_changes(
    differences: &Differences<'_>,
    old: &Discriminator,
    new: &Discriminator,
) -> Vec<String> {
    let [before, after] = [old, new].map(meanings);
    let mut message = Vec::new();
    for (value, target) in &before {
        match after.get(value) {
            None => message.push(format!("`{value}` is no longer mapped")),
            Some(other) if !is_partner(differences, *target, *other) => {
                message.push(format!("`{value}` is mapped to another schema"));
            }
            Some(_) => {}
        }
    }
    let added = after.keys().filter(|value| !before.contains_key(*value));
    message.extend(added.map(|value| format!("`{value}` is mapped now")));
    message
}

fn is_partner(differences: &Differences<'_>, old: SchemaId, new: SchemaId) -> bool {
    let names = [
        &differences.contracts[0][old].name,
        &differences.contracts[1][new].name,
    ];
    names[0] == names[1] || (differences.same_class)(old, new)
}

/// A discriminator that chooses between nothing is an annotation.
fn discriminator_alone(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    let message = match (&left.discriminator, &right.discriminator) {
        (None, None) => return,
        (Some(old), Some(new)) if old.property != new.property => format!(
            "the discriminator property changed from `{}` to `{}`",
            old.property, new.property
        ),
        (Some(old), Some(new)) => {
            let keys = |own: &Discriminator| own.mapping.keys().cloned().collect::<Vec<_>>();
            let [mut before, mut after] = [old, new].map(|own| keys(own));
            before.sort_unstable();
            after.sort_unstable();
            if before == after {
                return;
            }
            format!(
                "the mapping of the discriminator `{}` changed",
                old.property
            )
        }
        (Some(old), None) => format!("lost the discriminator `{}`", old.property),
        (None, Some(new)) => format!("gained the discriminator `{}`", new.property),
    };
    differences.annotation(&rules::DISCRIMINATOR_CHANGED, "discriminator", message);
}

/// The schema that each discriminator value means.
fn meanings(discriminator: &Discriminator) -> BTreeMap<&str, SchemaId> {
    let all = discriminator.tags.iter();
    all.flat_map(|(id, values)| values.iter().map(|value| (value.as_str(), *id)))
        .collect()
}
