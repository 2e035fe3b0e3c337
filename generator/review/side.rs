//! The two contracts of a review.

/// Whose contract: the one before the change, or the one after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Side {
    /// The contract before the change.
    #[default]
    Base,
    /// The contract after the change.
    Head,
}

impl Side {
    /// Returns the other contract's side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Base => Self::Head,
            Self::Head => Self::Base,
        }
    }

    pub(crate) fn index(self) -> usize {
        match self {
            Self::Base => 0,
            Self::Head => 1,
        }
    }
}
