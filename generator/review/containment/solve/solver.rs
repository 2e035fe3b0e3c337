//! Whether a set of constraints has a value, and which.
//!
//! A goal is a set of constraints at one place of a value, each to hold or to fail. It is decided
//! kind by kind (see [`search`](super::search)). Arrays and objects ask for the goals of their
//! parts in turn.
//!
//! A goal that comes up again while it is being decided, deeper in the value, has no value that
//! way: the smallest value of a goal holds no value of the same goal. So recursion ends, and what
//! is found empty under that assumption is kept only once the assumption is confirmed.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use super::branch::{Branch, Seen};
use super::context::DeclarationCache;
use super::literal::{Literal, tidy};
use super::outcome::{Attempts, OUT_OF_BUDGET, Outcome};
use super::pair::Simulation;
use crate::containment::assumptions::Assumptions;
use crate::containment::term::{Kind, Kinds, Node, Nodes, constant};
use crate::side::Side;
use counterpart_contract::pattern::Languages;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Goal {
    literals: Vec<Literal>,
    context: u32,
}

struct Frame {
    level: usize,
}

pub(crate) struct Solver<'a> {
    pub(crate) nodes: Nodes<'a>,
    pub(crate) languages: Languages,
    pub(crate) declarations: DeclarationCache,
    pub(crate) simulation: Simulation,
    known: HashMap<Goal, Outcome>,
    /// Goals found empty while an earlier one, by its number on the stack, is assumed to be.
    provisional: HashMap<Goal, usize>,
    provisional_order: Vec<Goal>,
    stack: Vec<Frame>,
    on_stack: HashMap<Goal, usize>,
    /// How deep in a value the search is.
    level: usize,
    /// The lowest goal on the stack that what is being decided assumes empty.
    assumed: usize,
    /// What is left of the steps that one query may take.
    pub(crate) budget: usize,
    /// What was looked at since the last whole step.
    looked_at: Cell<usize>,
}

/// Constraints and names that are looked at in one step, so that a step has a bounded cost.
const STEP: usize = 500;
const LEVELS: usize = 40;
const FRAMES: usize = 220;
const KNOWN: usize = 2_000_000;
impl<'a> Solver<'a> {
    pub(crate) fn new(nodes: Nodes<'a>) -> Self {
        Self {
            declarations: DeclarationCache::new(&nodes),
            nodes,
            languages: Languages::default(),
            simulation: Simulation::default(),
            known: HashMap::new(),
            provisional: HashMap::new(),
            provisional_order: Vec::new(),
            stack: Vec::new(),
            on_stack: HashMap::new(),
            level: 0,
            assumed: usize::MAX,
            budget: 0,
            looked_at: Cell::new(0),
        }
    }

    /// Counts constraints and names that were looked at.
    pub(crate) fn look_at(&self, count: usize) {
        self.looked_at
            .set(self.looked_at.get().saturating_add(count));
    }

    /// Takes the steps of what was looked at, this included, out of the budget.
    pub(crate) fn spend(&mut self, count: usize) {
        let names = std::mem::take(&mut self.declarations.looked_at);
        self.look_at(count + names);
        let looked_at = self.looked_at.get();
        self.budget = self.budget.saturating_sub(looked_at / STEP);
        self.looked_at.set(looked_at % STEP);
    }

    /// Decides a goal at a new place, one step deeper in the value.
    pub(crate) fn place(&mut self, literals: Vec<Literal>, assumptions: Assumptions) -> Outcome {
        let literals = tidy(literals);
        if self.is_simulated(&literals, assumptions) {
            return Outcome::Empty;
        }
        if self.budget == 0 {
            return Outcome::unknown(OUT_OF_BUDGET);
        }
        let number = self
            .declarations
            .context(&mut self.nodes, &literals, assumptions);
        if self.level >= LEVELS {
            return Outcome::unknown("values are nested too deeply to decide");
        }
        self.level += 1;
        let out = self.solve(literals, number);
        self.level -= 1;
        out
    }

    /// Decides a goal at the place of `context`.
    pub(crate) fn solve(&mut self, literals: Vec<Literal>, context: u32) -> Outcome {
        let goal = Goal { literals, context };
        if let Some(known) = self.known.get(&goal) {
            return known.clone();
        }
        if let Some(assumed) = self.provisional.get(&goal) {
            self.assumed = self.assumed.min(*assumed);
            return Outcome::Empty;
        }
        if let Some(number) = self.on_stack.get(&goal) {
            let deeper = self
                .stack
                .get(*number)
                .is_some_and(|frame| frame.level < self.level);
            if deeper {
                self.assumed = self.assumed.min(*number);
                return Outcome::Empty;
            }
            // Only for as long as that goal is being decided: nothing to remember.
            self.assumed = self.assumed.min(*number);
            return Outcome::unknown("a schema that is part of itself");
        }
        if self.stack.len() >= FRAMES {
            return Outcome::unknown("values are nested too deeply to decide");
        }
        let outer = std::mem::replace(&mut self.assumed, usize::MAX);
        let number = self.stack.len();
        let mark = self.provisional_order.len();
        self.stack.push(Frame { level: self.level });
        self.on_stack.insert(goal.clone(), number);
        let outcome = self.decide(&goal);
        self.on_stack.remove(&goal);
        self.stack.pop();

        let is_final = self.assumed >= number;
        let below = self.provisional_order.split_off(mark);
        match (&outcome, is_final) {
            (Outcome::Empty, true) => {
                for goal in below {
                    self.provisional.remove(&goal);
                    self.known.insert(goal, Outcome::Empty);
                }
                self.known.insert(goal, Outcome::Empty);
            }
            (Outcome::Empty, false) => {
                self.provisional_order.extend(below);
                self.provisional_order.push(goal.clone());
                self.provisional.insert(goal, self.assumed);
            }
            _ => {
                for goal in below {
                    self.provisional.remove(&goal);
                }
                // What ran out of budget may be asked again with a fresh one.
                if is_final && self.budget > 0 || matches!(outcome, Outcome::Witness(_)) {
                    self.known.insert(goal, outcome.clone());
                }
            }
        }
        if self.known.len() > KNOWN {
            self.known.clear();
        }
        let mine = if is_final { usize::MAX } else { self.assumed };
        self.assumed = outer.min(mine);
        outcome
    }

    fn decide(&mut self, goal: &Goal) -> Outcome {
        let mut attempts = Attempts::default();
        let Some(context) = self.declarations.get_context(goal.context).cloned() else {
            return Outcome::unknown(OUT_OF_BUDGET);
        };
        let strings =
            context.assumptions.as_text && self.sends_any_string(goal, context.assumptions);
        for kind in Kind::ALL {
            if strings && matches!(kind, Kind::Null | Kind::Boolean | Kind::Number) {
                continue;
            }
            let written = self.written(kind, context.assumptions);
            let context = Rc::clone(&context);
            let mut branch = Branch {
                kind,
                context,
                number: goal.context,
                seen: Seen::default(),
                atoms: Vec::new(),
                clauses: Vec::new(),
                whole: Vec::new(),
                implied: Vec::new(),
                discriminator_values: Vec::new(),
                plain: false,
                doubt: None,
            };
            let holds = goal
                .literals
                .iter()
                .chain(&written)
                .all(|literal| self.add(&mut branch, *literal));
            if holds && let Some(value) = attempts.add_found(self.search(branch)) {
                return value;
            }
        }
        attempts.end()
    }

    /// What is known of a part that is sent as text, because what has no parts is not written.
    fn written(&mut self, kind: Kind, assumptions: Assumptions) -> Option<Literal> {
        let node = match kind {
            Kind::Array => Node::MinItems(1),
            Kind::Object => Node::MinProperties(1),
            _ => return None,
        };
        (assumptions.as_text && self.level > 1).then(|| Literal {
            node: self.nodes.intern(node),
            holds: true,
            side: assumptions.sender,
        })
    }

    /// Returns whether the sender's schemas admit any text here.
    fn sends_any_string(&mut self, goal: &Goal, assumptions: Assumptions) -> bool {
        let mut own = goal
            .literals
            .iter()
            .filter(|literal| literal.holds && literal.side == assumptions.sender);
        own.all(|literal| {
            if constant(&mut self.nodes, literal.node) == Some(true) {
                return true;
            }
            let Node::Schema(class) = self.nodes.get(literal.node) else {
                return false;
            };
            let (side, schema) = self.nodes.classes.sample(*class);
            self.nodes.contracts[side.index()][schema].admits_any_text()
        })
    }

    pub(crate) fn kinds(&mut self, kind: Kind, side: Side) -> Literal {
        let node = self.nodes.intern(Node::Kinds(Kinds::of(&[kind])));
        Literal {
            node,
            holds: true,
            side,
        }
    }
}
