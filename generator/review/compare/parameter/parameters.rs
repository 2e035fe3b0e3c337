//! The parameters of two operations: which are there, and which stand against each other.

use super::both::both;
use super::name::part;
use super::path::pairs;
use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::witness;
use crate::finding::Verdict;
use crate::rules;
use crate::side::Side;
use counterpart_contract::{Location, Operation, Parameter};

pub(in crate::compare) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
) {
    let (base, head) = (context.base, context.head);
    // Names in a path are not sent: what counts is where its values stand.
    for (old, new) in pairs(engine, findings, context) {
        both(engine, findings, context, old, new);
    }
    let sent = |own: &&'a Parameter| own.location != Location::Path;
    let find = |other: &'a Operation, own: &Parameter| {
        let mut all = other.parameters.iter().filter(sent);
        all.find(|other| other.is_same(own))
    };
    for old in base.parameters.iter().filter(sent) {
        match find(head, old) {
            Some(new) => both(engine, findings, context, old, new),
            None => lone(engine, findings, context, old, Side::Base),
        }
    }
    for new in head.parameters.iter().filter(sent) {
        if find(base, new).is_none() {
            lone(engine, findings, context, new, Side::Head);
        }
    }
}

/// A parameter that one side alone has.
fn lone<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    own: &'a Parameter,
    side: Side,
) {
    let wanted = side != context.requests_from && own.required;
    let (rule, says) = match (side, wanted) {
        (Side::Base, _) => (&rules::PARAMETER_REMOVED, "was removed"),
        (Side::Head, true) => (
            &rules::REQUIRED_PARAMETER_ADDED,
            "was added and is required",
        ),
        (Side::Head, false) => (&rules::OPTIONAL_PARAMETER_ADDED, "was added"),
    };
    let mut places = [None, None];
    places[side.index()] = Some(own.place.clone());
    let from = context.requests_from;
    let change = Change {
        places,
        detail: part(own),
        witness: wanted.then(|| witness::request(engine, context.call(from))),
        ..Change::new(
            rule,
            Verdict::breaking_if(wanted),
            format!("the {} {says}", part(own)),
        )
    };
    context.report(findings, change, part(own));
}
