//! Where something was written: files by their number, JSON pointers into them, and lines and columns.
//!
//! Below both the source files and the problems found in them, so that neither needs the other for it.

mod pointer;

pub use pointer::{Pointer, Tokens, escape, resolve, unescape};

/// A file among [`Sources`](crate::source::Sources); the root document is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(u32);

impl FileId {
    /// The id of the file at an index of [`Sources`](crate::source::Sources).
    #[must_use]
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The index among the files of [`Sources`](crate::source::Sources).
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where something was written: a file and a JSON pointer (RFC 6901) into it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The pointer to the value in it.
    pub pointer: Pointer,
}

impl Place {
    /// The location of a value in a file.
    #[must_use]
    pub fn new(file: FileId, pointer: Pointer) -> Self {
        Self { file, pointer }
    }

    /// The place of a member or an item of what is at this place.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        Self {
            file: self.file,
            pointer: self.pointer.join(token),
        }
    }

    /// The place of an item of the list at this place.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.join(&index.to_string())
    }
}

/// A line and a column, both counted from one, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}
