//! The backtracking engine that servers use.

/// Matching by the pattern engine that servers use.
pub fn backtrack(pattern: &str, text: &str) -> Option<bool> {
    let engine = regress::Regex::with_flags(pattern, "u")
        .or_else(|_| regress::Regex::new(pattern))
        .ok()?;
    Some(engine.find(text).is_some())
}
