//! JSON pointers (RFC 6901).

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// A JSON pointer in its textual form: empty, or `/`-led tokens with `~0` and `~1` escapes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pointer(String);

/// The unescaped tokens of a pointer.
pub type Tokens<'a> =
    std::iter::Map<std::iter::Skip<std::str::Split<'a, char>>, fn(&'a str) -> Cow<'a, str>>;

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
        self.0.split('/').skip(1).map(unescape)
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
    if token.contains(['~', '/']) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// The member name that a pointer's token stands for.
#[must_use]
pub fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
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
    use super::{Pointer, resolve};
    use serde_json::json;

    #[test]
    fn tokens_are_escaped_and_back() {
        let pointer = Pointer::default().join("paths").join("/a~b").join("0");
        assert_eq!(pointer.as_str(), "/paths/~1a~0b/0");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b", "0"]);
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
