//! HTML that is safe to include in a page.

use std::fmt;

use super::pieces::{Element, Piece, parse};

/// The length in bytes from which a word may be broken.
const LONG_WORD: usize = 16;

/// HTML whose markup is static and whose text is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    pub fn push_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            self.0.push_str(&rest[..at]);
            self.0.push_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            });
            rest = &rest[at + 1..];
        }
        self.0.push_str(rest);
    }

    /// Returns plain text with break opportunities in long words: after `_`, `-`, `/` and `.`, and
    /// before a capital within a word.
    #[must_use]
    pub fn breakable(text: &str) -> Self {
        let mut html = Self::default();
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                html.push_text(" ");
            }
            html.push_word(word);
        }
        html
    }

    fn push_word(&mut self, word: &str) {
        let mut start = 0;
        let mut previous = ' ';
        let is_long = word.len() > LONG_WORD;
        for (at, letter) in word.char_indices().filter(|_| is_long) {
            let after = matches!(previous, '_' | '-' | '/' | '.') && letter.is_alphanumeric();
            let before = previous.is_lowercase() && letter.is_uppercase();
            if after || before {
                self.push_text(word.get(start..at).unwrap_or_default());
                self.push_markup("<wbr>");
                start = at;
            }
            previous = letter;
        }
        self.push_text(word.get(start..).unwrap_or_default());
    }

    /// Adds static markup. The type guarantees that it does not come from a document.
    pub fn push_markup(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }
}

impl fmt::Display for Html {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

pub(super) fn write(source: &str, below: Option<u8>) -> Html {
    let mut html = Html::default();
    // For each open table, whether its body has been opened.
    let mut bodies: Vec<bool> = Vec::new();
    parse(source, below, &mut |piece| match piece {
        Piece::Text(text) => html.push_text(&text),
        Piece::Break => html.push_markup("<br>"),
        Piece::Rule => html.push_markup("<hr>"),
        Piece::Open(Element::Link(url)) => {
            html.push_markup("<a href=\"");
            html.push_text(&url);
            html.push_markup("\">");
        }
        Piece::Open(Element::List(Some(start))) if start != 1 => {
            html.push_markup("<ol start=\"");
            html.push_text(&start.to_string());
            html.push_markup("\">");
        }
        Piece::Open(element) => {
            if element == Element::Table {
                bodies.push(false);
            }
            if element == Element::Row
                && let Some(open @ false) = bodies.last_mut()
            {
                *open = true;
                html.push_markup("<tbody>");
            }
            html.push_markup(markup(&element).0);
        }
        Piece::Close(element) => {
            if element == Element::Table && bodies.pop() == Some(true) {
                html.push_markup("</tbody>");
            }
            html.push_markup(markup(&element).1);
        }
    });
    html
}

fn markup(element: &Element) -> (&'static str, &'static str) {
    match element {
        Element::Paragraph => ("<p>", "</p>"),
        Element::Heading(2) => ("<h2>", "</h2>"),
        Element::Heading(3) => ("<h3>", "</h3>"),
        Element::Heading(4) => ("<h4>", "</h4>"),
        Element::Heading(5) => ("<h5>", "</h5>"),
        Element::Heading(_) => ("<h6>", "</h6>"),
        Element::Quote => ("<blockquote>", "</blockquote>"),
        Element::CodeBlock(_) => ("<pre><code>", "</code></pre>"),
        Element::List(None) => ("<ul>", "</ul>"),
        Element::List(Some(_)) => ("<ol>", "</ol>"),
        Element::Item => ("<li>", "</li>"),
        Element::Table => (
            "<div class=\"scroll\" tabindex=\"0\"><table>",
            "</table></div>",
        ),
        Element::Head => ("<thead><tr>", "</tr></thead>"),
        Element::Row => ("<tr>", "</tr>"),
        Element::Cell { header: true } => ("<th>", "</th>"),
        Element::Cell { header: false } => ("<td>", "</td>"),
        Element::Strong => ("<strong>", "</strong>"),
        Element::Emphasis => ("<em>", "</em>"),
        Element::Strike => ("<del>", "</del>"),
        Element::Code => ("<code>", "</code>"),
        Element::Sub => ("<sub>", "</sub>"),
        Element::Sup => ("<sup>", "</sup>"),
        // The opening tag has an address and is written by the caller.
        Element::Link(_) => ("", "</a>"),
    }
}
