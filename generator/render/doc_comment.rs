//! Documentation comments: what a contract says, as Markdown that rustdoc reads as it is meant and
//! that cannot leave the comment.

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
        for line in &self.lines {
            let gap = if line.is_empty() { "" } else { " " };
            let mark = if self.inner { "//!" } else { "///" };
            writeln!(out, "{mark}{gap}{line}")?;
        }
        Ok(())
    }
}

fn push_paragraph(lines: &mut Vec<String>, paragraph: Vec<String>) {
    if !lines.is_empty() && !paragraph.is_empty() {
        lines.push(String::new());
    }
    // Whoever made the text: no line of it may end the comment.
    let visible = |line: String| line.chars().map(visible).collect::<String>();
    lines.extend(paragraph.into_iter().map(visible));
}

/// Markdown of a document as rustdoc can show it: code that is not run as a test, no link to items
/// that do not exist, no HTML.
fn safe_markdown(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fenced = false;
    // How far the lines of a list item stand from the margin.
    let mut item = None;
    for line in text.replace("\r\n", "\n").split(LINE_ENDS) {
        let line: String = line.replace('\t', "    ").chars().map(visible).collect();
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
            lines.push(format!("{:depth$}{}", "", safe_line(body)));
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

fn safe_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        if character == '`' {
            // A code span is kept as it is, where it ends on this line.
            if let Some(whole) = code_span(rest) {
                out.push_str(&rest[..whole]);
                rest = &rest[whole..];
            } else {
                out.push_str("\\`");
                rest = &rest[1..];
            }
            continue;
        }
        if rest.starts_with("http://") || rest.starts_with("https://") {
            let end = rest
                .find(|c: char| c.is_whitespace() || "<>\"'`)]}|\\^".contains(c))
                .unwrap_or(rest.len());
            let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
            if url.len() > "https://".len() {
                out.push('<');
                out.push_str(url);
                out.push('>');
            } else {
                out.push_str(&url.replace("//", "\\//"));
            }
            rest = &rest[url.len()..];
            continue;
        }
        if let Some(length) = link(rest, IMAGES) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if matches!(character, '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(character);
        rest = &rest[character.len_utf8()..];
    }
    out
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
