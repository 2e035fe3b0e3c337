//! Strings and numbers in a JSON text (RFC 8259, sections 6 and 7).
#![forbid(unsafe_code)]

use std::borrow::Cow;

/// Why a text is not JSON: the offset, and what is wrong there.
pub(super) type Broken = (usize, &'static str);

/// Returns the end of what can be taken as it is: the offset of a quote, a backslash or a control
/// character.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    // Eight bytes at once. A subtraction carries into the bytes behind the first one that is found,
    // so that only the first one counts.
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let controls = word.wrapping_sub(ONES * 0x20);
        let quotes = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
        let backslashes = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
        let found = (controls | quotes | backslashes) & !word & HIGH;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    at + rest.iter().position(ends).unwrap_or(rest.len())
}

/// Reads a string whose quote is before `start`. Returns it with the offset behind it.
pub(super) fn string(text: &str, start: usize) -> Result<(Cow<'_, str>, usize), Broken> {
    let bytes = text.as_bytes();
    let end = plain_end(bytes, start);
    if bytes.get(end) == Some(&b'"') {
        let plain = text.get(start..end).unwrap_or_default();
        return Ok((Cow::Borrowed(plain), end + 1));
    }
    let mut decoded = String::new();
    let (mut from, mut at) = (start, end);
    loop {
        decoded.push_str(text.get(from..at).unwrap_or_default());
        match bytes.get(at) {
            Some(b'"') => return Ok((Cow::Owned(decoded), at + 1)),
            Some(b'\\') => {
                let (character, next) = escape(bytes, at + 1)?;
                decoded.push(character);
                from = next;
                at = plain_end(bytes, next);
            }
            Some(_) => return Err((at, "a control character in a string")),
            None => return Err((at, "a string without an end")),
        }
    }
}

/// Decodes an escape whose backslash is before `at`.
fn escape(bytes: &[u8], at: usize) -> Result<(char, usize), Broken> {
    let plain = |character| Ok((character, at + 1));
    match bytes.get(at) {
        Some(b'"') => plain('"'),
        Some(b'\\') => plain('\\'),
        Some(b'/') => plain('/'),
        Some(b'b') => plain('\u{8}'),
        Some(b'f') => plain('\u{c}'),
        Some(b'n') => plain('\n'),
        Some(b'r') => plain('\r'),
        Some(b't') => plain('\t'),
        Some(b'u') => {
            let first = hexadecimal(bytes, at + 1)?;
            let end = at + 5;
            if let Some(character) = char::from_u32(first) {
                return Ok((character, end));
            }
            let is_pair = first < 0xdc00 && bytes.get(end..end + 2) == Some(b"\\u");
            let second = match is_pair {
                true => hexadecimal(bytes, end + 2)?,
                false => 0,
            };
            match (second.checked_sub(0xdc00)).filter(|low| *low < 0x400) {
                Some(low) => {
                    let character = char::from_u32(0x10000 + ((first - 0xd800) << 10) + low);
                    Ok((character.unwrap_or('\u{fffd}'), end + 6))
                }
                None => Err((at, "half of a surrogate pair")),
            }
        }
        _ => Err((at, "an unknown escape")),
    }
}

fn hexadecimal(bytes: &[u8], at: usize) -> Result<u32, Broken> {
    let digits = bytes.get(at..at + 4).unwrap_or_default();
    let value = digits.iter().try_fold(0, |value, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(value * 16 + digit)
    });
    let value = value.filter(|_| digits.len() == 4);
    value.ok_or((at, "an escape without four hexadecimal digits"))
}

/// A number in a text.
pub(super) struct NumberEnd {
    pub end: usize,
    pub has_exponent: bool,
}

/// Returns the end of a number that begins at `start`.
pub(super) fn number(bytes: &[u8], start: usize) -> Result<NumberEnd, Broken> {
    let first = start + usize::from(bytes.get(start) == Some(&b'-'));
    let mut end = digits(bytes, first)?;
    if end > first + 1 && bytes.get(first) == Some(&b'0') {
        return Err((first, "a number with a leading zero"));
    }
    if bytes.get(end) == Some(&b'.') {
        end = digits(bytes, end + 1)?;
    }
    let has_exponent = matches!(bytes.get(end), Some(b'e' | b'E'));
    if has_exponent {
        let is_signed = matches!(bytes.get(end + 1), Some(b'+' | b'-'));
        end = digits(bytes, end + 1 + usize::from(is_signed))?;
    }
    Ok(NumberEnd { end, has_exponent })
}

/// Returns the end of digits, of which there must be one.
fn digits(bytes: &[u8], start: usize) -> Result<usize, Broken> {
    let mut end = start;
    while let Some(b'0'..=b'9') = bytes.get(end) {
        end += 1;
    }
    match end == start {
        true => Err((start, "a digit is expected")),
        false => Ok(end),
    }
}
