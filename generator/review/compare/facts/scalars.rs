//! Types, listed values, bounds and counts.

use std::collections::HashSet;

use super::differences::{Differences, free, rarely, show};
use crate::rules::{self, Rule};
use counterpart_contract::{Schema, Type, Types, UncommonKeywords};
use counterpart_contract::{canonical, format};

pub(super) fn scalars(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    let both = [left, right];
    let constraints = |with: &dyn Fn(&Schema) -> Schema| both.map(with);
    let text = |of: &dyn Fn(&Schema) -> String| both.map(of);
    // Of what parts there are, one may leave the type to another.
    let is_open = both.iter().any(|schema| schema.types == Types::ANY);
    if !(differences.is_part && is_open) {
        differences.plain(
            &rules::TYPE_CHANGED,
            "type",
            text(&|schema| match schema.boolean {
                Some(false) => "nothing".into(),
                _ => types_text(schema.types),
            }),
            constraints(&|schema| Schema {
                types: schema.types,
                boolean: schema.boolean,
                ..free()
            }),
        );
    }
    values(differences, left, right);
    // What 3.1 writes as an encoding is a format of 3.0.
    let encoded = both.iter().all(|schema| schema.format.is_none());
    differences.plain(
        &rules::FORMAT_CHANGED,
        if encoded { "contentEncoding" } else { "format" },
        text(&|schema| match encoded {
            true => show(&format::content(schema)[0], Clone::clone),
            false => show(&format::of(schema), Clone::clone),
        }),
        constraints(&|schema| Schema {
            format: format::of(schema),
            ..free()
        }),
    );
    let bound = |bound: &counterpart_contract::Bound| {
        let kind = if bound.exclusive { " (exclusive)" } else { "" };
        format!("{}{kind}", bound.value)
    };
    differences.plain(
        &rules::NUMBER_RANGE_CHANGED,
        "minimum",
        text(&|schema| show(&schema.minimum, bound)),
        constraints(&|schema| {
            rarely(UncommonKeywords {
                minimum: schema.minimum,
                ..UncommonKeywords::default()
            })
        }),
    );
    differences.plain(
        &rules::NUMBER_RANGE_CHANGED,
        "maximum",
        text(&|schema| show(&schema.maximum, bound)),
        constraints(&|schema| {
            rarely(UncommonKeywords {
                maximum: schema.maximum,
                ..UncommonKeywords::default()
            })
        }),
    );
    differences.plain(
        &rules::NUMBER_RANGE_CHANGED,
        "multipleOf",
        text(&|schema| show(&schema.multiple_of, ToString::to_string)),
        constraints(&|schema| {
            rarely(UncommonKeywords {
                multiple_of: schema.multiple_of,
                ..UncommonKeywords::default()
            })
        }),
    );
    differences.plain(
        &rules::PATTERN_CHANGED,
        "pattern",
        text(&|schema| show(&schema.pattern, |pattern| format!("`{pattern}`"))),
        constraints(&|schema| Schema {
            pattern: schema.pattern.clone(),
            ..free()
        }),
    );
    counts(differences, left, right);
}

fn values(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    // Values of other types are reported by the types, and so is null.
    let types = [left.types, right.types];
    let is_reported = types[0].intersect(types[1]).without(Type::Null).is_empty();
    let null_is_reported = left.admits_null() != right.admits_null();
    if is_reported && types.iter().all(|types| !types.is_empty()) {
        return;
    }
    let texts = |schema: &Schema| -> Option<Vec<String>> {
        schema
            .values
            .as_ref()
            .map(|values| values.iter().map(canonical).collect())
    };
    let (old, new) = (texts(left), texts(right));
    let constraints = [left, right].map(|schema| Schema {
        values: schema.values.clone(),
        ..free()
    });
    match (&old, &new) {
        (None, None) => {}
        (Some(old), Some(new)) => {
            let missing = |from: &[String], to: &[String]| -> Vec<String> {
                let to: HashSet<&String> = to.iter().collect();
                let removed = from.iter().filter(|text| !to.contains(text));
                removed
                    .filter(|text| !null_is_reported || *text != "null")
                    .cloned()
                    .collect()
            };
            let (removed, fresh) = (missing(old, new), missing(new, old));
            // Values that were removed and values that were added are two causes.
            for (message, list, lost) in [("lost", removed, true), ("gained", fresh, false)] {
                if list.is_empty() {
                    continue;
                }
                // Each side's list only speaks against the values that it does not have.
                let [old_cut, new_cut] = constraints.clone();
                let constraints = if lost {
                    [free(), new_cut]
                } else {
                    [old_cut, free()]
                };
                differences.keyword(
                    &rules::ENUM_VALUES_CHANGED,
                    "enum",
                    format!("{message} {}", list.join(", ")),
                    format!(
                        "{message} the value{} {}",
                        if list.len() > 1 { "s" } else { "" },
                        list.join(", ")
                    ),
                    constraints,
                );
            }
        }
        (Some(old), None) => {
            differences.keyword(
                &rules::ENUM_VALUES_CHANGED,
                "enum",
                format!("{} any", old.join(", ")),
                format!("is no longer limited to {}", old.join(", ")),
                constraints,
            );
        }
        (None, Some(new)) => {
            differences.keyword(
                &rules::ENUM_VALUES_CHANGED,
                "enum",
                format!("any {}", new.join(", ")),
                format!("is limited to {}", new.join(", ")),
                constraints,
            );
        }
    }
}

fn counts(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    type Get = fn(&Schema) -> Option<u64>;
    type Set = fn(&mut Schema, Option<u64>);
    let table: [(&'static Rule, &str, Get, Set); 6] = [
        (
            &rules::STRING_LENGTH_LIMIT_CHANGED,
            "minLength",
            |s| s.min_length,
            |s, v| s.min_length = v,
        ),
        (
            &rules::STRING_LENGTH_LIMIT_CHANGED,
            "maxLength",
            |s| s.max_length,
            |s, v| s.max_length = v,
        ),
        (
            &rules::COUNT_LIMIT_CHANGED,
            "minItems",
            |s| s.min_items,
            |s, v| s.min_items = v,
        ),
        (
            &rules::COUNT_LIMIT_CHANGED,
            "maxItems",
            |s| s.max_items,
            |s, v| s.max_items = v,
        ),
        (
            &rules::COUNT_LIMIT_CHANGED,
            "minProperties",
            |s| s.min_properties,
            |s, v| s.min_properties = v,
        ),
        (
            &rules::COUNT_LIMIT_CHANGED,
            "maxProperties",
            |s| s.max_properties,
            |s, v| s.max_properties = v,
        ),
    ];
    for (rule, token, get, set) in table {
        let values = [left, right].map(|schema| show(&get(schema), ToString::to_string));
        let constraints = [left, right].map(|schema| {
            let mut constraints = free();
            set(&mut constraints, get(schema));
            constraints
        });
        differences.plain(rule, token, values, constraints);
    }
    let constraints = [left, right].map(|schema| {
        rarely(UncommonKeywords {
            unique_items: schema.unique_items,
            ..UncommonKeywords::default()
        })
    });
    let values = [left, right].map(|schema| schema.unique_items.to_string());
    differences.plain(
        &rules::COUNT_LIMIT_CHANGED,
        "uniqueItems",
        values,
        constraints,
    );
}

fn types_text(types: Types) -> String {
    if types == Types::ANY {
        return "any".into();
    }
    types
        .iter()
        .map(counterpart_contract::Type::name)
        .collect::<Vec<_>>()
        .join(" or ")
}
