//! Whether every value that one schema admits is admitted by another.
//!
//! The question is whether the values of the one that are not values of the other are none: a
//! proof where that is so, and a value to show where it is not. See [`solve`] for how it is
//! decided, [`context`] for what is assumed of those who send and receive.

mod arrays;
mod classes;
mod context;
mod evaluate;
pub(crate) mod format;
mod node;
mod objects;
mod scalars;
mod shrink;
mod solve;
mod strings;
mod unevaluated;

use serde_json::Value;

use crate::contract::{Contract, SchemaId};
pub(crate) use classes::{Class, canonical};
use node::Nodes;
use solve::{Lit, Outcome, Solver};

/// Whose contract: the one before the change, or the one after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Side {
    #[default]
    Base,
    Head,
}

impl Side {
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

/// Who sends, and what may be assumed of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Assumptions {
    pub sender: Side,
    /// An answer rather than a request: says which of `readOnly` and `writeOnly` counts.
    pub answer: bool,
    pub open_world: bool,
    pub lenient_receiver: bool,
}

/// What was found out about a pair of schemas.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Containment {
    Proved,
    /// A value that the sender may send and the receiver does not accept.
    Refuted(Value),
    Unproven(String),
}

/// Decides questions about two contracts, and remembers what it found out.
pub(crate) struct Engine<'a> {
    solver: Solver<'a>,
    budget: usize,
}

impl<'a> Engine<'a> {
    pub(crate) fn new(base: &'a Contract, head: &'a Contract, budget: usize) -> Self {
        Self {
            solver: Solver::new(Nodes::new([base, head])),
            budget,
        }
    }

    pub(crate) fn class(&self, side: Side, schema: SchemaId) -> Class {
        self.solver.nodes.classes.of(side, schema)
    }

    /// Whether what the sender's schema admits the receiver's admits too.
    pub(crate) fn contained(
        &mut self,
        sender: SchemaId,
        receiver: SchemaId,
        assumptions: Assumptions,
    ) -> Containment {
        let from = self.solver.nodes.schema(assumptions.sender, sender);
        let to = self
            .solver
            .nodes
            .schema(assumptions.sender.other(), receiver);
        let literals = vec![
            Lit {
                node: from,
                holds: true,
                side: assumptions.sender,
            },
            Lit {
                node: to,
                holds: false,
                side: assumptions.sender.other(),
            },
        ];
        match self.ask(literals.clone(), assumptions) {
            Outcome::Empty => Containment::Proved,
            Outcome::Unknown(reason) => Containment::Unproven(reason.to_string()),
            Outcome::Witness(value) => {
                self.confirmed(value.as_ref(), [sender, receiver], &literals, assumptions)
            }
        }
    }

    /// A value counts as a witness only where plain evaluation agrees; then it is made small.
    fn confirmed(
        &mut self,
        value: &Value,
        [sender, receiver]: [SchemaId; 2],
        literals: &[Lit],
        assumptions: Assumptions,
    ) -> Containment {
        let contracts = self.solver.nodes.contracts;
        let Assumptions {
            sender: from,
            answer,
            ..
        } = assumptions;
        let agrees = |value: &Value| {
            evaluate::admits(contracts[from.index()], sender, value, answer) == Some(true)
                && evaluate::admits(contracts[from.other().index()], receiver, value, answer)
                    == Some(false)
        };
        if !agrees(value) {
            return Containment::Unproven(format!(
                "{value} seems to tell the two apart, yet could not be confirmed"
            ));
        }
        let small = shrink::shrink(value.clone(), |value| {
            // Evaluation is strict; that the assumptions hold is asked of the procedure itself.
            agrees(value) && {
                let node = self.solver.nodes.values(std::slice::from_ref(value));
                let mut literals = literals.to_vec();
                literals.push(Lit {
                    node,
                    holds: true,
                    side: from,
                });
                matches!(self.ask(literals, assumptions), Outcome::Witness(_))
            }
        });
        Containment::Refuted(small)
    }

    fn ask(&mut self, literals: Vec<Lit>, assumptions: Assumptions) -> Outcome {
        self.solver.budget = self.budget;
        self.solver.place(literals, assumptions)
    }
}

#[cfg(test)]
mod tests;
