//! Measures text, and implements the comparisons with which rustfmt chooses between two candidates.

use super::lex::{TokenKind, is_word, token};

/// Returns the width of text in columns. Wide characters count twice, as in rustfmt.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars()
        .map(|character| if is_wide(character) { 2 } else { 1 })
        .sum()
}

fn is_wide(character: char) -> bool {
    matches!(character as u32,
        0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0x33ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xa000..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60
        | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x1f900..=0x1f9ff | 0x20000..=0x3fffd)
}

pub(super) fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

pub(super) fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

pub(super) fn breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Returns whether the last line consists of closing brackets only, so that code may continue on
/// it.
pub(super) fn is_extendable(text: &str) -> bool {
    text.ends_with("\"#")
        || last_line(text)
            .bytes()
            .all(|byte| matches!(byte, b'(' | b')' | b']' | b'}' | b'?' | b'>' | b' '))
}

/// Returns whether rustfmt prefers the candidate that starts on the next line to the one that
/// starts on the same line.
pub(super) fn prefers_next_line(same: &str, next: &str) -> bool {
    let opens = |text: &str, end: char| first_line(text).ends_with(end);
    !next.contains('\n')
        || breaks(same) > breaks(next) + 1
        || ['(', '{', '[']
            .iter()
            .any(|end| opens(same, *end) && !opens(next, *end))
}

/// Emits the tokens of a text with a single space between words and none elsewhere.
pub(super) fn respace(text: &str, mut write: impl FnMut(&str)) {
    let mut at = 0;
    let mut behind_word = false;
    loop {
        let token = token(text, at);
        if token.kind == TokenKind::Eof {
            break;
        }
        let is_word = matches!(
            token.kind,
            TokenKind::Ident | TokenKind::Lifetime | TokenKind::Literal | TokenKind::Str
        );
        if is_word && behind_word {
            write(" ");
        }
        write(&text[token.start..token.end]);
        // `pub(crate) fn`, `for<'a> Fn`, `'a: loop`
        behind_word = is_word
            || matches!(
                token.kind,
                TokenKind::CloseParen | TokenKind::Greater | TokenKind::Colon
            );
        at = token.end;
    }
}

pub(super) fn respaced_width(text: &str) -> usize {
    let mut all = 0;
    respace(text, |part| all += width(part));
    all
}

/// Returns whether a text consists of words separated by single spaces.
fn are_words(text: &str) -> bool {
    let mut behind_word = false;
    let words = text.bytes().all(|byte| {
        let fits = is_word(byte) || byte == b' ' && behind_word;
        behind_word = is_word(byte);
        fits
    });
    words && behind_word
}

/// Returns whether a text is already spaced as `respace` would space it.
pub(super) fn is_canonically_spaced(text: &str) -> bool {
    // Fast path: most texts contain no space, or only words.
    if !text.bytes().any(|byte| byte <= b' ') || are_words(text) {
        return true;
    }
    let mut rest = Some(text);
    respace(text, |part| {
        rest = rest.and_then(|rest| rest.strip_prefix(part))
    });
    rest == Some("")
}
