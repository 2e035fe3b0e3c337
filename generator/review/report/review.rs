//! A review, ready to be shown.

use crate::finding::{Finding, Severity, Verdict};
use crate::impact::Impact;
use crate::version::Advice;
use counterpart_contract::source::Sources;

/// One side of a review.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// What the reader calls it: a path, or `main:api.yaml`.
    pub name: &'a str,
    pub title: &'a str,
    pub version: &'a str,
    pub sources: &'a Sources,
}

/// A review, ready to be shown.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    pub base: Version<'a>,
    pub head: Version<'a>,
    pub findings: &'a [Finding],
    pub advice: Advice,
    /// Which findings fail the review.
    pub fail_on: FailOn,
    /// What the change does to code that is already written, where that is asked for.
    pub impact: Option<&'a Impact>,
}

/// Which findings fail a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Breaking changes, and rules whose severity is error.
    Breaking,
    /// And what could not be decided.
    Unproven,
    /// And everything else that is more than a note.
    Any,
    None,
}

impl FailOn {
    /// Whether a finding is one of those; whether it is agreed to is another question.
    #[must_use]
    pub fn counts(self, finding: &Finding) -> bool {
        let level = match finding.verdict {
            Verdict::Unproven => Self::Unproven,
            // What breaks by proof, and what breaks a rule that matters as much.
            _ if finding.severity == Severity::Error => Self::Breaking,
            _ => Self::Any,
        };
        let noted = level == Self::Any && finding.severity == Severity::Note;
        match self {
            Self::None => false,
            Self::Breaking => level == Self::Breaking,
            Self::Unproven => level != Self::Any,
            Self::Any => !noted,
        }
    }
}
