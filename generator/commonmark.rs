//! What pages and doc comments both need to know of CommonMark.

use crate::diagnostic::is_direction_mark;

/// Returns the URL of an external link if it is safe.
///
/// Only `http`, `https` and `mailto` are. A link with any other scheme, such as `javascript:`, is
/// shown as text.
#[must_use]
pub fn safe_url(url: &str) -> Option<String> {
    let url: String = url
        .trim()
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    let (scheme, rest) = url.split_once(':')?;
    let known = ["http", "https", "mailto"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    if !known || rest.is_empty() {
        return None;
    }
    // Percent-encoded, a mark that could disguise the address is one that readers see.
    let hidden = |letter: char| letter == ' ' || is_direction_mark(letter);
    let mut safe = String::with_capacity(url.len());
    for letter in url.chars() {
        if hidden(letter) {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                safe.push_str(&format!("%{byte:02X}"));
            }
        } else {
            safe.push(letter);
        }
    }
    Some(safe)
}

/// Returns the length of the longest run of backticks. Code between longer runs cannot close them
/// (CommonMark 0.31, sections 4.5 and 6.1).
#[must_use]
pub fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or(0)
}

/// Returns an inline code span, with enough backticks (CommonMark 0.31, section 6.1).
#[must_use]
pub fn inline_code(text: &str, in_table: bool) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let ticks = "`".repeat(longest_run(&text) + 1);
    // Tables are split at bars before code spans are parsed (GFM 0.29, section 4.10).
    let text = if in_table {
        text.replace('|', "\\|")
    } else {
        text
    };
    let spaced = text.is_empty() || (text.starts_with(' ') && text.ends_with(' '));
    let pad = match spaced || text.starts_with('`') || text.ends_with('`') {
        true => " ",
        false => "",
    };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}
