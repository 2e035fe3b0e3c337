//! Code on a page, with light highlighting.

use super::text::{Html, Md, fence};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    pub language: &'static str,
    pub text: String,
}

impl Code {
    #[must_use]
    pub fn json(value: &serde_json::Value) -> Self {
        Self {
            language: "json",
            text: format!("{value:#}"),
        }
    }

    /// Returns the code as HTML with strings, keys and numbers highlighted.
    #[must_use]
    pub fn html(&self) -> Html {
        let mut html = Html::default();
        let text = &self.text;
        let bytes = text.as_bytes();
        let mut plain = 0;
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let (end, class) = match byte {
                b'"' => {
                    let end = string_end(bytes, at);
                    let key = bytes[end..].iter().find(|byte| !byte.is_ascii_whitespace());
                    (end, if key == Some(&b':') { "k" } else { "s" })
                }
                b'0'..=b'9' if self.language == "json" => (number_end(bytes, at), "n"),
                _ => {
                    at += 1;
                    continue;
                }
            };
            // Both offsets are next to ASCII characters and so are character boundaries.
            html.push_text(text.get(plain..at).unwrap_or_default());
            html.push_markup(match class {
                "k" => "<span class=\"k\">",
                "s" => "<span class=\"s\">",
                _ => "<span class=\"n\">",
            });
            html.push_text(text.get(at..end).unwrap_or_default());
            html.push_markup("</span>");
            plain = end;
            at = end;
        }
        html.push_text(text.get(plain..).unwrap_or_default());
        html
    }

    #[must_use]
    pub fn markdown(&self) -> Md {
        fence(self.language, &self.text)
    }
}

/// Returns the offset after the string literal that starts here, or the end of its line.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn number_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest
        .iter()
        .position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    start + length.unwrap_or(rest.len())
}
