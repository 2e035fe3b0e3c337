//! What is no constraint of its own: direction, defaults, keywords that are not
//! understood.

use serde_json::Value;

use super::differences::{Difference, Differences, rarely, show};
use crate::containment::{Constraints, Kind, Step};
use crate::lifecycle::until;
use crate::rules;
use counterpart_contract::{Contract, Schema, SchemaId, Type, UncommonKeywords};
use counterpart_contract::{canonical, direction_flags, format};

/// What is no constraint of its own: direction, defaults, keywords not understood.
pub(super) fn annotations(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    let pair = differences.pair;
    for (kind, rule, token, [old, new]) in [
        (
            Kind::Array,
            &rules::ARRAY_ITEMS_CHANGED,
            "unevaluatedItems",
            [left.unevaluated_items, right.unevaluated_items],
        ),
        (
            Kind::Object,
            &rules::ADDITIONAL_PROPERTIES_CHANGED,
            "unevaluatedProperties",
            [left.unevaluated_properties, right.unevaluated_properties],
        ),
    ] {
        let same = match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => (differences.same_class)(old, new),
            _ => false,
        };
        if !same {
            let message = format!("`{token}` changed");
            differences.found.push(Difference {
                rule,
                detail: token.to_owned(),
                message,
                token: token.to_owned(),
                constraints: pair.map(|id| Constraints::Unevaluated(id, kind)),
                beyond_meaning: false,
            });
        }
    }
    // A flag that moved into a branch of `allOf` says the same.
    let whole =
        [0, 1].map(|side| direction_flags(differences.contracts[side], differences.pair[side]));
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
            let message = format!("`{token}` changed from {} to {}", flags[0], flags[1]);
            differences.annotation(&rules::READ_ONLY_OR_WRITE_ONLY_CHANGED, token, message);
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
        let constraints = [left, right].map(|schema| {
            rarely(UncommonKeywords {
                unknown: schema.unknown.clone(),
                ..UncommonKeywords::default()
            })
        });
        let [old, new] = [left, right].map(|schema| match texts(schema) {
            texts if texts.is_empty() => "nothing".to_owned(),
            texts => format!("`{}`", texts.join("`, `")),
        });
        let detail = format!("{old} {new}");
        let message = format!("unknown keywords changed from {old} to {new}");
        differences.keyword(
            &rules::UNKNOWN_KEYWORD_CHANGED,
            "",
            detail,
            message,
            constraints,
        );
    }
    let both = [left, right];
    // Texts hold something, and nothing else does.
    if both
        .iter()
        .all(|schema| schema.types.contains(Type::String))
    {
        content(differences, both);
    }
    default(
        differences,
        [left.default.as_deref(), right.default.as_deref()],
    );
    let until = until(&right.extensions);
    deprecation(differences, [left.deprecated, right.deprecated], &until);
}

fn content(differences: &mut Differences<'_>, both: [&Schema; 2]) {
    let held = both.map(format::content);
    for (at, token) in ["contentEncoding", "contentMediaType"].iter().enumerate() {
        let [from, to] = [&held[0][at], &held[1][at]];
        if from != to {
            let [from, to] = [from, to].map(|text| show(text, Clone::clone));
            let message = format!("`{token}` changed from {from} to {to}");
            differences.annotation(&rules::STRING_CONTENT_CHANGED, token, message);
        }
    }
    // Of what media type the content is comes first (JSON Schema validation, section 8.5).
    let media = both.map(|schema| schema.content_media_type.as_ref());
    let schemas = [0, 1].map(|side| both[side].content_schema.filter(|_| media[side].is_some()));
    let same = match schemas {
        [None, None] => true,
        [Some(old), Some(new)] => (differences.same_class)(old, new),
        _ => false,
    };
    if !same {
        let message = "`contentSchema` changed".to_owned();
        differences.annotation(&rules::STRING_CONTENT_CHANGED, "contentSchema", message);
    }
}

fn default(differences: &mut Differences<'_>, [old, new]: [Option<&Value>; 2]) {
    if old != new {
        let [from, to] = [old, new].map(|value| value.map_or_else(|| "none".into(), canonical));
        let message = format!("`default` changed from {from} to {to}");
        differences.annotation(&rules::DEFAULT_CHANGED, "default", message);
    }
}

fn deprecation(differences: &mut Differences<'_>, [old, new]: [bool; 2], until: &str) {
    if old != new {
        let message = if new {
            format!("was deprecated{until}")
        } else {
            "is no longer deprecated".to_owned()
        };
        differences.annotation(&rules::SCHEMA_DEPRECATION_CHANGED, "deprecated", message);
    }
}

/// What wrappers that demand nothing of their own say about the schemas inside them.
pub(in crate::compare) fn wrapper_annotations(
    differences: &mut Differences<'_>,
    inner: [SchemaId; 2],
) {
    let layers = [0, 1].map(|side| {
        wrappers(
            differences.contracts[side],
            differences.pair[side],
            inner[side],
        )
    });
    let whole = [0, 1].map(|side| {
        let own = layers[side].iter().copied();
        own.chain([&differences.contracts[side][inner[side]]])
            .collect::<Vec<_>>()
    });
    if layers.iter().flatten().any(|own| own.default.is_some()) {
        let [old, new] = whole
            .each_ref()
            .map(|all| all.iter().find_map(|own| own.default.as_deref()));
        default(differences, [old, new]);
    }
    if layers.iter().flatten().any(|own| own.deprecated) {
        let until = whole[1].iter().map(|own| until(&own.extensions));
        let until: String = until.collect();
        let flags = whole.each_ref();
        let flags = flags.map(|all| all.iter().any(|own| own.deprecated));
        deprecation(differences, flags, &until);
    }
    differences.child(Step::SameValue, inner[0], inner[1]);
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

/// Returns whether something is said to readers on the way from `outer` to `inner`.
pub(in crate::compare) fn is_annotated(
    contract: &Contract,
    outer: SchemaId,
    inner: SchemaId,
) -> bool {
    let mut layers = wrappers(contract, outer, inner).into_iter();
    layers.any(|own| own.deprecated || own.default.is_some())
}
