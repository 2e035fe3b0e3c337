//! What contracts promise beside their meaning: days on which something ends, how stable it is,
//! the version, and rules of style that a team sets itself.

mod checks;
mod endings;
mod promises;
mod style;

use self::checks::Checks;
use self::endings::{DeprecatedProperties, Ending};
use crate::finding::{Finding, Verdict};
use crate::pairing::matching;
use crate::settings::Settings;
use crate::version::{Advice, Bump};
use counterpart_contract::Contract;

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
    let mut members = DeprecatedProperties::of([base, head]);
    for (from, to) in matching(&base.operations, &head.operations).pairs {
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

/// What Semantic Versioning 2.0.0 asks of `info.version`. Rules of policy are about no exchange,
/// and what everyone has agreed to breaks nobody.
pub(super) fn advice(base: &str, head: &str, findings: &[Finding]) -> Advice {
    let of = |finding: &Finding| match finding.verdict {
        Verdict::Compatible => Bump::Minor,
        _ if finding.is_accepted() => Bump::Minor,
        _ => Bump::Major,
    };
    let about_exchanges = findings.iter().filter(|finding| !finding.rule.is_policy());
    Advice::new(base, head, about_exchanges.map(of).max())
}
