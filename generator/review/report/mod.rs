//! Reports: what a review found, for people and for programs.

mod formats;
mod json;
mod text;
mod view;

use super::{Finding, VersionAdvice};
use crate::source::Sources;

pub use json::SCHEMA;
pub use view::{Excerpt, FindingView, Line, Page, PlaceView};

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
    pub advice: VersionAdvice,
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
            Format::Markdown => crate::render::review_markdown(&self.page(40)),
            Format::Html => crate::render::review_html(&self.page(2_000)),
            Format::Json => json::json(self),
            Format::Sarif => formats::sarif(self),
            Format::Junit => formats::junit(self),
            Format::Github => formats::github(self),
        }
    }
}
