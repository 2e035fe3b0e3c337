//! Reports: what a review found, for people and for programs.

mod github;
mod impact;
mod json;
mod junit;
mod places;
mod sarif;
mod text;
mod view;

use super::{Finding, Severity, Verdict};
use crate::impact::Impact;
use crate::source::Sources;
use crate::version::Advice;

pub use impact::{ImpactView, LineView, PartView};
pub use json::SCHEMA;
pub use places::{Line, PlaceView};
#[cfg(feature = "cli")]
pub(crate) use text::whereabouts;
pub use view::{FindingView, Page};

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

/// The forms that a report can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal; escape sequences where it has colours.
    Text {
        coloured: bool,
    },
    /// For a comment on a pull request.
    Markdown,
    /// One page with everything in it.
    Html,
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
            Format::Markdown => self.comment(),
            Format::Html => crate::render::review_html(&self.page(view::Room {
                findings: 2_000,
                exchange: 100_000,
            })),
            Format::Json => json::json(self),
            Format::Sarif => sarif::sarif(self),
            Format::Junit => junit::junit(self),
            Format::Github => github::github(self),
        }
    }

    /// Markdown that GitHub takes as a comment: with as much in it as there is room for.
    fn comment(&self) -> String {
        // GitHub's limit is in characters; bytes are never fewer.
        const LIMIT: usize = 65_536;
        let mut findings = 100;
        loop {
            let room = view::Room {
                findings,
                exchange: view::LINES,
            };
            let text = crate::render::review_markdown(&self.page(room));
            if text.len() <= LIMIT || findings == 0 {
                return text;
            }
            findings /= 2;
        }
    }
}
