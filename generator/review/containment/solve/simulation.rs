//! A quick proof that one schema's values are another's, keyword against keyword.
//!
//! Most of what is compared differs in little, and each keyword of the receiver follows from the
//! same keyword of the sender. Two such schemas stand in the relation if their parts do, and the
//! largest relation of that kind is a proof of all its pairs at once (coinduction), however long
//! the cycles are and however many messages lead into them. What does not stand in the relation is
//! not refuted: the search of [`search`](super::search) decides it.
//!
//! A pair of schemas is looked at alone, as what a place demands of both sides. Parts that share
//! their place with others, such as branches, are compared without any assumption about names,
//! since what surrounds them may declare more names ("strictly").

use std::collections::HashMap;

use super::implication::Implication;
use super::literal::Literal;
use super::outcome::Outcome;
use super::pair::{NameAssumptions, Pair};
use super::solver::Solver;
use crate::containment::assumptions::{Assumptions, Omitted};
use crate::containment::merge::merged;
use crate::containment::term::{Class, Node};
use crate::side::Side;
use counterpart_contract::Schema;

impl Solver<'_> {
    /// Returns whether the values of one class are those of another, each alone at its place.
    pub(crate) fn simulates(&mut self, from: Class, to: Class, mode: NameAssumptions) -> bool {
        let root = Pair { from, to, mode };
        if from == to {
            return true;
        }
        if let Some(known) = self.simulation.known.get(&root) {
            return *known;
        }
        if self.simulation.asking {
            return false;
        }
        let mut pairs = vec![root];
        let mut numbers = HashMap::from([(root, 0)]);
        let mut dependents: Vec<Vec<usize>> = vec![Vec::new()];
        let mut failed = vec![false];
        let mut falling = Vec::new();
        let mut next = 0;
        while let Some(pair) = pairs.get(next).copied() {
            let holds = self.needs(pair).is_some_and(|needs| {
                needs.into_iter().all(|need| {
                    if let Some(known) = self.simulation.known.get(&need) {
                        return *known;
                    }
                    let number = *numbers.entry(need).or_insert_with(|| {
                        pairs.push(need);
                        dependents.push(Vec::new());
                        failed.push(false);
                        pairs.len() - 1
                    });
                    if let Some(list) = dependents.get_mut(number) {
                        list.push(next);
                    }
                    true
                })
            });
            if !holds {
                falling.push(next);
            }
            next += 1;
        }
        // What needs a pair that does not stand does not stand either.
        while let Some(number) = falling.pop() {
            let Some(failed) = failed.get_mut(number).filter(|failed| !**failed) else {
                continue;
            };
            *failed = true;
            falling.extend(dependents.get(number).into_iter().flatten());
        }
        for (pair, failed) in pairs.iter().zip(&failed) {
            self.simulation.known.insert(*pair, !failed);
        }
        !failed.first().copied().unwrap_or(true)
    }

    /// Returns whether a goal is one that the relation shows to be empty.
    pub(crate) fn is_simulated(&mut self, literals: &[Literal], assumptions: Assumptions) -> bool {
        let [first, second] = literals else {
            return false;
        };
        let (own, other) = if first.holds {
            (first, second)
        } else {
            (second, first)
        };
        if !own.holds || other.holds || own.side != assumptions.sender || own.side == other.side {
            return false;
        }
        match (self.nodes.get(own.node), self.nodes.get(other.node)) {
            (Node::Schema(from), Node::Schema(to)) => {
                let (from, to) = (*from, *to);
                self.simulates(from, to, NameAssumptions::of(assumptions))
            }
            _ => false,
        }
    }

    /// The pairs that a pair needs to stand, where its own keywords allow it.
    fn needs(&mut self, pair: Pair) -> Option<Vec<Pair>> {
        self.spend(1);
        let from = merged(&self.nodes, pair.from)?;
        let to = merged(&self.nodes, pair.to)?;
        let symmetric = self.is_symmetric(pair.from) && self.is_symmetric(pair.to);
        if pair.mode.is_strict() && !symmetric {
            return None;
        }
        let mut implication = Implication {
            nodes: &mut self.nodes,
            mode: pair.mode,
            symmetric,
            sides: [from.side, to.side],
            needs: Vec::new(),
        };
        if implication.compare(&from, &to) {
            return Some(implication.needs);
        }
        // Without parts, the search is quick and exact.
        let lone = |schema: &Schema| schema.children().next().is_none();
        (lone(&from) && lone(&to) && self.is_empty_alone(pair)).then(Vec::new)
    }

    fn is_empty_alone(&mut self, pair: Pair) -> bool {
        let assumptions = Assumptions {
            sender: Side::Base,
            response: pair.mode.response,
            open_world: pair.mode.open_world,
            lenient_receiver: pair.mode.lenient_receiver,
            omitted: Omitted::Nothing,
            as_text: false,
        };
        let own = self.nodes.intern(Node::Schema(pair.from));
        let other = self.nodes.intern(Node::Schema(pair.to));
        let literal = |node, holds, side| Literal { node, holds, side };
        let literals = vec![
            literal(own, true, Side::Base),
            literal(other, false, Side::Head),
        ];
        self.simulation.asking = true;
        let outcome = self.place(literals, assumptions);
        self.simulation.asking = false;
        matches!(outcome, Outcome::Empty)
    }

    /// Returns whether direction does not matter to a schema.
    fn is_symmetric(&mut self, class: Class) -> bool {
        let node = self.nodes.intern(Node::Schema(class));
        self.declarations.is_neutral(&self.nodes, node)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::containment::tests::contract;
    use crate::containment::{Assumptions, Decider};
    use crate::side::Side;

    const STRICT: Assumptions = Assumptions {
        sender: Side::Base,
        response: false,
        open_world: false,
        lenient_receiver: false,
        omitted: super::Omitted::Nothing,
        as_text: false,
    };

    /// Returns whether the keywords alone prove `S` of the one side within `S` of the other.
    fn proves(base: &Value, head: &Value, assumptions: Assumptions) -> bool {
        let (base, head) = (contract(base), contract(head));
        let mut engine = Decider::new(&base, &head, [1_000, 10_000]);
        let pair = [base.models["S"], head.models["S"]];
        engine.is_plainly_contained(pair, assumptions)
    }

    fn within(base: Value, head: Value) -> bool {
        proves(&json!({ "S": base }), &json!({ "S": head }), STRICT)
    }

    #[test]
    fn each_keyword_follows_from_the_same_one() {
        let text = |longest: u64| json!({"type": "string", "maxLength": longest});
        assert!(within(text(3), text(4)));
        assert!(!within(text(4), text(3)));
        let list =
            |items: Value, least: u64| json!({"type": "array", "items": items, "minItems": least});
        assert!(within(list(text(3), 2), list(text(4), 1)));
        assert!(!within(list(text(3), 1), list(text(4), 2)));
        let values = |list: &[&str]| json!({"enum": list});
        assert!(within(values(&["b", "a"]), values(&["a", "b", "c"])));
        assert!(!within(values(&["a", "d"]), values(&["a", "b"])));
    }

    #[test]
    fn cycles_prove_themselves_and_fall_together() {
        let chain = |longest: u64| {
            let own = |next: &str| {
                let next = format!("#/components/schemas/{next}");
                json!({"type": "object", "additionalProperties": false, "properties": {
                    "text": {"type": "string", "maxLength": longest}, "next": {"$ref": next},
                }})
            };
            json!({"S": own("T"), "T": own("U"), "U": own("S")})
        };
        assert!(proves(&chain(3), &chain(4), STRICT));
        assert!(!proves(&chain(4), &chain(3), STRICT));
        // One link of the chain is enough to make all of it fall.
        let mut one = chain(4);
        one["U"]["properties"]["text"]["maxLength"] = json!(2);
        assert!(!proves(&chain(3), &one, STRICT));
    }

    #[test]
    fn what_is_assumed_of_names_is_assumed_where_nothing_else_speaks() {
        let open = Assumptions {
            open_world: true,
            ..STRICT
        };
        let object = |properties: Value| json!({"S": {"type": "object", "properties": properties}});
        let (old, new) = (object(json!({})), object(json!({"a": {"type": "string"}})));
        assert!(proves(&old, &new, open));
        assert!(!proves(&old, &new, STRICT));
        // Branches share their place, so that another may declare the name.
        let choice = |properties: Value| {
            let object = object(properties)["S"].clone();
            json!({"S": {"anyOf": [object, {"type": "string"}]}})
        };
        let (old, new) = (choice(json!({})), choice(json!({"a": {"type": "string"}})));
        assert!(!proves(&old, &new, open));
    }

    #[test]
    fn parts_of_all_of_are_read_as_one() {
        let parts = json!({"allOf": [{"type": "string"}, {"maxLength": 3}]});
        assert!(within(
            parts.clone(),
            json!({"type": "string", "maxLength": 3})
        ));
        assert!(within(json!({"type": "string", "maxLength": 3}), parts));
    }
}
