//! Questions about two contracts, and the decision procedure with what it remembers.

use serde_json::Value;

use super::assumptions::{Assumptions, Omitted};
use super::shrink;
use super::solve::{Literal, NameAssumptions, OUT_OF_BUDGET, Outcome, Solver};
use super::term::{Class, Classes, Kind, Kinds, Node, Nodes};
use crate::side::Side;
use counterpart_contract::{Contract, Decimal, SchemaId};

/// What was found out about a pair of schemas.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Containment {
    Proved,
    /// A value that the sender may send and the receiver does not accept.
    Refuted(Value),
    Unproven(String),
}

/// Steps that every question may take, however much the others took.
const SHARE: usize = 200;

/// A value of a schema, where it has one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Example {
    Value(Value),
    None,
    Unknown,
}

/// Decides questions about two contracts, and remembers what it found out.
pub(crate) struct Decider<'a> {
    pub(super) solver: Solver<'a>,
    /// Classes that count what is said to readers, too.
    with_annotations: Classes,
    pub(super) budget: usize,
    /// What is left of the work for questions whose answer is nearly known.
    pub(super) spare: usize,
    /// The steps that all questions may take together, and those that they took.
    run: usize,
    taken: usize,
}

impl<'a> Decider<'a> {
    /// `budget` is that of a question, and `run` that of all together.
    pub(crate) fn new(base: &'a Contract, head: &'a Contract, [budget, run]: [usize; 2]) -> Self {
        let contracts = [base, head];
        let [plain, with_annotations] = Classes::both(contracts);
        Self {
            solver: Solver::new(Nodes::new(contracts, plain)),
            with_annotations,
            budget,
            spare: budget,
            run,
            taken: 0,
        }
    }

    pub(crate) fn class(&self, side: Side, schema: SchemaId) -> Class {
        self.solver.nodes.classes.of(side, schema)
    }

    /// The class of a schema among those that differ in annotations, too.
    pub(crate) fn class_with_annotations(&self, side: Side, schema: SchemaId) -> Class {
        self.with_annotations.of(side, schema)
    }

    /// Returns whether two schemas are built alike, annotations included.
    pub(crate) fn are_alike(&self, base: SchemaId, head: SchemaId) -> bool {
        self.class_with_annotations(Side::Base, base)
            == self.class_with_annotations(Side::Head, head)
    }

    /// Returns whether what the sender's schema admits the receiver's admits too. No schema admits
    /// everything.
    pub(crate) fn contained(
        &mut self,
        sender: Option<SchemaId>,
        receiver: Option<SchemaId>,
        assumptions: Assumptions,
    ) -> Containment {
        self.contained_but(sender, receiver, assumptions, &[])
    }

    /// Returns whether the quick comparison of keywords proves what the sender's schema admits
    /// contained in what the receiver's admits.
    pub(crate) fn is_plainly_contained(
        &mut self,
        [sender, receiver]: [SchemaId; 2],
        assumptions: Assumptions,
    ) -> bool {
        self.solver.budget = self.budget;
        let from = self.class(assumptions.sender, sender);
        let to = self.class(assumptions.sender.other(), receiver);
        self.solver
            .simulates(from, to, NameAssumptions::of(assumptions))
    }

    /// As [`contained`](Self::contained), with some values left out of the question.
    pub(crate) fn contained_but(
        &mut self,
        sender: Option<SchemaId>,
        receiver: Option<SchemaId>,
        assumptions: Assumptions,
        but: &[Value],
    ) -> Containment {
        let Some(receiver) = receiver else {
            return Containment::Proved;
        };
        let mut literals = Vec::new();
        let mut add = |node, holds, side| literals.push(Literal { node, holds, side });
        let (from, to) = (assumptions.sender, assumptions.sender.other());
        let nodes = &mut self.solver.nodes;
        if let Some(sender) = sender {
            add(nodes.schema(from, sender), true, from);
        }
        add(nodes.schema(to, receiver), false, to);
        for value in but {
            add(nodes.values(std::slice::from_ref(value)), false, from);
        }
        literals.extend(self.not_omitted(assumptions));
        match self.ask(literals.clone(), assumptions) {
            Outcome::Empty => Containment::Proved,
            Outcome::Unknown(reason) => Containment::Unproven(reason.to_string()),
            Outcome::Witness(value) => {
                self.confirmed(value.as_ref(), (sender, receiver), &literals, assumptions)
            }
        }
    }

    /// Returns whether every text is admitted.
    pub(crate) fn admits_every_string(&mut self, side: Side, schema: SchemaId) -> bool {
        let literal = Literal {
            node: self.solver.nodes.schema(side, schema),
            holds: false,
            side,
        };
        let text = self.solver.kinds(Kind::String, side);
        self.is_empty(vec![literal, text])
    }

    /// Returns whether the texts of all values of the sender's schema are admitted as texts, where
    /// those values are numbers and truths only, each written as JSON has it.
    pub(crate) fn admits_written(&mut self, sender: Side, [from, to]: [SchemaId; 2]) -> bool {
        let receiver = sender.other();
        let nodes = &mut self.solver.nodes;
        let own = nodes.schema(sender, from);
        let other = nodes.schema(receiver, to);
        let [text, truth, number] = [Kind::String, Kind::Boolean, Kind::Number]
            .map(|kind| nodes.intern(Node::Kinds(Kinds::of(&[kind]))));
        let whole = nodes.intern(Node::Integer);
        let negative = nodes.intern(Node::Maximum(Decimal::ZERO, true));
        let literal = |node, holds, side| Literal { node, holds, side };
        let among = |node, holds| literal(node, holds, sender);
        let options: [(Vec<Literal>, &str); 4] = [
            (vec![among(truth, true)], "^(true|false)$"),
            (
                vec![
                    among(number, true),
                    among(whole, true),
                    among(negative, false),
                ],
                "^(0|[1-9][0-9]*)$",
            ),
            (
                vec![
                    among(number, true),
                    among(whole, true),
                    among(negative, true),
                ],
                "^-[1-9][0-9]*$",
            ),
            (
                vec![among(number, true), among(whole, false)],
                "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$",
            ),
        ];
        let others = vec![among(own, true), among(truth, false), among(number, false)];
        if !self.is_empty(others) {
            return false;
        }
        for (mut values, written) in options {
            values.push(among(own, true));
            if self.is_empty(values) {
                continue;
            }
            let written = self.solver.nodes.intern(Node::Pattern(written.to_owned()));
            let refused = vec![
                literal(text, true, receiver),
                literal(written, true, receiver),
                literal(other, false, receiver),
            ];
            if !self.is_empty(refused) {
                return false;
            }
        }
        true
    }

    /// Returns whether a text that a pattern matches may be admitted, or a value that holds texts.
    pub(crate) fn may_match(&mut self, side: Side, schema: SchemaId, pattern: &str) -> bool {
        let nodes = &mut self.solver.nodes;
        let own = nodes.schema(side, schema);
        let pattern = nodes.intern(Node::Pattern(pattern.to_owned()));
        let plain = Kinds::of(&[Kind::Number, Kind::Boolean, Kind::Null]);
        let plain = nodes.intern(Node::Kinds(plain));
        let literals = [(own, true), (pattern, true), (plain, false)];
        let literal = |(node, holds)| Literal { node, holds, side };
        !self.is_empty(literals.map(literal).into())
    }

    fn is_empty(&mut self, literals: Vec<Literal>) -> bool {
        matches!(self.ask(literals, Assumptions::default()), Outcome::Empty)
    }

    /// A value of one of some kinds that the schema admits: with two items, a property or a
    /// character in it, so that it shows how it is written.
    pub(crate) fn example(&mut self, side: Side, schema: SchemaId, kinds: &[Kind]) -> Example {
        let mut out = Example::None;
        for kind in kinds {
            let holds = |node| Literal {
                node,
                holds: true,
                side,
            };
            let mut literals = vec![
                holds(self.solver.nodes.schema(side, schema)),
                self.solver.kinds(*kind, side),
            ];
            let more = match kind {
                Kind::Array => Some(Node::MinItems(2)),
                Kind::Object => Some(Node::MinProperties(1)),
                Kind::String => Some(Node::MinLength(1)),
                _ => None,
            };
            literals.extend(more.map(|node| holds(self.solver.nodes.intern(node))));
            match self.ask(literals, Assumptions::default()) {
                Outcome::Witness(value) => return Example::Value(value.as_ref().clone()),
                Outcome::Unknown(_) => out = Example::Unknown,
                Outcome::Empty => {}
            }
        }
        out
    }

    /// A value counts as a witness only where plain evaluation agrees; then it is made small.
    pub(super) fn confirmed(
        &mut self,
        value: &Value,
        (sender, receiver): (Option<SchemaId>, SchemaId),
        literals: &[Literal],
        assumptions: Assumptions,
    ) -> Containment {
        let contracts = self.solver.nodes.contracts;
        let Assumptions {
            sender: from,
            response,
            ..
        } = assumptions;
        let agrees = |value: &Value| {
            sender.is_none_or(|sender| {
                counterpart_contract::admits(contracts[from.index()], sender, value, response)
                    == Some(true)
            }) && counterpart_contract::admits(
                contracts[from.other().index()],
                receiver,
                value,
                response,
            ) == Some(false)
        };
        if !agrees(value) {
            return Containment::Unproven(format!(
                "{value} seems to be a counterexample, yet could not be confirmed"
            ));
        }
        let mut left = self.allowance();
        let small = shrink::shrink(value.clone(), |value| {
            left = left.saturating_sub(1);
            // Evaluation is strict; that the assumptions hold is asked of the procedure itself.
            left > 0 && agrees(value) && {
                let node = self.solver.nodes.values(std::slice::from_ref(value));
                let mut literals = literals.to_vec();
                literals.push(Literal {
                    node,
                    holds: true,
                    side: from,
                });
                let found = self.ask_within(literals, assumptions, &mut left);
                matches!(found, Outcome::Witness(_))
            }
        });
        Containment::Refuted(small)
    }

    pub(super) fn ask(&mut self, literals: Vec<Literal>, assumptions: Assumptions) -> Outcome {
        let mut left = self.allowance();
        self.ask_within(literals, assumptions, &mut left)
    }

    /// The steps that a question may take: its own budget while the run's lasts, and then a small
    /// share, so that what took most of the run's budget leaves something to everyone else.
    pub(super) fn allowance(&self) -> usize {
        let rest = self.run.saturating_sub(self.taken);
        self.budget.min(rest.max(SHARE))
    }

    /// The steps that all questions took.
    pub(crate) fn taken(&self) -> usize {
        self.taken
    }

    pub(super) fn ask_within(
        &mut self,
        literals: Vec<Literal>,
        assumptions: Assumptions,
        left: &mut usize,
    ) -> Outcome {
        let is_short = *left < self.budget;
        self.solver.budget = *left;
        let outcome = self.solver.place(literals, assumptions);
        self.taken += (*left - self.solver.budget.min(*left)).max(1);
        *left = self.solver.budget.min(*left);
        match outcome {
            Outcome::Unknown(reason) if is_short && &*reason == OUT_OF_BUDGET => {
                Outcome::unknown(format!("the run's budget of {} steps is spent", self.run))
            }
            outcome => outcome,
        }
    }

    /// Returns whether two schemas admit the same values, whatever is assumed of the names that are
    /// sent.
    pub(crate) fn same(&mut self, base: SchemaId, head: SchemaId, response: bool) -> bool {
        if self.class(Side::Base, base) == self.class(Side::Head, head) {
            return true;
        }
        let strict = Assumptions {
            sender: Side::Base,
            response,
            ..Assumptions::default()
        };
        let plainly = self.is_plainly_contained([base, head], strict);
        let mut within = |from: SchemaId, to: SchemaId, sender: Side| {
            let assumptions = Assumptions {
                sender,
                response,
                ..Assumptions::default()
            };
            self.contained(Some(from), Some(to), assumptions) == Containment::Proved
        };
        // The direction that the quick comparison does not prove is the more likely one to fail.
        if plainly {
            within(head, base, Side::Head)
        } else {
            within(base, head, Side::Base) && within(head, base, Side::Head)
        }
    }

    /// A small value that the schema admits, as its sender would write it.
    pub(crate) fn sample(&mut self, side: Side, schema: SchemaId, response: bool) -> Option<Value> {
        let assumptions = Assumptions {
            sender: side,
            response,
            ..Assumptions::default()
        };
        let node = self.solver.nodes.schema(side, schema);
        let literal = Literal {
            node,
            holds: true,
            side,
        };
        match self.ask(vec![literal], assumptions) {
            Outcome::Witness(value) => Some(value.as_ref().clone()),
            _ => None,
        }
    }

    /// Returns whether a schema admits a value, by plain evaluation.
    pub(crate) fn admits(
        &self,
        side: Side,
        schema: SchemaId,
        value: &Value,
        response: bool,
    ) -> Option<bool> {
        counterpart_contract::admits(
            self.solver.nodes.contracts[side.index()],
            schema,
            value,
            response,
        )
    }

    /// What is known of a value because it is written as something.
    pub(super) fn not_omitted(&mut self, assumptions: Assumptions) -> Vec<Literal> {
        let wanted: &[Node] = match assumptions.omitted {
            Omitted::Nothing => &[],
            Omitted::EmptyContainers => &[Node::MinItems(1), Node::MinProperties(1)],
            Omitted::EmptyValues => &[
                Node::MinItems(1),
                Node::MinProperties(1),
                Node::MinLength(1),
            ],
            Omitted::EmptyAndSingle => &[
                Node::MinItems(2),
                Node::MinProperties(1),
                Node::MinLength(1),
            ],
        };
        let literal = |node: &Node| Literal {
            node: self.solver.nodes.intern(node.clone()),
            holds: true,
            side: assumptions.sender,
        };
        wanted.iter().map(literal).collect()
    }
}
