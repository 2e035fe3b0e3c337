//! Arrays: how many items there are, and what each of them may be.
//!
//! Only the first items, up to the longest prefix, differ by position. A constraint that fails asks
//! for one item that breaks it, and `contains` for some that match; an array with more items than
//! those, the prefix and the least number need can lose one and still do. So there is a longest
//! array to look at.

use serde_json::Value;

use super::branch::Branch;
use super::literal::Literal;
use super::outcome::{Attempts, OUT_OF_BUDGET, Outcome};
use super::solver::Solver;
use crate::containment::term::{Id, Node};

/// Longer arrays are not built.
const ITEMS: u64 = 20_000;
/// How many items are given something of their own to be.
const WANTED: u64 = 400;
/// How many different items are looked for where no two may be equal.
const DISTINCT: usize = 300;

struct Array {
    branch: Branch,
    holding: Vec<(Literal, Vec<Id>, Id)>,
    failing: Vec<(Literal, Vec<Id>, Id)>,
    /// What some items must be, one entry for each.
    wanted: Vec<Literal>,
    /// What at most so many items may be.
    limited: Vec<(Literal, u64)>,
    min: u64,
    max: Option<u64>,
    unique: bool,
    twice: bool,
}

/// What each position must be beyond what all positions must.
type Positions = Vec<Vec<Literal>>;

impl Solver<'_> {
    pub(crate) fn arrays(&mut self, branch: &Branch) -> Outcome {
        let Some(array) = self.array(branch) else {
            return Outcome::Empty;
        };
        if array.unique && array.twice {
            return Outcome::Empty;
        }
        if array.wanted.len() as u64 > WANTED {
            return Outcome::unknown("only arrays with too many items to show");
        }
        let prefix = array
            .holding
            .iter()
            .chain(&array.failing)
            .map(|(_, prefix, _)| prefix.len())
            .max()
            .unwrap_or(0);
        let extra = array.failing.len() + array.wanted.len() + if array.twice { 2 } else { 0 };
        let longest = array.min.max((prefix + extra) as u64);
        let longest = array.max.map_or(longest, |max| max.min(longest));
        let mut attempts = Attempts::default();
        for length in array.min..=longest {
            if length > ITEMS {
                return Outcome::unknown("only arrays with too many items to show");
            }
            let positions = vec![Vec::new(); usize::try_from(length).unwrap_or(0)];
            if let Some(value) = self.fill(&array, 0, positions, prefix, &mut attempts) {
                return Outcome::witness(value);
            }
        }
        attempts.end()
    }

    fn array(&mut self, branch: &Branch) -> Option<Array> {
        let mut array = Array {
            branch: branch.clone(),
            holding: Vec::new(),
            failing: Vec::new(),
            wanted: Vec::new(),
            limited: Vec::new(),
            min: 0,
            max: None,
            unique: false,
            twice: false,
        };
        let at_most = |array: &mut Array, max: u64| {
            array.max = Some(array.max.unwrap_or(u64::MAX).min(max));
        };
        for literal in &branch.atoms {
            match (self.nodes.get(literal.node).clone(), literal.holds) {
                (Node::Items { prefix, rest }, true) => {
                    array.holding.push((*literal, prefix, rest))
                }
                (Node::Items { prefix, rest }, false) => {
                    array.failing.push((*literal, prefix, rest));
                }
                (Node::MinItems(min), true) => array.min = array.min.max(min),
                (Node::MaxItems(max), false) => array.min = array.min.max(max.saturating_add(1)),
                (Node::MaxItems(max), true) => at_most(&mut array, max),
                (Node::MinItems(min), false) => at_most(&mut array, min.checked_sub(1)?),
                (Node::Unique, true) => array.unique = true,
                (Node::Unique, false) => array.twice = true,
                (Node::AtLeast(item, count), true) => want(&mut array, literal.with(item), count),
                (Node::AtMost(item, count), false) => {
                    let item = literal.with(item).flip();
                    want(&mut array, item, count.saturating_add(1));
                }
                (Node::AtMost(item, count), true) => {
                    array.limited.push((literal.with(item).flip(), count));
                }
                (Node::AtLeast(item, count), false) => {
                    array
                        .limited
                        .push((literal.with(item), count.checked_sub(1)?));
                }
                _ => {}
            }
        }
        Some(array)
    }

    /// Gives every demand a position, one after the other.
    fn fill(
        &mut self,
        array: &Array,
        index: usize,
        positions: Positions,
        prefix: usize,
        attempts: &mut Attempts,
    ) -> Option<Value> {
        if self.budget == 0 {
            attempts.add(Outcome::unknown(OUT_OF_BUDGET));
            return None;
        }
        self.budget -= 1;
        let mut tail_tried = false;
        let mut options: Vec<(usize, Literal)> = Vec::new();
        if let Some((literal, own, rest)) = array.failing.get(index) {
            for at in 0..positions.len() {
                let schema = own.get(at).unwrap_or(rest);
                options.push((at, literal.with(*schema)));
            }
        } else if let Some(literal) = array.wanted.get(index - array.failing.len()) {
            options.extend((0..positions.len()).map(|at| (at, *literal)));
        } else {
            return self.limit(array, 0, positions, attempts);
        }
        for (at, literal) in options {
            let untouched = positions.get(at).is_some_and(Vec::is_empty);
            // Untouched positions behind the prefix are all the same.
            if at >= prefix && untouched && std::mem::replace(&mut tail_tried, true) {
                continue;
            }
            if positions.get(at).is_some_and(|own| own.contains(&literal)) {
                continue;
            }
            let mut next = positions.clone();
            if let Some(own) = next.get_mut(at) {
                own.push(literal);
            }
            if matches!(
                self.item(array, at, next.get(at).map_or(&[], Vec::as_slice)),
                Outcome::Empty
            ) {
                continue;
            }
            if let Some(value) = self.fill(array, index + 1, next, prefix, attempts) {
                return Some(value);
            }
        }
        None
    }

    /// Decides, for each limit on matching items, which positions may match.
    fn limit(
        &mut self,
        array: &Array,
        index: usize,
        positions: Positions,
        attempts: &mut Attempts,
    ) -> Option<Value> {
        let Some((literal, count)) = array.limited.get(index) else {
            return self.complete_items(array, &positions, attempts);
        };
        let allowed = usize::try_from(*count)
            .unwrap_or(usize::MAX)
            .min(positions.len());
        let mut sets = vec![(Vec::<usize>::new(), 0)];
        let mut at = 0;
        while let Some((set, next)) = sets.get(at).cloned() {
            at += 1;
            if sets.len() > 300 {
                attempts.add(Outcome::unknown(OUT_OF_BUDGET));
                break;
            }
            if set.len() < allowed {
                for position in next..positions.len() {
                    let mut larger = set.clone();
                    larger.push(position);
                    sets.push((larger, position + 1));
                }
            }
        }
        for (free, _) in sets {
            let mut bounded = positions.clone();
            for (position, own) in bounded.iter_mut().enumerate() {
                if !free.contains(&position) {
                    own.push(*literal);
                }
            }
            if let Some(value) = self.limit(array, index + 1, bounded, attempts) {
                return Some(value);
            }
        }
        None
    }

    fn item(&mut self, array: &Array, at: usize, more: &[Literal]) -> Outcome {
        self.place(
            item_literals(array, at, more),
            array.branch.context.assumptions,
        )
    }

    fn complete_items(
        &mut self,
        array: &Array,
        positions: &Positions,
        attempts: &mut Attempts,
    ) -> Option<Value> {
        if array.twice {
            return self.equal_pair(array, positions, attempts);
        }
        if array.unique {
            return self.distinct(array, positions, attempts);
        }
        let mut items: Vec<Value> = Vec::with_capacity(positions.len());
        for (literals, count) in runs(array, positions) {
            let value = attempts.add(self.place(literals, array.branch.context.assumptions))?;
            items.extend(std::iter::repeat_n(value.as_ref().clone(), count));
        }
        Some(Value::Array(items))
    }

    /// Two positions with one value.
    fn equal_pair(
        &mut self,
        array: &Array,
        positions: &Positions,
        attempts: &mut Attempts,
    ) -> Option<Value> {
        let mut others: Vec<Option<Value>> = Vec::with_capacity(positions.len());
        for (at, more) in positions.iter().enumerate() {
            let value = attempts.add(self.item(array, at, more))?;
            others.push(Some(value.as_ref().clone()));
        }
        for first in 0..positions.len() {
            for second in first + 1..positions.len() {
                let mut literals = item_literals(array, first, positions.get(first)?);
                literals.extend(item_literals(array, second, positions.get(second)?));
                let shared = self.place(literals, array.branch.context.assumptions);
                if let Some(shared) = attempts.add(shared) {
                    let mut items = others.clone();
                    items[first] = Some(shared.as_ref().clone());
                    items[second] = Some(shared.as_ref().clone());
                    return Some(Value::Array(items.into_iter().flatten().collect()));
                }
            }
        }
        None
    }

    /// All positions with different values: as many candidates for each as there are positions
    /// are enough to choose from, and who gets which is a matching.
    fn distinct(
        &mut self,
        array: &Array,
        positions: &Positions,
        attempts: &mut Attempts,
    ) -> Option<Value> {
        if positions.len() > DISTINCT {
            attempts.add(Outcome::unknown(
                "only arrays with too many different items",
            ));
            return None;
        }
        let mut candidates: Vec<Vec<Value>> = Vec::new();
        for (mut literals, count) in runs(array, positions) {
            let mut values = Vec::new();
            let side = array.branch.context.assumptions.sender;
            while values.len() < positions.len() {
                let outcome = self.place(literals.clone(), array.branch.context.assumptions);
                let Some(value) = attempts.add(outcome) else {
                    break;
                };
                let value = value.as_ref().clone();
                let node = self.nodes.values(std::slice::from_ref(&value));
                literals.push(Literal {
                    node,
                    holds: false,
                    side,
                });
                values.push(value);
            }
            candidates.extend(std::iter::repeat_n(values, count));
        }
        assign(&candidates).map(Value::Array)
    }
}

fn want(array: &mut Array, item: Literal, count: u64) {
    let count = usize::try_from(count.min(WANTED + 1)).unwrap_or(0);
    array.wanted.extend(std::iter::repeat_n(item, count));
}

/// All that an item at a position must be.
fn item_literals(array: &Array, at: usize, more: &[Literal]) -> Vec<Literal> {
    let mut literals = more.to_vec();
    for (literal, prefix, rest) in &array.holding {
        literals.push(literal.with(*prefix.get(at).unwrap_or(rest)));
    }
    literals
}

/// What items must be, each with the number of positions in a row of which it is so: those behind
/// the prefix are mostly all the same.
fn runs(array: &Array, positions: &Positions) -> Vec<(Vec<Literal>, usize)> {
    let mut runs: Vec<(Vec<Literal>, usize)> = Vec::new();
    for (at, more) in positions.iter().enumerate() {
        let literals = item_literals(array, at, more);
        match runs.last_mut() {
            Some((known, count)) if *known == literals => *count += 1,
            _ => runs.push((literals, 1)),
        }
    }
    runs
}

/// Gives each position one of its candidates, no two equal ones, by augmenting paths.
fn assign(candidates: &[Vec<Value>]) -> Option<Vec<Value>> {
    let mut strings: Vec<String> = Vec::new();
    let mut values: Vec<&Value> = Vec::new();
    let choices: Vec<Vec<usize>> = candidates
        .iter()
        .map(|own| {
            own.iter()
                .map(|value| {
                    let text = counterpart_contract::canonical(value);
                    strings
                        .iter()
                        .position(|known| *known == text)
                        .unwrap_or_else(|| {
                            strings.push(text);
                            values.push(value);
                            strings.len() - 1
                        })
                })
                .collect()
        })
        .collect();
    let mut owner: Vec<Option<usize>> = vec![None; strings.len()];
    for position in 0..choices.len() {
        let mut seen = vec![false; strings.len()];
        if !augment(position, &choices, &mut owner, &mut seen) {
            return None;
        }
    }
    let mut out: Vec<Option<Value>> = vec![None; choices.len()];
    for (value, owner) in values.iter().zip(&owner) {
        if let Some(slot) = owner.and_then(|owner| out.get_mut(owner)) {
            *slot = Some((*value).clone());
        }
    }
    out.into_iter().collect()
}

fn augment(
    position: usize,
    choices: &[Vec<usize>],
    owner: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for choice in &choices[position] {
        if std::mem::replace(&mut seen[*choice], true) {
            continue;
        }
        let free = match owner[*choice] {
            None => true,
            Some(other) => augment(other, choices, owner, seen),
        };
        if free {
            owner[*choice] = Some(position);
            return true;
        }
    }
    false
}
