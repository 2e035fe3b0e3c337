//! Security by meaning: which credentials are enough.
//!
//! A requirement lists alternatives, each a set of schemes that all must be satisfied (OpenAPI
//! 3.0.3, section 4.7.30). Whoever satisfies one of the sender's alternatives must satisfy one of
//! the receiver's.

use indexmap::IndexMap;

use super::operations::simple;
use super::{Change, Comparison, Exchange};
use crate::finding::Verdict;
use crate::meaning::Side;
use crate::rules;
use counterpart_contract::{
    Contract, OAuthFlow, Operation, SecurityKind, SecurityRequirement, SecurityScheme,
};

impl<'a> Comparison<'a> {
    pub(super) fn security(&mut self, exchange: Exchange<'a>) {
        let from = exchange.requests_from;
        let sent = alternatives(exchange.of(from));
        let wanted = alternatives(exchange.of(from.other()));
        let contracts = [from, from.other()].map(|side| self.contracts[side.index()]);
        let places = [
            Some(exchange.base.security_place.clone()),
            Some(exchange.head.security_place.clone()),
        ];
        let is_enough = |given: &SecurityRequirement,
                         contracts: [&Contract; 2],
                         list: &[SecurityRequirement]| {
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
                format!("{} went from {old} to {new}", spelt(given))
            } else if from == Side::Base {
                let wanted = spell(&wanted);
                format!(
                    "{} was enough and is not any more; {wanted} is needed",
                    spelt(given)
                )
            } else {
                let wanted = spell(&wanted);
                format!(
                    "{} may come with a request now; it was {wanted}",
                    spelt(given)
                )
            };
            let change = Change {
                places: places.clone(),
                detail: spelt(given),
                witness: Some(self.request_with(from, exchange.of(from), given)),
                ..simple(&rules::SECURITY_ADDED, Verdict::Breaking, message)
            };
            self.note(change, exchange.reached("security"));
        }
        let back = [contracts[1], contracts[0]];
        for needed in &wanted {
            let is_told = sent.iter().any(|given| spelt(given) == spelt(needed));
            if !is_told && !is_enough(needed, back, &sent) {
                let message = match from {
                    Side::Base => format!("{} is enough now", spelt(needed)),
                    Side::Head => format!("every request comes with {} now", spell(&sent)),
                };
                let change = Change {
                    places: places.clone(),
                    detail: spelt(needed),
                    ..simple(&rules::SECURITY_LOOSENED, Verdict::Compatible, message)
                };
                self.note(change, exchange.reached("security"));
            }
        }
    }

    /// Schemes of the same name that want something else, where operations use them.
    pub(super) fn schemes(&mut self) {
        let (base, head) = (self.base(), self.head());
        for (name, old) in &base.security_schemes {
            let Some(new) = head.security_schemes.get(name) else {
                continue;
            };
            for (index, operation) in base.operations.iter().enumerate() {
                // Where it is not asked for any more, it is no matter where it is got.
                let partner = self.paired.iter().find(|(own, _)| *own == index);
                let asked = partner.and_then(|(_, other)| head.operations.get(*other));
                let is_asked =
                    |other: &Operation| other.security.iter().any(|given| given.contains_key(name));
                if !asked.is_some_and(is_asked) {
                    continue;
                }
                let mut uses = operation.security.iter();
                let found = uses
                    .find_map(|given| Some((given, scheme_change(old, new, given.get(name)?)?)));
                let Some((given, (verdict, says))) = found else {
                    continue;
                };
                let is_broken = verdict == Verdict::Breaking;
                let reason = "whether credentials from the old address still count is known to the services only";
                let change = Change {
                    places: [Some(old.place.clone()), Some(new.place.clone())],
                    detail: says.clone(),
                    reason: (!is_broken).then(|| reason.to_owned()),
                    witness: is_broken.then(|| self.request_with(Side::Base, operation, given)),
                    ..simple(
                        &rules::SECURITY_SCHEME,
                        verdict,
                        format!("the security scheme {name} {says}"),
                    )
                };
                self.note(change, super::operations::whole(operation));
            }
            let mut operations = base.operations.iter();
            let user = operations.find(|operation| {
                let mut ways = operation.security.iter();
                ways.any(|all| all.contains_key(name))
            });
            // What nobody asks for is sent by nobody.
            let Some(user) = user else {
                continue;
            };
            for says in harmless_changes(old, new) {
                let change = Change {
                    places: [Some(old.place.clone()), Some(new.place.clone())],
                    detail: says.clone(),
                    ..simple(
                        &rules::SECURITY_SCHEME,
                        Verdict::Compatible,
                        format!("the security scheme {name} {says}"),
                    )
                };
                self.note(change, super::operations::whole(user));
            }
        }
    }
}

/// An empty list asks for nothing, as does an empty alternative.
fn alternatives(operation: &Operation) -> Vec<SecurityRequirement> {
    if operation.security.is_empty() {
        vec![IndexMap::new()]
    } else {
        operation.security.clone()
    }
}

/// Whether credentials that satisfy `given` satisfy a scheme with its scopes.
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

/// Whether two schemes want the same of a request, wherever the credentials come from.
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

/// Whether two flows get their tokens in the same place.
fn gives_alike(one: &OAuthFlow, other: &OAuthFlow) -> bool {
    match (&one.token_url, &other.token_url) {
        (None, None) => {
            one.authorization_url.is_some() && one.authorization_url == other.authorization_url
        }
        (one, other) => one == other,
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
                    return broken(format!("lost its flow {}", flow.kind));
                };
                if flow.token_url != other.token_url
                    || flow.authorization_url != other.authorization_url
                {
                    return moved(format!("has other addresses for its flow {}", flow.kind));
                }
                let lost = scopes.iter().find(|scope| {
                    flow.scopes.contains_key(*scope) && !other.scopes.contains_key(*scope)
                });
                if let Some(scope) = lost {
                    return broken(format!("lost its scope {scope}"));
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
            let says = other.as_deref().unwrap_or("nothing");
            return vec![format!("says {says} of the format of its tokens")];
        }
        _ => return Vec::new(),
    };
    let mut out = Vec::new();
    for flow in others {
        let Some(before) = flows.iter().find(|before| before.kind == flow.kind) else {
            out.push(format!("has a flow {} now", flow.kind));
            continue;
        };
        let beside = |own: &IndexMap<String, String>, other: &IndexMap<String, String>| {
            let names = own.keys().filter(|scope| !other.contains_key(*scope));
            names.cloned().collect::<Vec<_>>().join(", ")
        };
        let added = beside(&flow.scopes, &before.scopes);
        if !added.is_empty() {
            out.push(format!("offers {added} in its flow {}", flow.kind));
        }
        let gone = beside(&before.scopes, &flow.scopes);
        if !gone.is_empty() {
            out.push(format!("no longer offers {gone} in its flow {}", flow.kind));
        }
    }
    out
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
            Some(SecurityKind::Undeclared) | None => "what is not declared".to_owned(),
        }
    };
    requirement
        .keys()
        .map(form)
        .collect::<Vec<_>>()
        .join(" and ")
}
