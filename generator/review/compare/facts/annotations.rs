//! What is no constraint of its own: direction, discriminators, defaults, keywords that are not
//! understood.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Difference, Differences, free, show};
use crate::contract::{Contract, Discriminator, Schema, SchemaId};
use crate::review::meaning::{Cut, Step, canonical, format, one_way};
use crate::review::rules::{self, Rule};

impl Differences<'_> {
    /// What is no constraint of its own: direction, discriminators, keywords not understood.
    pub(super) fn rest(&mut self, left: &Schema, right: &Schema) {
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
        // A flag that moved into a part says the same.
        let whole = [0, 1].map(|side| one_way(self.contracts[side], self.pair[side]));
        for (token, flags, whole) in [
            (
                "readOnly",
                [left.read_only, right.read_only],
                whole.map(|own| own.0),
            ),
            (
                "writeOnly",
                [left.write_only, right.write_only],
                whole.map(|own| own.1),
            ),
        ] {
            if flags[0] != flags[1] && whole[0] != whole[1] {
                let says = format!("`{token}` went from {} to {}", flags[0], flags[1]);
                self.annotation(&rules::SCHEMA_DIRECTION, token, says);
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
        let held = [left, right].map(format::content);
        for (at, token) in ["contentEncoding", "contentMediaType"].iter().enumerate() {
            let [from, to] = [&held[0][at], &held[1][at]];
            if from != to {
                let [from, to] = [from, to].map(|text| show(text, Clone::clone));
                let says = format!("`{token}` went from {from} to {to}");
                self.annotation(&rules::TEXT_CONTENT, token, says);
            }
        }
        let same = match (left.content_schema, right.content_schema) {
            (None, None) => true,
            (Some(old), Some(new)) => (self.same_class)(old, new),
            _ => false,
        };
        if !same {
            let says = "`contentSchema` changed".to_owned();
            self.annotation(&rules::TEXT_CONTENT, "contentSchema", says);
        }
        self.default([left.default.as_deref(), right.default.as_deref()]);
        self.deprecation([left.deprecated, right.deprecated]);
    }

    fn default(&mut self, [old, new]: [Option<&Value>; 2]) {
        if old != new {
            let [from, to] = [old, new].map(|value| value.map_or_else(|| "none".into(), canonical));
            let says = format!("`default` went from {from} to {to}");
            self.annotation(&rules::MEMBER_DEFAULT, "default", says);
        }
    }

    fn deprecation(&mut self, [old, new]: [bool; 2]) {
        if old != new {
            let says = if new {
                "is deprecated"
            } else {
                "is no longer deprecated"
            };
            self.annotation(&rules::SCHEMA_DEPRECATED, "deprecated", says.to_owned());
        }
    }

    /// What wrappers that demand nothing of their own say about the schemas inside them.
    pub(in crate::review::compare) fn wrappers(&mut self, inner: [SchemaId; 2]) {
        let layers =
            [0, 1].map(|side| wrappers(self.contracts[side], self.pair[side], inner[side]));
        let whole = [0, 1].map(|side| {
            let own = layers[side].iter().copied();
            own.chain([&self.contracts[side][inner[side]]])
                .collect::<Vec<_>>()
        });
        if layers.iter().flatten().any(|own| own.default.is_some()) {
            let [old, new] = whole
                .each_ref()
                .map(|all| all.iter().find_map(|own| own.default.as_deref()));
            self.default([old, new]);
        }
        if layers.iter().flatten().any(|own| own.deprecated) {
            self.deprecation(
                whole
                    .each_ref()
                    .map(|all| all.iter().any(|own| own.deprecated)),
            );
        }
        self.child(Step::Here, inner[0], inner[1]);
    }

    /// A change that meaning does not see.
    fn annotation(&mut self, rule: &'static Rule, token: &str, says: String) {
        self.keyword(rule, token, says, [free(), free()]);
        if let Some(last) = self.found.last_mut() {
            last.beyond_meaning = true;
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
        self.annotation(&rules::SCHEMA_DISCRIMINATOR, "discriminator", says);
        if let Some(last) = self.found.last_mut() {
            last.detail = detail;
        }
    }
}

/// The schemas from `outer` to `inner`, which each lead to the next by `allOf` of one.
fn wrappers(contract: &Contract, outer: SchemaId, inner: SchemaId) -> Vec<&Schema> {
    let mut out = Vec::new();
    let mut at = outer;
    while at != inner
        && let [only] = contract[at].all_of.as_slice()
    {
        out.push(&contract[at]);
        at = *only;
    }
    out
}

/// Whether something is said to readers on the way from `outer` to `inner`.
pub(in crate::review::compare) fn is_annotated(
    contract: &Contract,
    outer: SchemaId,
    inner: SchemaId,
) -> bool {
    let mut layers = wrappers(contract, outer, inner).into_iter();
    layers.any(|own| own.deprecated || own.default.is_some())
}

/// Which schema each value of a discriminator names: by the mapping, else by the schema's own name
/// (OpenAPI 3.0.3, section 4.7.25).
pub(in crate::review::compare) fn selections(
    contract: &Contract,
    schema: &Schema,
) -> IndexMap<String, SchemaId> {
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
