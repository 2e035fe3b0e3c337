//! What differs between two schemas that stand in each other's place, keyword by keyword. Facts
//! only: what they mean is decided elsewhere.

use std::fmt::{Debug, Write};

use indexmap::IndexMap;

use crate::contract::{Contract, Discriminator, Schema, SchemaId, Types};
use crate::review::meaning::{Cut, Side, Step, alternatives, canonical, flatten};
use crate::review::rules::{self, Rule};

/// One keyword, or a few that mean something together only, that differs.
pub(super) struct Difference {
    pub rule: &'static Rule,
    /// Tells it apart from others at the same place.
    pub detail: String,
    /// What changed, to stand after the name of the schema.
    pub says: String,
    /// The token below the schemas' places at which it is written.
    pub token: String,
    /// What each side demands by it.
    pub cuts: [Cut; 2],
    /// Meaning does not see it.
    pub beyond_meaning: bool,
}

/// Parts of two schemas that stand in each other's place.
pub(super) struct Child {
    pub step: Step,
    pub pair: [SchemaId; 2],
}

pub(super) struct Differences<'a> {
    pub contracts: [&'a Contract; 2],
    pub same_class: &'a dyn Fn(SchemaId, SchemaId) -> bool,
    /// Of one class, and nothing else differs either.
    pub alike: &'a dyn Fn(SchemaId, SchemaId) -> bool,
    pub pair: [SchemaId; 2],
    pub found: Vec<Difference>,
    pub children: Vec<Child>,
}

/// A schema that demands nothing, to put single keywords into.
fn free() -> Schema {
    Schema {
        types: Types::ANY,
        ..Schema::default()
    }
}

fn show<T: Debug>(value: &Option<T>, text: impl Fn(&T) -> String) -> String {
    value.as_ref().map_or_else(|| "none".into(), text)
}

impl Differences<'_> {
    pub(super) fn collect(&mut self) {
        let [base, head] = self.pair;
        let (left, right) = (&self.contracts[0][base], &self.contracts[1][head]);
        let contracts = self.contracts;
        let choices =
            [left, right].map(|schema| !schema.any_of.is_empty() || !schema.one_of.is_empty());
        match (
            alternatives(&contracts[0][base]),
            alternatives(&contracts[1][head]),
        ) {
            (Some((token, list)), None) if !choices[1] => {
                return self.choice(token, list, 0);
            }
            (None, Some((token, list))) if !choices[0] => {
                return self.choice(token, list, 1);
            }
            _ => {}
        }
        if left.all_of.len() == right.all_of.len() {
            for pair in left.all_of.iter().zip(&right.all_of) {
                self.child(Step::Here, *pair.0, *pair.1);
            }
            self.keywords(&left.clone(), &right.clone());
            return;
        }
        match (
            flatten(self.contracts[0], base),
            flatten(self.contracts[1], head),
        ) {
            (Some(left), Some(right)) => self.keywords(&left, &right),
            _ => {
                let cuts = [left, right].map(|schema| Schema {
                    all_of: schema.all_of.clone(),
                    ..free()
                });
                self.keyword(
                    &rules::SCHEMA_COMBINATION,
                    "allOf",
                    "`allOf` changed".into(),
                    cuts,
                );
                self.keywords(&left.clone(), &right.clone());
            }
        }
    }

    /// A choice between several on one side, and one schema on the other: which may be one of them.
    fn choice(&mut self, token: &str, list: &[SchemaId], side: usize) {
        let lone = self.pair[1 - side];
        let contracts = self.contracts;
        let schema = |id: SchemaId| &contracts[side][id];
        let single = &contracts[1 - side][lone];
        let pair = |own: SchemaId| if side == 0 { [own, lone] } else { [lone, own] };
        let same = |own: &SchemaId| {
            let [base, head] = pair(*own);
            (self.same_class)(base, head)
        };
        let named =
            |own: &SchemaId| schema(*own).name.is_some() && schema(*own).name == single.name;
        let typed = |own: &SchemaId| {
            let common = schema(*own).types.intersect(single.types);
            common.iter().next().is_some() && schema(*own).types != Types::ANY
        };
        let mut alike = list.iter().filter(|own| typed(own));
        let only = match (alike.next(), alike.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        let partner = list
            .iter()
            .find(|own| same(own))
            .or_else(|| list.iter().find(|own| named(own)))
            .or(only)
            .copied();
        if let Some(partner) = partner {
            let [base, head] = pair(partner);
            self.child(Step::Here, base, head);
        }
        let others = list.len() - usize::from(partner.is_some());
        let says = match (side, partner) {
            (0, Some(_)) => format!("lost {others} of its alternatives"),
            (0, None) => format!("is one schema instead of {others} alternatives"),
            (_, Some(_)) => format!("has {others} more alternatives"),
            (_, None) => format!("is a choice of {others} instead of one schema"),
        };
        let mut cuts = [lone, lone].map(|_| Schema {
            all_of: vec![lone],
            ..free()
        });
        cuts[side] = match token {
            "anyOf" => Schema {
                any_of: list.to_vec(),
                ..free()
            },
            _ => Schema {
                one_of: list.to_vec(),
                ..free()
            },
        };
        self.keyword(&rules::SCHEMA_COMBINATION, token, says, cuts);
    }

    fn child(&mut self, step: Step, base: SchemaId, head: SchemaId) {
        if !(self.alike)(base, head) {
            self.children.push(Child {
                step,
                pair: [base, head],
            });
        }
    }

    fn keyword(&mut self, rule: &'static Rule, token: &str, says: String, cuts: [Schema; 2]) {
        self.found.push(Difference {
            rule,
            detail: format!("{token}: {says}"),
            says,
            token: token.to_owned(),
            cuts: cuts.map(|cut| Cut::Keywords(Box::new(cut))),
            beyond_meaning: false,
        });
    }

    /// A keyword whose values can be compared as text.
    fn plain(&mut self, rule: &'static Rule, token: &str, values: [String; 2], cuts: [Schema; 2]) {
        let [from, to] = values;
        if from != to {
            self.keyword(
                rule,
                token,
                format!("`{token}` went from {from} to {to}"),
                cuts,
            );
        }
    }

    fn keywords(&mut self, left: &Schema, right: &Schema) {
        let both = [left, right];
        let cut = |with: &dyn Fn(&Schema) -> Schema| both.map(with);
        let text = |of: &dyn Fn(&Schema) -> String| both.map(of);
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
        self.values(left, right);
        self.plain(
            &rules::SCHEMA_FORMAT,
            "format",
            text(&|schema| show(&schema.format, Clone::clone)),
            cut(&|schema| Schema {
                format: schema.format.clone(),
                ..free()
            }),
        );
        let bound = |bound: &crate::contract::Bound| {
            format!(
                "{}{}",
                if bound.exclusive { "beyond " } else { "" },
                bound.value
            )
        };
        self.plain(
            &rules::SCHEMA_RANGE,
            "minimum",
            text(&|schema| show(&schema.minimum, bound)),
            cut(&|schema| Schema {
                minimum: schema.minimum,
                ..free()
            }),
        );
        self.plain(
            &rules::SCHEMA_RANGE,
            "maximum",
            text(&|schema| show(&schema.maximum, bound)),
            cut(&|schema| Schema {
                maximum: schema.maximum,
                ..free()
            }),
        );
        self.plain(
            &rules::SCHEMA_RANGE,
            "multipleOf",
            text(&|schema| show(&schema.multiple_of, ToString::to_string)),
            cut(&|schema| Schema {
                multiple_of: schema.multiple_of,
                ..free()
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
        self.arrays(left, right);
        self.members(left, right);
        self.combinations(left, right);
        self.rest(left, right);
    }

    fn values(&mut self, left: &Schema, right: &Schema) {
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
                    from.iter()
                        .filter(|text| !to.contains(text))
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
        let cuts = [left, right].map(|schema| Schema {
            unique_items: schema.unique_items,
            ..free()
        });
        let values = [left, right].map(|schema| schema.unique_items.to_string());
        self.plain(&rules::SCHEMA_COUNT, "uniqueItems", values, cuts);
    }

    fn arrays(&mut self, left: &Schema, right: &Schema) {
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
                    prefix_items: schema.prefix_items.clone(),
                    ..free()
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
            let cuts = [left, right].map(|schema| Schema {
                contains: schema.contains,
                min_contains: schema.min_contains,
                max_contains: schema.max_contains,
                ..free()
            });
            self.keyword(
                &rules::SCHEMA_ITEMS,
                "contains",
                "what it must contain changed".into(),
                cuts,
            );
        }
    }

    fn members(&mut self, left: &Schema, right: &Schema) {
        let both = [left, right];
        // Who does not name a member may still say what it is, by `additionalProperties`.
        let others = |schema: &Schema| Schema {
            properties: schema.properties.clone(),
            pattern_properties: schema.pattern_properties.clone(),
            additional: schema.additional,
            ..free()
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
        let cuts = [left, right].map(|schema| Schema {
            pattern_properties: schema.pattern_properties.clone(),
            ..free()
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
                        "none"
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
                    Schema {
                        property_names: schema.property_names,
                        ..free()
                    },
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
        let cuts = [left, right].map(|schema| Schema {
            dependent_required: schema.dependent_required.clone(),
            ..free()
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
                    Schema {
                        dependent_schemas: schema.dependent_schemas.clone(),
                        ..free()
                    },
                )
            },
        );
    }

    fn member(&mut self, rule: &'static Rule, name: &str, says: &str, cuts: [Cut; 2]) {
        self.found.push(Difference {
            rule,
            detail: format!("member {name}"),
            says: format!("`{name}` {says}"),
            token: format!("properties/{}", crate::source::escape(name)),
            cuts,
            beyond_meaning: false,
        });
    }

    /// A keyword with one schema below it, compared as a whole.
    fn optional_part(
        &mut self,
        rule: &'static Rule,
        token: &str,
        schemas: [&Schema; 2],
        cut: fn(&Schema) -> (Option<SchemaId>, Schema),
    ) {
        let [left, right] = schemas.map(cut);
        let same = match (left.0, right.0) {
            (None, None) => true,
            (Some(old), Some(new)) => (self.same_class)(old, new),
            _ => false,
        };
        if !same {
            self.keyword(rule, token, format!("`{token}` changed"), [left.1, right.1]);
        }
    }

    fn listed_parts(
        &mut self,
        rule: &'static Rule,
        token: &str,
        schemas: [&Schema; 2],
        cut: fn(&Schema) -> (Vec<SchemaId>, Schema),
    ) {
        let [left, right] = schemas.map(cut);
        let same = left.0.len() == right.0.len()
            && left
                .0
                .iter()
                .zip(&right.0)
                .all(|(old, new)| (self.same_class)(*old, *new));
        if !same {
            self.keyword(rule, token, format!("`{token}` changed"), [left.1, right.1]);
        }
    }

    fn combinations(&mut self, left: &Schema, right: &Schema) {
        self.alternatives("anyOf", [left, right], |schema| {
            (
                schema.any_of.clone(),
                Schema {
                    any_of: schema.any_of.clone(),
                    ..free()
                },
            )
        });
        self.alternatives("oneOf", [left, right], |schema| {
            (
                schema.one_of.clone(),
                Schema {
                    one_of: schema.one_of.clone(),
                    ..free()
                },
            )
        });
        self.optional_part(&rules::SCHEMA_COMBINATION, "not", [left, right], |schema| {
            (
                schema.not,
                Schema {
                    not: schema.not,
                    ..free()
                },
            )
        });
        self.listed_parts(&rules::SCHEMA_DEPENDENT, "if", [left, right], |schema| {
            (
                [schema.if_, schema.then, schema.else_]
                    .into_iter()
                    .flatten()
                    .collect(),
                Schema {
                    if_: schema.if_,
                    then: schema.then,
                    else_: schema.else_,
                    ..free()
                },
            )
        });
    }

    /// Alternatives that have an equal on the other side are set aside; what remains is paired
    /// where it is clear what belongs together.
    fn alternatives(
        &mut self,
        token: &str,
        schemas: [&Schema; 2],
        cut: fn(&Schema) -> (Vec<SchemaId>, Schema),
    ) {
        let [(old, cut_old), (mut new, cut_new)] = schemas.map(cut);
        let mut gone = Vec::new();
        for id in old {
            match new.iter().position(|other| (self.same_class)(id, *other)) {
                Some(at) => {
                    let other = new.remove(at);
                    self.child(Step::Here, id, other);
                }
                None => gone.push(id),
            }
        }
        if gone.is_empty() && new.is_empty() {
            return;
        }
        let contracts = self.contracts;
        let name = |side: usize, id: SchemaId| contracts[side][id].name.clone();
        let mut pairs = Vec::new();
        gone.retain(|id| {
            let own = name(0, *id);
            let partner = new
                .iter()
                .position(|other| own.is_some() && name(1, *other) == own);
            match partner {
                Some(at) => {
                    pairs.push((*id, new.remove(at)));
                    false
                }
                None => true,
            }
        });
        if let ([old], [other]) = (gone.as_slice(), new.as_slice()) {
            pairs.push((*old, *other));
            gone.clear();
            new.clear();
        }
        for (old, new) in pairs {
            self.child(Step::Here, old, new);
        }
        let label = |side: usize, ids: &[SchemaId]| {
            let names: Vec<String> = ids.iter().filter_map(|id| name(side, *id)).collect();
            match (ids.len(), names.is_empty()) {
                (0, _) => "none".to_owned(),
                (count, true) => count.to_string(),
                (_, false) => names.join(", "),
            }
        };
        if !gone.is_empty() || !new.is_empty() {
            let says = format!(
                "`{token}` lost {} and gained {} of its alternatives",
                label(0, &gone),
                label(1, &new)
            );
            self.keyword(&rules::SCHEMA_COMBINATION, token, says, [cut_old, cut_new]);
        }
    }

    /// What is no constraint of its own: direction, discriminators, keywords not understood.
    fn rest(&mut self, left: &Schema, right: &Schema) {
        let pair = self.pair;
        let cuts = || pair.map(Cut::Unevaluated);
        for (rule, token, [old, new]) in [
            (
                &rules::SCHEMA_ITEMS,
                "unevaluatedItems",
                [left.unevaluated_items, right.unevaluated_items],
            ),
            (
                &rules::SCHEMA_MEMBERS,
                "unevaluatedProperties",
                [left.unevaluated_properties, right.unevaluated_properties],
            ),
        ] {
            let same = match (old, new) {
                (None, None) => true,
                (Some(old), Some(new)) => (self.same_class)(old, new),
                _ => false,
            };
            if !same {
                let says = "what is admitted beside what others describe changed".to_owned();
                self.found.push(Difference {
                    rule,
                    detail: format!("{token}: {says}"),
                    says,
                    token: token.to_owned(),
                    cuts: cuts(),
                    beyond_meaning: false,
                });
            }
        }
        for (token, flags) in [
            ("readOnly", [left.read_only, right.read_only]),
            ("writeOnly", [left.write_only, right.write_only]),
        ] {
            if flags[0] != flags[1] {
                let says = format!("`{token}` went from {} to {}", flags[0], flags[1]);
                self.keyword(&rules::SCHEMA_DIRECTION, token, says, [free(), free()]);
                if let Some(last) = self.found.last_mut() {
                    last.beyond_meaning = true;
                }
            }
        }
        let texts = |schema: &Schema| {
            let mut out: Vec<String> = schema
                .unknown
                .iter()
                .map(|(key, value)| format!("{key}: {}", canonical(value)))
                .collect();
            out.sort_unstable();
            out
        };
        if texts(left) != texts(right) {
            let cuts = [left, right].map(|schema| Schema {
                unknown: schema.unknown.clone(),
                ..free()
            });
            let says = format!(
                "has `{}` and had `{}`",
                texts(right).join("`, `"),
                texts(left).join("`, `")
            );
            self.keyword(&rules::SCHEMA_NOT_UNDERSTOOD, "", says, cuts);
        }
        match (&left.discriminator, &right.discriminator) {
            (Some(old), Some(new)) => self.discriminators([left, right], old, new),
            (Some(old), None) => {
                let says = format!("is no longer told apart by `{}`", old.property);
                self.discriminator(says, "~removed".into());
            }
            (None, Some(new)) => {
                let says = format!("is told apart by `{}` now", new.property);
                self.discriminator(says, "~added".into());
            }
            (None, None) => {}
        }
        if left.default != right.default {
            let shown = |value: &Option<serde_json::Value>| show(value, canonical);
            let says = format!(
                "`default` went from {} to {}",
                shown(&left.default),
                shown(&right.default)
            );
            self.keyword(&rules::MEMBER_DEFAULT, "default", says, [free(), free()]);
            if let Some(last) = self.found.last_mut() {
                last.beyond_meaning = true;
            }
        }
    }

    fn discriminators(&mut self, schemas: [&Schema; 2], old: &Discriminator, new: &Discriminator) {
        if old.property != new.property {
            let says = format!(
                "is told apart by `{}` instead of `{}`",
                new.property, old.property
            );
            self.discriminator(says, "property".into());
            return;
        }
        let [before, after] = [0, 1].map(|side| selections(self.contracts[side], schemas[side]));
        for (value, target) in &before {
            match after.get(value) {
                None => self.discriminator(
                    format!(
                        "the value `{value}` of `{}` names no schema any more",
                        old.property
                    ),
                    value.clone(),
                ),
                Some(other) => {
                    let names = [
                        self.contracts[0][*target].name.clone(),
                        self.contracts[1][*other].name.clone(),
                    ];
                    // A schema that was renamed is the same one.
                    let renamed = names[0].as_ref().is_none_or(|name| {
                        !self.contracts[1]
                            .schemas
                            .iter()
                            .any(|schema| schema.name.as_ref() == Some(name))
                    });
                    let same = (self.same_class)(*target, *other);
                    if names[0] != names[1] && !(same && renamed) {
                        let mark = if same { "~" } else { "" };
                        self.discriminator(
                            format!(
                                "the value `{value}` of `{}` names another schema",
                                old.property
                            ),
                            format!("{mark}{value}"),
                        );
                    }
                }
            }
        }
        for value in after.keys().filter(|value| !before.contains_key(*value)) {
            self.discriminator(
                format!(
                    "the value `{value}` of `{}` names a schema now",
                    old.property
                ),
                format!("+{value}"),
            );
        }
    }

    fn discriminator(&mut self, says: String, detail: String) {
        self.keyword(
            &rules::SCHEMA_DISCRIMINATOR,
            "discriminator",
            says,
            [free(), free()],
        );
        if let Some(last) = self.found.last_mut() {
            last.beyond_meaning = true;
            last.detail = detail;
        }
    }
}

/// Which schema each value of a discriminator names: by the mapping, else by the schema's own name
/// (OpenAPI 3.0.3, section 4.7.25).
pub(super) fn selections(contract: &Contract, schema: &Schema) -> IndexMap<String, SchemaId> {
    let mut out: IndexMap<String, SchemaId> = schema
        .discriminator
        .as_ref()
        .map(|discriminator| discriminator.mapping.clone())
        .unwrap_or_default();
    for id in schema.one_of.iter().chain(&schema.any_of) {
        if let Some(name) = &contract[*id].name {
            out.entry(name.clone()).or_insert(*id);
        }
    }
    out
}

pub(super) fn types_text(types: Types) -> String {
    if types == Types::ANY {
        return "any".into();
    }
    types
        .iter()
        .map(crate::contract::Type::name)
        .collect::<Vec<_>>()
        .join(" or ")
}
