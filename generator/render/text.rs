//! Text that is safe in Rust code, which its type guarantees.

use std::borrow::Cow;
use std::fmt;

use askama::Template;
use indexmap::IndexMap;
#[cfg(feature = "docs")]
use serde_json::Number;

use super::filters;
use crate::contract::Method;
use crate::rust::{Ident, TypePath, types_named};

/// Types that write themselves as Rust code, from which document text cannot break out.
pub trait RustCode: fmt::Display {}

impl RustCode for Ident {}
impl RustCode for Cow<'_, Ident> {}
impl RustCode for TypePath {}
impl RustCode for Literal {}
impl RustCode for Word {}
impl RustCode for Shown {}
impl RustCode for Above {}
impl RustCode for bool {}
impl RustCode for i32 {}
impl RustCode for i128 {}
impl RustCode for i64 {}
impl RustCode for u64 {}
impl RustCode for usize {}
impl RustCode for u32 {}
impl RustCode for u16 {}
impl RustCode for u8 {}
impl RustCode for Method {}
impl<T: RustCode + ?Sized> RustCode for &T {}

/// A static string of the generator, which cannot come from a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word(pub &'static str);

impl fmt::Display for Word {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

/// The module a number of levels (at least one) above the current one: `super::super`.
#[derive(Debug, Clone, Copy)]
pub struct Above(pub usize);

impl fmt::Display for Above {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (1..self.0).try_for_each(|_| out.write_str("super::"))?;
        out.write_str("super")
    }
}

/// Text that a comment shows between backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(String);

impl Shown {
    /// A JSON pointer or a name.
    #[must_use]
    pub fn name(text: &str) -> Self {
        let shown = |character: char| match character {
            '`' => '\u{fffd}',
            other => visible(other),
        };
        Self(text.chars().map(shown).collect())
    }

    /// A media type.
    #[must_use]
    pub fn media(media: &str) -> Self {
        let shown = |character: &char| character.is_ascii_graphic() && *character != '`';
        Self(media.chars().filter(shown).collect())
    }

    /// A web URL; `None` if the string is not one or cannot be shown.
    #[must_use]
    pub fn address(address: &str) -> Option<Self> {
        let shown = |byte: u8| byte.is_ascii_graphic() && !b"`<>[]".contains(&byte);
        let is_web = address.starts_with("http") && address.bytes().all(shown);
        is_web.then(|| Self(address.to_owned()))
    }

    /// A string literal.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self(format!("{text:?}").replace('`', "'"))
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A floating-point literal, even for an integral value.
#[derive(Debug, Clone, Copy)]
pub struct Float(pub f64);

impl fmt::Display for Float {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

/// An item of a list: code, or a string that becomes a literal.
pub trait List {
    /// Writes the items, separated by commas.
    ///
    /// # Errors
    /// Returns an error if the writer fails.
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: List + ?Sized> List for &T {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).write(out)
    }
}

impl<T: RustCode> List for Vec<T> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, |item, out| item.fmt(out))
    }
}

impl List for Vec<&str> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, fmt::Debug::fmt)
    }
}

impl List for Vec<String> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, fmt::Debug::fmt)
    }
}

/// The names of properties.
impl<T> List for IndexMap<String, T> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self.keys(), out, fmt::Debug::fmt)
    }
}

/// Writes items, separated by commas.
///
/// # Errors
/// Returns an error if the writer fails.
pub(super) fn separated<T>(
    items: impl IntoIterator<Item = T>,
    out: &mut fmt::Formatter<'_>,
    write: impl Fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.write_str(", ")?;
        }
        write(&item, out)?;
    }
    Ok(())
}

/// The content of a bracketed list.
#[derive(Clone, Copy)]
pub struct Listed<'a>(pub &'a dyn List);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(out)
    }
}

/// A set of JSON types, in the numbering of the support code.
#[derive(Template, Debug, Clone, Copy)]
#[template(path = "rust/json_types.rs")]
pub struct JsonTypes(pub u8);

impl JsonTypes {
    fn names(&self) -> impl Iterator<Item = Word> {
        types_named(self.0).map(Word)
    }
}

/// A literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal(String);

impl Literal {
    /// A string.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // `Debug` of a string is a valid Rust literal that escapes all invisible characters.
        Self(format!("{text:?}"))
    }

    /// `true` or `false`.
    #[cfg(feature = "docs")]
    #[must_use]
    pub fn bool(value: bool) -> Self {
        Self(value.to_string())
    }

    /// A number in JSON syntax.
    #[cfg(feature = "docs")]
    #[must_use]
    pub fn number(number: &Number) -> Self {
        Self(number.to_string())
    }

    /// A floating-point number.
    #[cfg(feature = "docs")]
    #[must_use]
    pub fn float(number: &Number) -> Self {
        let text = number.to_string();
        let is_whole = |byte: u8| byte.is_ascii_digit() || byte == b'-';
        match text.bytes().all(is_whole) {
            true => Self(format!("{text}.0")),
            false => Self(text),
        }
    }

    /// A raw string literal, for text with many quotes that needs no escapes for visibility.
    #[must_use]
    pub fn raw(text: &str) -> Self {
        let hidden = |character: char| {
            character.is_control() || crate::diagnostic::is_direction_mark(character)
        };
        if !text.contains(['"', '\\']) || text.contains(hidden) {
            return Self::new(text);
        }
        Self::raw_lines(text)
    }

    /// A raw string literal that may span lines.
    #[must_use]
    pub fn raw_lines(text: &str) -> Self {
        let mut hashes = "#".to_owned();
        while text.contains(&format!("\"{hashes}")) {
            hashes.push('#');
        }
        Self(format!("r{hashes}\"{text}\"{hashes}"))
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Line terminators, including those of Unicode.
pub(super) const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// Characters that a comment cannot contain, or that would change how it is displayed.
pub(super) fn visible(character: char) -> char {
    let ends = LINE_ENDS.contains(&character);
    if ends || character.is_control() || crate::diagnostic::is_direction_mark(character) {
        '\u{fffd}'
    } else {
        character
    }
}

#[cfg(test)]
mod tests {
    use super::{Literal, Shown};

    #[test]
    fn media_types_are_shown_whole() {
        let shown = |media| Shown::media(media).to_string();
        assert_eq!(shown("application/a+json; b=*"), "application/a+json;b=*");
        assert_eq!(shown("image/*"), "image/*");
        assert_eq!(shown("a/b`\nc"), "a/bc");
    }

    #[test]
    fn literals_stay_literals() {
        assert_eq!(
            Literal::new("a\"\\\n\u{202e}{{").to_string(),
            r#""a\"\\\n\u{202e}{{""#
        );
    }
}
