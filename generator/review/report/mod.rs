//! Reports: what a review found, for people and for programs.

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
pub use review::{FailOn, Report, Version};
pub use view::{FindingView, LINES, Page, Room};
pub use whereabouts::whereabouts;

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
