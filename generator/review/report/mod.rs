//! Reports: what a review found, for people and for programs.

mod changelog;
mod github;
mod impact;
mod json;
mod junit;
mod places;
mod review;
mod sarif;
mod text;
mod view;
mod whereabouts;

pub use impact::{ImpactView, LineView, PartView};
pub use json::SCHEMA;
pub use places::{Line, PlaceView};
pub use review::{Counts, FailOn, Report};
pub use view::{FindingView, INLINE_EXCHANGE, Page, PageLimits};

/// The formats that a report writes itself. Markdown and HTML are made by templates, from a
/// [`Page`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Text for a terminal.
    Text {
        /// With escape sequences for colours.
        coloured: bool,
    },
    /// JSON, by the schema in [`SCHEMA`].
    Json,
    /// SARIF 2.1.0, which code scanning reads.
    Sarif,
    /// JUnit's XML: a finding is a test, which fails where the review does.
    Junit {
        /// Which findings fail the review.
        fail_on: FailOn,
    },
    /// Workflow commands, which GitHub shows as annotations.
    Github,
}

impl Report<'_> {
    /// Writes the report in a format.
    #[must_use]
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Text { coloured } => text::text(self, coloured),
            Format::Json => json::json(self),
            Format::Sarif => sarif::sarif(self),
            Format::Junit { fail_on } => junit::junit(self, fail_on),
            Format::Github => github::github(self),
        }
    }
}
