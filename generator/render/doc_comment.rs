//! Documentation comments: what a contract says, as Markdown that rustdoc reads as it is meant and
//! that cannot leave the comment.

use std::borrow::Cow;
use std::fmt;

use super::text::{LINE_ENDS, RustCode, visible};
use crate::rust::Docs;

/// A documentation comment: as many lines as its text has, each behind its slashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocComment {
    lines: Vec<String>,
    /// About the file that it stands in.
    inner: bool,
}

impl RustCode for DocComment {}

impl DocComment {
    /// The documentation of something that the contract describes.
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
        // A title that the text begins with says nothing of its own.
        let skip =
            usize::from(matches!(texts.as_slice(), [title, text] if text.starts_with(*title)));
        for text in &texts[skip..] {
            push_paragraph(&mut lines, safe_markdown(text));
        }
        for note in &docs.notes {
            push_paragraph(&mut lines, vec![note.clone()]);
        }
        // The attribute would warn about the code that reads and writes it, too.
        if docs.deprecated {
            push_paragraph(&mut lines, vec!["**Deprecated.**".to_owned()]);
        }
        Self {
            lines,
            inner: false,
        }
    }

    /// The same text about the file that it begins.
    #[must_use]
    pub fn inner(mut self) -> Self {
        self.inner = true;
        self
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds a sentence of the generator's own as a paragraph.
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
    // Whoever made the text: no line of it may end the comment.
    lines.extend(paragraph.into_iter().map(|line| match is_harmless(&line) {
        true => line,
        false => line.chars().map(visible).collect(),
    }));
}

/// Whether a text is of ASCII that is seen, and of line feeds at most: nearly all texts are, and are
/// kept as they are.
fn is_harmless(text: &str) -> bool {
    let harmless = |byte: u8| matches!(byte, b' '..=b'~');
    // All bytes are looked at, because that takes fewer steps than to stop at the first of the others.
    text.bytes().fold(true, |all, byte| all & harmless(byte))
}

/// The text with line feeds for line ends of all kinds and spaces for tabs.
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

/// Markdown of a document as rustdoc can show it: code that is not run as a test, no link to items
/// that do not exist, no HTML.
fn safe_markdown(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fenced = false;
    // How far the lines of a list item stand from the margin.
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
            // Four spaces would begin code, which rustdoc would compile; in an item, they do not.
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

/// The width of the marker that a list item begins with.
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

/// Adds the text of a line, with everything in it escaped that rustdoc would take for HTML or for the
/// name of an item.
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
            // A code span is kept as it is, where it ends on this line.
            b'`' => push_whole(out, rest, code_span(rest)),
            _ => push_whole(out, rest, link(rest, IMAGES)),
        };
        rest = &rest[taken..];
    }
}

/// Adds what a text begins with as it is, or its first character escaped where it begins with nothing
/// that is known. Returns the length of what was added.
fn push_whole(out: &mut String, text: &str, known: Option<usize>) -> usize {
    if known.is_none() {
        out.push('\\');
    }
    let length = known.unwrap_or(1);
    out.push_str(&text[..length]);
    length
}

/// Adds the address of a page that a text begins with as a link, or its first letter where it begins
/// with none. Returns the length of what was added.
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

/// A badge is an image in a link; deeper ones are nobody's.
const IMAGES: usize = 1;

/// The longest label of a link, in bytes. Whatever opens one is looked through only so far.
const LABEL: usize = 1_000;

/// The length of a link to a page with which a text begins: `[text](https://…)` or `<https://…>`
/// (CommonMark 0.31, section 6.3). What leads elsewhere would be taken for an item of the crate. Its
/// label may have images so deep in one another.
///
/// Lengths end where a search has found something, or behind ASCII characters, so that texts are cut
/// between characters.
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

/// The length of the address of a page with which a text begins. Parentheses in it are balanced.
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

/// The length of a link's label: text, code spans and images, but no links.
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

/// The length of the code span with which a text begins, where it ends.
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
