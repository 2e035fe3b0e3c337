//! Visits the keywords of two schemas.

use std::collections::BTreeSet;

use super::annotations::annotations;
use super::combinations::{combinations, lone_schema, nullable};
use super::containers::{arrays, objects};
use super::differences::{Differences, free};
use super::discriminators::discriminator;
use super::scalars::scalars;
use crate::containment::{Repeated, Step, branches, merge_all_of, merge_overlapping};
use crate::rules;
use counterpart_contract::{Schema, SchemaId};

/// Compares two schemas that wrap no others.
pub(in crate::compare) fn collect(differences: &mut Differences<'_>) {
    let [base, head] = differences.pair;
    let (left, right) = (
        &differences.contracts[0][base],
        &differences.contracts[1][head],
    );
    let contracts = differences.contracts;
    let combined =
        [left, right].map(|schema| !schema.any_of.is_empty() || !schema.one_of.is_empty());
    if nullable(differences, base, head) {
        return;
    }
    match (branches(&contracts[0][base]), branches(&contracts[1][head])) {
        (Some((token, list)), None) if !combined[1] => {
            return lone_schema(differences, token, list, 0);
        }
        (None, Some((token, list))) if !combined[0] => {
            return lone_schema(differences, token, list, 1);
        }
        _ => {}
    }
    if left.all_of.len() == right.all_of.len() {
        for [old, new] in differences.partners(&left.all_of, &right.all_of) {
            differences.child(Step::SameValue, old, new);
        }
        keywords(differences, &left.clone(), &right.clone());
        return;
    }
    match (
        merge_all_of(differences.contracts[0], base),
        merge_all_of(differences.contracts[1], head),
    ) {
        (Some(left), Some(right)) => keywords(differences, &left, &right),
        _ => overlapping(differences, left, right),
    }
}

/// Schemas whose parts speak of the same properties.
fn overlapping(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    let [base, head] = differences.pair;
    match (
        merge_overlapping(differences.contracts[0], base),
        merge_overlapping(differences.contracts[1], head),
    ) {
        (Some((old, old_again)), Some((new, new_again))) => {
            keywords(differences, &old, &new);
            let all = |schema: &Schema, repeated: &[Repeated], name: &str| -> Vec<SchemaId> {
                let more = repeated.iter().filter(|(own, _)| own == name);
                let first = schema.properties.get(name).copied();
                first.into_iter().chain(more.map(|(_, id)| *id)).collect()
            };
            let names = old_again.iter().chain(&new_again).map(|(name, _)| name);
            let names: BTreeSet<&String> = names.collect();
            for name in names {
                for one in all(&old, &old_again, name) {
                    for other in all(&new, &new_again, name) {
                        differences.child(Step::Property(name.clone()), one, other);
                    }
                }
            }
            for child in &mut differences.children {
                let shared = |(name, _): &Repeated| Step::Property(name.clone()) == child.step;
                child.is_part = old_again.iter().chain(&new_again).any(shared);
            }
        }
        _ => {
            let constraints = [left, right].map(|schema| Schema {
                all_of: schema.all_of.clone(),
                ..free()
            });
            differences.keyword(
                &rules::COMPOSITION_CHANGED,
                "allOf",
                "",
                "`allOf` changed".into(),
                constraints,
            );
            keywords(differences, &left.clone(), &right.clone());
        }
    }
}

fn keywords(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    scalars(differences, left, right);
    arrays(differences, left, right);
    objects(differences, left, right);
    combinations(differences, left, right);
    discriminator(differences, left, right);
    annotations(differences, left, right);
}
