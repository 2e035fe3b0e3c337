//! Text from documents without anything that a terminal obeys or that makes a line look like another.
//!
//! Whatever people read goes through here, in every format: ESC starts commands of terminals, and
//! direction marks put letters where they do not stand (CVE-2021-42574).

use std::borrow::Cow;
use std::fmt::Write;

/// Characters that change the direction of the text around them (Unicode, UAX 9).
pub fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_hidden(character: char) -> bool {
    character.is_control() || is_direction_mark(character)
}

/// One line: line breaks are shown as well.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            let _ = write!(out, "{}", character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}

/// Several lines: line feeds and tabs stay, and so does what ends a line on Windows as a line feed.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    let stays = |character: char| matches!(character, '\n' | '\t') || !is_hidden(character);
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            _ if stays(letter) => out.push(letter),
            _ => {
                let _ = write!(out, "{}", letter.escape_default());
            }
        }
    }
    Cow::Owned(out)
}

/// JSON that means the same, with escapes for what is hidden and for what readers of YAML 1.1 or 1.2
/// refuse or take for a line break, so that its strings are strings of YAML too.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let stays = |character: char| match character {
        // Between tokens; in strings they are escaped already.
        '\n' | '\r' | '\t' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        other => !is_hidden(other),
    };
    if json.chars().all(stays) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if stays(letter) {
            out.push(letter);
        } else {
            // All of them are in the Basic Multilingual Plane.
            let _ = write!(out, "\\u{:04x}", u32::from(letter));
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_json, visible_lines};

    #[test]
    fn what_terminals_obey_is_shown() {
        let text = "a\u{1b}[2J\u{9b}\u{202e}\r\n\tß\r\u{7}";
        assert_eq!(
            visible(text),
            "a\\u{1b}[2J\\u{9b}\\u{202e}\\r\\n\\tß\\r\\u{7}"
        );
        assert_eq!(
            visible_lines(text),
            "a\\u{1b}[2J\\u{9b}\\u{202e}\n\tß\\r\\u{7}"
        );
    }

    /// Also of the characters that nobody thought of.
    #[test]
    fn json_means_the_same() {
        for letter in char::MIN..=char::MAX {
            let value = serde_json::Value::from(letter.to_string());
            let text = value.to_string();
            let shown = visible_json(&text);
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&shown).ok(),
                Some(value)
            );
            assert_eq!(visible(&shown), shown, "{letter:?}");
        }
    }
}
