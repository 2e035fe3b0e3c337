//! The report of a review.

use crate::finding::{Finding, Severity, Verdict};
use crate::impact::Impact;
use crate::version::{Advice, Bump};
use counterpart_contract::Loaded;
use counterpart_contract::source::{FileId, Sources};

/// One of the two contracts, as reports call it.
#[derive(Debug, Clone)]
pub(crate) struct Version<'a> {
    /// What the reader calls it: a path, or `main:api.yaml`.
    pub name: String,
    pub title: &'a str,
    pub version: &'a str,
    pub sources: &'a Sources,
}

impl<'a> Version<'a> {
    fn of(loaded: &'a Loaded) -> Self {
        let sources = &loaded.document.sources;
        Self {
            name: sources.shown(FileId::default()),
            title: &loaded.contract.title,
            version: &loaded.contract.version,
            sources,
        }
    }
}

/// What a review found: the result of [`review`](crate::review).
#[derive(Debug, Clone)]
pub struct Report<'a> {
    pub(crate) base: Version<'a>,
    pub(crate) head: Version<'a>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) advice: Advice,
    pub(crate) impact: Option<Impact>,
    steps: usize,
}

/// The numbers of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// Findings that are breaking.
    pub breaking: usize,
    /// Findings of which nothing could be proved.
    pub unproven: usize,
    /// Findings that are proved to break nobody, and those of policy.
    pub compatible: usize,
    /// Findings of any verdict that everyone has agreed to.
    pub accepted: usize,
}

impl<'a> Report<'a> {
    pub(crate) fn new(
        [base, head]: [&'a Loaded; 2],
        findings: Vec<Finding>,
        advice: Advice,
        steps: usize,
    ) -> Self {
        Self {
            base: Version::of(base),
            head: Version::of(head),
            findings,
            advice,
            impact: None,
            steps,
        }
    }

    /// Returns how many steps the comparisons of schemas took together, of which
    /// [`Options::run_budget`](crate::Options::run_budget) is the limit.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// Calls the two contracts by other names than those of their files.
    #[must_use]
    pub fn with_names(mut self, base: impl Into<String>, head: impl Into<String>) -> Self {
        self.base.name = base.into();
        self.head.name = head.into();
        self
    }

    /// Adds what the change does to code that is already written.
    #[must_use]
    pub fn with_impact(mut self, impact: Impact) -> Self {
        self.impact = Some(impact);
        self
    }

    /// Returns the findings, in the order in which their causes are met.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the finding of a fingerprint, in either case.
    #[must_use]
    pub fn find(&self, fingerprint: &str) -> Option<&Finding> {
        let mut all = self.findings.iter();
        all.find(|finding| finding.fingerprint.eq_ignore_ascii_case(fingerprint))
    }

    /// Returns what the change asks of the contract's version.
    #[must_use]
    pub fn advice(&self) -> &Advice {
        &self.advice
    }

    /// Returns what the change does to code that is already written, where that was added.
    #[must_use]
    pub fn impact(&self) -> Option<&Impact> {
        self.impact.as_ref()
    }

    /// Counts the findings by verdict.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for finding in &self.findings {
            *match finding.verdict {
                Verdict::Breaking => &mut counts.breaking,
                Verdict::Unproven => &mut counts.unproven,
                Verdict::Compatible => &mut counts.compatible,
            } += 1;
            counts.accepted += usize::from(finding.consent.is_some());
        }
        counts
    }

    /// Returns whether a finding that nobody has agreed to is one of those that fail the review, or
    /// the impact on code that is already written is.
    #[must_use]
    pub fn fails(&self, fail_on: FailOn) -> bool {
        let mut all = self.findings.iter();
        let impact = self.impact.as_ref();
        let is_major = |impact: &Impact| impact.bump() == Bump::Major && !impact.advice.fits;
        all.any(|finding| !finding.is_accepted() && fail_on.includes(finding))
            || fail_on == FailOn::CodeMajor && impact.is_some_and(is_major)
    }
}

/// The findings that fail a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Breaking changes, and rules whose severity is error.
    Breaking,
    /// These, and a change for code that is already written that the version does not announce, where
    /// the report has the [impact](Report::impact).
    CodeMajor,
    /// Breaking changes, and what could not be decided.
    Unproven,
    /// All of these, and everything else that is more than a note.
    Any,
    /// No finding.
    None,
}

impl FailOn {
    /// Returns whether a finding is one of those; whether it is agreed to is another question.
    #[must_use]
    pub fn includes(self, finding: &Finding) -> bool {
        let level = match finding.verdict {
            Verdict::Unproven => Self::Unproven,
            // What breaks by proof, and what breaks a rule that matters as much.
            _ if finding.severity == Severity::Error => Self::Breaking,
            _ => Self::Any,
        };
        let noted = level == Self::Any && finding.severity == Severity::Note;
        match self {
            Self::None => false,
            Self::Breaking | Self::CodeMajor => level == Self::Breaking,
            Self::Unproven => level != Self::Any,
            Self::Any => !noted,
        }
    }
}
