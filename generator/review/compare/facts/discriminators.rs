//! What the values of a discriminator mean (OpenAPI 3.0.4, section 4.7.25).

use std::collections::BTreeMap;

use super::differences::{Differences, free};
use crate::rules;
use counterpart_contract::{Discriminator, Schema, SchemaId};

/// The tags of alternatives that stand on both sides. Where alternatives came or went, that is
/// the change, and their tags are part of it.
pub(super) fn discriminator(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    let schemas = [left, right];
    let chosen = schemas.map(|schema| !(schema.any_of.is_empty() && schema.one_of.is_empty()));
    if chosen == [false, false] {
        return discriminator_alone(differences, left, right);
    }
    let told = differences.found.iter().any(|found| {
        std::ptr::eq(found.rule, &rules::COMPOSITION_CHANGED)
            && ["anyOf", "oneOf", "discriminator"].contains(&found.token.as_str())
    });
    if chosen != [true, true] || told {
        return;
    }
    let says = match (&left.discriminator, &right.discriminator) {
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
    if !schemas.iter().any(|schema| schema.has_tags()) {
        return differences.annotation(&rules::DISCRIMINATOR_CHANGED, "discriminator", says);
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
        says.clone(),
        says,
        constraints,
    );
}

/// What became of each tag.
fn mapping_changes(
    differences: &Differences<'_>,
    old: &Discriminator,
    new: &Discriminator,
) -> Vec<String> {
    let [before, after] = [old, new].map(meanings);
    let mut says = Vec::new();
    for (tag, target) in &before {
        match after.get(tag) {
            None => says.push(format!("`{tag}` is no longer mapped")),
            Some(other) if !is_partner(differences, *target, *other) => {
                says.push(format!("`{tag}` is mapped to another schema"));
            }
            Some(_) => {}
        }
    }
    let added = after.keys().filter(|tag| !before.contains_key(*tag));
    says.extend(added.map(|tag| format!("`{tag}` is mapped now")));
    says
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
    let says = match (&left.discriminator, &right.discriminator) {
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
    differences.annotation(&rules::DISCRIMINATOR_CHANGED, "discriminator", says);
}

/// The schema that each tag means.
fn meanings(discriminator: &Discriminator) -> BTreeMap<&str, SchemaId> {
    let all = discriminator.tags.iter();
    all.flat_map(|(id, tags)| tags.iter().map(|tag| (tag.as_str(), *id)))
        .collect()
}
