//! Null, booleans and numbers, and single scalars tried against constraints.

use serde_json::Value;

use super::branch::Branch;
use super::literal::Literal;
use super::outcome::Outcome;
use super::solver::Solver;
use crate::containment::term::{Node, Scalar, is_exact, json_number};
use counterpart_contract::Decimal;
use counterpart_contract::ternary::{both, either};

/// How many numbers of a range are looked at one by one.
const STEPS: i128 = 20_000;

impl Solver<'_> {
    /// The first of a few values that meets the constraints.
    pub(crate) fn first_of(&mut self, branch: &Branch, values: &[Scalar]) -> Outcome {
        let free = values.iter().find(|value| {
            branch
                .atoms
                .iter()
                .all(|literal| self.scalar_holds(*literal, value) != Some(false))
        });
        free.and_then(Scalar::value)
            .map_or(Outcome::Empty, Outcome::witness)
    }

    /// Returns whether a constraint is met by a value; `None` where that is not known.
    pub(crate) fn scalar_holds(&mut self, literal: Literal, value: &Scalar) -> Option<bool> {
        let holds = self.node_holds(literal.node, value, 40);
        if literal.holds {
            holds
        } else {
            holds.map(|holds| !holds)
        }
    }

    fn node_holds(
        &mut self,
        node: crate::containment::term::Id,
        value: &Scalar,
        depth: usize,
    ) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let kind = value.kind();
        // Lists may be long, and are asked about once for each of their values.
        if let Node::Values(values) = self.nodes.get(node) {
            return Some(values.binary_search(value).is_ok());
        }
        let node = self.nodes.get(node).clone();
        if node.kind().is_some_and(|other| other != kind) {
            return Some(true);
        }
        match (node, value) {
            (Node::Always(holds), _) => Some(holds),
            (Node::Not(inner), _) => self.node_holds(inner, value, depth).map(|holds| !holds),
            (Node::OnSide { inner, .. }, _) => self.node_holds(inner, value, depth),
            (Node::And(parts), _) => {
                let mut all = Some(true);
                for part in parts {
                    all = both(all, self.node_holds(part, value, depth));
                }
                all
            }
            (Node::Or(parts), _) => {
                let mut any = Some(false);
                for part in parts {
                    any = either(any, self.node_holds(part, value, depth));
                }
                any
            }
            (Node::OneOf(parts), _) => {
                let mut count = 0;
                for part in parts {
                    count += usize::from(self.node_holds(part, value, depth)?);
                }
                Some(count == 1)
            }
            (Node::Schema(class), _) => {
                let meaning = self.nodes.meaning(class);
                self.node_holds(meaning, value, depth)
            }
            (Node::Kinds(kinds), _) => Some(kinds.contains(kind)),
            (Node::Unknown { vocabulary, .. }, _) => (!vocabulary).then_some(true),
            (node, Scalar::Number(number)) => number_holds(&node, *number),
            (node, Scalar::String(text)) => self.string_holds(&node, text),
            _ => Some(true),
        }
    }

    /// Numbers: a range, the multiples of a step within it, and what is left out.
    pub(crate) fn numbers(&mut self, branch: &Branch) -> Outcome {
        let mut range = Range::default();
        let mut step: Option<Decimal> = None;
        let mut excluded = Vec::new();
        for literal in &branch.atoms {
            let node = self.nodes.get(literal.node).clone();
            match (&node, literal.holds) {
                (Node::Minimum(value, exclusive), true) => range.above(*value, *exclusive),
                (Node::Minimum(value, exclusive), false) => range.below(*value, !exclusive),
                (Node::Maximum(value, exclusive), true) => range.below(*value, *exclusive),
                (Node::Maximum(value, exclusive), false) => range.above(*value, !exclusive),
                (Node::Integer | Node::Multiple(_), true) => {
                    let own = match node {
                        Node::Multiple(own) => own,
                        _ => Decimal::from(1),
                    };
                    step = match step {
                        None => Some(own),
                        Some(other) => match common_multiple(own, other) {
                            Some(both) => Some(both),
                            None => return Outcome::unknown("steps with too many digits"),
                        },
                    };
                }
                _ => excluded.push(*literal),
            }
        }
        if range.is_empty() {
            return Outcome::Empty;
        }
        let mut search = Candidates {
            solver: self,
            excluded: &excluded,
            unwritable: false,
            rough: None,
        };
        let outcome = match step {
            Some(step) => search.multiples(range, step),
            None => search.any(range),
        };
        match outcome.or_else(|| search.rough.take().map(Outcome::witness)) {
            Some(outcome) => outcome,
            None => Outcome::unknown("numbers that are too many to try"),
        }
    }
}

/// What one constraint says of a number.
fn number_holds(node: &Node, number: Decimal) -> Option<bool> {
    Some(match node {
        Node::Integer => number.is_integer(),
        Node::Minimum(value, exclusive) => number > *value || !exclusive && number == *value,
        Node::Maximum(value, exclusive) => number < *value || !exclusive && number == *value,
        Node::Multiple(step) => return number.is_multiple_of(*step),
        _ => true,
    })
}

#[derive(Clone, Copy, Default)]
struct Range {
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
}

impl Range {
    /// At least, or more than where `exclusive`.
    fn above(&mut self, value: Decimal, exclusive: bool) {
        let narrower = self
            .low
            .is_none_or(|(low, open)| value > low || value == low && exclusive && !open);
        if narrower {
            self.low = Some((value, exclusive));
        }
    }

    fn below(&mut self, value: Decimal, exclusive: bool) {
        let narrower = self
            .high
            .is_none_or(|(high, open)| value < high || value == high && exclusive && !open);
        if narrower {
            self.high = Some((value, exclusive));
        }
    }

    fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Some((low, low_open)), Some((high, high_open))) => {
                low > high || low == high && (low_open || high_open)
            }
            _ => false,
        }
    }

    fn contains(&self, value: Decimal) -> bool {
        self.low
            .is_none_or(|(low, open)| value > low || !open && value == low)
            && self
                .high
                .is_none_or(|(high, open)| value < high || !open && value == high)
    }
}

struct Candidates<'s, 'a> {
    solver: &'s mut Solver<'a>,
    excluded: &'s [Literal],
    /// A number was found that JSON as read here cannot hold.
    unwritable: bool,
    /// A number was found that readers take for its neighbour: one where there is no other.
    rough: Option<Value>,
}

impl Candidates<'_, '_> {
    fn accepts(&mut self, number: Decimal) -> Option<Outcome> {
        let value = Scalar::Number(number);
        for literal in self.excluded {
            match self.solver.scalar_holds(*literal, &value) {
                Some(true) => {}
                Some(false) => return None,
                None => {
                    self.unwritable = true;
                    return None;
                }
            }
        }
        match json_number(number) {
            Some(value) if is_exact(number, &value) => Some(Outcome::witness(value)),
            Some(value) => {
                self.rough.get_or_insert(value);
                None
            }
            None => {
                self.unwritable = true;
                None
            }
        }
    }

    fn none(&self) -> Option<Outcome> {
        (!self.unwritable && self.rough.is_none()).then_some(Outcome::Empty)
    }

    /// Multiples of a step, from the one nearest to zero on.
    fn multiples(&mut self, range: Range, step: Decimal) -> Option<Outcome> {
        let first = match range.low {
            Some((low, _)) => Some(quotient(low, step)?.saturating_sub(1)),
            None => None,
        };
        let last = match range.high {
            Some((high, _)) => Some(quotient(high, step)?.saturating_add(1)),
            None => None,
        };
        let start = 0.max(first.unwrap_or(0)).min(last.unwrap_or(i128::MAX));
        // From a start inside the range outwards: every number of a short range is reached.
        let clipped = |end: Option<i128>, far: i128| end.map_or(far, |end| end);
        let up = clipped(last, start.saturating_add(STEPS)).min(start.saturating_add(STEPS));
        let down = clipped(first, start.saturating_sub(STEPS)).max(start.saturating_sub(STEPS));
        let whole = last.is_some_and(|last| last <= up) && first.is_some_and(|first| first >= down);
        let mut offset = 0;
        while start + offset <= up || start - offset >= down {
            for times in [start + offset, start - offset] {
                if times > up || times < down || offset == 0 && times != start {
                    continue;
                }
                let Some(number) = step.checked_mul(Decimal::new(times, 0)) else {
                    self.unwritable = true;
                    continue;
                };
                if range.contains(number)
                    && let Some(found) = self.accepts(number)
                {
                    return Some(found);
                }
            }
            offset += 1;
        }
        // Whole numbers as large as these mostly are no doubles; powers of ten up to this one are.
        for power in 15..=22 {
            for sign in [1, -1] {
                let number = Decimal::new(sign, power);
                if range.contains(number)
                    && number.is_multiple_of(step) == Some(true)
                    && let Some(found) = self.accepts(number)
                {
                    return Some(found);
                }
            }
        }
        // Whether a multiple of the step is left out by other steps repeats itself, so that ranges
        // without an end are decided by the numbers near their start, unless the steps are huge.
        if whole || self.repeats(step) {
            self.none()
        } else {
            None
        }
    }

    /// Returns whether what is left out comes round within the numbers that were tried. Listed
    /// values are no more than a few of them.
    fn repeats(&mut self, step: Decimal) -> bool {
        let mut period = step;
        let mut listed = 0;
        for literal in self.excluded {
            match self.solver.nodes.get(literal.node) {
                Node::Multiple(other) => match common_multiple(period, *other) {
                    Some(both) => period = both,
                    None => return false,
                },
                Node::Integer => match common_multiple(period, Decimal::from(1)) {
                    Some(both) => period = both,
                    None => return false,
                },
                Node::Values(values) => listed += values.len(),
                _ => return false,
            }
        }
        let listed = i128::try_from(listed).unwrap_or(i128::MAX);
        quotient(period, step)
            .and_then(|rounds| rounds.checked_mul(listed.saturating_add(2)))
            .is_some_and(|needed| needed <= STEPS)
    }

    /// Any number of a range. Where the range is more than a point, only finitely many points of
    /// each of its decimal grids are left out, so that finer grids always have one.
    fn any(&mut self, range: Range) -> Option<Outcome> {
        if let (Some((low, _)), Some((high, _))) = (range.low, range.high)
            && low == high
        {
            return self.accepts(low).or_else(|| self.none());
        }
        let mut seeds = vec![Decimal::ZERO];
        for (end, _) in [range.low, range.high].into_iter().flatten() {
            seeds.push(end);
        }
        if let (Some((low, _)), Some((high, _))) = (range.low, range.high) {
            let half = Decimal::new(5, -1);
            let middle = low.checked_add(high).and_then(|sum| sum.checked_mul(half));
            seeds.extend(middle);
        }
        for exponent in 0..16 {
            for times in (0..10).chain([37, 101]) {
                for sign in [1, -1] {
                    let offset = Decimal::new(times * sign, -exponent);
                    for seed in &seeds {
                        let Some(number) = seed.checked_add(offset) else {
                            continue;
                        };
                        if range.contains(number)
                            && let Some(found) = self.accepts(number)
                        {
                            return Some(found);
                        }
                    }
                }
            }
        }
        // Nothing is left where even every number is excluded: by "not a number" of some kind.
        None
    }
}

/// How often a step fits, rounded towards zero.
fn quotient(number: Decimal, step: Decimal) -> Option<i128> {
    let exponent = number.exponent().min(step.exponent());
    let scale = |number: Decimal| {
        let power = u32::try_from(number.exponent() - exponent).ok()?;
        number.mantissa().checked_mul(10_i128.checked_pow(power)?)
    };
    scale(number)?.checked_div(scale(step)?)
}

/// The least number that is a multiple of both.
fn common_multiple(first: Decimal, second: Decimal) -> Option<Decimal> {
    let exponent = first.exponent().min(second.exponent());
    let scale = |number: Decimal| {
        let power = u32::try_from(number.exponent() - exponent).ok()?;
        number.mantissa().checked_mul(10_i128.checked_pow(power)?)
    };
    let (left, right) = (scale(first)?, scale(second)?);
    let divisor = gcd(left, right)?;
    Some(Decimal::new(
        (left.checked_div(divisor)?).checked_mul(right)?,
        exponent,
    ))
}

fn gcd(mut left: i128, mut right: i128) -> Option<i128> {
    while right != 0 {
        (left, right) = (right, left.checked_rem(right)?);
    }
    left.checked_abs()
}
