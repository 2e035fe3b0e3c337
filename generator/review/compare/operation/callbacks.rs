//! Callbacks and webhooks: requests that the service sends.

use crate::compare::context::whole;
use crate::compare::findings::{Change, Findings};
use crate::finding::Verdict;
use crate::rules;
use counterpart_contract::{Callback, Operation};

/// Callbacks that stand against each other: their operations, and what they are called.
pub(super) type Pair<'a> = ([&'a [Operation]; 2], &'a str);

/// Callbacks are known by the expression of their address; what they are called is a label, by
/// which those are paired whose expression changed.
pub(super) fn pairs<'a>(base: &'a [Callback], head: &'a [Callback]) -> Vec<Pair<'a>> {
    let mut left: Vec<&'a Callback> = head.iter().collect();
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for old in base {
        let named = left.iter().position(|new| new.name == old.name);
        let partner = named.or_else(|| left.iter().position(|new| is_sent_alike(old, new)));
        let new = partner.map(|at| left.remove(at));
        pairs.push((
            [&old.operations, new.map_or(&[], |new| &new.operations)],
            &old.name,
        ));
    }
    for new in left {
        pairs.push(([&[], &new.operations], &new.name));
    }
    pairs
}

/// Returns whether callbacks send the same requests to the same addresses.
fn is_sent_alike(one: &Callback, other: &Callback) -> bool {
    let sent = |operation: &Operation| (operation.method, operation.path.text.clone());
    !one.operations.is_empty()
        && one.operations.len() == other.operations.len()
        && one
            .operations
            .iter()
            .all(|own| other.operations.iter().any(|new| sent(new) == sent(own)))
}

/// The operations that both sides have; what only one has is a finding.
pub(super) fn common<'a>(
    findings: &mut Findings,
    [base, head]: [&'a [Operation]; 2],
    what: &str,
) -> Vec<[&'a Operation; 2]> {
    let same = |left: &Operation, right: &Operation| {
        left.method == right.method && left.path.text == right.path.text
    };
    let mut out = Vec::new();
    for operation in base {
        match head.iter().find(|other| same(operation, other)) {
            Some(other) => out.push([operation, other]),
            None => {
                let change = Change {
                    places: [Some(operation.place.clone()), None],
                    ..Change::new(
                        &rules::CALLBACK_REMOVED,
                        Verdict::Compatible,
                        format!("the {what} {} was removed", operation.path.text),
                    )
                };
                findings.add(change, whole(operation));
            }
        }
    }
    for operation in head {
        if !base.iter().any(|other| same(operation, other)) {
            let change = Change {
                places: [None, Some(operation.place.clone())],
                ..Change::new(
                    &rules::CALLBACK_ADDED,
                    Verdict::Compatible,
                    format!("the {what} {} was added", operation.path.text),
                )
            };
            findings.add(change, whole(operation));
        }
    }
    out
}
