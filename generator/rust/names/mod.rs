//! Names: the one place that turns what a contract calls things into Rust identifiers.
//!
//! An [`Ident`] can only be made here, so that whatever a document says, a name in generated code
//! is one identifier and nothing else.

mod clash;
mod scope;
mod spelling;

use std::borrow::Cow;
use std::fmt;

pub use clash::{Otherwise, Wanted};
pub use scope::Scope;
pub use spelling::Case;

/// A Rust identifier, raw (`r#type`) where it is a keyword.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

impl Ident {
    /// The identifier without `r#`.
    #[must_use]
    pub fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name of the generator's own.
    #[must_use]
    pub fn known(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// The name of a variable for one of many things. It ends as no name of a contract does.
    #[must_use]
    pub fn numbered(word: &'static str, number: usize) -> Self {
        Self(format!("{word}_{number}_"))
    }

    /// The name with a word of the generator's own before it.
    #[must_use]
    pub fn preceded_by(&self, word: &'static str) -> Self {
        Self(format!("{word}_{}", self.bare()))
    }

    /// The same name, or one that is like it where code has others of that name.
    #[must_use]
    pub fn beside(&self, others: &[&str]) -> Cow<'_, Self> {
        if others.contains(&self.bare()) {
            Cow::Owned(Self(format!("{}_", self.bare())))
        } else {
            Cow::Borrowed(self)
        }
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Strict, reserved and weak keywords of all editions (The Rust Reference, 2.2).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers: names that are equal to them stand aside.
const PATH_KEYWORDS: &[&str] = &["crate", "self", "super", "Self", "_"];

fn escaped(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// A name for a crate, from the name of the contract's file: `external-payments`.
#[must_use]
pub fn crate_name(text: &str) -> String {
    Case::Snake.of(text).replace('_', "-")
}

/// A name for a module, from the name of the contract's file: `external_payments`.
#[must_use]
pub fn module_name(text: &str) -> Ident {
    Scope::default().snake(text)
}
