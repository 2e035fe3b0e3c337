//! Security by meaning: which credentials are enough.
//!
//! A list of requirements has several, each a set of schemes that all must be satisfied (OpenAPI
//! 3.0.3, section 4.7.30). Whoever satisfies one of the sender's requirements must satisfy one of
//! the receiver's.

use indexmap::IndexMap;

use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::witness;
use crate::finding::Verdict;
use crate::rules;
use crate::side::Side;
use counterpart_contract::{
    Contract, OAuthFlow, Operation, SecurityKind, SecurityRequirement, SecurityScheme,
};

pub(super) fn compare(engine: &mut Engine<'_>, findings: &mut Findings, context: Context<'_>) {
    let from = context.requests_from;
    let sent = requirements(context.of(from));
    let wanted = requirements(context.of(from.other()));
    let contracts = [from, from.other()].map(|side| engine.contracts[side.index()]);
    let places = [
        Some(context.base.security_place.clone()),
        Some(context.head.security_place.clone()),
    ];
    let is_enough =
        |given: &SecurityRequirement, contracts: [&Contract; 2], list: &[SecurityRequirement]| {
            list.iter().any(|needed| {
                needed
                    .iter()
                    .all(|(name, scopes)| satisfied(name, scopes, given, contracts))
            })
        };
    let spell =
        |all: &[SecurityRequirement]| all.iter().map(spelt).collect::<Vec<_>>().join(" or ");
    for given in &sent {
        if is_enough(given, contracts, &wanted) {
            continue;
        }
        let message = if wanted.iter().any(|needed| spelt(needed) == spelt(given)) {
            let [old, new] = contracts.map(|contract| forms(given, contract));
            let [old, new] = match from {
                Side::Base => [old, new],
                Side::Head => [new, old],
            };
            format!("{} changed from {old} to {new}", spelt(given))
        } else if from == Side::Base {
            let wanted = spell(&wanted);
            format!(
                "{} is no longer accepted; {wanted} is required",
                spelt(given)
            )
        } else {
            let wanted = spell(&wanted);
            format!(
                "requests may come with {} now, instead of {wanted}",
                spelt(given)
            )
        };
        let change = Change {
            places: places.clone(),
            detail: spelt(given),
            witness: Some(witness::request_with(engine, context.call(from), given)),
            ..Change::new(
                &rules::ACCEPTED_CREDENTIALS_NARROWED,
                Verdict::Breaking,
                message,
            )
        };
        context.report(findings, change, "security");
    }
    let back = [contracts[1], contracts[0]];
    for needed in &wanted {
        let is_reported = sent.iter().any(|given| spelt(given) == spelt(needed));
        if !is_reported && !is_enough(needed, back, &sent) {
            let message = match from {
                Side::Base => format!("{} is accepted now", spelt(needed)),
                Side::Head => format!("every request comes with {} now", spell(&sent)),
            };
            let change = Change {
                places: places.clone(),
                detail: spelt(needed),
                ..Change::new(
                    &rules::ACCEPTED_CREDENTIALS_WIDENED,
                    Verdict::Compatible,
                    message,
                )
            };
            context.report(findings, change, "security");
        }
    }
}

/// An empty list asks for nothing, as does an empty requirement.
fn requirements(operation: &Operation) -> Vec<SecurityRequirement> {
    if operation.security.is_empty() {
        vec![IndexMap::new()]
    } else {
        operation.security.clone()
    }
}

/// Returns whether credentials that satisfy `given` satisfy a scheme with its scopes.
fn satisfied(
    name: &str,
    scopes: &[String],
    given: &SecurityRequirement,
    [from, to]: [&Contract; 2],
) -> bool {
    given.iter().any(|(own, granted)| {
        let same = match (
            from.security_schemes.get(own),
            to.security_schemes.get(name),
        ) {
            (Some(left), Some(right)) => same_credentials(own == name, left, right),
            _ => own == name,
        };
        same && scopes.iter().all(|scope| granted.contains(scope))
    })
}

/// Returns whether two schemes want the same of a request, wherever the credentials come from.
fn same_credentials(same_name: bool, left: &SecurityScheme, right: &SecurityScheme) -> bool {
    match (&left.kind, &right.kind) {
        (
            SecurityKind::ApiKey { name, location },
            SecurityKind::ApiKey {
                name: other,
                location: at,
            },
        ) => {
            location == at
                && if *location == counterpart_contract::Location::Header {
                    name.eq_ignore_ascii_case(other)
                } else {
                    name == other
                }
        }
        (SecurityKind::Http { scheme, .. }, SecurityKind::Http { scheme: other, .. }) => {
            scheme == other
        }
        (SecurityKind::OAuth2 { flows }, SecurityKind::OAuth2 { flows: others }) => {
            same_name
                || flows
                    .iter()
                    .any(|flow| others.iter().any(|other| gives_alike(flow, other)))
        }
        (SecurityKind::OpenIdConnect { url }, SecurityKind::OpenIdConnect { url: other }) => {
            url == other || same_name
        }
        (SecurityKind::MutualTls, SecurityKind::MutualTls) => true,
        // Only the service knows what such a name stands for.
        (SecurityKind::Undeclared, SecurityKind::Undeclared) => same_name,
        _ => false,
    }
}

/// Returns whether two flows get their tokens in the same place.
fn gives_alike(one: &OAuthFlow, other: &OAuthFlow) -> bool {
    match (&one.token_url, &other.token_url) {
        (None, None) => {
            one.authorization_url.is_some() && one.authorization_url == other.authorization_url
        }
        (one, other) => one == other,
    }
}

fn spelt(requirement: &SecurityRequirement) -> String {
    if requirement.is_empty() {
        return "no credential".into();
    }
    requirement
        .iter()
        .map(|(name, scopes)| {
            if scopes.is_empty() {
                name.clone()
            } else {
                format!("{name} ({})", scopes.join(", "))
            }
        })
        .collect::<Vec<_>>()
        .join(" and ")
}

/// How credentials are sent.
fn forms(requirement: &SecurityRequirement, contract: &Contract) -> String {
    let form = |name: &String| {
        let scheme = contract.security_schemes.get(name);
        match scheme.map(|scheme| &scheme.kind) {
            Some(SecurityKind::ApiKey { name, location }) => {
                format!("a key in the {} `{name}`", location.name())
            }
            Some(SecurityKind::Http { scheme, .. }) => format!("HTTP {scheme}"),
            Some(SecurityKind::OAuth2 { .. }) => "an OAuth 2 token".to_owned(),
            Some(SecurityKind::OpenIdConnect { .. }) => "an OpenID Connect token".to_owned(),
            Some(SecurityKind::MutualTls) => "a certificate".to_owned(),
            Some(SecurityKind::Undeclared) | None => "an undeclared scheme".to_owned(),
        }
    };
    requirement
        .keys()
        .map(form)
        .collect::<Vec<_>>()
        .join(" and ")
}
