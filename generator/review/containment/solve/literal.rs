//! Constraints that are to hold, or to fail.

use crate::containment::term::Id;
use crate::side::Side;

/// A constraint that is to hold, or to fail. The side says whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Literal {
    pub node: Id,
    pub holds: bool,
    pub side: Side,
}

impl Literal {
    pub(crate) fn flip(self) -> Self {
        Self {
            holds: !self.holds,
            ..self
        }
    }

    pub(crate) fn with(self, node: Id) -> Self {
        Self { node, ..self }
    }
}

/// In an order, each once, so that equal goals are equal values.
pub(crate) fn tidy(mut literals: Vec<Literal>) -> Vec<Literal> {
    literals.sort_unstable();
    literals.dedup();
    literals
}
