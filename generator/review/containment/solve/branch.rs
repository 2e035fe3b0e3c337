//! The state of a search: constraints of one place taken apart, and alternatives that are left.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use super::context::Context;
use super::literal::Literal;
use crate::containment::term::{Id, Kind};

/// Constraints of one place under one kind of value, taken apart.
#[derive(Clone)]
pub(crate) struct Branch {
    pub kind: Kind,
    pub context: Rc<Context>,
    pub number: u32,
    pub seen: Seen,
    pub atoms: Vec<Literal>,
    pub clauses: Vec<Clause>,
    /// Whole schemas that hold and are no unions: what lemmas start from.
    pub whole: Vec<Literal>,
    /// What follows from `whole` and was therefore left out of the search. A value that is found
    /// has to meet it all the same: `whole` may say it by the very constraint that was left out.
    pub implied: Vec<Literal>,
    /// What is known of the discriminator values that tell alternatives apart.
    pub discriminator_values: Vec<Literal>,
    /// Lemmas are no longer asked for.
    pub plain: bool,
    /// A keyword that is not understood is to hold: in doubt about any value.
    pub doubt: Option<Rc<str>>,
}

/// Alternatives, of which one is to be so; and the constraint that they come from.
#[derive(Clone)]
pub(crate) struct Clause {
    pub origin: Literal,
    /// Of a union of which none or two are to hold, those of which it is not known.
    pub options: Rc<Vec<Literal>>,
    pub union: Option<Union>,
    /// With how many whole schemas it was last decided.
    pub checked_with: usize,
}

/// Schemas of which none or at least two are to hold.
#[derive(Clone)]
pub(crate) struct Union {
    pub parts: Rc<Vec<Id>>,
    /// One of them is known to hold, so that one more is wanted.
    pub one_holds: bool,
}

/// What is known to be so, in layers: a branch shares those of the branch that it came from. For
/// each constraint one bit says that it is so for a side, or that it is not.
#[derive(Clone, Default)]
pub(crate) struct Seen {
    below: Vec<Rc<Marks>>,
    own: Marks,
}

type Marks = HashMap<Id, u8, BuildHasherDefault<Plain>>;

/// What is known of one constraint.
#[derive(Clone, Copy)]
pub(crate) struct Mark(pub u8);

impl Mark {
    fn bit(literal: Literal) -> u8 {
        1 << (literal.side.index() * 2 + usize::from(literal.holds))
    }

    pub(crate) fn contains(self, literal: Literal) -> bool {
        self.0 & Self::bit(literal) != 0
    }
}

impl Seen {
    pub(crate) fn of(&self, node: Id) -> Mark {
        let layers = self.below.iter().filter_map(|layer| layer.get(&node));
        let own = self.own.get(&node);
        Mark(layers.chain(own).fold(0, |all, bits| all | bits))
    }

    pub(crate) fn insert(&mut self, literal: Literal) {
        *self.own.entry(literal.node).or_default() |= Mark::bit(literal);
    }

    /// Makes what is known now cheap to share.
    pub(crate) fn freeze(&mut self) {
        if self.own.is_empty() {
            return;
        }
        let mut own = std::mem::take(&mut self.own);
        // Few layers are quick to look through.
        if self.below.len() >= 4 {
            for layer in self.below.drain(..) {
                for (node, bits) in layer.iter() {
                    *own.entry(*node).or_default() |= bits;
                }
            }
        }
        self.below.push(Rc::new(own));
    }
}

/// Ids are small numbers: spreading them is all the hashing that they need.
#[derive(Default)]
struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        let mixed = self.0.rotate_left(5) ^ u64::from(number);
        self.0 = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
