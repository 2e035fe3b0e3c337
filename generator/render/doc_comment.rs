//! Doc comments: text of a contract as Markdown that rustdoc renders as intended and that cannot
//! end the comment.

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
            push_paragraph(&mut lines, safe_markdown(text));
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

/// Replaces all kinds of line ends by line feeds, and tabs by spaces.
fn normal(text: &str) -> Cow<'_, str> {
    if text.split('\n').all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\t' => out.push_str("    "),
            end if LINE_ENDS.contains(&end) => out.push('\n'),
            other => out.push(visible(other)),
        }
    }
    Cow::Owned(out)
}

/// Adapts Markdown of a contract to rustdoc: code is not run as a doctest, links do not refer to
/// items, and HTML is escaped.
fn safe_markdown(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fenced = false;
    // The indentation of the current list item's content.
    let mut item = None;
    for line in normal(text).split('\n') {
        let line = line.trim_end();
        let body = line.trim_start();
        if body.starts_with("```") || body.starts_with("~~~") {
            lines.push(if fenced {
                "```".to_owned()
            } else {
                "```text".to_owned()
            });
            fenced = !fenced;
            item = None;
        } else if fenced {
            lines.push(line.replace("```", "'''"));
        } else if body.is_empty() {
            if lines.last().is_some_and(|last: &String| !last.is_empty()) {
                lines.push(String::new());
            }
            item = None;
        } else {
            // Four spaces would start a code block, which rustdoc would run as a test; within a
            // list item they do not.
            let depth = (line.len() - body.len()).min(3);
            let begins = item_marker(body).map(|marker| depth + marker);
            let depth = match begins {
                None if !body.starts_with('#') => item.unwrap_or(depth),
                _ => depth,
            };
            item = begins.or(item.filter(|_| !body.starts_with('#')));
            let mut line = " ".repeat(depth);
            push_safe(&mut line, body);
            lines.push(line);
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Returns the width of the list marker that a line starts with.
fn item_marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match (digits, line.get(digits..)?.get(..2)?) {
        (0, "- " | "* " | "+ ") => 2,
        (1..=9, ". " | ") ") => digits + 2,
        _ => return None,
    };
    let text = line.get(marker..)?;
    Some(marker + text.len() - text.trim_start().len())
}

/// Appends a line, escaping everything that rustdoc would parse as HTML or as a link to an item.
///
/// The line is cut next to ASCII characters only, so never within a character.
fn push_safe(out: &mut String, line: &str) {
    out.reserve(line.len() + 8);
    let mut rest = line;
    loop {
        let opens = |byte| matches!(byte, b'`' | b'[' | b']' | b'<' | b'>' | b'h');
        let plain = rest.bytes().position(opens).unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(first) = rest.bytes().next() else {
            return;
        };
        let taken = match first {
            b'h' => push_address(out, rest),
            // A code span that ends on this line is kept unchanged.
            b'`' => push_whole(out, rest, code_span(rest)),
            _ => push_whole(out, rest, link(rest, IMAGES)),
        };
        rest = &rest[taken..];
    }
}

/// Appends the construct at the start of a text unchanged, or else its first character escaped.
/// Returns the length of the consumed text.
fn push_whole(out: &mut String, text: &str, known: Option<usize>) -> usize {
    if known.is_none() {
        out.push('\\');
    }
    let length = known.unwrap_or(1);
    out.push_str(&text[..length]);
    length
}

/// Appends the URL at the start of a text as a link, or else its first letter. Returns the length
/// of the consumed text.
fn push_address(out: &mut String, text: &str) -> usize {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        out.push_str(&text[..1]);
        return 1;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || "<>\"'`)]}|\\^".contains(c))
        .unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    if url.len() > "https://".len() {
        out.push('<');
        out.push_str(url);
        out.push('>');
    } else {
        out.push_str(&url.replace("//", "\\//"));
    }
    url.len()
}

/// The maximal nesting of images in labels: a badge is an image within a link.
const IMAGES: usize = 1;

/// The maximal length of a link's label in bytes, which bounds the search for its end.
const LABEL: usize = 1_000;

/// Returns the length of the link to a web page at the start of a text: `[text](https://…)` or
/// `<https://…>` (CommonMark 0.31, section 6.3). Other targets would be resolved as items of the
/// crate. The label may contain images, nested up to `images` levels.
///
/// Lengths end at the match of a search or after an ASCII character, so that they are character
/// boundaries.
fn link(text: &str, images: usize) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('<') {
        let length = page(rest)?;
        return rest[length..].starts_with('>').then_some(1 + length + 1);
    }
    let label = 1 + label(text.strip_prefix('[')?, images)?;
    let rest = text[label..].strip_prefix("](")?;
    let mut length = page(rest)?;
    if let Some(titled) = rest[length..].strip_prefix(" \"") {
        let title = titled.find('"')?;
        if titled[..title].contains(['\\', '<', '>']) {
            return None;
        }
        length += 2 + title + 1;
    }
    let ends = rest[length..].starts_with(')');
    ends.then_some(label + 2 + length + 1)
}

/// Returns the length of the URL of a web page at the start of a text. Its parentheses are
/// balanced.
fn page(text: &str) -> Option<usize> {
    let known = ["https://", "http://"]
        .iter()
        .find(|one| text.starts_with(**one))?;
    let mut depth = 0_usize;
    let end = text.find(|character: char| match character {
        '(' => {
            depth += 1;
            false
        }
        ')' if depth > 0 => {
            depth -= 1;
            false
        }
        other => other.is_whitespace() || ")<>[]\\`\"".contains(other),
    })?;
    (end > known.len() && depth == 0).then_some(end)
}

/// Returns the length of a link's label, which may contain text, code spans and images, but no
/// links.
fn label(text: &str, images: usize) -> Option<usize> {
    let mut at = 0;
    while at <= LABEL {
        let rest = &text[at..];
        at += match rest.chars().next()? {
            ']' => return Some(at),
            '`' => code_span(rest)?,
            '!' if rest[1..].starts_with('[') => 1 + link(&rest[1..], images.checked_sub(1)?)?,
            '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => 2,
            '[' | '<' | '>' | '\\' => return None,
            other => other.len_utf8(),
        };
    }
    None
}

/// Returns the length of the code span at the start of a text, if it is closed.
fn code_span(text: &str) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let fence = &text[..ticks];
    let end = text[ticks..].find(fence)?;
    Some(ticks + end + ticks)
}

#[cfg(test)]
mod tests {
    use super::DocComment;
    use crate::rust::Docs;

    fn doc(text: &str) -> String {
        let docs = Docs {
            text: Some(text.to_owned()),
            ..Docs::default()
        };
        DocComment::of(&docs).to_string()
    }

    #[test]
    fn whatever_opens_a_link_and_never_ends_is_text() {
        for piece in ["![", "\\[", "[`", "[a](https://b(", "<https://a"] {
            let shown = doc(&piece.repeat(50_000));
            assert!(shown.starts_with("/// ") && shown.len() > piece.len() * 50_000);
        }
    }

    #[test]
    fn comments_stay_comments() {
        assert_eq!(doc("one\r\npub fn x() {}"), "/// one\n/// pub fn x() {}\n");
        assert_eq!(
            doc("see [x] <b> `[y]` https://a.b/c."),
            "/// see \\[x\\] \\<b\\> `[y]` <https://a.b/c>.\n"
        );
        for kept in [
            "[the docs](https://e.com/x)",
            "![i](https://e.com/i.png)",
            "<https://e.com>",
            "[`/things/get`](https://e.com/things#get)",
            "[the `a](b)` of it](https://e.com/x)",
            "[a](https://e.com/a_(b))",
            "[a](https://e.com/a \"A title\")",
            "[![badge](https://e.com/i.png)](https://e.com)",
            "[a \\[b\\]](https://e.com)",
        ] {
            assert_eq!(doc(&format!("see {kept}.")), format!("/// see {kept}.\n"));
        }
        assert_eq!(
            doc("[a](b) [c](https://e.com/<b>) <b>"),
            "/// \\[a\\](b) \\[c\\](<https://e.com/>\\<b\\>) \\<b\\>\n"
        );
        assert_eq!(
            doc("[`a](https://e.com)"),
            "/// \\[\\`a\\](<https://e.com>)\n"
        );
        assert_eq!(
            doc("[`x` [y]](https://e.com)"),
            "/// \\[`x` \\[y\\]\\](<https://e.com>)\n"
        );
        assert_eq!(
            doc("```\nfn x() {}"),
            "/// ```text\n/// fn x() {}\n/// ```\n"
        );
        assert_eq!(
            doc("- one\ntwo\n      three\n    - four\nfive\n\nsix\n1. a\nb\n# c\nd"),
            "/// - one\n///   two\n///   three\n///    - four\n///      five\n///\n/// six\n/// 1. a\n///    b\n/// # c\n/// d\n"
        );
        assert_eq!(doc("text\n        code"), "/// text\n///    code\n");
        let noted = Docs {
            notes: vec!["`GET /a\r\nb\u{2028}\u{202e}`".to_owned()],
            ..Docs::default()
        };
        assert_eq!(
            DocComment::of(&noted).note("a\nb").to_string(),
            "/// `GET /a\u{fffd}\u{fffd}b\u{fffd}\u{fffd}`\n///\n/// a\u{fffd}b\n"
        );
    }
}
