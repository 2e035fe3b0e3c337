//! Operations whose requests another one serves now: another template that matches the same, or
//! several that each take some of the values.

use std::collections::HashSet;

use super::parts::{compare, parts};
use crate::compare::context::{Context, whole};
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::routing;
use crate::finding::Verdict;
use crate::pairing::{PathArgument, PathPart, path_arguments};
use crate::rules;
use crate::side::Side;
use counterpart_contract::Operation;

/// An operation whose path is removed while another template matches its requests.
pub(in crate::compare) fn taken_over(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'_>,
) {
    let (base, head) = (context.base, context.head);
    let change = Change {
        places: [Some(base.place.clone()), Some(head.place.clone())],
        ..Change::new(
            &rules::OPERATION_REPLACED,
            Verdict::Compatible,
            format!(
                "requests to {} {} are handled by {} now",
                base.method, base.path.text, head.path.text
            ),
        )
    };
    findings.add(change, whole(base));
    compare(engine, findings, context);
}

/// A new operation that serves some requests of a template that is still there. That callers
/// ever put such a word in the parameter's place is assumed in a closed world, and where the
/// contract lists it.
pub(in crate::compare) fn taken_from(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'_>,
) {
    let (base, head) = (context.base, context.head);
    if !routing::admits_literals(engine, Side::Base, head, base) {
        return;
    }
    let change = Change {
        places: [Some(base.place.clone()), Some(head.place.clone())],
        detail: head.path.text.clone(),
        ..Change::new(
            &rules::OPERATION_SHADOWED,
            Verdict::Compatible,
            format!(
                "{} {} handles requests that {} handled",
                head.method, head.path.text, base.path.text
            ),
        )
    };
    findings.add(change, whole(base));
    let is_listed = |path_arguments: &PathArgument<'_>| match path_arguments.parts.as_slice() {
        [PathPart::Literal(_)] => {
            routing::texts_of(engine, Side::Base, base, path_arguments.name).is_some()
        }
        _ => false,
    };
    let listed = path_arguments(base, head).is_some_and(|all| all.iter().any(is_listed));
    // Both are there on servers of their own, so that servers say nothing here.
    if listed || !engine.options.open_world {
        let context = Context {
            by_value: true,
            addressed: Some(head),
            ..context
        };
        parts(engine, findings, context);
    }
}

/// Returns whether the values that path parameters may have tell which of several new operations
/// serves a request, so that no request is lost; these are compared with the old one then. `paired`
/// is the one whose template is the same.
pub(in crate::compare) fn is_split(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    base: &Operation,
    paired: Option<&Operation>,
    pairs: &HashSet<(usize, usize)>,
) -> bool {
    if let Some(head) = paired
        && !routing::loses_texts(engine, base, head)
    {
        return false;
    }
    let Some(concrete) = routing::concrete(engine, base) else {
        return false;
    };
    let found: Option<Vec<&Operation>> = concrete
        .iter()
        .map(|own| routing::found(engine, own))
        .collect();
    let Some(found) = found else {
        return false;
    };
    let mut seen: HashSet<*const Operation> = HashSet::new();
    for head in found {
        if !seen.insert(std::ptr::from_ref(head)) {
            continue;
        }
        let change = Change {
            places: [Some(base.place.clone()), Some(head.place.clone())],
            detail: head.path.text.clone(),
            ..Change::new(
                &rules::OPERATION_REPLACED,
                Verdict::Compatible,
                format!(
                    "some requests to {} {} are handled by {} now",
                    base.method, base.path.text, head.path.text
                ),
            )
        };
        if paired.is_none_or(|paired| !std::ptr::eq(paired, head)) {
            findings.add(change, whole(base));
        }
        let context = Context {
            by_value: true,
            ..Context::new(base, head, pairs)
        };
        parts(engine, findings, context);
    }
    true
}
