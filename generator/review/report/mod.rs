//! Reports: what a review found, for people and for programs.

mod github;
mod impact;
mod json;
mod junit;
mod places;
mod sarif;
mod text;
mod view;

use crate::impact::Impact;
use crate::version::Advice;
use crate::{Finding, Severity, Verdict};
use counterpart_contract::source::Sources;

pub use impact::{ImpactView, LineView, PartView};
pub use json::SCHEMA;
pub use places::{Line, PlaceView};
pub use text::whereabouts;
pub use view::{FindingView, LINES, Page, Room};

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

/// The forms of a report that are text by themselves; Markdown and HTML are made of a [`Page`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal; escape sequences where it has colours.
    Text {
        coloured: bool,
    },
    Json,
    Sarif,
    Junit,
    /// Workflow commands that become annotations.
    Github,
}

impl Report<'_> {
    #[must_use]
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Text { coloured } => text::text(self, coloured),
            Format::Json => json::json(self),
            Format::Sarif => sarif::sarif(self),
            Format::Junit => junit::junit(self),
            Format::Github => github::github(self),
        }
    }
}
