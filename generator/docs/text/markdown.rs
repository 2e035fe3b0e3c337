//! Markdown that is safe to include in a page. It is written from parsed elements, so that it
//! cannot leave anything open.

use std::fmt;

use super::pieces::{Element, Piece, parse};
use crate::commonmark;

/// Markdown whose markup is static and whose text is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Md(String);

impl Md {
    /// Escapes plain text on one line.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut md = String::new();
        push_escaped(&mut md, text, false);
        Self(md.replace('\n', " "))
    }

    /// Escapes plain text for a table cell.
    #[must_use]
    pub fn cell(text: &str) -> Self {
        let mut md = String::new();
        push_escaped(&mut md, text, true);
        Self(md.replace('\n', " "))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends static markup. The type guarantees that it does not come from a document.
    #[must_use]
    pub fn markup(mut self, markup: &'static str) -> Self {
        self.0.push_str(markup);
        self
    }

    #[must_use]
    pub fn then(mut self, other: &Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    /// Returns a link to an address of this site, or to one that passed
    /// [`safe_url`](super::safe_url).
    #[must_use]
    pub fn link(text: &Self, href: &str) -> Self {
        Self(format!("[{}](<{}>)", text.0, plain_url(href)))
    }
}

fn plain_url(url: &str) -> String {
    url.replace('<', "%3C")
        .replace('>', "%3E")
        .replace('|', "%7C")
        .replace('\n', "")
}

impl fmt::Display for Md {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Returns an inline code span.
#[must_use]
pub fn inline_code(text: &str, in_table: bool) -> Md {
    Md(commonmark::inline_code(text, in_table))
}

/// Returns a fenced code block whose content cannot close it (CommonMark 0.31, section 4.5).
#[must_use]
pub fn fence(language: &str, code: &str) -> Md {
    let ticks = "`".repeat(commonmark::longest_run(code).max(2) + 1);
    let language: String = language
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    Md(format!(
        "{ticks}{language}\n{}\n{ticks}",
        code.trim_end_matches('\n')
    ))
}

/// Escapes characters that could start markup, an HTML tag, or the `{%` of a template engine.
fn push_escaped(out: &mut String, text: &str, in_table: bool) {
    let mut previous = '\n';
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | ']' => {
                out.push('\\');
                out.push(letter);
            }
            '_' if !previous.is_alphanumeric() => out.push_str("\\_"),
            '|' if in_table => out.push_str("\\|"),
            '%' | '{' if previous == '{' => {
                out.push_str("&#8203;");
                out.push(letter);
            }
            '#' | '+' | '-' | '=' | '~' if previous == '\n' => {
                out.push('\\');
                out.push(letter);
            }
            '.' | ')' if previous.is_ascii_digit() && starts_list(out) => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
        previous = letter;
    }
}

/// Returns whether the line so far consists of digits, so that a full stop would start a list.
fn starts_list(out: &str) -> bool {
    let line = out.rsplit('\n').next().unwrap_or("").trim_start();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// A block that is being written.
struct Block {
    element: Option<Element>,
    /// The finished children and inline text.
    text: String,
    /// The number of the next item of an ordered list.
    number: Option<u64>,
    columns: usize,
}

pub(super) fn write(source: &str, below: Option<u8>) -> Md {
    let mut stack = vec![Block {
        element: None,
        text: String::new(),
        number: None,
        columns: 0,
    }];
    parse(source, below, &mut |piece| match piece {
        Piece::Open(element) => {
            if let Some(parent) = stack.last_mut()
                && !element.is_inline()
            {
                separate(parent, &element);
            }
            let number = match element {
                Element::List(start) => start,
                _ => None,
            };
            stack.push(Block {
                element: Some(element),
                text: String::new(),
                number,
                columns: 0,
            });
        }
        Piece::Close(_) => {
            if stack.len() > 1
                && let Some(block) = stack.pop()
                && let Some(parent) = stack.last_mut()
            {
                finish(block, parent);
            }
        }
        Piece::Text(text) => {
            let verbatim = stack
                .iter()
                .any(|block| matches!(block.element, Some(Element::Code | Element::CodeBlock(_))));
            let in_table = stack
                .iter()
                .any(|block| block.element == Some(Element::Table));
            if let Some(block) = stack.last_mut() {
                if verbatim {
                    block.text.push_str(&text);
                } else {
                    push_escaped(&mut block.text, &text, in_table);
                }
            }
        }
        Piece::Break => {
            if let Some(block) = stack.last_mut() {
                block.text.push_str("<br>");
            }
        }
        Piece::Rule => {
            if let Some(block) = stack.last_mut() {
                separate(block, &Element::Paragraph);
                block.text.push_str("***");
            }
        }
    });
    Md(stack
        .into_iter()
        .next()
        .map_or_else(String::new, |block| block.text.trim().to_owned()))
}

/// Separates a block from the text before it.
fn separate(parent: &mut Block, child: &Element) {
    if parent.text.is_empty() {
        return;
    }
    let tight = matches!(
        child,
        Element::Item | Element::Row | Element::Head | Element::Cell { .. }
    ) || (matches!(child, Element::List(_)) && parent.element == Some(Element::Item));
    parent.text.push_str(if tight { "\n" } else { "\n\n" });
}

fn finish(block: Block, parent: &mut Block) {
    let Some(element) = block.element else {
        return;
    };
    let text = block.text;
    let out = &mut parent.text;
    match element {
        Element::Paragraph => out.push_str(text.trim()),
        Element::Heading(level) => {
            out.push_str(&"#".repeat(usize::from(level)));
            out.push(' ');
            out.push_str(&text.replace('\n', " "));
        }
        Element::Quote => out.push_str(&prefixed(&text, "> ", "> ")),
        Element::CodeBlock(language) => out.push_str(fence(&language, &text).as_str()),
        Element::List(_) | Element::Table => out.push_str(text.trim_end()),
        Element::Item => {
            let bullet = match &mut parent.number {
                Some(number) => {
                    let bullet = format!("{number}. ");
                    *number = number.saturating_add(1);
                    bullet
                }
                None => "- ".to_owned(),
            };
            out.push_str(&prefixed(&text, &bullet, &" ".repeat(bullet.len())));
        }
        Element::Head | Element::Row => {
            let row = text.replace('\n', " ");
            let cells = block.columns.max(1);
            out.push_str("| ");
            out.push_str(row.trim());
            if parent.columns == 0 {
                parent.columns = cells;
                out.push_str("\n|");
                out.push_str(&" --- |".repeat(cells));
            }
        }
        Element::Cell { .. } => {
            parent.columns += 1;
            out.push_str(&text.replace('\n', " "));
            out.push_str(" |");
        }
        Element::Strong => wrapped(out, "**", &text),
        Element::Emphasis => wrapped(out, "*", &text),
        Element::Strike => wrapped(out, "~~", &text),
        Element::Code => {
            if !text.is_empty() {
                out.push_str(
                    inline_code(
                        &text,
                        parent.element == Some(Element::Cell { header: false }),
                    )
                    .as_str(),
                );
            }
        }
        Element::Sub => wrapped_html(out, "sub", &text),
        Element::Sup => wrapped_html(out, "sup", &text),
        Element::Link(url) => {
            out.push_str(&format!("[{}](<{}>)", text.trim(), plain_url(&url)));
        }
    }
}

/// Wraps text in emphasis marks, with surrounding spaces outside (CommonMark 0.31, section 6.2).
fn wrapped(out: &mut String, mark: &str, text: &str) {
    let inner = text.trim();
    if inner.is_empty() {
        out.push_str(text);
        return;
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    out.push_str(&text[..start]);
    out.push_str(mark);
    out.push_str(inner);
    out.push_str(mark);
    out.push_str(&text[end..]);
}

fn wrapped_html(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>{text}</{name}>"));
}

fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(text.len() + first.len());
    for (index, line) in text.trim_end().split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let prefix = if index == 0 { first } else { rest };
        out.push_str(if line.is_empty() {
            prefix.trim_end()
        } else {
            prefix
        });
        out.push_str(line);
    }
    out
}

/// Writes text on one line for a table cell; blocks become lines of the cell.
pub(super) fn write_line(source: &str) -> Md {
    let mut out = String::new();
    let mut code: Option<String> = None;
    parse(source, None, &mut |piece| match piece {
        Piece::Text(text) => match &mut code {
            Some(code) => code.push_str(&text),
            None => push_escaped(&mut out, &text.replace('\n', " "), true),
        },
        Piece::Open(Element::Code | Element::CodeBlock(_)) => code = Some(String::new()),
        Piece::Close(Element::Code | Element::CodeBlock(_)) => {
            if let Some(code) = code.take().filter(|code| !code.is_empty()) {
                out.push_str(inline_code(code.trim(), true).as_str());
            }
        }
        Piece::Open(Element::Strong) | Piece::Close(Element::Strong) => out.push_str("**"),
        Piece::Open(Element::Emphasis) | Piece::Close(Element::Emphasis) => out.push('*'),
        Piece::Open(Element::Link(_)) => out.push('['),
        Piece::Close(Element::Link(url)) => {
            out.push_str(&format!("](<{}>)", plain_url(&url)));
        }
        Piece::Open(Element::Item) => {
            new_line(&mut out);
            out.push_str("• ");
        }
        Piece::Open(element) if !element.is_inline() => {
            if !out.ends_with("• ") {
                new_line(&mut out);
            }
        }
        Piece::Break | Piece::Rule => new_line(&mut out),
        Piece::Open(_) | Piece::Close(_) => {}
    });
    Md(out.trim().to_owned())
}

fn new_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with("<br>") {
        out.push_str("<br>");
    }
}
