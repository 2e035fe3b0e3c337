//! Operations of which a part cannot be read: a reference leads nowhere. What breaks there is not
//! known, and nothing is proved.

use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::finding::Verdict;
use crate::rules;
use counterpart_contract::source::Place;
use counterpart_contract::{Contract, Operation};

/// Returns whether a part of either operation cannot be read, which is reported where the other one
/// has no such part.
pub(super) fn is_unread(
    engine: &Engine<'_>,
    findings: &mut Findings,
    context: Context<'_>,
) -> bool {
    let base = unread(engine.base(), context.base);
    let head = unread(engine.head(), context.head);
    let pointers = |places: &[&Place]| -> Vec<String> {
        places
            .iter()
            .map(|place| place.pointer.to_string())
            .collect()
    };
    if pointers(&base) != pointers(&head) {
        let change = Change {
            places: [base.first(), head.first()].map(|place| place.map(|place| (*place).clone())),
            reason: Some("the meaning of an unresolved reference is unknown".to_owned()),
            ..Change::new(
                &rules::REFERENCE_UNRESOLVED,
                Verdict::Unproven,
                "a reference in the operation is unresolved".to_owned(),
            )
        };
        context.report(findings, change, "");
    }
    !base.is_empty() || !head.is_empty()
}

/// The places that cannot be read and may belong to an operation. Schemas that cannot be read are
/// unknown themselves.
fn unread<'c>(contract: &'c Contract, operation: &Operation) -> Vec<&'c Place> {
    let own = operation.place.pointer.to_string();
    let item = own.rsplit_once('/').map_or("", |(item, _)| item);
    let concerns = |place: &&Place| {
        let at = place.pointer.to_string();
        let below = |outer: &str| {
            at.strip_prefix(outer)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        if at.contains("/schema/") {
            return false;
        }
        if place.file == operation.place.file
            && (below(&own) || below(&format!("{item}/parameters")))
        {
            return true;
        }
        let others = ["/paths", "/webhooks", "/components/schemas"];
        !others.iter().any(|outer| below(outer))
    };
    contract.unread.iter().filter(concerns).collect()
}
