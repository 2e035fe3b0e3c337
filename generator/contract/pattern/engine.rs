//! The backtracking engine that servers use. This is the only module that names `regress`.

use regress::Regex;

/// A pattern as servers compile it: in Unicode mode, or without where that is an error (ECMA-262,
/// annex B).
fn compiled(pattern: &str) -> Option<Regex> {
    Regex::with_flags(pattern, "u")
        .or_else(|_| Regex::new(pattern))
        .ok()
}

/// Whether a pattern is a regular expression of ECMA-262.
#[must_use]
pub fn is_valid(pattern: &str) -> bool {
    compiled(pattern).is_some()
}

/// Whether the engine finds a match; `None` where the pattern is invalid. The time that this takes
/// may grow exponentially with the length of the text.
#[must_use]
pub fn backtrack(pattern: &str, text: &str) -> Option<bool> {
    Some(compiled(pattern)?.find(text).is_some())
}

/// The characters that a pattern of one character matches in Unicode mode, as ranges.
pub(super) fn characters(pattern: &str) -> Option<Vec<(u32, u32)>> {
    let pattern = Regex::with_flags(&format!("^{pattern}$"), "u").ok()?;
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    let mut buffer = [0; 4];
    for character in '\0'..=char::MAX {
        if pattern.find(character.encode_utf8(&mut buffer)).is_some() {
            let code = u32::from(character);
            match ranges.last_mut() {
                Some(last) if last.1 + 1 == code => last.1 = code,
                _ => ranges.push((code, code)),
            }
        }
    }
    Some(ranges)
}
