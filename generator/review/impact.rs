//! What a change of a contract does to code that is already written: as the view of a language
//! describes it, and as reports show it.

use crate::version::{Advice, Bump};

/// The effect of a change on code in one language that was written against what was generated before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impact {
    /// The language's name, such as `Rust`.
    pub language: &'static str,
    /// Part by part, in the order of the old code, and what is new at the end of each.
    pub changes: Vec<CodeChange>,
    /// What the whole asks of the version of the generated package, which is the contract's.
    pub advice: Advice,
}

/// A change of one item that code can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChange {
    /// `models`, `client` or `server`: whoever uses the part is touched.
    pub part: &'static str,
    /// What has become of the item.
    pub kind: ChangeKind,
    /// What it means for code that compiles today.
    pub bump: Bump,
    /// `method client::Client::list_pets`
    pub item: String,
    /// The item as it was.
    pub was: Option<String>,
    /// The item as it is now.
    pub now: Option<String>,
    /// What there is to do, or what else goes with it.
    pub note: Option<String>,
}

/// The kind of change of an item that code can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It is no longer there.
    Removed,
    /// It has another name.
    Renamed,
    /// It has another type.
    Retyped,
    /// It has to be given now.
    BecameRequired,
    /// It may be left out now.
    BecameOptional,
    /// It stands at another position.
    Reordered,
    /// It was not there before.
    Added,
}

impl ChangeKind {
    /// Returns the kind in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Retyped => "retyped",
            Self::BecameRequired => "became required",
            Self::BecameOptional => "became optional",
            Self::Reordered => "reordered",
            Self::Added => "added",
        }
    }
}

impl Impact {
    /// Leaves out the parts that are not wanted, and adapts what the rest asks of the version.
    pub fn keep_parts(&mut self, is_wanted: impl Fn(&str) -> bool) {
        self.changes.retain(|change| is_wanted(change.part));
        self.advice = Advice::new(&self.advice.base, &self.advice.head, Some(self.bump()));
    }

    /// Returns what the changes of one part mean together.
    #[must_use]
    pub fn of_part(&self, part: &str) -> Bump {
        let own = self.changes.iter().filter(|change| change.part == part);
        own.map(|change| change.bump).max().unwrap_or(Bump::Patch)
    }

    /// Returns what all changes mean together.
    #[must_use]
    pub fn bump(&self) -> Bump {
        let all = self.changes.iter().map(|change| change.bump);
        all.max().unwrap_or(Bump::Patch)
    }
}
