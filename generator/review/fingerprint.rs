//! Stable names for causes.
//!
//! A fingerprint is made of the rule, the verdict, the exchange that the change is reached from,
//! and the way from there into the schema. Names that are no part of any exchange (of components,
//! of files, of path parameters), the order of lists and the wording of messages have no part in
//! it. Where a change is reported as a whole, what shows it is part of it as well: who agrees to
//! one break has not agreed to the next one in the same place.

use std::collections::HashMap;

use super::finding::{AffectedOperation, Finding};
use super::rules;
use counterpart_contract::hash::fnv1a;
use counterpart_contract::source::Place;

/// Keywords that lead from a schema to one inside it.
const INWARD: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "contains",
    "dependentSchemas",
    "else",
    "if",
    "items",
    "not",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Names every finding. Two that would share a name are distinguished by where they are written.
pub(super) fn assign(findings: &mut [Finding]) {
    let mut uses: HashMap<String, usize> = HashMap::new();
    for finding in findings.iter_mut() {
        finding.fingerprint = print(finding, "");
        *uses.entry(finding.fingerprint.clone()).or_default() += 1;
    }
    let mut again: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        if uses
            .get(&finding.fingerprint)
            .is_some_and(|count| *count > 1)
        {
            let place = place(finding).map_or("", |place| place.pointer.as_str());
            let mut own = print(finding, place);
            let number = again.entry(own.clone()).or_default();
            if *number > 0 {
                own = print(finding, &format!("{place} {number}"));
            }
            *number += 1;
            finding.fingerprint = own;
        }
    }
}

fn place(finding: &Finding) -> Option<&Place> {
    finding.base.as_ref().or(finding.head.as_ref())
}

fn print(finding: &Finding, more: &str) -> String {
    let from = finding.operations.iter().map(exchange).min();
    let inside = place(finding).map(inside).unwrap_or_default();
    hash(&[
        finding.rule.code,
        finding.verdict.name(),
        &from.unwrap_or_default(),
        &inside,
        &format!("{}{}", finding.detail, shown(finding)),
        more,
    ])
}

/// The value that shows a break of which the rule and the detail do not say what it is.
fn shown(finding: &Finding) -> String {
    let wholes = [
        &rules::COMPOSITION_CHANGED,
        &rules::SCHEMA_CHANGED,
        &rules::DISCRIMINATOR_CHANGED,
        &rules::CONDITIONAL_CONSTRAINT_CHANGED,
        &rules::ARRAY_ITEMS_CHANGED,
    ];
    let is_whole = wholes.iter().any(|rule| std::ptr::eq(*rule, finding.rule));
    let witness = finding.witness.as_ref().filter(|_| is_whole);
    let value = witness.and_then(|witness| witness.value.as_ref());
    value.map_or(String::new(), ToString::to_string)
}

/// An operation and a part of it; parameters of a path have no names on the wire.
fn exchange(operations: &AffectedOperation) -> String {
    let mut out = format!("{} ", operations.method);
    let mut depth = 0_usize;
    for character in operations.path.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => continue,
            _ => {}
        }
        out.push(character);
    }
    out.push(' ');
    out.push_str(&operations.part);
    out
}

/// The way from a message or a named schema inward, without the numbers of list items.
fn inside(place: &Place) -> String {
    let tokens: Vec<_> = place.pointer.tokens().collect();
    let texts: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
    let rest = match texts.as_slice() {
        ["components" | "definitions" | "$defs", _, _, rest @ ..] => rest,
        ["paths" | "webhooks", _, rest @ ..] => rest,
        all => {
            let start = all.iter().position(|token| INWARD.contains(token));
            &all[start.unwrap_or(all.len())..]
        }
    };
    // A message leads to its schema by this word.
    let start = rest.iter().position(|token| *token == "schema");
    let rest = match (start, rest.first()) {
        (Some(at), Some(first)) if !INWARD.contains(first) => &rest[at + 1..],
        _ => rest,
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut list = false;
    for token in rest {
        let number = list && token.bytes().all(|byte| byte.is_ascii_digit());
        if !number {
            kept.push(token);
        }
        list = matches!(
            *token,
            "allOf" | "anyOf" | "oneOf" | "prefixItems" | "parameters"
        );
    }
    kept.join("/")
}

/// A mark of the parts together.
pub(super) fn hash(parts: &[&str]) -> String {
    format!("{:016x}", fnv1a(&parts.join("\u{0}")))
}
