//! Security schemes: where the credentials are got that operations ask for.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::compare::context::{Call, whole};
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::witness;
use crate::finding::Verdict;
use crate::rules;
use crate::side::Side;
use counterpart_contract::{Operation, SecurityKind, SecurityScheme};

/// Schemes of the same name that want something else, where operations use them.
pub(in crate::compare) fn compare(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    paired: &HashSet<(usize, usize)>,
) {
    let (base, head) = (engine.base(), engine.head());
    for (name, old) in &base.security_schemes {
        let Some(new) = head.security_schemes.get(name) else {
            continue;
        };
        for (index, operation) in base.operations.iter().enumerate() {
            // Where it is no longer required, it does not matter where it is obtained.
            let partner = paired.iter().find(|(own, _)| *own == index);
            let required = partner.and_then(|(_, other)| head.operations.get(*other));
            let is_required =
                |other: &Operation| other.security.iter().any(|given| given.contains_key(name));
            if !required.is_some_and(is_required) {
                continue;
            }
            let mut uses = operation.security.iter();
            let found =
                uses.find_map(|given| Some((given, scheme_change(old, new, given.get(name)?)?)));
            let Some((given, (verdict, says))) = found else {
                continue;
            };
            let is_broken = verdict == Verdict::Breaking;
            let reason = "whether credentials from the old URL are still accepted is known to the services only";
            let change = Change {
                places: [Some(old.place.clone()), Some(new.place.clone())],
                detail: says.clone(),
                reason: (!is_broken).then(|| reason.to_owned()),
                witness: is_broken
                    .then(|| witness::request_with(engine, Call::of(Side::Base, operation), given)),
                ..Change::new(
                    &rules::SECURITY_SCHEME_CHANGED,
                    verdict,
                    format!("the security scheme {name} {says}"),
                )
            };
            findings.add(change, whole(operation));
        }
        let mut operations = base.operations.iter();
        let user = operations.find(|operation| {
            let mut requirements = operation.security.iter();
            requirements.any(|all| all.contains_key(name))
        });
        // What nobody asks for is sent by nobody.
        let Some(user) = user else {
            continue;
        };
        for says in harmless_changes(old, new) {
            let change = Change {
                places: [Some(old.place.clone()), Some(new.place.clone())],
                detail: says.clone(),
                ..Change::new(
                    &rules::SECURITY_SCHEME_CHANGED,
                    Verdict::Compatible,
                    format!("the security scheme {name} {says}"),
                )
            };
            findings.add(change, whole(user));
        }
    }
}

/// What changed about where credentials with some scopes are got, for schemes that want the same
/// of a request, and whether that breaks. Schemes that want something else show in the operations
/// that ask for them.
fn scheme_change(
    old: &SecurityScheme,
    new: &SecurityScheme,
    scopes: &[String],
) -> Option<(Verdict, String)> {
    let broken = |says: String| Some((Verdict::Breaking, says));
    let moved = |says: String| Some((Verdict::Unproven, says));
    match (&old.kind, &new.kind) {
        (SecurityKind::OAuth2 { flows }, SecurityKind::OAuth2 { flows: others }) => {
            for flow in flows {
                let Some(other) = others.iter().find(|other| other.kind == flow.kind) else {
                    return broken(format!("lost the flow {}", flow.kind));
                };
                if flow.token_url != other.token_url
                    || flow.authorization_url != other.authorization_url
                {
                    return moved(format!("has other URLs for the flow {}", flow.kind));
                }
                let lost = scopes.iter().find(|scope| {
                    flow.scopes.contains_key(*scope) && !other.scopes.contains_key(*scope)
                });
                if let Some(scope) = lost {
                    return broken(format!("lost the scope {scope}"));
                }
            }
            None
        }
        (SecurityKind::OpenIdConnect { url }, SecurityKind::OpenIdConnect { url: other }) => {
            match url == other {
                true => None,
                false => moved(format!("is configured at {other} now")),
            }
        }
        _ => None,
    }
}

/// What is offered beside what operations ask for.
fn harmless_changes(old: &SecurityScheme, new: &SecurityScheme) -> Vec<String> {
    let (flows, others) = match (&old.kind, &new.kind) {
        (SecurityKind::OAuth2 { flows }, SecurityKind::OAuth2 { flows: others }) => (flows, others),
        (
            SecurityKind::Http { bearer_format, .. },
            SecurityKind::Http {
                bearer_format: other,
                ..
            },
        ) if bearer_format != other => {
            let says = other.as_deref().unwrap_or("none");
            return vec![format!("has the bearer format {says} now")];
        }
        _ => return Vec::new(),
    };
    let mut out = Vec::new();
    for flow in others {
        let Some(before) = flows.iter().find(|before| before.kind == flow.kind) else {
            out.push(format!("gained the flow {}", flow.kind));
            continue;
        };
        let beside = |own: &IndexMap<String, String>, other: &IndexMap<String, String>| {
            let names = own.keys().filter(|scope| !other.contains_key(*scope));
            names.cloned().collect::<Vec<_>>().join(", ")
        };
        let added = beside(&flow.scopes, &before.scopes);
        if !added.is_empty() {
            out.push(format!(
                "gained the scopes {added} in the flow {}",
                flow.kind
            ));
        }
        let removed = beside(&before.scopes, &flow.scopes);
        if !removed.is_empty() {
            out.push(format!(
                "lost the scopes {removed} in the flow {}",
                flow.kind
            ));
        }
    }
    out
}
