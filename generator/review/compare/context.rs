//! What is being compared: two operations, and a message of theirs.

use std::collections::HashSet;

use super::findings::{Change, Findings};
use crate::finding::{AffectedOperation, Verdict};
use crate::lifecycle::Stability;
use crate::side::Side;
use counterpart_contract::Operation;

/// Two operations that are compared, with what holds for all of their parts.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub base: &'a Operation,
    pub head: &'a Operation,
    /// Who sends the requests: the callers of the base contract, or, for callbacks and webhooks,
    /// the service of the head contract.
    pub requests_from: Side,
    /// The values of path parameters decided which operations belong together, and are compared
    /// already.
    pub by_value: bool,
    /// The operation whose path requests have, where that is another than the sender's own.
    pub addressed: Option<&'a Operation>,
    /// The level of an operation that promises nothing, so that no change breaks a promise.
    pub unpromised: Option<Stability>,
    /// A part of either operation cannot be read.
    pub unread: bool,
    /// The operations that are compared with each other, as indices into the two contracts' lists.
    pub paired: &'a HashSet<(usize, usize)>,
}

impl<'a> Context<'a> {
    /// Two operations of a service, of which the callers of the base contract are one side.
    pub(super) fn new(
        base: &'a Operation,
        head: &'a Operation,
        paired: &'a HashSet<(usize, usize)>,
    ) -> Self {
        Self {
            base,
            head,
            requests_from: Side::Base,
            by_value: false,
            addressed: None,
            unpromised: Stability::promising_nothing(base),
            unread: false,
            paired,
        }
    }

    pub(super) fn of(&self, side: Side) -> &'a Operation {
        match side {
            Side::Base => self.base,
            Side::Head => self.head,
        }
    }

    /// The requests of a side.
    pub(super) fn call(&self, side: Side) -> Call<'a> {
        Call {
            addressed: self.addressed.unwrap_or(self.of(side)),
            ..Call::of(side, self.of(side))
        }
    }

    /// Adds a change at a part of the operation to the findings. Where nothing was promised it is
    /// no break, and where a part cannot be read, nothing is proved.
    pub(super) fn report(
        &self,
        findings: &mut Findings,
        mut change: Change,
        part: impl Into<String>,
    ) -> usize {
        if change.verdict != Verdict::Compatible
            && let Some(level) = self.unpromised
        {
            change.verdict = Verdict::Compatible;
            change.reason = Some(level.excuse());
            change.witness = None;
        }
        if change.verdict == Verdict::Breaking && self.unread {
            change.verdict = Verdict::Unproven;
            change.reason = Some("a reference in the operation is unresolved".to_owned());
            change.witness = None;
        }
        let operations = AffectedOperation {
            method: self.base.method,
            path: self.base.path.text.clone(),
            part: part.into(),
        };
        findings.add(change, operations)
    }
}

/// Requests of an operation under one of the contracts.
#[derive(Clone, Copy)]
pub(super) struct Call<'o> {
    pub side: Side,
    pub operation: &'o Operation,
    /// The operation whose path the requests have.
    pub addressed: &'o Operation,
}

impl<'o> Call<'o> {
    pub(super) fn of(side: Side, operation: &'o Operation) -> Self {
        Self {
            side,
            operation,
            addressed: operation,
        }
    }
}

/// A message of two operations: a request, or a response, or a part of one.
#[derive(Clone, Copy)]
pub(super) struct Message<'e, 'a> {
    pub context: Context<'a>,
    pub sender: Side,
    pub response: bool,
    /// What reports call it.
    pub part: &'e str,
}

/// An operation as a whole.
pub(super) fn whole(operation: &Operation) -> AffectedOperation {
    AffectedOperation {
        method: operation.method,
        path: operation.path.text.clone(),
        part: String::new(),
    }
}
