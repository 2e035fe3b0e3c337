//! What arrays hold, and the members of objects.

use std::fmt::Write;

use super::{Difference, Differences, free, rarely};
use crate::containment::{Cut, Step};
use crate::rules::{self, Rule};
use crate::side::Side;
use counterpart_contract::{Contract, Schema, SchemaId, UncommonKeywords};

impl Differences<'_> {
    pub(super) fn arrays(&mut self, left: &Schema, right: &Schema) {
        for (index, (old, new)) in left
            .prefix_items
            .iter()
            .zip(&right.prefix_items)
            .enumerate()
        {
            self.child(Step::Position(index), *old, *new);
        }
        let lengths = [left, right].map(|schema| schema.prefix_items.len());
        match (left.items, right.items) {
            (Some(old), Some(new)) if lengths[0] == lengths[1] => self.child(Step::Item, old, new),
            (None, None) if lengths[0] == lengths[1] => {}
            _ => {
                let cuts = [left, right].map(|schema| Schema {
                    items: schema.items,
                    ..rarely(UncommonKeywords {
                        prefix_items: schema.prefix_items.clone(),
                        ..UncommonKeywords::default()
                    })
                });
                self.keyword(
                    &rules::SCHEMA_ITEMS,
                    "items",
                    "what its items may be changed".into(),
                    cuts,
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
            || pair.is_some_and(|(old, new)| !(self.same_class)(old, new))
        {
            let cuts = [left, right].map(|schema| {
                rarely(UncommonKeywords {
                    contains: schema.contains,
                    min_contains: schema.min_contains,
                    max_contains: schema.max_contains,
                    ..UncommonKeywords::default()
                })
            });
            self.keyword(
                &rules::SCHEMA_ITEMS,
                "contains",
                "what it must contain changed".into(),
                cuts,
            );
        }
    }

    pub(super) fn members(&mut self, left: &Schema, right: &Schema) {
        let both = [left, right];
        // Who does not name a member may still say what it is, by `additionalProperties`.
        let others = |schema: &Schema| Schema {
            properties: schema.properties.clone(),
            additional: schema.additional,
            ..rarely(UncommonKeywords {
                pattern_properties: schema.pattern_properties.clone(),
                ..UncommonKeywords::default()
            })
        };
        let one = |name: &str, schema: &Schema| match schema.properties.get(name) {
            Some(member) => Cut::Keywords(Box::new(Schema {
                properties: [(name.to_owned(), *member)].into_iter().collect(),
                ..free()
            })),
            None => Cut::Others(Box::new(others(schema)), Some(name.to_owned())),
        };
        for (name, old) in &left.properties {
            match right.properties.get(name) {
                Some(new) => self.child(Step::Member(name.clone()), *old, *new),
                None => self.member(
                    &rules::MEMBER_REMOVED,
                    name,
                    "is gone",
                    both.map(|schema| one(name, schema)),
                ),
            }
        }
        for name in right.properties.keys() {
            if !left.properties.contains_key(name) {
                self.member(
                    &rules::MEMBER_ADDED,
                    name,
                    "is new",
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
                let says = match side {
                    Side::Base => format!("no longer requires `{name}`"),
                    Side::Head => format!("requires `{name}`"),
                };
                let needs = Schema {
                    required: vec![name.clone()],
                    ..free()
                };
                let cuts = match side {
                    Side::Base => [needs, free()],
                    Side::Head => [free(), needs],
                };
                self.keyword(&rules::MEMBER_REQUIRED, "required", says, cuts);
            }
        }
        for (pattern, old) in &left.pattern_properties {
            if let Some(new) = right.pattern_properties.get(pattern) {
                self.child(Step::MatchingMember(pattern.clone()), *old, *new);
            }
        }
        let keys = |schema: &Schema| {
            let mut keys: Vec<String> = schema.pattern_properties.keys().cloned().collect();
            keys.sort_unstable();
            keys
        };
        let patterns = [left, right].map(|schema| format!("{:?}", keys(schema)));
        let cuts = [left, right].map(|schema| {
            rarely(UncommonKeywords {
                pattern_properties: schema.pattern_properties.clone(),
                ..UncommonKeywords::default()
            })
        });
        self.plain(&rules::SCHEMA_MEMBERS, "patternProperties", patterns, cuts);
        match (left.additional, right.additional) {
            (None, None) => {}
            (Some(old), Some(new)) if (self.same_class)(old, new) => {}
            (old, new) => {
                let open = |contract: &Contract, id: Option<SchemaId>| {
                    id.is_none_or(|id| contract[id].boolean == Some(true))
                };
                let closed = |contract: &Contract, id: Option<SchemaId>| {
                    id.is_some_and(|id| contract[id].boolean == Some(false))
                };
                let kind = |side: usize, id| {
                    if open(self.contracts[side], id) {
                        "any"
                    } else if closed(self.contracts[side], id) {
                        "no"
                    } else {
                        "some"
                    }
                };
                if let (Some(old), Some(new), "some", "some") =
                    (old, new, kind(0, old), kind(1, new))
                {
                    let names = left.properties.keys().cloned().collect();
                    let step = Step::OtherMember(names, keys(left));
                    self.child(step, old, new);
                } else {
                    let says = format!(
                        "admits {} other members, and admitted {}",
                        kind(1, new),
                        kind(0, old)
                    );
                    self.found.push(Difference {
                        rule: &rules::SCHEMA_MEMBERS,
                        detail: says.clone(),
                        says,
                        token: "additionalProperties".into(),
                        cuts: [left, right]
                            .map(|schema| Cut::Others(Box::new(others(schema)), None)),
                        beyond_meaning: false,
                    });
                }
            }
        }
        self.optional_part(
            &rules::SCHEMA_MEMBERS,
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
        let cuts = [left, right].map(|schema| {
            rarely(UncommonKeywords {
                dependent_required: schema.dependent_required.clone(),
                ..UncommonKeywords::default()
            })
        });
        self.plain(
            &rules::SCHEMA_DEPENDENT,
            "dependentRequired",
            dependents,
            cuts,
        );
        self.listed_parts(
            &rules::SCHEMA_DEPENDENT,
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

    fn member(&mut self, rule: &'static Rule, name: &str, says: &str, cuts: [Cut; 2]) {
        self.found.push(Difference {
            rule,
            detail: format!("member {name}"),
            says: format!("`{name}` {says}"),
            token: format!("properties/{}", counterpart_contract::source::escape(name)),
            cuts,
            beyond_meaning: false,
        });
    }
}
