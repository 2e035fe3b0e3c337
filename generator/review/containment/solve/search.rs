//! The search for a value of one kind: constraints are taken apart until only those about that kind
//! remain, and alternatives that are left are tried one after the other.

use std::rc::Rc;

use super::branch::{Branch, Clause, Union};
use super::literal::Literal;
use super::outcome::{Attempts, OUT_OF_BUDGET, Outcome};
use super::solver::Solver;
use crate::containment::term::{Kind, Node, Scalar};
use counterpart_contract::ternary::{both, either};

impl Solver<'_> {
    /// Adds a constraint; `false` says that it contradicts the others.
    pub(crate) fn add(&mut self, branch: &mut Branch, literal: Literal) -> bool {
        match self.quick(branch, literal) {
            Some(true) => return true,
            Some(false) => return false,
            None => {}
        }
        self.add_anew(branch, literal)
    }

    /// Returns whether a property that is expected need not be there in this direction.
    fn is_waived(&self, branch: &Branch, literal: Literal) -> bool {
        let Node::Expected {
            name,
            read_only,
            write_only,
        } = self.nodes.get(literal.node)
        else {
            return false;
        };
        let by_itself = match branch.context.assumptions.response {
            true => write_only,
            false => read_only,
        };
        *by_itself || branch.context.is_optional(literal.side, name)
    }

    /// As [`add`](Self::add), though the constraint may be known already.
    pub(crate) fn add_anew(&mut self, branch: &mut Branch, literal: Literal) -> bool {
        branch.seen.insert(literal);
        let holds = literal.holds;
        match self.nodes.get(literal.node).clone() {
            Node::Always(_) | Node::Kinds(_) => true,
            Node::Not(inner) => self.add(branch, literal.with(inner).flip()),
            Node::OnSide { side, inner, .. } => self.add(
                branch,
                Literal {
                    node: inner,
                    holds,
                    side,
                },
            ),
            Node::Schema(class) => {
                let meaning = self.nodes.meaning(class);
                if holds && !self.is_union(meaning) {
                    branch.whole.push(literal);
                }
                if holds {
                    self.add(branch, literal.with(meaning))
                } else {
                    let mut options: Vec<Literal> = match self.nodes.get(meaning) {
                        Node::And(parts) => parts.iter().map(|part| literal.with(*part)).collect(),
                        _ => vec![literal.with(meaning)],
                    };
                    // What looks at no parts is tried first.
                    options.sort_by_key(|option| {
                        matches!(
                            self.nodes.get(option.node),
                            Node::Properties(_) | Node::Items { .. } | Node::Schema(_)
                        )
                    });
                    self.any_option(branch, literal, options)
                }
            }
            Node::Expected { .. } if self.is_waived(branch, literal) => holds,
            Node::Expected { name, .. } => {
                let present = self.nodes.intern(Node::Required(name));
                self.add(branch, literal.with(present))
            }
            Node::DiscriminatorValue { properties, .. } => {
                if holds {
                    branch.discriminator_values.push(literal);
                }
                self.add(branch, literal.with(properties))
            }
            Node::And(parts) if holds => parts
                .into_iter()
                .all(|part| self.add(branch, literal.with(part))),
            Node::Or(parts) if !holds => parts
                .into_iter()
                .all(|part| self.add(branch, literal.with(part))),
            Node::And(parts) | Node::Or(parts) => {
                let options = parts.into_iter().map(|part| literal.with(part)).collect();
                self.any_option(branch, literal, options)
            }
            Node::OneOf(parts) if holds => {
                // Each of them, and all others not: as much to write as to look at.
                let pairs = parts.len().saturating_mul(parts.len());
                self.spend(pairs);
                if self.budget == 0 {
                    branch.doubt.get_or_insert_with(|| OUT_OF_BUDGET.into());
                    return true;
                }
                let options = self.exactly_one(&parts);
                let options = options.into_iter().map(|node| literal.with(node)).collect();
                self.any_option(branch, literal, options)
            }
            Node::OneOf(parts) => {
                branch.clauses.push(Clause {
                    origin: literal,
                    options: Rc::default(),
                    union: Some(Union {
                        parts: Rc::new(parts),
                        one_holds: false,
                    }),
                    checked_with: 0,
                });
                true
            }
            Node::Unknown { text, vocabulary } => {
                if vocabulary || !holds {
                    branch
                        .doubt
                        .get_or_insert_with(|| format!("the keyword `{text}` is unknown").into());
                }
                true
            }
            _ => {
                branch.atoms.push(literal);
                true
            }
        }
    }

    fn any_option(&mut self, branch: &mut Branch, origin: Literal, options: Vec<Literal>) -> bool {
        match options.as_slice() {
            [] => false,
            [one] => self.add(branch, *one),
            _ => {
                branch.clauses.push(Clause {
                    origin,
                    options: Rc::new(options),
                    union: None,
                    checked_with: 0,
                });
                true
            }
        }
    }

    /// What a constraint comes to under the branch's kind and what is known already. Looking a
    /// little into it lets alternatives that share schemas decide each other by name, before any
    /// of those schemas is taken apart.
    pub(crate) fn quick(&self, branch: &Branch, literal: Literal) -> Option<bool> {
        self.quick_within(branch, literal, 3)
    }

    fn quick_within(&self, branch: &Branch, literal: Literal, depth: usize) -> Option<bool> {
        self.look_at(1);
        let mark = branch.seen.of(literal.node);
        if mark.contains(literal) {
            return Some(true);
        }
        if mark.contains(literal.flip()) {
            return Some(false);
        }
        // The other side's constraint says the same wherever direction does not tell them apart.
        if mark.0 != 0
            && branch.context.is_symmetric()
            && self.declarations.is_neutral(&self.nodes, literal.node)
        {
            let across = Literal {
                side: literal.side.other(),
                ..literal
            };
            return Some(mark.contains(across));
        }
        let plain = match self.nodes.get(literal.node) {
            Node::Always(holds) => *holds,
            Node::Kinds(kinds) => kinds.contains(branch.kind),
            Node::Values(values) if values.iter().all(|value| value.kind() != branch.kind) => false,
            Node::Expected { .. }
                if branch.kind == Kind::Object && self.is_waived(branch, literal) =>
            {
                true
            }
            Node::DiscriminatorValue { .. } if branch.kind == Kind::Object => {
                return self
                    .value_allowed(branch, literal)
                    .map(|known| known == literal.holds);
            }
            Node::Not(inner) if depth > 0 => {
                return self.quick_within(branch, literal.with(*inner).flip(), depth - 1);
            }
            node @ (Node::And(parts) | Node::Or(parts)) if depth > 0 => {
                // "And" that is to fail is "or" of what fails.
                let all = matches!(node, Node::And(_)) == literal.holds;
                let mut out = Some(all);
                for part in parts {
                    let part = self.quick_within(branch, literal.with(*part), depth - 1);
                    out = if all {
                        both(out, part)
                    } else {
                        either(out, part)
                    };
                    if out == Some(!all) {
                        break;
                    }
                }
                return out;
            }
            node => match node.kind() {
                Some(kind) if kind != branch.kind => true,
                _ => return None,
            },
        };
        Some(plain == literal.holds)
    }

    /// Returns whether an alternative is selected by its discriminator value, so that the others
    /// are out where it holds.
    fn has_discriminator_value(&self, option: Literal) -> bool {
        let Node::And(parts) = self.nodes.get(option.node) else {
            return false;
        };
        let last = parts.last().map(|part| self.nodes.get(*part));
        matches!(last, Some(Node::DiscriminatorValue { .. }))
    }

    /// Returns whether a discriminator value is among some texts, by what is known of it.
    fn value_allowed(&self, branch: &Branch, literal: Literal) -> Option<bool> {
        let Node::DiscriminatorValue {
            strings, present, ..
        } = self.nodes.get(literal.node)
        else {
            return None;
        };
        branch.discriminator_values.iter().find_map(|known| {
            let Node::DiscriminatorValue {
                strings: own,
                present: same,
                ..
            } = self.nodes.get(known.node)
            else {
                return None;
            };
            let is_there = || {
                branch.seen.of(*present).contains(Literal {
                    node: *present,
                    holds: true,
                    side: known.side,
                })
            };
            let within = |text: &String| strings.binary_search(text).is_ok();
            if same != present {
                None
            } else if own.iter().all(within) {
                Some(true)
            } else if !own.iter().any(within) && is_there() {
                Some(false)
            } else {
                None
            }
        })
    }

    pub(crate) fn search(&mut self, mut branch: Branch) -> Outcome {
        if self.budget == 0 {
            return Outcome::unknown(OUT_OF_BUDGET);
        }
        self.budget = self.budget.saturating_sub(1 + branch.clauses.len() / 4);
        self.spend(branch.atoms.len());
        if !self.propagate(&mut branch) {
            return Outcome::Empty;
        }
        if self.budget == 0 {
            return Outcome::unknown(OUT_OF_BUDGET);
        }
        if let Some(outcome) = self.listed(&branch) {
            return self.checked(&branch, outcome);
        }
        if branch.clauses.is_empty() {
            let outcome = self.leaf(&branch);
            return self.checked(&branch, outcome);
        }
        if branch.clauses.len() > 1 {
            // What already fails without the alternatives fails with them.
            if !matches!(branch.kind, Kind::Array | Kind::Object)
                && matches!(self.leaf(&branch), Outcome::Empty)
            {
                return Outcome::Empty;
            }
            if !branch.plain && !self.lemmas(&mut branch) {
                return Outcome::Empty;
            }
            if !self.propagate(&mut branch) {
                return Outcome::Empty;
            }
        }
        let smallest = branch
            .clauses
            .iter()
            .enumerate()
            // Which schemas hold decides most of the ways in which others fail.
            .min_by_key(|(_, clause)| {
                let fails = !clause.origin.holds && clause.union.is_none();
                let mut options = clause.options.iter();
                let early = clause.origin.holds
                    && options.any(|option| self.has_discriminator_value(*option));
                let late = fails && clause.options.len() > 2;
                (!early, late, clause.options.len())
            })
            .map(|(index, _)| index);
        let Some(smallest) = smallest else {
            let outcome = self.leaf(&branch);
            return self.checked(&branch, outcome);
        };
        let clause = branch.clauses.swap_remove(smallest);
        let mut attempts = Attempts::default();
        branch.seen.freeze();
        for option in self.options(&clause).iter() {
            if self.is_out(&branch, *option) {
                continue;
            }
            let mut next = branch.clone();
            if self.add(&mut next, *option)
                && let Some(value) = attempts.add_found(self.search(next))
            {
                return value;
            }
        }
        attempts.end()
    }

    /// Drops alternatives that are out, and adds those without an alternative.
    fn propagate(&mut self, branch: &mut Branch) -> bool {
        loop {
            let mut forced = None;
            let mut clauses = std::mem::take(&mut branch.clauses);
            let mut open = true;
            clauses.retain_mut(|clause| {
                if !self.refresh(branch, clause) {
                    return false;
                }
                if clause.union.as_ref().is_some_and(|union| !union.one_holds) {
                    return true;
                }
                let mut satisfied = false;
                let mut open_options = Vec::new();
                for option in clause.options.iter() {
                    match self.quick(branch, *option) {
                        Some(true) => satisfied = true,
                        Some(false) => {}
                        None => open_options.push(*option),
                    }
                    if satisfied {
                        return false;
                    }
                }
                if open_options.len() < clause.options.len() {
                    clause.options = Rc::new(open_options);
                }
                match clause.options.as_slice() {
                    [] => open = false,
                    [one] if forced.is_none() => {
                        forced = Some(*one);
                        return false;
                    }
                    _ => {}
                }
                true
            });
            branch.clauses = clauses;
            if !open {
                return false;
            }
            match forced {
                Some(literal) => {
                    if !self.add(branch, literal) {
                        return false;
                    }
                }
                None => return true,
            }
            self.spend(0);
            if self.budget == 0 {
                return true;
            }
        }
    }

    /// Where the values are listed, they are simply tried.
    fn listed(&mut self, branch: &Branch) -> Option<Outcome> {
        let values = branch.atoms.iter().find_map(|literal| {
            let Node::Values(values) = self.nodes.get(literal.node) else {
                return None;
            };
            literal.holds.then(|| values.clone())
        })?;
        let mut attempts = Attempts::default();
        for scalar in values.iter().filter(|value| value.kind() == branch.kind) {
            self.look_at(branch.atoms.len() + branch.clauses.len());
            let literals = branch.atoms.iter().copied();
            let mut verdict = Some(true);
            for literal in literals {
                verdict = both(verdict, self.scalar_holds(literal, scalar));
            }
            for clause in &branch.clauses {
                if clause.union.is_some() {
                    verdict = both(verdict, self.scalar_holds(clause.origin, scalar));
                    continue;
                }
                let mut any = Some(false);
                for option in clause.options.iter() {
                    any = either(any, self.scalar_holds(*option, scalar));
                }
                verdict = both(verdict, any);
            }
            let outcome = match (verdict, scalar.value(), &branch.doubt) {
                (Some(false), ..) => Outcome::Empty,
                (Some(true), Some(value), None) => Outcome::witness(value),
                (_, _, Some(doubt)) => Outcome::Unknown(Rc::clone(doubt)),
                (None, ..) => Outcome::unknown("a pattern or format that cannot be decided"),
                (_, None, _) => Outcome::unknown("a number with too many digits to write"),
            };
            if let Some(value) = attempts.add(outcome) {
                return Some(Outcome::Witness(value));
            }
        }
        Some(attempts.end())
    }

    fn leaf(&mut self, branch: &Branch) -> Outcome {
        let outcome = match branch.kind {
            Kind::Null => self.first_of(branch, &[Scalar::Null]),
            Kind::Boolean => self.first_of(branch, &[false, true].map(Scalar::Boolean)),
            Kind::Number => self.numbers(branch),
            Kind::String => self.strings(branch),
            Kind::Array => self.arrays(branch),
            Kind::Object => self.objects(branch),
        };
        match (&branch.doubt, outcome) {
            (Some(doubt), Outcome::Witness(_)) => Outcome::Unknown(Rc::clone(doubt)),
            (_, outcome) => outcome,
        }
    }
}
