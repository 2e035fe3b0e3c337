//! What was found out about pairs of schemas before.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexMap;

use super::facts::{Cause, Difference};
use super::text::Writing;
use crate::containment::{Class, Step};
use crate::finding::Verdict;
use crate::side::Side;
use counterpart_contract::SchemaId;

/// What is remembered from one message to the next.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) causes: HashMap<MessageKey, Rc<Vec<Cause>>>,
    /// What differences were found to mean in a message that is reported.
    pub(super) verdicts: HashMap<DirectedDifference, Verdict>,
    pub(super) pairs: Pairs,
}

/// Messages of which the same is true.
pub(super) type MessageKey = (Class, Class, Side, bool, Option<Writing>);

/// A difference, by its schemas and its number among theirs, in one direction.
pub(super) type DirectedDifference = ([SchemaId; 2], usize, Side, bool);

/// The pairs of schemas that messages lead to. Most messages of a large contract lead to most of
/// them, so that each has a number, by which the walks below messages go.
#[derive(Default)]
pub(super) struct Pairs {
    /// What differs between two schemas, once a walk came by.
    pub(super) own: IndexMap<[SchemaId; 2], Option<Rc<PairDifferences>>>,
    /// The last walk that met a pair, by number.
    pub(super) met: Vec<usize>,
    pub(super) walks: usize,
    /// Those that are not all that is said of their place.
    pub(super) partial: HashSet<[SchemaId; 2]>,
}

impl Pairs {
    pub(super) fn number(&mut self, pair: [SchemaId; 2]) -> usize {
        let entry = self.own.entry(pair);
        let number = entry.index();
        entry.or_default();
        number
    }

    /// Returns whether the latest walk meets a pair for the first time.
    pub(super) fn is_new(&mut self, number: usize) -> bool {
        if self.met.len() <= number {
            self.met.resize(self.own.len(), 0);
        }
        let last = self.met.get_mut(number);
        last.is_some_and(|last| std::mem::replace(last, self.walks) != self.walks)
    }
}

/// What differs between two schemas, and what there is below them.
pub(super) struct PairDifferences {
    pub(super) found: Vec<Difference>,
    /// The step to each pair, and its number.
    pub(super) children: Vec<(Step, usize)>,
}
