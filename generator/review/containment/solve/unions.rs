//! Unions: exactly one of some schemas, or none or two of them, and what spares trying them all.
//!
//! A union of many schemas compared with another has as many ways to go wrong as pairs of their
//! members, each of which can fail in as many ways as it has keywords. What is found out about
//! whole schemas first makes nearly all of those ways disappear.

use std::collections::HashSet;
use std::rc::Rc;

use super::branch::{Branch, Clause};
use super::literal::{Literal, tidy};
use super::outcome::Outcome;
use super::solver::Solver;
use crate::containment::term::{Id, Node};

impl Solver<'_> {
    /// One holds and the others do not.
    pub(crate) fn exactly_one(&mut self, parts: &[Id]) -> Vec<Id> {
        (0..parts.len())
            .map(|chosen| {
                let terms = parts
                    .iter()
                    .enumerate()
                    .map(|(index, part)| {
                        if index == chosen {
                            *part
                        } else {
                            self.nodes.not(*part)
                        }
                    })
                    .collect();
                self.nodes.and(terms)
            })
            .collect()
    }

    /// Brings a union of which none or two are to hold up to date: `false` where that is so.
    pub(crate) fn refresh(&self, branch: &Branch, clause: &mut Clause) -> bool {
        let Some(union) = &mut clause.union else {
            return true;
        };
        let mut holding = 0;
        let mut open = Vec::new();
        for part in union.parts.iter() {
            let literal = Literal {
                node: *part,
                holds: true,
                ..clause.origin
            };
            match self.quick(branch, literal) {
                Some(true) => holding += 1,
                Some(false) => {}
                None => open.push(literal),
            }
        }
        union.one_holds = holding == 1;
        clause.options = Rc::new(open);
        holding < 2
    }

    /// The alternatives of a clause, spelt out.
    pub(crate) fn options(&mut self, clause: &Clause) -> Rc<Vec<Literal>> {
        match &clause.union {
            Some(union) if !union.one_holds => {
                Rc::new(self.none_or_two(clause.origin, &clause.options))
            }
            _ => Rc::clone(&clause.options),
        }
    }

    /// None holds, or a first one and a later one.
    fn none_or_two(&mut self, origin: Literal, open: &[Literal]) -> Vec<Literal> {
        let none = open
            .iter()
            .map(|literal| self.nodes.not(literal.node))
            .collect();
        let mut out = vec![self.nodes.and(none)];
        // The first of those that hold, and any later one.
        for (index, first) in open.iter().enumerate() {
            let later: Vec<Id> = open[index + 1..].iter().map(|other| other.node).collect();
            if !later.is_empty() {
                let later = self.nodes.or(later);
                out.push(self.nodes.and(vec![first.node, later]));
            }
        }
        let holds = |node| Literal {
            node,
            holds: true,
            ..origin
        };
        out.into_iter().map(holds).collect()
    }

    /// Decides alternatives one clause at a time: a schema that what holds implies contradicts its
    /// failing, and one that what holds excludes fails anyway, so that the ways in which it fails
    /// need not be tried. Without this, unions against unions would take time exponential in their
    /// size.
    pub(crate) fn lemmas(&mut self, branch: &mut Branch) -> bool {
        let whole = branch.whole.clone();
        let mut clauses = std::mem::take(&mut branch.clauses);
        let mut open = true;
        // What goes by the same name is most likely to say the same.
        let names: HashSet<&str> = whole.iter().filter_map(|own| self.name(own.node)).collect();
        let named: Vec<bool> = clauses
            .iter()
            .map(|clause| {
                self.name(clause.origin.node)
                    .is_some_and(|name| names.contains(name))
            })
            .collect();
        for (clause, _) in clauses.iter().zip(&named).filter(|(_, named)| **named) {
            open = open && !self.lemma(branch.number, &whole, clause.origin);
        }
        for clause in clauses.iter_mut().filter(|_| open) {
            if clause.union.is_some() && clause.checked_with != whole.len() {
                clause.checked_with = whole.len();
                self.apply_lemmas(branch, clause, &whole);
            }
        }
        clauses.retain_mut(|clause| {
            let is_schema = matches!(self.nodes.get(clause.origin.node), Node::Schema(_));
            if !open || !is_schema || clause.origin.holds || clause.checked_with == whole.len() {
                return true;
            }
            clause.checked_with = whole.len();
            if self.lemma(branch.number, &whole, clause.origin) {
                open = false;
                return true;
            }
            let implied = self.lemma(branch.number, &whole, clause.origin.flip());
            if implied {
                branch.implied.push(clause.origin);
            }
            !implied
        });
        branch.clauses = clauses;
        open
    }

    /// Returns whether a schema cannot hold because one of the same name, which is to fail, would
    /// hold with it. Asked before an alternative is tried, this is far cheaper than trying it.
    pub(crate) fn is_out(&mut self, branch: &Branch, option: Literal) -> bool {
        let Some(name) = self.name(option.node).filter(|_| option.holds) else {
            return false;
        };
        let failing = branch.clauses.iter().find(|clause| {
            let origin = clause.origin;
            !origin.holds && origin.node != option.node && self.name(origin.node) == Some(name)
        });
        let Some(origin) = failing.map(|clause| clause.origin) else {
            return false;
        };
        let holding = [branch.whole.as_slice(), &[option]].concat();
        self.lemma(branch.number, &holding, origin)
    }

    /// Returns whether a schema is, or has beside it, a choice between several.
    pub(crate) fn is_union(&self, meaning: Id) -> bool {
        let chooses = |id: Id| match self.nodes.get(id) {
            Node::OneOf(parts) | Node::Or(parts) => parts.len() > 2,
            _ => false,
        };
        match self.nodes.get(meaning) {
            Node::And(parts) => parts.iter().any(|part| chooses(*part)),
            _ => chooses(meaning),
        }
    }

    /// Returns whether a constraint contradicts the schemas that hold.
    fn lemma(&mut self, context: u32, whole: &[Literal], last: Literal) -> bool {
        let literals = tidy([whole, &[last]].concat());
        matches!(self.solve(literals, context), Outcome::Empty)
    }

    /// Finds out which of some schemas are implied or excluded by those that hold.
    fn apply_lemmas(&mut self, branch: &mut Branch, clause: &Clause, whole: &[Literal]) {
        let names: Vec<String> = whole
            .iter()
            .filter_map(|own| self.name(own.node).map(str::to_owned))
            .collect();
        for literal in clause.options.iter().copied() {
            let named = self
                .name(literal.node)
                .is_some_and(|name| names.iter().any(|other| other == name));
            let known = if named && self.lemma(branch.number, whole, literal.flip()) {
                literal
            } else if self.lemma(branch.number, whole, literal) {
                literal.flip()
            } else {
                continue;
            };
            branch.seen.insert(known);
            branch.implied.push(known);
        }
    }

    /// A value counts only where it meets what lemmas left out too. Where it does not, the search
    /// goes on from here without lemmas.
    pub(crate) fn checked(&mut self, branch: &Branch, outcome: Outcome) -> Outcome {
        let Outcome::Witness(value) = &outcome else {
            return outcome;
        };
        let response = branch.context.assumptions.response;
        let met = branch.implied.iter().all(|literal| {
            let Node::Schema(class) = self.nodes.get(literal.node) else {
                return false;
            };
            let (side, schema) = self.nodes.classes.sample(*class);
            let contract = self.nodes.contracts[side.index()];
            counterpart_contract::admits(contract, schema, value, response) != Some(!literal.holds)
        });
        if met {
            return outcome;
        }
        let mut branch = branch.clone();
        branch.plain = true;
        for literal in std::mem::take(&mut branch.implied) {
            if !self.add_anew(&mut branch, literal) {
                return Outcome::Empty;
            }
        }
        self.search(branch)
    }

    pub(crate) fn name(&self, node: Id) -> Option<&str> {
        let Node::Schema(class) = self.nodes.get(node) else {
            return None;
        };
        let (side, schema) = self.nodes.classes.sample(*class);
        self.nodes.contracts[side.index()][schema].name.as_deref()
    }
}
