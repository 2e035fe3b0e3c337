//! What arrays hold, and the properties of objects.

use std::fmt::Write;

use super::differences::{Difference, Differences, free, rarely};
use crate::containment::{Constraints, Step};
use crate::rules::{self, Rule};
use crate::side::Side;
use counterpart_contract::{Contract, Schema, SchemaId, UncommonKeywords};

pub(super) fn arrays(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    for (index, (old, new)) in left
        .prefix_items
        .iter()
        .zip(&right.prefix_items)
        .enumerate()
    {
        differences.child(Step::Position(index), *old, *new);
    }
    let lengths = [left, right].map(|schema| schema.prefix_items.len());
    match (left.items, right.items) {
        (Some(old), Some(new)) if lengths[0] == lengths[1] => {
            differences.child(Step::Item, old, new)
        }
        (None, None) if lengths[0] == lengths[1] => {}
        _ => {
            let constraints = [left, right].map(|schema| Schema {
                items: schema.items,
                ..rarely(UncommonKeywords {
                    prefix_items: schema.prefix_items.clone(),
                    ..UncommonKeywords::default()
                })
            });
            differences.keyword(
                &rules::ARRAY_ITEMS_CHANGED,
                "items",
                "",
                "the constraint on its items changed".into(),
                constraints,
            );
        }
    }
    let contains = |schema: &Schema| {
        (
            schema.contains.is_some(),
            schema.min_contains,
            schema.max_contains,
        )
    };
    let pair = left.contains.zip(right.contains);
    if contains(left) != contains(right)
        || pair.is_some_and(|(old, new)| !(differences.same_class)(old, new))
    {
        let constraints = [left, right].map(|schema| {
            rarely(UncommonKeywords {
                contains: schema.contains,
                min_contains: schema.min_contains,
                max_contains: schema.max_contains,
                ..UncommonKeywords::default()
            })
        });
        differences.keyword(
            &rules::ARRAY_ITEMS_CHANGED,
            "contains",
            "",
            "`contains` changed".into(),
            constraints,
        );
    }
}

pub(super) fn objects(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    let both = [left, right];
    // Who does not name a property may still say what it is, by `additionalProperties`.
    let others = |schema: &Schema| Schema {
        properties: schema.properties.clone(),
        additional: schema.additional,
        ..rarely(UncommonKeywords {
            pattern_properties: schema.pattern_properties.clone(),
            ..UncommonKeywords::default()
        })
    };
    let one = |name: &str, schema: &Schema| match schema.properties.get(name) {
        Some(property) => Constraints::Keywords(Box::new(Schema {
            properties: [(name.to_owned(), *property)].into_iter().collect(),
            ..free()
        })),
        None => Constraints::OtherProperties(Box::new(others(schema)), Some(name.to_owned())),
    };
    for (name, old) in &left.properties {
        match right.properties.get(name) {
            Some(new) => differences.child(Step::Property(name.clone()), *old, *new),
            None => property(
                differences,
                &rules::PROPERTY_REMOVED,
                name,
                "was removed",
                both.map(|schema| one(name, schema)),
            ),
        }
    }
    for name in right.properties.keys() {
        if !left.properties.contains_key(name) {
            property(
                differences,
                &rules::PROPERTY_ADDED,
                name,
                "was added",
                both.map(|schema| one(name, schema)),
            );
        }
    }
    for (own, other, side) in [(left, right, Side::Base), (right, left, Side::Head)] {
        for name in own
            .required
            .iter()
            .filter(|name| !other.required.contains(name))
        {
            let message = match side {
                Side::Base => format!("no longer requires `{name}`"),
                Side::Head => format!("requires `{name}`"),
            };
            let needs = Schema {
                required: vec![name.clone()],
                ..free()
            };
            let constraints = match side {
                Side::Base => [needs, free()],
                Side::Head => [free(), needs],
            };
            differences.keyword(
                &rules::REQUIRED_PROPERTIES_CHANGED,
                "required",
                format!("{side:?} {name}"),
                message,
                constraints,
            );
        }
    }
    for (pattern, old) in &left.pattern_properties {
        if let Some(new) = right.pattern_properties.get(pattern) {
            differences.child(Step::PatternProperty(pattern.clone()), *old, *new);
        }
    }
    let keys = |schema: &Schema| {
        let mut keys: Vec<String> = schema.pattern_properties.keys().cloned().collect();
        keys.sort_unstable();
        keys
    };
    let patterns = [left, right].map(|schema| format!("{:?}", keys(schema)));
    let constraints = [left, right].map(|schema| {
        rarely(UncommonKeywords {
            pattern_properties: schema.pattern_properties.clone(),
            ..UncommonKeywords::default()
        })
    });
    differences.plain(
        &rules::ADDITIONAL_PROPERTIES_CHANGED,
        "patternProperties",
        patterns,
        constraints,
    );
    match (left.additional, right.additional) {
        (None, None) => {}
        (Some(old), Some(new)) if (differences.same_class)(old, new) => {}
        (old, new) => {
            let open = |contract: &Contract, id: Option<SchemaId>| {
                id.is_none_or(|id| contract[id].boolean == Some(true))
            };
            let closed = |contract: &Contract, id: Option<SchemaId>| {
                id.is_some_and(|id| contract[id].boolean == Some(false))
            };
            let kind = |side: usize, id| {
                if open(differences.contracts[side], id) {
                    "any"
                } else if closed(differences.contracts[side], id) {
                    "none"
                } else {
                    "some"
                }
            };
            if let (Some(old), Some(new), "some", "some") = (old, new, kind(0, old), kind(1, new)) {
                let names = left.properties.keys().cloned().collect();
                let step = Step::AdditionalProperty(names, keys(left));
                differences.child(step, old, new);
            } else {
                let message = format!(
                    "the additional properties changed from {} to {}",
                    kind(0, old),
                    kind(1, new)
                );
                differences.found.push(Difference {
                    rule: &rules::ADDITIONAL_PROPERTIES_CHANGED,
                    detail: message.clone(),
                    message,
                    token: "additionalProperties".into(),
                    constraints: [left, right]
                        .map(|schema| Constraints::OtherProperties(Box::new(others(schema)), None)),
                    beyond_meaning: false,
                });
            }
        }
    }
    differences.optional_part(
        &rules::ADDITIONAL_PROPERTIES_CHANGED,
        "propertyNames",
        [left, right],
        |schema| {
            (
                schema.property_names,
                rarely(UncommonKeywords {
                    property_names: schema.property_names,
                    ..UncommonKeywords::default()
                }),
            )
        },
    );
    let dependents = [left, right].map(|schema| {
        let mut out = String::new();
        for (name, names) in &schema.dependent_required {
            let mut names = names.clone();
            names.sort_unstable();
            let _ = write!(out, "{name}: {}; ", names.join(", "));
        }
        if out.is_empty() {
            "none".into()
        } else {
            out.trim_end_matches("; ").to_owned()
        }
    });
    let constraints = [left, right].map(|schema| {
        rarely(UncommonKeywords {
            dependent_required: schema.dependent_required.clone(),
            ..UncommonKeywords::default()
        })
    });
    differences.plain(
        &rules::CONDITIONAL_CONSTRAINT_CHANGED,
        "dependentRequired",
        dependents,
        constraints,
    );
    differences.listed_parts(
        &rules::CONDITIONAL_CONSTRAINT_CHANGED,
        "dependentSchemas",
        [left, right],
        |schema| {
            (
                schema.dependent_schemas.values().copied().collect(),
                rarely(UncommonKeywords {
                    dependent_schemas: schema.dependent_schemas.clone(),
                    ..UncommonKeywords::default()
                }),
            )
        },
    );
}

fn property(
    differences: &mut Differences<'_>,
    rule: &'static Rule,
    name: &str,
    message: &str,
    constraints: [Constraints; 2],
) {
    differences.found.push(Difference {
        rule,
        detail: format!("property {name}"),
        message: format!("the property `{name}` {message}"),
        token: format!("properties/{}", counterpart_contract::source::escape(name)),
        constraints,
        beyond_meaning: false,
    });
}
