//! From two contracts to a report.

use counterpart_contract::source::Place;
use counterpart_contract::{Contract, Loaded};

use crate::compare::compare;
use crate::confirm::confirm;
use crate::discriminators::comparable;
use crate::finding::Finding;
use crate::options::Options;
use crate::report::Report;
use crate::version::Advice;
use crate::{fingerprint, policy, rules};

/// Values are nested and so is deciding about them: the stack that it may take.
const STACK: usize = 256 << 20;

/// Reviews a change of a contract, and confirms every break with a validator.
///
/// ```
/// use counterpart_contract::{ReadOptions, load_text, source::Memory};
/// use counterpart_review::{FailOn, Options, Verdict, review};
///
/// let contract = |limit: u32| {
///     let text = format!(
///         "{{openapi: 3.1.0, info: {{title: Zoo, version: 1.0.0}}, paths: {{/pets: {{get: {{
///         parameters: [{{name: limit, in: query, schema: {{type: integer, maximum: {limit}}}}}],
///         responses: {{'204': {{description: Done.}}}}}}}}}}}}"
///     );
///     load_text("", "zoo.yaml", text, &Memory::default(), ReadOptions::default())
/// };
/// let (base, head) = (contract(100), contract(50));
/// let report = review(&base, &head, &Options::default());
/// assert!(report.fails(FailOn::Breaking));
/// let finding = &report.findings()[0];
/// assert_eq!(finding.verdict, Verdict::Breaking);
/// assert_eq!(finding.rule.code, "R604");
/// ```
#[must_use]
pub fn review<'a>(base: &'a Loaded, head: &'a Loaded, options: &Options) -> Report<'a> {
    let (mut changes, steps) = changes(&base.contract, &head.contract, options);
    confirm(&mut changes, base, head);
    let findings = judged(changes, &base.contract, &head.contract, options);
    let advice = version_advice(&base.contract, &head.contract, &findings);
    Report::new([base, head], findings, advice, steps)
}

/// Returns the findings of a review that no validator has confirmed, which takes no documents.
///
/// The findings are in the order in which their causes are met; equal contracts have none.
#[must_use]
pub fn review_contracts(base: &Contract, head: &Contract, options: &Options) -> Vec<Finding> {
    judged(changes(base, head, options).0, base, head, options)
}

/// What differs, and what it means for those who exchange messages; and the steps that it took to
/// find out.
fn changes(base: &Contract, head: &Contract, options: &Options) -> (Vec<Finding>, usize) {
    let compared = comparable([base, head]);
    let [base, head] = &compared;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || compare(base, head, options));
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(findings)) => findings,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Without a thread of its own the review runs on the stack that there is.
            Err(_) => compare(base, head, options),
        }
    })
}

/// Adds findings of policy, and judges all by what the team has said.
fn judged(
    mut findings: Vec<Finding>,
    base: &Contract,
    head: &Contract,
    options: &Options,
) -> Vec<Finding> {
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
            "the version is {}; the change requires {needed}",
            advice.head
        );
        let mut own = [Finding::of_policy(
            &rules::VERSION_BUMP_MISSING,
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
fn version_advice(base: &Contract, head: &Contract, findings: &[Finding]) -> Advice {
    policy::advice(&base.version, &head.version, findings)
}
