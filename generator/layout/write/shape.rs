//! The space that is available to a node, as in rustfmt.

use super::super::TAB;

/// The indentation of the enclosing block, the columns that are already used on the current line
/// after it, and those that are left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub indent: usize,
    pub offset: usize,
    pub width: usize,
}

impl Shape {
    /// The shape of a fresh line.
    pub fn at_indent(indent: usize, max_width: usize) -> Self {
        Self {
            indent,
            offset: 0,
            width: max_width.saturating_sub(indent),
        }
    }

    /// Returns the number of columns before the node.
    pub fn used(self) -> usize {
        self.indent + self.offset
    }

    /// Reserves columns after the node.
    pub fn sub_width(self, columns: usize) -> Option<Self> {
        let width = self.width.checked_sub(columns)?;
        Some(Self { width, ..self })
    }

    /// Moves the start of the node to the right.
    pub fn offset_left(self, columns: usize) -> Option<Self> {
        let width = self.width.checked_sub(columns)?;
        Some(Self {
            width,
            offset: self.offset + columns,
            ..self
        })
    }

    /// Returns the number of columns that are reserved after the node on its last line.
    pub fn overhead(self, max_width: usize) -> usize {
        max_width.saturating_sub(self.used() + self.width)
    }

    /// Like `offset_left`, with a width of zero if nothing is left.
    pub fn saturating_offset_left(self, columns: usize) -> Self {
        self.offset_left(columns).unwrap_or(Self {
            width: 0,
            offset: self.offset + columns,
            ..self
        })
    }

    /// The shape of a fresh line that is indented by one more level.
    pub fn indented(self, max_width: usize) -> Self {
        Self::at_indent(self.indent + TAB, max_width)
    }
}
