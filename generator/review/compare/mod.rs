//! What differs between two contracts, and what each difference means for those who exchange
//! messages under them.

mod addresses;
mod answers;
mod below;
mod bodies;
mod causes;
mod facts;
mod links;
mod media;
mod operations;
mod parameters;
mod paths;
mod schemas;
mod security;
mod servers;
mod templates;
mod texts;
mod unread;
mod wire;
mod witness;
mod xml;

use std::collections::{HashMap, HashSet};

use super::Options;
use super::finding::{Finding, Reached, Verdict, Witness};
use super::fingerprint::hash;
use super::meaning::{Assumptions, Engine, Filled, Side};
use super::rules::Rule;
use counterpart_contract::diagnostic::Severity;
use counterpart_contract::source::Place;
use counterpart_contract::{Contract, Operation};

/// Operations that answer the same requests, as indices into the two lists.
pub(super) fn matching(base: &[Operation], head: &[Operation]) -> Vec<(usize, usize)> {
    paths::matching(base, head).pairs
}

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

/// Who sends the requests of an operation: the callers of the base contract, or, for callbacks and
/// webhooks, the service of the head contract.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exchange<'a> {
    pub base: &'a Operation,
    pub head: &'a Operation,
    pub requests_from: Side,
    /// The values of path parameters told which operations belong together, and are compared
    /// already.
    pub by_value: bool,
}

impl<'a> Exchange<'a> {
    pub(super) fn of(&self, side: Side) -> &'a Operation {
        match side {
            Side::Base => self.base,
            Side::Head => self.head,
        }
    }

    fn reached(&self, part: impl Into<String>) -> Reached {
        Reached {
            method: self.base.method,
            path: self.base.path.text.clone(),
            part: part.into(),
        }
    }
}

pub(super) struct Comparison<'a> {
    pub contracts: [&'a Contract; 2],
    pub options: &'a Options,
    engine: Engine<'a>,
    findings: Vec<Finding>,
    by_cause: HashMap<String, usize>,
    reached: HashSet<(usize, Reached)>,
    schemas: schemas::Known,
    pairs: below::Pairs,
    /// The operations that are compared with each other, as indices into the two lists.
    paired: HashSet<(usize, usize)>,
    /// The operation whose path requests have, where that is another than the sender's own.
    addressed: Option<&'a Operation>,
    /// Why changes of the operation that is being compared break no promise, if they do not.
    promised_nothing: Option<String>,
    /// A part of the operation that is being compared cannot be read.
    unread: bool,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(base: &'a Contract, head: &'a Contract, options: &'a Options) -> Self {
        Self {
            contracts: [base, head],
            options,
            engine: Engine::new(base, head, options.budget),
            findings: Vec::new(),
            by_cause: HashMap::new(),
            reached: HashSet::new(),
            schemas: schemas::Known::default(),
            pairs: below::Pairs::default(),
            paired: HashSet::new(),
            addressed: None,
            promised_nothing: None,
            unread: false,
        }
    }

    /// Compares everything; the findings are in the order in which the contracts write their
    /// causes first.
    pub(super) fn run(mut self) -> Vec<Finding> {
        self.operations();
        self.webhooks();
        self.findings
    }

    fn base(&self) -> &'a Contract {
        self.contracts[0]
    }

    fn head(&self) -> &'a Contract {
        self.contracts[1]
    }

    fn assumptions(&self, sender: Side, answer: bool) -> Assumptions {
        Assumptions {
            sender,
            answer,
            open_world: self.options.open_world,
            // The head's side sends to those who consume the API.
            lenient_receiver: self.options.open_world && sender == Side::Head,
            filled: Filled::No,
            textual: false,
        }
    }

    /// Whether a finding is to be shown by an exchange, and is not.
    fn lacks_witness(&self, index: usize) -> bool {
        self.findings.get(index).is_some_and(|finding| {
            finding.witness.is_none() && finding.verdict == Verdict::Breaking
        })
    }

    /// Whether a break of this cause is reported already, with what shows it.
    fn is_shown(&self, cause: &causes::Cause, answer: bool) -> bool {
        let detail = cause.full_detail(answer);
        let key = key(cause.rule, Verdict::Breaking, &cause.places, &detail);
        let known = self
            .by_cause
            .get(&key)
            .and_then(|at| self.findings.get(*at));
        known.is_some_and(|finding| finding.witness.is_some())
    }

    fn show(&mut self, index: usize, witness: Witness) {
        if let Some(finding) = self.findings.get_mut(index) {
            finding.witness = Some(witness);
        }
    }

    /// Adds a change to the finding of its cause, and says which that is.
    pub(super) fn note(&mut self, mut change: Change, reached: Reached) -> usize {
        if change.verdict != Verdict::Compatible
            && let Some(reason) = &self.promised_nothing
        {
            change.verdict = Verdict::Compatible;
            change.reason = Some(reason.clone());
            change.witness = None;
        }
        if change.verdict == Verdict::Breaking && self.unread {
            change.verdict = Verdict::Unproven;
            change.reason = Some("a part of the operation cannot be read".to_owned());
            change.witness = None;
        }
        let cause = key(change.rule, change.verdict, &change.places, &change.detail);
        let index = match self.by_cause.get(&cause) {
            Some(index) => *index,
            None => {
                let severity = severity(change.rule, change.verdict);
                let [base, head] = change.places;
                self.findings.push(Finding {
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
                    reached: Vec::new(),
                    witness: None,
                    consent: None,
                });
                self.by_cause.insert(cause, self.findings.len() - 1);
                self.findings.len() - 1
            }
        };
        if let Some(finding) = self.findings.get_mut(index) {
            if finding.witness.is_none() {
                finding.witness = change.witness;
            }
            if self.reached.insert((index, reached.clone())) {
                finding.reached.push(reached);
            }
        }
        index
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
    hash(&[rule.id, verdict.name(), &place, detail])
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
