//! Types, listed values, bounds and counts.

use std::collections::HashSet;

use super::{Differences, free, rarely, show};
use crate::rules::{self, Rule};
use counterpart_contract::{Schema, Type, Types, UncommonKeywords};
use counterpart_contract::{canonical, format};

impl Differences<'_> {
    pub(super) fn scalars(&mut self, left: &Schema, right: &Schema) {
        let both = [left, right];
        let cut = |with: &dyn Fn(&Schema) -> Schema| both.map(with);
        let text = |of: &dyn Fn(&Schema) -> String| both.map(of);
        // Of what parts there are, one may leave the type to another.
        let is_open = both.iter().any(|schema| schema.types == Types::ANY);
        if !(self.is_part && is_open) {
            self.plain(
                &rules::SCHEMA_TYPE,
                "type",
                text(&|schema| match schema.boolean {
                    Some(false) => "nothing".into(),
                    _ => types_text(schema.types),
                }),
                cut(&|schema| Schema {
                    types: schema.types,
                    boolean: schema.boolean,
                    ..free()
                }),
            );
        }
        self.values(left, right);
        // What 3.1 writes as an encoding is a format of 3.0.
        let encoded = both.iter().all(|schema| schema.format.is_none());
        self.plain(
            &rules::SCHEMA_FORMAT,
            if encoded { "contentEncoding" } else { "format" },
            text(&|schema| match encoded {
                true => show(&format::content(schema)[0], Clone::clone),
                false => show(&format::of(schema), Clone::clone),
            }),
            cut(&|schema| Schema {
                format: format::of(schema),
                ..free()
            }),
        );
        let bound = |bound: &counterpart_contract::Bound| {
            let kind = if bound.exclusive { " (exclusive)" } else { "" };
            format!("{}{kind}", bound.value)
        };
        self.plain(
            &rules::SCHEMA_RANGE,
            "minimum",
            text(&|schema| show(&schema.minimum, bound)),
            cut(&|schema| {
                rarely(UncommonKeywords {
                    minimum: schema.minimum,
                    ..UncommonKeywords::default()
                })
            }),
        );
        self.plain(
            &rules::SCHEMA_RANGE,
            "maximum",
            text(&|schema| show(&schema.maximum, bound)),
            cut(&|schema| {
                rarely(UncommonKeywords {
                    maximum: schema.maximum,
                    ..UncommonKeywords::default()
                })
            }),
        );
        self.plain(
            &rules::SCHEMA_RANGE,
            "multipleOf",
            text(&|schema| show(&schema.multiple_of, ToString::to_string)),
            cut(&|schema| {
                rarely(UncommonKeywords {
                    multiple_of: schema.multiple_of,
                    ..UncommonKeywords::default()
                })
            }),
        );
        self.plain(
            &rules::SCHEMA_PATTERN,
            "pattern",
            text(&|schema| show(&schema.pattern, |pattern| format!("`{pattern}`"))),
            cut(&|schema| Schema {
                pattern: schema.pattern.clone(),
                ..free()
            }),
        );
        self.counts(left, right);
    }

    fn values(&mut self, left: &Schema, right: &Schema) {
        // Values of other types are told by the types, and so is null.
        let types = [left.types, right.types];
        let is_told = types[0].intersect(types[1]).without(Type::Null).is_empty();
        let null_is_told = left.admits_null() != right.admits_null();
        if is_told && types.iter().all(|types| !types.is_empty()) {
            return;
        }
        let texts = |schema: &Schema| -> Option<Vec<String>> {
            schema
                .values
                .as_ref()
                .map(|values| values.iter().map(canonical).collect())
        };
        let (old, new) = (texts(left), texts(right));
        let cuts = [left, right].map(|schema| Schema {
            values: schema.values.clone(),
            ..free()
        });
        match (&old, &new) {
            (None, None) => {}
            (Some(old), Some(new)) => {
                let missing = |from: &[String], to: &[String]| -> Vec<String> {
                    let to: HashSet<&String> = to.iter().collect();
                    let gone = from.iter().filter(|text| !to.contains(text));
                    gone.filter(|text| !null_is_told || *text != "null")
                        .cloned()
                        .collect()
                };
                let (gone, fresh) = (missing(old, new), missing(new, old));
                // Values that are gone and values that are new are two causes.
                for (says, list, lost) in [("lost", gone, true), ("gained", fresh, false)] {
                    if list.is_empty() {
                        continue;
                    }
                    // Each side's list only speaks against the values that it does not have.
                    let [old_cut, new_cut] = cuts.clone();
                    let cuts = if lost {
                        [free(), new_cut]
                    } else {
                        [old_cut, free()]
                    };
                    self.keyword(
                        &rules::SCHEMA_VALUES,
                        "enum",
                        format!(
                            "{says} the value{} {}",
                            if list.len() > 1 { "s" } else { "" },
                            list.join(", ")
                        ),
                        cuts,
                    );
                }
            }
            (Some(old), None) => {
                self.keyword(
                    &rules::SCHEMA_VALUES,
                    "enum",
                    format!("is no longer limited to {}", old.join(", ")),
                    cuts,
                );
            }
            (None, Some(new)) => {
                self.keyword(
                    &rules::SCHEMA_VALUES,
                    "enum",
                    format!("is limited to {}", new.join(", ")),
                    cuts,
                );
            }
        }
    }

    fn counts(&mut self, left: &Schema, right: &Schema) {
        type Get = fn(&Schema) -> Option<u64>;
        type Set = fn(&mut Schema, Option<u64>);
        let table: [(&'static Rule, &str, Get, Set); 6] = [
            (
                &rules::SCHEMA_LENGTH,
                "minLength",
                |s| s.min_length,
                |s, v| s.min_length = v,
            ),
            (
                &rules::SCHEMA_LENGTH,
                "maxLength",
                |s| s.max_length,
                |s, v| s.max_length = v,
            ),
            (
                &rules::SCHEMA_COUNT,
                "minItems",
                |s| s.min_items,
                |s, v| s.min_items = v,
            ),
            (
                &rules::SCHEMA_COUNT,
                "maxItems",
                |s| s.max_items,
                |s, v| s.max_items = v,
            ),
            (
                &rules::SCHEMA_COUNT,
                "minProperties",
                |s| s.min_properties,
                |s, v| s.min_properties = v,
            ),
            (
                &rules::SCHEMA_COUNT,
                "maxProperties",
                |s| s.max_properties,
                |s, v| s.max_properties = v,
            ),
        ];
        for (rule, token, get, set) in table {
            let values = [left, right].map(|schema| show(&get(schema), ToString::to_string));
            let cuts = [left, right].map(|schema| {
                let mut cut = free();
                set(&mut cut, get(schema));
                cut
            });
            self.plain(rule, token, values, cuts);
        }
        let cuts = [left, right].map(|schema| {
            rarely(UncommonKeywords {
                unique_items: schema.unique_items,
                ..UncommonKeywords::default()
            })
        });
        let values = [left, right].map(|schema| schema.unique_items.to_string());
        self.plain(&rules::SCHEMA_COUNT, "uniqueItems", values, cuts);
    }
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
