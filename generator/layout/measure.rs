//! How wide texts are, and which of two texts rustfmt prefers.

use super::lex::{T, is_word, token};

/// The columns that a text takes: rustfmt counts wide characters twice.
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

/// Whether the last line has nothing but brackets that close, so that more may follow on it.
pub(super) fn is_extendable(text: &str) -> bool {
    text.ends_with("\"#")
        || last_line(text)
            .bytes()
            .all(|byte| matches!(byte, b'(' | b')' | b']' | b'}' | b'?' | b'>' | b' '))
}

/// Whether rustfmt prefers the text that begins on the next line to the one that begins on this.
pub(super) fn prefers_next_line(same: &str, next: &str) -> bool {
    let opens = |text: &str, end: char| first_line(text).ends_with(end);
    !next.contains('\n')
        || breaks(same) > breaks(next) + 1
        || ['(', '{', '[']
            .iter()
            .any(|end| opens(same, *end) && !opens(next, *end))
}

/// Writes tokens one after the other, with a space only between words.
pub(super) fn glue(text: &str, mut write: impl FnMut(&str)) {
    let mut at = 0;
    let mut behind_word = false;
    loop {
        let token = token(text, at);
        if token.kind == T::End {
            break;
        }
        let is_word = matches!(token.kind, T::Ident | T::Lifetime | T::Number | T::Text);
        if is_word && behind_word {
            write(" ");
        }
        write(&text[token.start..token.end]);
        // `pub(crate) fn`, `for<'a> Fn`, `'a: loop`
        behind_word = is_word || matches!(token.kind, T::CloseParen | T::More | T::Colon);
        at = token.end;
    }
}

pub(super) fn glued_width(text: &str) -> usize {
    let mut all = 0;
    glue(text, |part| all += width(part));
    all
}

/// Whether a text is names and keywords with one space between them.
fn are_words(text: &str) -> bool {
    let mut behind_word = false;
    let words = text.bytes().all(|byte| {
        let fits = is_word(byte) || byte == b' ' && behind_word;
        behind_word = is_word(byte);
        fits
    });
    words && behind_word
}

/// Whether tokens stand as `glue` would write them.
pub(super) fn is_glued(text: &str) -> bool {
    // Most have no space at all, or are words with one space between them.
    if !text.bytes().any(|byte| byte <= b' ') || are_words(text) {
        return true;
    }
    let mut rest = Some(text);
    glue(text, |part| {
        rest = rest.and_then(|rest| rest.strip_prefix(part))
    });
    rest == Some("")
}
