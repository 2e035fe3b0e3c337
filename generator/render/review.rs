//! Pages about a review.

use askama::Template;

use crate::review::report::{FindingView, Page, PlaceView};

#[derive(Template)]
#[template(path = "review/page.html")]
struct Html<'a> {
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "review/comment.md")]
struct Comment<'a> {
    page: &'a Page,
}

/// One self-contained page.
#[must_use]
pub fn review_html(page: &Page) -> String {
    // Templates of this kind only fail where writing to a string does.
    Html { page }.render().unwrap_or_default()
}

/// Markdown that fits into a comment.
#[must_use]
pub fn review_markdown(page: &Page) -> String {
    Comment { page }.render().unwrap_or_default()
}

impl Page {
    fn sections(&self) -> Vec<(&'static str, &[FindingView])> {
        [
            ("Breaking", self.breaking.as_slice()),
            ("Unproven", &self.unproven),
            ("Compatible", &self.compatible),
        ]
        .into_iter()
        .filter(|(_, findings)| !findings.is_empty())
        .collect()
    }
}

impl FindingView {
    fn sides(&self) -> [Option<&PlaceView>; 2] {
        [self.base.as_ref(), self.head.as_ref()]
    }

    fn places(&self) -> Vec<String> {
        let place = |place: &PlaceView| format!("{}:{}", place.file, place.line);
        self.sides().into_iter().flatten().map(place).collect()
    }
}

mod filters {
    use std::fmt::Display;

    /// Text of a document in Markdown prose, with nothing in it that Markdown obeys.
    #[askama::filter_fn]
    pub fn prose(value: impl Display, _: &dyn askama::Values) -> askama::Result<String> {
        let text = value.to_string();
        let mut out = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\n' | '\r' => out.push(' '),
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!'
                | '~' | '@' | '&' => {
                    out.push('\\');
                    out.push(character);
                }
                other => out.push(other),
            }
        }
        Ok(out)
    }

    /// A code span: the fence is longer than any run of backticks in it.
    #[askama::filter_fn]
    pub fn inline(value: impl Display, _: &dyn askama::Values) -> askama::Result<String> {
        let text = value.to_string().replace(['\n', '\r'], " ");
        let fence = "`".repeat(longest_run(&text) + 1);
        Ok(format!("{fence} {text} {fence}"))
    }

    /// A code block, fenced in the same way.
    #[askama::filter_fn]
    pub fn block(value: impl Display, _: &dyn askama::Values) -> askama::Result<String> {
        let text = value.to_string();
        let fence = "`".repeat(longest_run(&text).max(2) + 1);
        Ok(format!("{fence}\n{text}\n{fence}"))
    }

    fn longest_run(text: &str) -> usize {
        text.split(|character| character != '`')
            .map(str::len)
            .max()
            .unwrap_or(0)
    }
}
