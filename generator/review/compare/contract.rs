//! Two contracts: which of their operations are compared with each other, and which are removed or
//! added.

use std::collections::HashSet;

use super::context::{Call, Context, whole};
use super::engine::Engine;
use super::findings::{Change, Findings};
use super::operation::{self, schemes};
use super::{routing, witness};
use crate::finding::{Finding, Verdict};
use crate::lifecycle::may_end;
use crate::options::Options;
use crate::pairing::{Matching, matching};
use crate::rules;
use crate::side::Side;
use counterpart_contract::{Contract, Operation};

/// Compares two contracts; the findings are in the order in which the contracts write their causes
/// first.
pub(crate) fn compare(
    base: &Contract,
    head: &Contract,
    options: &Options,
) -> (Vec<Finding>, usize) {
    let mut engine = Engine::new(base, head, options);
    let mut findings = Findings::default();
    let matching = matching(&base.operations, &head.operations);
    let paired: HashSet<(usize, usize)> = matching.pairs.iter().copied().collect();
    operations(&mut engine, &mut findings, matching, &paired);
    schemes::compare(&mut engine, &mut findings, &paired);
    let webhooks = [base.webhooks.as_slice(), &head.webhooks];
    operation::sent_by_service(
        &mut engine,
        &mut findings,
        webhooks,
        "webhook",
        None,
        &paired,
    );
    (findings.into_list(), engine.decider.taken())
}

fn operations(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    matching: Matching,
    paired: &HashSet<(usize, usize)>,
) {
    let (base, head) = (engine.base(), engine.head());
    let Matching {
        pairs,
        wider,
        added,
        narrower,
    } = matching;
    for (from, to) in pairs {
        if let (Some(base), Some(head)) = (base.operations.get(from), head.operations.get(to))
            && !operation::is_split(engine, findings, base, Some(head), paired)
        {
            operation::compare(engine, findings, Context::new(base, head, paired));
        }
    }
    for (from, candidates) in wider {
        let Some(base) = base.operations.get(from) else {
            continue;
        };
        match routing::operation_for(engine, base, &candidates) {
            Some(head) => {
                operation::taken_over(engine, findings, Context::new(base, head, paired));
            }
            None if operation::is_split(engine, findings, base, None, paired) => {}
            None => removed(engine, findings, base),
        }
    }
    for operation in added.into_iter().filter_map(|at| head.operations.get(at)) {
        let change = Change {
            places: [None, Some(operation.place.clone())],
            ..Change::new(
                &rules::OPERATION_ADDED,
                Verdict::Compatible,
                format!("{} {} was added", operation.method, operation.path.text),
            )
        };
        findings.add(change, whole(operation));
    }
    for (from, to) in narrower {
        if let (Some(base), Some(head)) = (base.operations.get(from), head.operations.get(to)) {
            operation::taken_from(engine, findings, Context::new(base, head, paired));
        }
    }
}

fn removed(engine: &mut Engine<'_>, findings: &mut Findings, operation: &Operation) {
    let promise = may_end(operation, engine.options.today.as_deref());
    let broken = promise.is_none();
    let change = Change {
        reason: promise,
        places: [Some(operation.place.clone()), None],
        witness: broken.then(|| witness::request(engine, Call::of(Side::Base, operation))),
        ..Change::new(
            &rules::OPERATION_REMOVED,
            Verdict::breaking_if(broken),
            format!("{} {} was removed", operation.method, operation.path.text),
        )
    };
    findings.add(change, whole(operation));
}
