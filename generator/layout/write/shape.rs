//! Where something is written.

use super::super::TAB;

/// The indentation of a block, the columns that are taken behind it on the line, and those that
/// are free from there on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub indent: usize,
    pub offset: usize,
    pub width: usize,
}

impl Shape {
    /// At the beginning of a line.
    pub fn line(indent: usize, line: usize) -> Self {
        Self {
            indent,
            offset: 0,
            width: line.saturating_sub(indent),
        }
    }

    /// The columns before it.
    pub fn used(self) -> usize {
        self.indent + self.offset
    }

    /// Less room behind.
    pub fn less(self, columns: usize) -> Option<Self> {
        let width = self.width.checked_sub(columns)?;
        Some(Self { width, ..self })
    }

    /// Behind so many more columns.
    pub fn behind(self, columns: usize) -> Option<Self> {
        let width = self.width.checked_sub(columns)?;
        Some(Self {
            width,
            offset: self.offset + columns,
            ..self
        })
    }

    /// The columns that have to stay free behind it on its last line.
    pub fn overhead(self, line: usize) -> usize {
        line.saturating_sub(self.used() + self.width)
    }

    /// The same, where there may be no room at all.
    pub fn behind_all(self, columns: usize) -> Self {
        self.behind(columns).unwrap_or(Self {
            width: 0,
            offset: self.offset + columns,
            ..self
        })
    }

    /// At the beginning of a line within the block.
    pub fn indented(self, line: usize) -> Self {
        Self::line(self.indent + TAB, line)
    }
}
