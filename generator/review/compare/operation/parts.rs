//! Two operations, part by part.

use std::collections::HashSet;

use super::{callbacks, security, servers, unresolved};
use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::{body, parameter, response};
use crate::finding::Verdict;
use crate::lifecycle::{Stability, until};
use crate::rules;
use crate::side::Side;
use counterpart_contract::Operation;

/// Compares two operations of a service.
pub(in crate::compare) fn compare(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'_>,
) {
    for head in servers::compare(engine, findings, context) {
        parts(engine, findings, Context { head, ..context });
    }
    parts(engine, findings, context);
}

/// Everything but servers, which callbacks have none of.
pub(super) fn parts(engine: &mut Engine<'_>, findings: &mut Findings, context: Context<'_>) {
    let context = Context {
        unread: unresolved::is_unread(engine, findings, context),
        ..context
    };
    deprecation(findings, context);
    parameter::compare(engine, findings, context);
    body::compare_request(engine, findings, context);
    response::compare(engine, findings, context);
    security::compare(engine, findings, context);
    let (base, head) = (&context.base.callbacks, &context.head.callbacks);
    for (operations, name) in callbacks::pairs(base, head) {
        let what = format!("callback {name}");
        let Context {
            unpromised, paired, ..
        } = context;
        sent_by_service(engine, findings, operations, &what, unpromised, paired);
    }
}

/// Requests that the service sends: the head's service to those who read the base contract. What an
/// operation does not promise, its callbacks do not promise either.
pub(in crate::compare) fn sent_by_service(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    operations: [&[Operation]; 2],
    what: &str,
    unpromised: Option<Stability>,
    paired: &HashSet<(usize, usize)>,
) {
    for [base, head] in callbacks::common(findings, operations, what) {
        let context = Context {
            requests_from: Side::Head,
            unpromised,
            ..Context::new(base, head, paired)
        };
        parts(engine, findings, context);
    }
}

fn deprecation(findings: &mut Findings, context: Context<'_>) {
    let (base, head) = (context.base, context.head);
    if base.deprecated == head.deprecated {
        return;
    }
    let (rule, says) = if head.deprecated {
        let until = until(&head.extensions);
        (
            &rules::OPERATION_DEPRECATED,
            format!("was deprecated{until}"),
        )
    } else {
        (
            &rules::OPERATION_DEPRECATION_REMOVED,
            "is no longer deprecated".to_owned(),
        )
    };
    let message = format!("{} {} {says}", base.method, base.path.text);
    let change = Change {
        places: [
            Some(base.place.clone()),
            Some(head.place.join("deprecated")),
        ],
        ..Change::new(rule, Verdict::Compatible, message)
    };
    context.report(findings, change, "");
}
