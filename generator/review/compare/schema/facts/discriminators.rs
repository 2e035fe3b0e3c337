//! What the values of a discriminator mean (OpenAPI 3.0.4, section 4.7.25).

use std::collections::BTreeMap;

use super::{Differences, free};
use crate::rules;
use counterpart_contract::{Discriminator, Schema, SchemaId};

impl Differences<'_> {
    /// The tags of alternatives that stand on both sides. Where alternatives came or went, that is
    /// the change, and their tags are part of it.
    pub(super) fn discriminator(&mut self, left: &Schema, right: &Schema) {
        let schemas = [left, right];
        let chosen = schemas.map(|schema| !(schema.any_of.is_empty() && schema.one_of.is_empty()));
        if chosen == [false, false] {
            return self.discriminator_alone(left, right);
        }
        let told = self.found.iter().any(|found| {
            std::ptr::eq(found.rule, &rules::SCHEMA_COMBINATION)
                && ["anyOf", "oneOf", "discriminator"].contains(&found.token.as_str())
        });
        if chosen != [true, true] || told {
            return;
        }
        let says = match (&left.discriminator, &right.discriminator) {
            (Some(old), Some(new)) if old.property != new.property => format!(
                "is told apart by `{}` instead of `{}`",
                new.property, old.property
            ),
            (Some(old), Some(new)) => {
                let changes = self.tags(old, new);
                if changes.is_empty() {
                    return;
                }
                format!(
                    "of the values of `{}`, {}",
                    old.property,
                    changes.join(", ")
                )
            }
            (Some(old), None) => format!("is no longer told apart by `{}`", old.property),
            (None, Some(new)) => format!("is told apart by `{}` now", new.property),
            (None, None) => return,
        };
        if !schemas
            .iter()
            .any(|schema| schema.has_discriminator_values())
        {
            return self.annotation(&rules::SCHEMA_DISCRIMINATOR, "discriminator", says);
        }
        let cuts = schemas.map(|schema| Schema {
            any_of: schema.any_of.clone(),
            one_of: schema.one_of.clone(),
            discriminator: schema.discriminator.clone(),
            chooses: schema.chooses,
            ..free()
        });
        self.keyword(&rules::SCHEMA_DISCRIMINATOR, "discriminator", says, cuts);
    }

    /// What became of each tag.
    fn tags(&self, old: &Discriminator, new: &Discriminator) -> Vec<String> {
        let [before, after] = [old, new].map(meanings);
        let mut says = Vec::new();
        for (tag, target) in &before {
            match after.get(tag) {
                None => says.push(format!("`{tag}` names nothing any more")),
                Some(other) if !self.is_partner(*target, *other) => {
                    says.push(format!("`{tag}` names another schema"));
                }
                Some(_) => {}
            }
        }
        let added = after.keys().filter(|tag| !before.contains_key(*tag));
        says.extend(added.map(|tag| format!("`{tag}` names a schema now")));
        says
    }

    fn is_partner(&self, old: SchemaId, new: SchemaId) -> bool {
        let names = [&self.contracts[0][old].name, &self.contracts[1][new].name];
        names[0] == names[1] || (self.same_class)(old, new)
    }

    /// A discriminator that chooses between nothing is an annotation.
    fn discriminator_alone(&mut self, left: &Schema, right: &Schema) {
        let says = match (&left.discriminator, &right.discriminator) {
            (None, None) => return,
            (Some(old), Some(new)) if old.property != new.property => format!(
                "has the discriminator `{}` instead of `{}`",
                new.property, old.property
            ),
            (Some(old), Some(new)) => {
                let keys = |own: &Discriminator| own.mapping.keys().cloned().collect::<Vec<_>>();
                let [mut before, mut after] = [old, new].map(|own| keys(own));
                before.sort_unstable();
                after.sort_unstable();
                if before == after {
                    return;
                }
                format!("the values that `{}` maps changed", old.property)
            }
            (Some(old), None) => format!("has no discriminator `{}` any more", old.property),
            (None, Some(new)) => format!("has the discriminator `{}` now", new.property),
        };
        self.annotation(&rules::SCHEMA_DISCRIMINATOR, "discriminator", says);
    }
}

/// The schema that each tag means.
fn meanings(discriminator: &Discriminator) -> BTreeMap<&str, SchemaId> {
    let all = discriminator.tags.iter();
    all.flat_map(|(id, tags)| tags.iter().map(|tag| (tag.as_str(), *id)))
        .collect()
}
