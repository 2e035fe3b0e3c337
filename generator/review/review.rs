//! From two contracts to findings.

use counterpart_contract::Contract;
use counterpart_contract::source::Place;

use crate::compare::compare;
use crate::discriminators::comparable;
use crate::finding::Finding;
use crate::options::Options;
use crate::version::Advice;
use crate::{fingerprint, policy, rules};

/// Values are nested and so is deciding about them: the stack that it may take.
const STACK: usize = 256 << 20;

/// Compares two contracts.
///
/// The findings are in the order in which their causes are met; equal contracts have none.
#[must_use]
pub fn review(base: &Contract, head: &Contract, options: &Options) -> Vec<Finding> {
    let compared = comparable([base, head]);
    let [compared_base, compared_head] = &compared;
    let mut findings = std::thread::scope(|scope| {
        let work = || compare(compared_base, compared_head, options);
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(findings)) => findings,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Without a thread of its own the review runs on the stack that there is.
            Err(_) => compare(compared_base, compared_head, options),
        }
    });
    let today = options.today.as_deref();
    findings.extend(policy::check(base, head, &options.settings, today));
    fingerprint::assign(&mut findings);
    options.consents.mark(&mut findings, today);
    let advice = version_advice(base, head, &findings);
    if !advice.fits
        && let Some(needed) = &advice.needed
    {
        let place = Place::default().join("info").join("version");
        let message = format!(
            "the version is {}; the change asks for {needed}",
            advice.head
        );
        let mut own = [Finding::of_policy(
            &rules::VERSION_TOO_LOW,
            String::new(),
            [None, Some(place)],
            Vec::new(),
            message,
        )];
        fingerprint::assign(&mut own);
        options.consents.mark(&mut own, today);
        findings.extend(own);
    }
    let mut left = options.consents.leftovers(&findings, today);
    fingerprint::assign(&mut left);
    findings.append(&mut left);
    options.settings.apply(&mut findings);
    findings
}

/// What Semantic Versioning 2.0.0 asks of the new contract's version.
#[must_use]
pub fn version_advice(base: &Contract, head: &Contract, findings: &[Finding]) -> Advice {
    policy::advice(&base.version, &head.version, findings)
}
