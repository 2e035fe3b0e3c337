//! What is no constraint of its own: direction, defaults, keywords that are not
//! understood.

use serde_json::Value;

use super::{Difference, Differences, free, rarely, show};
use crate::containment::{Cut, Kind, Step};
use crate::lifecycle::until;
use crate::rules::{self, Rule};
use counterpart_contract::{Contract, Schema, SchemaId, Type, UncommonKeywords};
use counterpart_contract::{canonical, direction_flags, format};

impl Differences<'_> {
    /// What is no constraint of its own: direction, defaults, keywords not understood.
    pub(super) fn rest(&mut self, left: &Schema, right: &Schema) {
        let pair = self.pair;
        for (kind, rule, token, [old, new]) in [
            (
                Kind::Array,
                &rules::SCHEMA_ITEMS,
                "unevaluatedItems",
                [left.unevaluated_items, right.unevaluated_items],
            ),
            (
                Kind::Object,
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
                    cuts: pair.map(|id| Cut::Unevaluated(id, kind)),
                    beyond_meaning: false,
                });
            }
        }
        // A flag that moved into a part says the same.
        let whole = [0, 1].map(|side| direction_flags(self.contracts[side], self.pair[side]));
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
            let cuts = [left, right].map(|schema| {
                rarely(UncommonKeywords {
                    unknown: schema.unknown.clone(),
                    ..UncommonKeywords::default()
                })
            });
            let [old, new] = [left, right].map(|schema| match texts(schema) {
                texts if texts.is_empty() => "nothing".to_owned(),
                texts => format!("`{}`", texts.join("`, `")),
            });
            let says = format!("what is not understood went from {old} to {new}");
            self.keyword(&rules::SCHEMA_NOT_UNDERSTOOD, "", says, cuts);
        }
        let both = [left, right];
        // Texts hold something, and nothing else does.
        if both
            .iter()
            .all(|schema| schema.types.contains(Type::String))
        {
            self.content(both);
        }
        self.default([left.default.as_deref(), right.default.as_deref()]);
        let until = until(&right.extensions);
        self.deprecation([left.deprecated, right.deprecated], &until);
    }

    fn content(&mut self, both: [&Schema; 2]) {
        let held = both.map(format::content);
        for (at, token) in ["contentEncoding", "contentMediaType"].iter().enumerate() {
            let [from, to] = [&held[0][at], &held[1][at]];
            if from != to {
                let [from, to] = [from, to].map(|text| show(text, Clone::clone));
                let says = format!("`{token}` went from {from} to {to}");
                self.annotation(&rules::TEXT_CONTENT, token, says);
            }
        }
        // Of what media type the content is comes first (JSON Schema validation, section 8.5).
        let media = both.map(|schema| schema.content_media_type.as_ref());
        let schemas =
            [0, 1].map(|side| both[side].content_schema.filter(|_| media[side].is_some()));
        let same = match schemas {
            [None, None] => true,
            [Some(old), Some(new)] => (self.same_class)(old, new),
            _ => false,
        };
        if !same {
            let says = "`contentSchema` changed".to_owned();
            self.annotation(&rules::TEXT_CONTENT, "contentSchema", says);
        }
    }

    fn default(&mut self, [old, new]: [Option<&Value>; 2]) {
        if old != new {
            let [from, to] = [old, new].map(|value| value.map_or_else(|| "none".into(), canonical));
            let says = format!("`default` went from {from} to {to}");
            self.annotation(&rules::MEMBER_DEFAULT, "default", says);
        }
    }

    fn deprecation(&mut self, [old, new]: [bool; 2], until: &str) {
        if old != new {
            let says = if new {
                format!("is deprecated{until}")
            } else {
                "is no longer deprecated".to_owned()
            };
            self.annotation(&rules::SCHEMA_DEPRECATED, "deprecated", says);
        }
    }

    /// What wrappers that demand nothing of their own say about the schemas inside them.
    pub(in crate::compare::schema) fn wrappers(&mut self, inner: [SchemaId; 2]) {
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
            let until = whole[1].iter().map(|own| until(&own.extensions));
            let until: String = until.collect();
            let flags = whole.each_ref();
            let flags = flags.map(|all| all.iter().any(|own| own.deprecated));
            self.deprecation(flags, &until);
        }
        self.child(Step::Here, inner[0], inner[1]);
    }

    /// A change that meaning does not see.
    pub(super) fn annotation(&mut self, rule: &'static Rule, token: &str, says: String) {
        self.keyword(rule, token, says, [free(), free()]);
        if let Some(last) = self.found.last_mut() {
            last.beyond_meaning = true;
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
pub(in crate::compare::schema) fn is_annotated(
    contract: &Contract,
    outer: SchemaId,
    inner: SchemaId,
) -> bool {
    let mut layers = wrappers(contract, outer, inner).into_iter();
    layers.any(|own| own.deprecated || own.default.is_some())
}
