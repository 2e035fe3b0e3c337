//! What contracts promise beside their meaning: days on which something ends, how stable it is,
//! the version, and rules of style that a team sets itself.

mod days;
mod endings;
mod promises;
mod style;

use self::endings::{Ending, Members};
use super::compare::matching;
use super::finding::{Finding, Reached, Verdict};
use super::rules::Rule;
use super::settings::Settings;
use crate::version::{Advice, Bump};
use counterpart_contract::source::Place;
use counterpart_contract::{Contract, Operation};

pub(super) use days::is_day;
pub(super) use promises::{Stability, has_ended, may_end, promised_nothing, until};

/// Checks the rules that are about promises and style.
pub(super) fn check(
    base: &Contract,
    head: &Contract,
    settings: &Settings,
    today: Option<&str>,
) -> Vec<Finding> {
    let mut checks = Checks {
        settings,
        today,
        out: Vec::new(),
    };
    let mut members = Members::of([base, head]);
    for (from, to) in matching(&base.operations, &head.operations) {
        if let (Some(old), Some(new)) = (base.operations.get(from), head.operations.get(to)) {
            checks.end(&Ending::operation(old), &Ending::operation(new));
            let parameters = endings::parameters(old, new);
            for [own, other] in parameters.iter().chain(&members.below(old, new)) {
                checks.end(own, other);
            }
            checks.stability(old, new);
            checks.labels(old, new);
        }
    }
    checks.names(base, head);
    checks.out
}

struct Checks<'a> {
    settings: &'a Settings,
    today: Option<&'a str>,
    out: Vec<Finding>,
}

/// What a finding of a rule is about.
struct Note<'a> {
    rule: &'static Rule,
    detail: String,
    places: [Option<Place>; 2],
    operation: Option<&'a Operation>,
}

impl<'a> Note<'a> {
    /// About a member of an operation, where it is written.
    fn pair(rule: &'static Rule, old: &Operation, new: &'a Operation, member: &str) -> Self {
        Self {
            rule,
            detail: String::new(),
            places: [old, new].map(|operation| Some(operation.place.join(member))),
            operation: Some(new),
        }
    }
}

impl Checks<'_> {
    fn note(&mut self, note: Note<'_>, message: String) {
        let reached = note.operation.map(|operation| Reached {
            method: operation.method,
            path: operation.path.text.clone(),
            part: String::new(),
        });
        let reached = reached.into_iter().collect();
        self.out.push(finding(
            note.rule,
            note.detail,
            note.places,
            reached,
            message,
        ));
    }
}

/// A finding of a rule that is about no exchange.
pub(super) fn finding(
    rule: &'static Rule,
    detail: String,
    [base, head]: [Option<Place>; 2],
    reached: Vec<Reached>,
    message: String,
) -> Finding {
    Finding {
        rule,
        verdict: Verdict::Compatible,
        severity: rule.severity,
        detail,
        fingerprint: String::new(),
        message,
        reason: None,
        base,
        head,
        reached,
        witness: None,
        consent: None,
    }
}

/// What Semantic Versioning 2.0.0 asks of `info.version`. Rules of policy are about no exchange,
/// and what everyone has agreed to breaks nobody.
pub(super) fn advice(base: &str, head: &str, findings: &[Finding]) -> Advice {
    let of = |finding: &Finding| match finding.verdict {
        Verdict::Compatible => Bump::Minor,
        _ if finding.stands() => Bump::Major,
        _ => Bump::Minor,
    };
    let about_exchanges = findings.iter().filter(|finding| !finding.rule.is_policy());
    Advice::new(base, head, about_exchanges.map(of).max())
}
