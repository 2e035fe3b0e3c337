//! Contract review: what a change of the contract breaks, for whom, and the proof.
//!
//! A change is breaking when there is an exchange that one side may still send and the other no
//! longer accepts. [`review`] compares two contracts by meaning and says of every change whether it
//! is breaking, with such an exchange, compatible, with a proof, or neither.

mod compare;
mod finding;
mod fingerprint;
mod hints;
mod impact;
pub mod judge;
mod meaning;
mod policy;
pub mod report;
pub mod rules;
mod settings;
mod version;

pub use finding::{
    Answer, BodyForm, Consent, Finding, Judged, Reached, Severity, Verdict, Witness,
};
pub use impact::{ChangeKind, CodeChange, Impact};
pub use meaning::Side;
pub use rules::Rule;
pub use settings::{Case, Consents, Naming, Settings, SunsetDays};
pub use version::{Advice, Bump};

use counterpart_contract::Contract;
use counterpart_contract::source::Place;

/// What may be changed about a review.
#[derive(Debug, Clone)]
pub struct Options {
    /// Callers are assumed not to send names that their contract never declared, and to ignore
    /// members of answers that they do not know.
    pub open_world: bool,
    /// The day of the review as `YYYY-MM-DD`, by which sunsets and consents are judged; without it
    /// no sunset has passed.
    pub today: Option<String>,
    /// How much work one comparison of two schemas may take before it is left unproven.
    pub budget: usize,
    pub settings: Settings,
    pub consents: Consents,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            open_world: true,
            today: None,
            budget: 60_000,
            settings: Settings::default(),
            consents: Consents::default(),
        }
    }
}

/// Values are nested and so is deciding about them: the stack that it may take.
const STACK: usize = 256 << 20;

/// Compares two contracts.
///
/// The findings are in the order in which their causes are met; equal contracts have none.
#[must_use]
pub fn review(base: &Contract, head: &Contract, options: &Options) -> Vec<Finding> {
    let compared = hints::comparable([base, head]);
    let [compared_base, compared_head] = &compared;
    let mut findings = std::thread::scope(|scope| {
        let work = || compare::Comparison::new(compared_base, compared_head, options).run();
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(findings)) => findings,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Without a thread of its own the review runs on the stack that there is.
            Err(_) => compare::Comparison::new(compared_base, compared_head, options).run(),
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
        let mut own = [policy::finding(
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
