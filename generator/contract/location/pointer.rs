//! JSON pointers (RFC 6901).

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// A JSON pointer in its textual form: empty, or `/`-led tokens with `~0` and `~1` escapes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pointer(String);

/// The unescaped tokens of a pointer, from either end.
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    /// What is left of the pointer: empty, or led by `/`.
    rest: &'a str,
}

// Tokens are short, so that looking at one byte after the other takes fewer steps than a search that
// is made for long texts.
impl<'a> Iterator for Tokens<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.get(1..)?;
        let end = rest.bytes().position(|byte| byte == b'/');
        let (token, rest) = rest.split_at(end.unwrap_or(rest.len()));
        self.rest = rest;
        Some(unescape(token))
    }

    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }
}

impl DoubleEndedIterator for Tokens<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let start = self.rest.bytes().rposition(|byte| byte == b'/')?;
        let (rest, token) = self.rest.split_at(start);
        self.rest = rest;
        Some(unescape(&token[1..]))
    }
}

impl Pointer {
    /// A pointer from its text, without the `#` of a URI fragment.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The textual form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The pointer to a member or an item of what this one leads to.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        text.push('/');
        text.push_str(&escape(token));
        Self(text)
    }

    /// The unescaped tokens.
    pub fn tokens(&self) -> Tokens<'_> {
        // Text that does not begin with a slash is no pointer, and its beginning no token.
        let start = self.0.bytes().position(|byte| byte == b'/');
        Tokens {
            rest: start.map_or("", |start| &self.0[start..]),
        }
    }

    /// The pointer without its last token.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|at| Self(self.0[..at].to_owned()))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A member name as a pointer's token.
#[must_use]
pub fn escape(token: &str) -> Cow<'_, str> {
    if token.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// The member name that a pointer's token stands for.
#[must_use]
pub fn unescape(token: &str) -> Cow<'_, str> {
    let Some(first) = token.bytes().position(|byte| byte == b'~') else {
        return Cow::Borrowed(token);
    };
    let (plain, mut rest) = token.split_at(first);
    let mut out = String::with_capacity(token.len());
    out.push_str(plain);
    // What follows `~` stands for a character; a tilde without a meaning stands for itself.
    while let Some(behind) = rest.strip_prefix('~') {
        let (character, behind) = match behind.bytes().next() {
            Some(b'0') => ("~", &behind[1..]),
            Some(b'1') => ("/", &behind[1..]),
            _ => ("~", behind),
        };
        out.push_str(character);
        let plain = behind.bytes().position(|byte| byte == b'~');
        let (plain, next) = behind.split_at(plain.unwrap_or(behind.len()));
        out.push_str(plain);
        rest = next;
    }
    Cow::Owned(out)
}

/// The value that a pointer leads to.
#[must_use]
pub fn resolve<'a>(value: &'a Value, pointer: &Pointer) -> Option<&'a Value> {
    pointer
        .tokens()
        .try_fold(value, |value, token| match value {
            Value::Object(members) => members.get(token.as_ref()),
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::{Pointer, resolve, unescape};
    use serde_json::json;

    #[test]
    fn tokens_are_escaped_and_back() {
        let pointer = Pointer::default().join("paths").join("/a~b").join("0");
        assert_eq!(pointer.as_str(), "/paths/~1a~0b/0");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b", "0"]);
        let mut backwards: Vec<_> = pointer.tokens().rev().collect();
        backwards.reverse();
        assert_eq!(backwards, ["paths", "/a~b", "0"]);
        assert_eq!(pointer.tokens().last().as_deref(), Some("0"));
        assert_eq!(Pointer::default().tokens().next(), None);
        let empty = Pointer::new("/a//");
        assert_eq!(empty.tokens().collect::<Vec<_>>(), ["a", "", ""]);
        let unescaped = ["~1~01~0", "a~", "~2b", "é~1é"].map(unescape);
        assert_eq!(unescaped, ["/~1~", "a~", "~2b", "é/é"]);
        assert_eq!(
            resolve(&json!({"paths": {"/a~b": [7]}}), &pointer),
            Some(&json!(7))
        );
        assert_eq!(resolve(&json!([1]), &Pointer::new("/01x")), None);
        assert_eq!(
            pointer.parent().map(|parent| parent.to_string()).as_deref(),
            Some("/paths/~1a~0b")
        );
    }
}
