//! Links: how to go on from a response (OpenAPI 3.0.3, section 4.7.20).

use std::collections::BTreeMap;

use serde_json::Value;

use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::finding::Verdict;
use crate::rules;
use crate::side::Side;
use counterpart_contract::canonical;
use counterpart_contract::source::Pointer;
use counterpart_contract::{Contract, Link, Location, Operation, PathPiece, Response};

pub(super) fn compare<'a>(
    engine: &Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    base: &'a Response,
    head: &'a Response,
    part: &str,
) {
    let find = |list: &'a [Link], name: &str| list.iter().find(|link| link.name == name);
    for link in &base.links {
        let other = find(&head.links, &link.name);
        let says = match other {
            None => "was removed",
            Some(other) if !leads_to_the_same(engine, context, link, other) => {
                "leads to another operation"
            }
            Some(_) => continue,
        };
        let change = Change {
            places: [
                Some(link.place.clone()),
                other.map(|link| link.place.clone()),
            ],
            ..Change::new(
                &rules::LINK_CHANGED,
                Verdict::Compatible,
                format!("the link {} {says}", link.name),
            )
        };
        context.report(findings, change, part);
    }
    for link in &head.links {
        if find(&base.links, &link.name).is_none() {
            let change = Change {
                places: [None, Some(link.place.clone())],
                ..Change::new(
                    &rules::LINK_ADDED,
                    Verdict::Compatible,
                    format!("the link {} was added", link.name),
                )
            };
            context.report(findings, change, part);
        }
    }
}

/// Returns whether two links give the same to operations that match the same requests. An operation
/// may be called otherwise, and its path parameters too.
fn leads_to_the_same(engine: &Engine<'_>, context: Context<'_>, old: &Link, new: &Link) -> bool {
    let targets = [target(engine.base(), old), target(engine.head(), new)];
    let same_target = match targets {
        [Some(from), Some(to)] => context.paired.contains(&(from, to)),
        [None, None] => {
            (&old.operation_id, &old.operation_ref) == (&new.operation_id, &new.operation_ref)
        }
        _ => false,
    };
    let given = |side: Side, link: &Link| {
        let operations = &engine.contracts[side.index()].operations;
        let operation = targets[side.index()].and_then(|at| operations.get(at));
        given(link, operation)
    };
    same_target
        && given(Side::Base, old) == given(Side::Head, new)
        && old.request_body == new.request_body
}

/// The operation that a link leads to, as an index, where it is one of the same contract.
fn target(contract: &Contract, link: &Link) -> Option<usize> {
    let mut operations = contract.operations.iter();
    if let Some(id) = &link.operation_id {
        return operations.position(|operation| operation.id.as_ref() == Some(id));
    }
    let pointer = Pointer::new(link.operation_ref.as_ref()?.strip_prefix('#')?);
    let tokens: Vec<_> = pointer.tokens().collect();
    let [first, path, method] = tokens.as_slice() else {
        return None;
    };
    operations.position(|operation| {
        first == "paths"
            && *path == operation.path.text
            && operation.method.to_string().eq_ignore_ascii_case(method)
    })
}

/// What a link gives, by the parameters of its target: those of the path by their position.
fn given(link: &Link, target: Option<&Operation>) -> BTreeMap<String, String> {
    let name = |written: &String| {
        let (location, name) = match written.split_once('.') {
            Some(("path", name)) => (Some(Location::Path), name),
            Some((_, _)) => return written.clone(),
            None => (None, written.as_str()),
        };
        let parameter = target.and_then(|operation| {
            let mut parameters = operation.parameters.iter();
            parameters.find(|own| {
                own.name == name && location.is_none_or(|location| own.location == location)
            })
        });
        match (target, parameter) {
            (Some(operation), Some(own)) if own.location == Location::Path => {
                match position(&operation.path.pieces, &own.name) {
                    Some(position) => format!("path {position}"),
                    None => written.clone(),
                }
            }
            (_, Some(own)) => format!("{}.{name}", own.location.name()),
            _ => written.clone(),
        }
    };
    let text = |value: &Value| canonical(value);
    let parameters = link.parameters.iter();
    parameters
        .map(|(own, value)| (name(own), text(value)))
        .collect()
}

/// Which hole of the path a parameter fills.
fn position(pieces: &[PathPiece], name: &str) -> Option<usize> {
    pieces
        .iter()
        .filter_map(|piece| match piece {
            PathPiece::Parameter(name) => Some(name),
            PathPiece::Literal(_) => None,
        })
        .position(|own| own == name)
}
