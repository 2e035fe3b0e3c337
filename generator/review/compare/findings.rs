//! Where findings go: changes of one cause are one finding, whatever they reach.

use std::collections::{HashMap, HashSet};

use crate::finding::{AffectedOperation, Finding, Verdict, Witness};
use crate::fingerprint::hash;
use crate::rules::Rule;
use counterpart_contract::diagnostic::Severity;
use counterpart_contract::source::Place;

/// One difference at one operation.
#[derive(Debug)]
pub(super) struct Change {
    pub rule: &'static Rule,
    pub verdict: Verdict,
    /// What tells it apart from other changes of the same kind at the same place.
    pub detail: String,
    pub message: String,
    pub reason: Option<String>,
    pub places: [Option<Place>; 2],
    pub witness: Option<Witness>,
}

impl Change {
    /// A change with nothing but its message; the message tells it apart.
    pub(super) fn new(rule: &'static Rule, verdict: Verdict, message: String) -> Self {
        Self {
            rule,
            verdict,
            detail: String::new(),
            message,
            reason: None,
            places: [None, None],
            witness: None,
        }
    }
}

/// The findings of a review, in the order in which their causes are met.
#[derive(Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    by_cause: HashMap<String, usize>,
    operations: HashSet<(usize, AffectedOperation)>,
}

impl Findings {
    pub(super) fn into_list(self) -> Vec<Finding> {
        self.list
    }

    /// Adds a change to the finding of its cause, and says which that is.
    pub(super) fn add(&mut self, change: Change, operations: AffectedOperation) -> usize {
        let cause = key(change.rule, change.verdict, &change.places, &change.detail);
        let index = match self.by_cause.get(&cause) {
            Some(index) => *index,
            None => {
                let severity = severity(change.rule, change.verdict);
                let [base, head] = change.places;
                self.list.push(Finding {
                    rule: change.rule,
                    verdict: change.verdict,
                    severity,
                    detail: change.detail,
                    // Named once all that it reaches is known.
                    fingerprint: String::new(),
                    message: change.message,
                    reason: change.reason,
                    base,
                    head,
                    operations: Vec::new(),
                    witness: None,
                    consent: None,
                });
                self.by_cause.insert(cause, self.list.len() - 1);
                self.list.len() - 1
            }
        };
        if let Some(finding) = self.list.get_mut(index) {
            if finding.witness.is_none() {
                finding.witness = change.witness;
            }
            if self.operations.insert((index, operations.clone())) {
                finding.operations.push(operations);
            }
        }
        index
    }

    /// Returns whether a finding is to be shown by an exchange, and is not.
    pub(super) fn lacks_witness(&self, index: usize) -> bool {
        self.list.get(index).is_some_and(|finding| {
            finding.witness.is_none() && finding.verdict == Verdict::Breaking
        })
    }

    pub(super) fn set_witness(&mut self, index: usize, witness: Witness) {
        if let Some(finding) = self.list.get_mut(index) {
            finding.witness = Some(witness);
        }
    }

    /// Returns whether a break of this cause is reported already, with what shows it.
    pub(super) fn has_shown(
        &self,
        rule: &'static Rule,
        places: &[Option<Place>; 2],
        detail: &str,
    ) -> bool {
        let key = key(rule, Verdict::Breaking, places, detail);
        let known = self.by_cause.get(&key).and_then(|at| self.list.get(*at));
        known.is_some_and(|finding| finding.witness.is_some())
    }
}

/// What findings of one cause have in common.
fn key(rule: &Rule, verdict: Verdict, places: &[Option<Place>; 2], detail: &str) -> String {
    let pointer = |place: &Option<Place>| {
        place
            .as_ref()
            .map_or(String::new(), |place| place.pointer.to_string())
    };
    let [base, head] = places.each_ref().map(pointer);
    let place = if base.is_empty() { head } else { base };
    hash(&[rule.code, verdict.name(), &place, detail])
}

/// A break is an error and a doubt a warning, whatever the rule; what is proved compatible matters
/// as little as the rule says, and never as much as a break.
fn severity(rule: &Rule, verdict: Verdict) -> Severity {
    match verdict {
        Verdict::Breaking => Severity::Error,
        Verdict::Unproven => Severity::Warning,
        Verdict::Compatible if rule.severity == Severity::Error => Severity::Note,
        Verdict::Compatible => rule.severity,
    }
}
