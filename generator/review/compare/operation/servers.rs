//! Servers: addresses that requests may go to.

use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::routing;
use crate::compare::witness;
use crate::finding::Verdict;
use crate::pairing::{Address, addresses, covers, matches, pieces, segments, template};
use crate::rules;
use counterpart_contract::Operation;

/// Every address of the old operation must be one of the new operation. An address without an
/// origin is relative to wherever the contract is, so that only its path counts. Gives other
/// operations of the new contract that requests to the old addresses reach now.
pub(super) fn compare<'a>(
    engine: &mut Engine<'a>,
    findings: &mut Findings,
    context: Context<'_>,
) -> Vec<&'a Operation> {
    let mut elsewhere = Vec::new();
    let (base, head) = (context.base, context.head);
    let full = |operation: &Operation, address: Address| Address {
        prefix: template(&address.prefix, &operation.path),
        origin: address.origin,
    };
    let all = |operation: &Operation| -> Vec<Address> {
        let servers = operation.servers.iter().flat_map(addresses);
        servers.map(|address| full(operation, address)).collect()
    };
    let (old, new) = (all(base), all(head));
    let is_among = |address: &Address, list: &[Address]| {
        let own = segments(&address.prefix);
        list.iter().any(|other| {
            let origins = address.origin.as_ref().zip(other.origin.as_ref());
            covers(&segments(&other.prefix), &own)
                && origins.is_none_or(|(own, other)| matches(&pieces(other), &pieces(own)))
        })
    };
    for (own, others, removed) in [(base, &new, true), (head, &old, false)] {
        for server in &own.servers {
            let mut spelt = addresses(server).into_iter();
            let lost = spelt.find(|address| !is_among(&full(own, address.clone()), others));
            // A path that another template matches is not the server's doing.
            let moved = template("", &base.path) != template("", &head.path) && !removed;
            let Some(lost) = lost.filter(|_| !moved) else {
                continue;
            };
            let other = routing::operation_at(engine, base, &lost.example())
                .filter(|other| removed && is_among(&full(base, lost.clone()), &all(other)));
            if let Some(other) = other {
                // What was an address of one operation is another operation now.
                elsewhere.push(other);
                continue;
            }
            let (rule, verdict, says) = if removed {
                (&rules::SERVER_REMOVED, Verdict::Breaking, "was removed")
            } else {
                (&rules::SERVER_ADDED, Verdict::Compatible, "was added")
            };
            let message = match (removed, server.variables.is_empty()) {
                (true, false) => {
                    format!(
                        "the server {} no longer stands for {}",
                        server.url,
                        lost.example()
                    )
                }
                _ => format!("the server {} {says}", server.url),
            };
            let change = Change {
                detail: server.url.clone(),
                witness: removed.then(|| witness::request_at(engine, &lost.example(), base)),
                ..Change::new(rule, verdict, message)
            };
            context.report(findings, change, "");
        }
    }
    for server in &base.servers {
        let mut others = head.servers.iter();
        let Some(other) = others.find(|other| other.url == server.url) else {
            continue;
        };
        for (name, variable) in &server.variables {
            let Some(new) = other.variables.get(name) else {
                continue;
            };
            if variable.default == new.default {
                continue;
            }
            let change = Change {
                detail: format!("{} {name}", server.url),
                ..Change::new(
                    &rules::SERVER_VARIABLE_DEFAULT_CHANGED,
                    Verdict::Compatible,
                    format!(
                        "the default of the variable `{name}` of the server {} changed from {} to {}",
                        server.url, variable.default, new.default
                    ),
                )
            };
            context.report(findings, change, "");
        }
    }
    elsewhere
}
