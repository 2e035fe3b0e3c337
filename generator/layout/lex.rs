//! Tokens of Rust, read one at a time out of a text.

/// What a token is. `<` and `>` are always alone: they may be brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum T {
    End,
    Ident,
    Lifetime,
    /// A string of any kind.
    Text,
    /// A number or a character.
    Number,
    /// `//` or `/* */`, not of documentation.
    Comment,
    /// `///` or `/** */`
    Doc,
    /// `//!` or `/*! */`
    InnerDoc,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Comma,
    Semi,
    Colon,
    Path,
    Dot,
    /// `..`, `..=` or `...`
    Dots,
    Eq,
    FatArrow,
    Arrow,
    Bang,
    /// `==` or `!=`
    Compare,
    Less,
    More,
    Plus,
    Minus,
    Star,
    /// `/` or `%`
    Divide,
    Caret,
    And,
    AndAnd,
    Or,
    OrOr,
    /// `+=` and the like.
    Assign,
    Question,
    At,
    Pound,
    /// Anything else, or what never ends.
    Unknown,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: T,
    pub start: usize,
    pub end: usize,
    /// How many line breaks stand before it; two for more of them.
    pub breaks: u8,
}

/// The token that begins at or behind a position.
pub(super) fn token(text: &str, from: usize) -> Token {
    let bytes = text.as_bytes();
    let mut start = from;
    let mut breaks = 0_u8;
    while let Some(byte) = bytes.get(start) {
        match byte {
            b' ' | b'\t' | b'\r' => {}
            b'\n' => breaks = (breaks + 1).min(2),
            _ => break,
        }
        start += 1;
    }
    let (kind, end) = match bytes.get(start) {
        None => (T::End, start),
        Some(byte) if is_word(*byte) && byte.is_ascii() => word(text, bytes, start, *byte),
        Some(byte) => kind(text, bytes, start, *byte),
    };
    Token {
        kind,
        start,
        end,
        breaks,
    }
}

fn word(text: &str, bytes: &[u8], start: usize, byte: u8) -> (T, usize) {
    if byte.is_ascii_digit() {
        return (T::Number, number_end(bytes, start));
    }
    let end = word_end(bytes, start + 1);
    match bytes.get(end) {
        Some(b'"' | b'#' | b'\'') if matches!(byte, b'r' | b'b' | b'c') => {
            prefixed(text, bytes, start, end)
        }
        _ => (T::Ident, end),
    }
}

fn kind(text: &str, bytes: &[u8], start: usize, byte: u8) -> (T, usize) {
    let at = |offset: usize| bytes.get(start + offset).copied().unwrap_or(0);
    let one = |kind| (kind, start + 1);
    let two = |kind| (kind, start + 2);
    // An operator, or with `=` behind it one that assigns.
    let operator = |kind, length: usize| match at(length) {
        b'=' => (T::Assign, start + length + 1),
        _ => (kind, start + length),
    };
    match byte {
        b'"' => string(bytes, start + 1),
        b'\'' => quoted(text, bytes, start),
        b'/' => match at(1) {
            b'/' | b'*' => comment(text, bytes, start),
            _ => operator(T::Divide, 1),
        },
        b'(' => one(T::OpenParen),
        b')' => one(T::CloseParen),
        b'[' => one(T::OpenBracket),
        b']' => one(T::CloseBracket),
        b'{' => one(T::OpenBrace),
        b'}' => one(T::CloseBrace),
        b',' => one(T::Comma),
        b';' => one(T::Semi),
        b':' if at(1) == b':' => two(T::Path),
        b':' => one(T::Colon),
        b'.' if at(1) == b'.' && matches!(at(2), b'=' | b'.') => (T::Dots, start + 3),
        b'.' if at(1) == b'.' => two(T::Dots),
        b'.' => one(T::Dot),
        b'=' if at(1) == b'=' => two(T::Compare),
        b'=' if at(1) == b'>' => two(T::FatArrow),
        b'=' => one(T::Eq),
        b'!' if at(1) == b'=' => two(T::Compare),
        b'!' => one(T::Bang),
        b'-' if at(1) == b'>' => two(T::Arrow),
        b'<' => one(T::Less),
        b'>' => one(T::More),
        b'+' => operator(T::Plus, 1),
        b'-' => operator(T::Minus, 1),
        b'*' => operator(T::Star, 1),
        b'%' => operator(T::Divide, 1),
        b'^' => operator(T::Caret, 1),
        b'&' if at(1) == b'&' => two(T::AndAnd),
        b'&' => operator(T::And, 1),
        b'|' if at(1) == b'|' => two(T::OrOr),
        b'|' => operator(T::Or, 1),
        b'?' => one(T::Question),
        b'@' => one(T::At),
        b'#' => one(T::Pound),
        0x80.. => {
            let end = word_end(bytes, start);
            let known = text[start..end].chars().all(char::is_alphanumeric);
            (if known { T::Ident } else { T::Unknown }, end)
        }
        _ => one(T::Unknown),
    }
}

/// The end of a name, or of what could be one: everything beyond ASCII belongs to it.
pub(super) fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| is_word(*byte)) {
        at += 1;
    }
    at
}

pub(super) fn is_word(byte: u8) -> bool {
    WORD[byte as usize]
}

/// The bytes that names and numbers are made of.
static WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let ascii = byte as u8;
        table[byte] = ascii.is_ascii_alphanumeric() || ascii == b'_' || byte >= 0x80;
        byte += 1;
    }
    table
};

/// Raw names, strings with a letter before them, and names that begin with such a letter.
fn prefixed(text: &str, bytes: &[u8], start: usize, end: usize) -> (T, usize) {
    let next = bytes.get(end).copied().unwrap_or(0);
    match (&text[start..end], next) {
        ("b" | "c", b'"') => string(bytes, end + 1),
        ("b", b'\'') => match quoted(text, bytes, end) {
            (T::Lifetime, _) => (T::Unknown, end),
            quoted => quoted,
        },
        ("r", b'#') if bytes.get(end + 1).is_some_and(|byte| is_word(*byte)) => {
            (T::Ident, word_end(bytes, end + 1))
        }
        ("r" | "br" | "cr", b'"' | b'#') => raw_string(bytes, end),
        _ => (T::Ident, end),
    }
}

fn string(bytes: &[u8], mut at: usize) -> (T, usize) {
    loop {
        match bytes.get(at) {
            None => return (T::Unknown, bytes.len()),
            Some(b'"') => return (T::Text, at + 1),
            Some(b'\\') => at = (at + 2).min(bytes.len()),
            Some(_) => at += 1,
        }
    }
}

fn raw_string(bytes: &[u8], mut at: usize) -> (T, usize) {
    let first = at;
    while bytes.get(at) == Some(&b'#') {
        at += 1;
    }
    let hashes = at - first;
    if bytes.get(at) != Some(&b'"') {
        return (T::Unknown, at);
    }
    at += 1;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte == b'"' {
            let found = bytes[at..].iter().take(hashes);
            let found = found.take_while(|byte| **byte == b'#').count();
            if found == hashes {
                return (T::Text, at + hashes);
            }
        }
    }
    (T::Unknown, bytes.len())
}

/// A character or a lifetime.
fn quoted(text: &str, bytes: &[u8], start: usize) -> (T, usize) {
    let behind = |at: usize| match bytes.get(at) {
        Some(b'\'') => (T::Number, at + 1),
        _ => (T::Unknown, start + 1),
    };
    match bytes.get(start + 1) {
        Some(b'\\') => {
            // `\'` and `\\` take a character more; `\u{…}` is as long as it is.
            let from = (start + 3).min(bytes.len());
            let line = bytes[from..].iter().take(16);
            let found = line.take_while(|byte| **byte != b'\'').count();
            behind(from + found)
        }
        Some(byte) => {
            let length = text[start + 1..].chars().next().map_or(1, char::len_utf8);
            let closes = bytes.get(start + 1 + length) == Some(&b'\'');
            if closes || !is_word(*byte) {
                behind(start + 1 + length)
            } else {
                (T::Lifetime, word_end(bytes, start + 1))
            }
        }
        None => (T::Unknown, start + 1),
    }
}

fn number_end(bytes: &[u8], start: usize) -> usize {
    let mut at = word_end(bytes, start);
    let exponent = |at: usize| {
        matches!(bytes[at - 1], b'e' | b'E')
            && matches!(bytes.get(at), Some(b'+' | b'-'))
            && !bytes[start..].starts_with(b"0x")
    };
    if exponent(at) {
        return word_end(bytes, at + 1);
    }
    if bytes.get(at) == Some(&b'.') {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        if next.is_ascii_digit() {
            at = word_end(bytes, at + 1);
            if exponent(at) {
                at = word_end(bytes, at + 1);
            }
        } else if next != b'.' && !is_word(next) {
            at += 1;
        }
    }
    at
}

fn comment(text: &str, bytes: &[u8], start: usize) -> (T, usize) {
    let rest = &bytes[start..];
    if rest.starts_with(b"//") {
        let length = text[start..].find('\n');
        let mut end = start + length.unwrap_or(rest.len());
        while bytes[end - 1].is_ascii_whitespace() {
            end -= 1;
        }
        let kind = match (rest.get(2), rest.get(3)) {
            (Some(b'!'), _) => T::InnerDoc,
            (Some(b'/'), Some(b'/')) => T::Comment,
            (Some(b'/'), _) => T::Doc,
            _ => T::Comment,
        };
        return (kind, end);
    }
    let mut at = start + 2;
    let mut depth = 1_usize;
    while depth > 0 {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'*'), Some(b'/')) => (depth, at) = (depth - 1, at + 2),
            (Some(b'/'), Some(b'*')) => (depth, at) = (depth + 1, at + 2),
            (Some(_), _) => at += 1,
            (None, _) => return (T::Unknown, bytes.len()),
        }
    }
    let kind = match (rest.get(2), rest.get(3)) {
        (Some(b'!'), _) => T::InnerDoc,
        (Some(b'*'), Some(next)) if !matches!(next, b'*' | b'/') => T::Doc,
        _ => T::Comment,
    };
    (kind, at)
}
