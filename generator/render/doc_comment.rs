//! Doc comments: text of a contract as Markdown that rustdoc renders as intended and that cannot
//! end the comment.

mod blocks;
mod escape;
mod inline;
#[cfg(test)]
mod tests;
mod url;

use std::borrow::Cow;
use std::fmt;

use super::text::{LINE_ENDS, RustCode, visible};
use crate::rust::Docs;

/// A doc comment, written as one `///` or `//!` line per line of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocComment {
    lines: Vec<String>,
    /// An inner comment (`//!`).
    inner: bool,
}

impl RustCode for DocComment {}

impl DocComment {
    /// Creates the doc comment of an item that the contract describes.
    #[must_use]
    pub fn of(docs: &Docs) -> Self {
        let mut lines = Vec::new();
        let texts = [&docs.title, &docs.text];
        let texts: Vec<&str> = texts
            .into_iter()
            .flatten()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        // A title that the description starts with is redundant.
        let skip =
            usize::from(matches!(texts.as_slice(), [title, text] if text.starts_with(*title)));
        for text in &texts[skip..] {
            push_paragraph(&mut lines, blocks::lines(&normal(text)));
        }
        for note in &docs.notes {
            push_paragraph(&mut lines, vec![note.clone()]);
        }
        // `#[deprecated]` would also warn in the generated code that reads and writes the item.
        if docs.deprecated {
            push_paragraph(&mut lines, vec!["**Deprecated.**".to_owned()]);
        }
        Self {
            lines,
            inner: false,
        }
    }

    /// Returns the comment as an inner comment (`//!`).
    #[must_use]
    pub fn inner(mut self) -> Self {
        self.inner = true;
        self
    }

    /// Returns whether the comment is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Appends a static sentence as a paragraph.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        push_paragraph(&mut self.lines, vec![note.to_owned()]);
        self
    }
}

impl fmt::Display for DocComment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.inner { "//!" } else { "///" };
        for line in &self.lines {
            out.write_str(mark)?;
            if !line.is_empty() {
                out.write_str(" ")?;
            }
            out.write_str(line)?;
            out.write_str("\n")?;
        }
        Ok(())
    }
}

fn push_paragraph(lines: &mut Vec<String>, paragraph: Vec<String>) {
    if !lines.is_empty() && !paragraph.is_empty() {
        lines.push(String::new());
    }
    // No line of the text may end the comment, whatever its origin.
    lines.extend(paragraph.into_iter().map(|line| match is_harmless(&line) {
        true => line,
        false => line.chars().map(visible).collect(),
    }));
}

/// Returns whether a line consists of printable ASCII. Nearly all lines do, and are kept unchanged.
fn is_harmless(text: &str) -> bool {
    let harmless = |byte: u8| matches!(byte, b' '..=b'~');
    // Without early exit, so that the loop can be vectorised.
    text.bytes().fold(true, |all, byte| all & harmless(byte))
}

/// Replaces all kinds of line ends by line feeds.
fn normal(text: &str) -> Cow<'_, str> {
    if text.split('\n').all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\t' => out.push('\t'),
            end if LINE_ENDS.contains(&end) => out.push('\n'),
            other => out.push(visible(other)),
        }
    }
    Cow::Owned(out)
}
