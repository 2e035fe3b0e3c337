//! Pairs of schemas that are compared keyword against keyword, and what is known of them.

use std::collections::HashMap;

use crate::containment::assumptions::Assumptions;
use crate::containment::term::Class;

/// What may be assumed where a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NameAssumptions {
    pub response: bool,
    pub open_world: bool,
    pub lenient_receiver: bool,
}

impl NameAssumptions {
    pub(crate) fn of(assumptions: Assumptions) -> Self {
        Self {
            response: assumptions.response,
            open_world: assumptions.open_world,
            lenient_receiver: assumptions.lenient_receiver,
        }
    }

    /// Without any assumption about names.
    pub(crate) fn strict(response: bool) -> Self {
        Self {
            response,
            open_world: false,
            lenient_receiver: false,
        }
    }

    pub(super) fn is_strict(self) -> bool {
        !self.open_world && !self.lenient_receiver
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Pair {
    pub from: Class,
    pub to: Class,
    pub mode: NameAssumptions,
}

/// What was found out about pairs.
#[derive(Debug, Default)]
pub(crate) struct Simulation {
    pub(super) known: HashMap<Pair, bool>,
    /// A search that a pair without parts asked for is under way.
    pub(super) asking: bool,
}
