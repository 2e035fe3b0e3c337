//! Fast path for lines that rustfmt would not change: short lines of names, strings, calls and
//! simple operators with the right spacing. All other lines are parsed.

use super::super::CALL;
use super::super::lex::is_word;
use super::super::tree::{Id, Kind};
use super::Parser;

/// The last token or space on a plain line, which decides what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Word,
    Text,
    /// An opening bracket.
    Open,
    /// A closing bracket, or a question mark.
    Close,
    Dot,
    Path,
    /// `:` or `,`, which a space has to follow.
    Comma,
    /// A space after a word, a string or a closing bracket.
    Space,
    /// A space after punctuation.
    SecondSpace,
    /// `=` or `=>`
    Equal,
    And,
}

/// The syntax that a plain line consists of, which decides how it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// Ends with a semicolon, which is part of it.
    Statement,
    /// Ends with a comma, which is part of it.
    Arm,
    /// Ends before a comma.
    Field,
}

impl Parser<'_> {
    /// Parses a statement that rustfmt would not change.
    pub(super) fn plain_statement(&mut self) -> Option<Id> {
        let end = self.plain_end(Ends::Statement)?;
        let start = self.token.start;
        let word = &self.text[start..];
        if ["use ", "mod ", "pub ", "extern "]
            .iter()
            .any(|item| word.starts_with(item))
        {
            return None;
        }
        Some(self.plain(end))
    }

    /// Parses an arm of a `match` that rustfmt would not change.
    pub(super) fn plain_arm(&mut self) -> Option<Id> {
        let end = self.plain_end(Ends::Arm)?;
        Some(self.plain(end))
    }

    /// Parses a field of a struct literal up to its comma.
    pub(super) fn plain_field(&mut self) -> Option<Id> {
        let end = self.plain_end(Ends::Field)?;
        let text = &self.text[self.token.start..end];
        let (name, _) = text.split_once(": ").unwrap_or((text, ""));
        if !name.bytes().all(is_word) {
            return None;
        }
        Some(self.plain(end))
    }

    fn plain(&mut self, end: usize) -> Id {
        let blank = self.blank();
        let start = self.token.start;
        let id = self.tree.add(Kind::Plain, blank, (start, end), &[]);
        // Plain lines are ASCII, so that bytes are columns.
        self.tree.node_mut(id).flat = (end - start) as u32;
        self.seek(end);
        id
    }

    /// Returns the end of the plain line that starts here, if it is one.
    fn plain_end(&self, ends: Ends) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let start = self.token.start;
        if self.fast_path_disabled {
            return None;
        }
        // Short enough for every one of rustfmt's width limits.
        let most = (self.max_width / 2 + 6).min(CALL - 4);
        let limit = bytes.len().min(start + most);
        let mut at = start;
        let mut depth = 0_usize;
        let mut arrows = 0_usize;
        let mut sign = Sign::SecondSpace;
        loop {
            if at >= limit {
                return None;
            }
            let byte = bytes[at];
            let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
            let begins = matches!(sign, Sign::SecondSpace | Sign::Open | Sign::And);
            sign = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => {
                    match sign {
                        Sign::Word | Sign::Dot | Sign::Path | Sign::Space => {}
                        _ if begins => {}
                        _ => return None,
                    }
                    while bytes
                        .get(at)
                        .is_some_and(|byte| is_word(*byte) && byte.is_ascii())
                    {
                        at += 1;
                    }
                    at -= 1;
                    Sign::Word
                }
                b'"' if begins => {
                    at += 1;
                    while at < limit && !matches!(bytes[at], b'"' | b'\\' | b'\n' | 0x80..) {
                        at += 1;
                    }
                    if bytes.get(at) != Some(&b'"') {
                        return None;
                    }
                    Sign::Text
                }
                b'(' | b'[' => {
                    let called = matches!(sign, Sign::Word | Sign::Close) && byte == b'(';
                    if !called && !begins || sign == Sign::Open && bytes[at - 1] == byte {
                        return None;
                    }
                    depth += 1;
                    Sign::Open
                }
                b')' | b']' => {
                    match sign {
                        Sign::Word | Sign::Text | Sign::Close | Sign::Open => {}
                        _ => return None,
                    }
                    depth = depth.checked_sub(1)?;
                    Sign::Close
                }
                b'?' if matches!(sign, Sign::Word | Sign::Close) => Sign::Close,
                b'.' if matches!(sign, Sign::Word | Sign::Close | Sign::Text) => Sign::Dot,
                b':' if next == b':' && sign == Sign::Word => {
                    at += 1;
                    Sign::Path
                }
                b':' if sign == Sign::Word => Sign::Comma,
                b',' if depth == 0 && next == b'\n' => {
                    let complete = matches!(sign, Sign::Word | Sign::Text | Sign::Close);
                    return match ends {
                        Ends::Arm if arrows == 1 && complete => Some(at + 1),
                        Ends::Field if arrows == 0 && complete => Some(at),
                        _ => None,
                    };
                }
                b';' if depth == 0 && next == b'\n' && ends == Ends::Statement => {
                    let complete = matches!(sign, Sign::Word | Sign::Text | Sign::Close);
                    return (arrows == 0 && complete).then_some(at + 1);
                }
                b',' if depth > 0 => match sign {
                    Sign::Word | Sign::Text | Sign::Close => Sign::Comma,
                    _ => return None,
                },
                b' ' => match sign {
                    Sign::Word | Sign::Text | Sign::Close => Sign::Space,
                    Sign::Comma | Sign::Equal => Sign::SecondSpace,
                    _ => return None,
                },
                b'=' if sign == Sign::Space && depth == 0 => {
                    if next == b'>' {
                        arrows += 1;
                        at += 1;
                    }
                    Sign::Equal
                }
                b'&' if matches!(sign, Sign::SecondSpace | Sign::Open) => Sign::And,
                _ => return None,
            };
            at += 1;
        }
    }
}
