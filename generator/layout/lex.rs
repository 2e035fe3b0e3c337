//! The lexer: splits Rust source into tokens, one at a time.

/// The kind of a token. `<` and `>` are always single tokens, because they may be brackets of
/// generic arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Eof,
    Ident,
    Lifetime,
    /// A string literal of any kind.
    Str,
    /// A number, character or byte literal.
    Literal,
    /// A comment that is not documentation.
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
    PathSep,
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
    Greater,
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
    /// A compound assignment such as `+=`, apart from `<<=` and `>>=`.
    AssignOp,
    Question,
    At,
    Pound,
    /// Any other character, or an unterminated literal or comment.
    Unknown,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// The number of line breaks before the token; 2 stands for two or more.
    pub breaks: u8,
}

/// Returns the first token at or after a byte offset.
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
        None => (TokenKind::Eof, start),
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

fn word(text: &str, bytes: &[u8], start: usize, byte: u8) -> (TokenKind, usize) {
    if byte.is_ascii_digit() {
        return (TokenKind::Literal, number_end(bytes, start));
    }
    let end = word_end(bytes, start + 1);
    match bytes.get(end) {
        Some(b'"' | b'#' | b'\'') if matches!(byte, b'r' | b'b' | b'c') => {
            prefixed(text, bytes, start, end)
        }
        _ => (TokenKind::Ident, end),
    }
}

fn kind(text: &str, bytes: &[u8], start: usize, byte: u8) -> (TokenKind, usize) {
    let at = |offset: usize| bytes.get(start + offset).copied().unwrap_or(0);
    let one = |kind| (kind, start + 1);
    let two = |kind| (kind, start + 2);
    // An operator, or its compound assignment where `=` follows.
    let operator = |kind, length: usize| match at(length) {
        b'=' => (TokenKind::AssignOp, start + length + 1),
        _ => (kind, start + length),
    };
    match byte {
        b'"' => string(bytes, start + 1),
        b'\'' => quoted(text, bytes, start),
        b'/' => match at(1) {
            b'/' | b'*' => comment(text, bytes, start),
            _ => operator(TokenKind::Divide, 1),
        },
        b'(' => one(TokenKind::OpenParen),
        b')' => one(TokenKind::CloseParen),
        b'[' => one(TokenKind::OpenBracket),
        b']' => one(TokenKind::CloseBracket),
        b'{' => one(TokenKind::OpenBrace),
        b'}' => one(TokenKind::CloseBrace),
        b',' => one(TokenKind::Comma),
        b';' => one(TokenKind::Semi),
        b':' if at(1) == b':' => two(TokenKind::PathSep),
        b':' => one(TokenKind::Colon),
        b'.' if at(1) == b'.' && matches!(at(2), b'=' | b'.') => (TokenKind::Dots, start + 3),
        b'.' if at(1) == b'.' => two(TokenKind::Dots),
        b'.' => one(TokenKind::Dot),
        b'=' if at(1) == b'=' => two(TokenKind::Compare),
        b'=' if at(1) == b'>' => two(TokenKind::FatArrow),
        b'=' => one(TokenKind::Eq),
        b'!' if at(1) == b'=' => two(TokenKind::Compare),
        b'!' => one(TokenKind::Bang),
        b'-' if at(1) == b'>' => two(TokenKind::Arrow),
        b'<' => one(TokenKind::Less),
        b'>' => one(TokenKind::Greater),
        b'+' => operator(TokenKind::Plus, 1),
        b'-' => operator(TokenKind::Minus, 1),
        b'*' => operator(TokenKind::Star, 1),
        b'%' => operator(TokenKind::Divide, 1),
        b'^' => operator(TokenKind::Caret, 1),
        b'&' if at(1) == b'&' => two(TokenKind::AndAnd),
        b'&' => operator(TokenKind::And, 1),
        b'|' if at(1) == b'|' => two(TokenKind::OrOr),
        b'|' => operator(TokenKind::Or, 1),
        b'?' => one(TokenKind::Question),
        b'@' => one(TokenKind::At),
        b'#' => one(TokenKind::Pound),
        0x80.. => {
            let end = word_end(bytes, start);
            let known = text[start..end].chars().all(char::is_alphanumeric);
            (
                if known {
                    TokenKind::Ident
                } else {
                    TokenKind::Unknown
                },
                end,
            )
        }
        _ => one(TokenKind::Unknown),
    }
}

/// Returns the end of the run of identifier bytes. All non-ASCII characters count as such, so that
/// none is split.
pub(super) fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| is_word(*byte)) {
        at += 1;
    }
    at
}

pub(super) fn is_word(byte: u8) -> bool {
    WORD[byte as usize]
}

/// The bytes that identifiers and numbers consist of.
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

/// Lexes raw identifiers, literals with a prefix, and identifiers that merely begin with such a
/// letter.
fn prefixed(text: &str, bytes: &[u8], start: usize, end: usize) -> (TokenKind, usize) {
    let next = bytes.get(end).copied().unwrap_or(0);
    match (&text[start..end], next) {
        ("b" | "c", b'"') => string(bytes, end + 1),
        ("b", b'\'') => match quoted(text, bytes, end) {
            (TokenKind::Lifetime, _) => (TokenKind::Unknown, end),
            quoted => quoted,
        },
        ("r", b'#') if bytes.get(end + 1).is_some_and(|byte| is_word(*byte)) => {
            (TokenKind::Ident, word_end(bytes, end + 1))
        }
        ("r" | "br" | "cr", b'"' | b'#') => raw_string(bytes, end),
        _ => (TokenKind::Ident, end),
    }
}

fn string(bytes: &[u8], mut at: usize) -> (TokenKind, usize) {
    loop {
        match bytes.get(at) {
            None => return (TokenKind::Unknown, bytes.len()),
            Some(b'"') => return (TokenKind::Str, at + 1),
            Some(b'\\') => at = (at + 2).min(bytes.len()),
            Some(_) => at += 1,
        }
    }
}

fn raw_string(bytes: &[u8], mut at: usize) -> (TokenKind, usize) {
    let first = at;
    while bytes.get(at) == Some(&b'#') {
        at += 1;
    }
    let hashes = at - first;
    if bytes.get(at) != Some(&b'"') {
        return (TokenKind::Unknown, at);
    }
    at += 1;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte == b'"' {
            let found = bytes[at..].iter().take(hashes);
            let found = found.take_while(|byte| **byte == b'#').count();
            if found == hashes {
                return (TokenKind::Str, at + hashes);
            }
        }
    }
    (TokenKind::Unknown, bytes.len())
}

/// Lexes a character literal or a lifetime.
fn quoted(text: &str, bytes: &[u8], start: usize) -> (TokenKind, usize) {
    let closing = |at: usize| match bytes.get(at) {
        Some(b'\'') => (TokenKind::Literal, at + 1),
        _ => (TokenKind::Unknown, start + 1),
    };
    match bytes.get(start + 1) {
        Some(b'\\') => {
            // The escaped character itself may be `'`; `\u{…}` has several more characters.
            let from = (start + 3).min(bytes.len());
            let line = bytes[from..].iter().take(16);
            let found = line.take_while(|byte| **byte != b'\'').count();
            closing(from + found)
        }
        Some(byte) => {
            let length = text[start + 1..].chars().next().map_or(1, char::len_utf8);
            let closes = bytes.get(start + 1 + length) == Some(&b'\'');
            if closes || !is_word(*byte) {
                closing(start + 1 + length)
            } else {
                (TokenKind::Lifetime, word_end(bytes, start + 1))
            }
        }
        None => (TokenKind::Unknown, start + 1),
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

fn comment(text: &str, bytes: &[u8], start: usize) -> (TokenKind, usize) {
    let rest = &bytes[start..];
    if rest.starts_with(b"//") {
        let length = text[start..].find('\n');
        let mut end = start + length.unwrap_or(rest.len());
        while bytes[end - 1].is_ascii_whitespace() {
            end -= 1;
        }
        let kind = match (rest.get(2), rest.get(3)) {
            (Some(b'!'), _) => TokenKind::InnerDoc,
            (Some(b'/'), Some(b'/')) => TokenKind::Comment,
            (Some(b'/'), _) => TokenKind::Doc,
            _ => TokenKind::Comment,
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
            (None, _) => return (TokenKind::Unknown, bytes.len()),
        }
    }
    let kind = match (rest.get(2), rest.get(3)) {
        (Some(b'!'), _) => TokenKind::InnerDoc,
        (Some(b'*'), Some(next)) if !matches!(next, b'*' | b'/') => TokenKind::Doc,
        _ => TokenKind::Comment,
    };
    (kind, at)
}
