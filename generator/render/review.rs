//! Renders review reports.

use askama::Template;

use counterpart_contract::diagnostic::visible_lines;
use counterpart_review::report::{FindingView, INLINE_EXCHANGE, Page, PageLimits, PlaceView};
use counterpart_review::{Format, Report};

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReportFormat {
    /// Markdown within the size limit of a GitHub comment.
    Markdown,
    /// One self-contained page, with both versions side by side.
    Html,
    /// A format without a template.
    Plain(Format),
}

impl From<Format> for ReportFormat {
    fn from(format: Format) -> Self {
        Self::Plain(format)
    }
}

/// Writes a report in any format.
#[must_use]
pub fn render(report: &Report<'_>, format: impl Into<ReportFormat>) -> String {
    match format.into() {
        ReportFormat::Markdown => markdown(report),
        ReportFormat::Html => html(report),
        ReportFormat::Plain(format) => report.render(format),
    }
}

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

/// A rendered template, with everything in it visible.
fn shown(rendered: askama::Result<String>) -> String {
    // Templates only fail if writing to the string does.
    visible_lines(&rendered.unwrap_or_default()).into_owned()
}

/// One self-contained page.
fn html(report: &Report<'_>) -> String {
    let page = &report.page(PageLimits {
        findings: 2_000,
        exchange: 100_000,
    });
    shown(Html { page }.render())
}

/// Renders Markdown for a GitHub comment, with as many findings as fit.
fn markdown(report: &Report<'_>) -> String {
    // GitHub's limit is in characters; bytes are never fewer.
    const LIMIT: usize = 65_536;
    let mut findings = 100;
    loop {
        let limits = PageLimits {
            findings,
            exchange: INLINE_EXCHANGE,
        };
        let page = &report.page(limits);
        let text = shown(Comment { page }.render());
        if text.len() <= LIMIT || findings == 0 {
            return text;
        }
        findings /= 2;
    }
}

/// The findings as a page groups them.
trait Sections {
    fn sections(&self) -> Vec<(&'static str, &[FindingView])>;
    /// The findings that require a decision, listed at the top.
    fn contents(&self) -> Vec<&FindingView>;
}

impl Sections for Page {
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

    fn contents(&self) -> Vec<&FindingView> {
        self.breaking.iter().chain(&self.unproven).collect()
    }
}

/// Splits a sentence into text and code between backticks. Names may contain backticks; if they are
/// unbalanced, the whole sentence is text.
fn spans(text: &str) -> Vec<(bool, &str)> {
    if !text.matches('`').count().is_multiple_of(2) {
        return vec![(false, text)];
    }
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(index, part)| (index % 2 == 1, part));
    parts.filter(|(_, part)| !part.is_empty()).collect()
}

/// The parts of a finding, for templates.
trait Shown {
    fn spans(&self) -> Vec<(bool, &str)>;
    fn has_places(&self) -> bool;
    fn labelled(&self) -> [(&'static str, Option<&PlaceView>); 2];
    /// Snippets to copy.
    fn exchanges(&self) -> Vec<&str>;
    fn places(&self) -> Vec<String>;
}

impl Shown for FindingView {
    fn spans(&self) -> Vec<(bool, &str)> {
        spans(&self.message)
    }

    fn has_places(&self) -> bool {
        self.base.is_some() || self.head.is_some()
    }

    fn labelled(&self) -> [(&'static str, Option<&PlaceView>); 2] {
        [("was", self.base.as_ref()), ("now", self.head.as_ref())]
    }

    fn exchanges(&self) -> Vec<&str> {
        let both = self.curl.iter().chain(&self.response);
        both.map(String::as_str).collect()
    }

    fn places(&self) -> Vec<String> {
        let place = |place: &PlaceView| format!("{}:{}", place.file, place.line);
        let both = [self.base.as_ref(), self.head.as_ref()];
        both.into_iter().flatten().map(place).collect()
    }
}

mod filters {
    use std::fmt::Display;

    /// Escapes text of a document in Markdown, except for code spans.
    #[askama::filter_fn]
    pub fn prose(value: impl Display, _: &dyn askama::Values) -> askama::Result<String> {
        let text = value.to_string();
        let mut out = String::with_capacity(text.len());
        for (is_code, part) in super::spans(&text) {
            if is_code {
                out.push_str(&code(part));
            } else {
                escape(part, &mut out);
            }
        }
        Ok(out)
    }

    fn escape(text: &str, out: &mut String) {
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
    }

    /// A code span: the fence is longer than any run of backticks in it.
    #[askama::filter_fn]
    pub fn inline(value: impl Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(code(&value.to_string()))
    }

    fn code(text: &str) -> String {
        let text = text.replace(['\n', '\r'], " ");
        let fence = "`".repeat(longest_run(&text) + 1);
        // Padding is required if the text starts or ends with a backtick or a space.
        let open = text.is_empty() || text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
        let pad = if open { " " } else { "" };
        format!("{fence}{pad}{text}{pad}{fence}")
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

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn code_is_what_stands_between_backticks() {
        let parts = spans("`a` is gone, `b` is not");
        let expected = [
            (true, "a"),
            (false, " is gone, "),
            (true, "b"),
            (false, " is not"),
        ];
        assert_eq!(parts, expected);
        assert_eq!(spans("a ` b"), [(false, "a ` b")]);
        assert_eq!(spans(""), []);
    }
}
