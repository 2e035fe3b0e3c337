//! Places below two schemas: whether constraints that differ there matter to the whole.

use super::assumptions::Assumptions;
use super::constraints::{Constraints, Step};
use super::decider::{Containment, Decider};
use super::solve::{Literal, Outcome};
use super::term::{Id, Kind, Kinds, Node, Nodes, Properties, unevaluated};
use crate::side::Side;
use counterpart_contract::{Schema, SchemaId};

/// How far away places are looked for without need.
const NEAR: usize = 6;

impl Decider<'_> {
    fn constraints(&mut self, side: Side, constraints: &Constraints) -> Id {
        let nodes = &mut self.solver.nodes;
        let (schema, name) = match constraints {
            Constraints::Keywords(keywords) => {
                let parts = nodes.parts_of(side, keywords);
                return nodes.and(parts);
            }
            Constraints::Subschemas(keywords, partners) => {
                let parts = nodes.parts_of(side, keywords);
                let own = nodes.and(parts);
                let Some(partners) = partners else {
                    return own;
                };
                let any = if keywords.one_of.is_empty() {
                    own
                } else {
                    let several = Schema {
                        any_of: keywords.one_of.clone(),
                        one_of: Vec::new(),
                        ..keywords.as_ref().clone()
                    };
                    let parts = nodes.parts_of(side, &several);
                    nodes.and(parts)
                };
                let side = side.other();
                let parts = nodes.parts_of(side, partners);
                let inner = nodes.and(parts);
                let others = nodes.intern(Node::OnSide {
                    side,
                    inner,
                    silent: true,
                });
                let none = nodes.not(any);
                let otherwise = nodes.and(vec![others, none]);
                return nodes.or(vec![own, otherwise]);
            }
            Constraints::Unevaluated(schema, kind) => {
                let mut parts = Vec::new();
                unevaluated::add(nodes, side, *schema, &[*kind], &mut parts);
                return nodes.and(parts);
            }
            Constraints::OtherProperties(schema, name) => (schema, name),
        };
        let any = nodes.always(true);
        let mut properties = nodes.properties(side, schema);
        for property in properties
            .properties
            .values_mut()
            .chain(properties.patterns.values_mut())
        {
            *property = any;
        }
        let others = nodes.intern(Node::Properties(properties.into()));
        match name {
            None => others,
            Some(name) => {
                let absent = nodes.absent(name);
                nodes.or(vec![absent, others])
            }
        }
    }

    /// Returns whether the constraints mean nothing to either schema: neither admits, strictly,
    /// what the other's constraints exclude.
    pub(crate) fn is_neutral(
        &mut self,
        pair: [SchemaId; 2],
        constraints: &[Constraints; 2],
        response: bool,
    ) -> bool {
        [Side::Base, Side::Head].into_iter().all(|sender| {
            let assumptions = Assumptions {
                sender,
                response,
                ..Assumptions::default()
            };
            let constraints =
                self.constraints(sender.other(), &constraints[sender.other().index()]);
            let own = self.solver.nodes.schema(sender, pair[sender.index()]);
            let literals = vec![
                Literal {
                    node: own,
                    holds: true,
                    side: sender,
                },
                Literal {
                    node: constraints,
                    holds: false,
                    side: sender.other(),
                },
            ];
            matches!(self.ask(literals, assumptions), Outcome::Empty)
        })
    }

    /// Returns whether some constraints, cut out of the receiver's schema, are ever broken by what
    /// the sender's schema admits: within the two schemas that `steps` lead to from the roots.
    pub(crate) fn breaks(
        &mut self,
        roots: [SchemaId; 2],
        steps: &[Step],
        pair: [SchemaId; 2],
        constraints: &Constraints,
        assumptions: Assumptions,
    ) -> Containment {
        let [local, whole] = self.breaking(roots, steps, pair, constraints, assumptions);
        match self.ask(local, assumptions) {
            Outcome::Empty => return Containment::Proved,
            Outcome::Unknown(reason) => return Containment::Unproven(reason.to_string()),
            Outcome::Witness(_) => {}
        }
        match self.ask(whole.clone(), assumptions) {
            Outcome::Empty => Containment::Proved,
            Outcome::Unknown(reason) => Containment::Unproven(reason.to_string()),
            Outcome::Witness(value) => {
                let roots = (Some(roots[0]), roots[1]);
                self.confirmed(value.as_ref(), roots, &whole, assumptions)
            }
        }
    }

    /// As [`breaks`](Self::breaks), where it is known that the place by itself is broken: whether
    /// the roots may reach it so. With little work for all such questions together, so that doubt
    /// says yes.
    pub(crate) fn may_break(
        &mut self,
        roots: [SchemaId; 2],
        steps: &[Step],
        pair: [SchemaId; 2],
        constraints: &Constraints,
        assumptions: Assumptions,
    ) -> bool {
        let own = self.spare.min(self.budget / 50).min(self.allowance());
        // Where the way is long, so is the question.
        if own == 0 || steps.len() > NEAR {
            return true;
        }
        let [_, whole] = self.breaking(roots, steps, pair, constraints, assumptions);
        let mut left = own;
        let outcome = self.ask_within(whole, assumptions, &mut left);
        self.spare -= own - left;
        // Questions that are answered at once count, too.
        self.spare = self.spare.saturating_sub(1);
        !matches!(outcome, Outcome::Empty)
    }

    /// What is to be satisfiable for a place to break: at the place, and from the roots.
    fn breaking(
        &mut self,
        roots: [SchemaId; 2],
        steps: &[Step],
        pair: [SchemaId; 2],
        constraints: &Constraints,
        assumptions: Assumptions,
    ) -> [Vec<Literal>; 2] {
        let from = assumptions.sender;
        let to = from.other();
        let constraints = self.constraints(to, constraints);
        let nodes = &mut self.solver.nodes;
        let literal = |node, holds, side| Literal { node, holds, side };
        let own = nodes.schema(from, pair[0]);
        let other = nodes.schema(to, pair[1]);
        // The cut says nothing new about names: what is known of them is what the schemas say.
        let of = |nodes: &mut Nodes<'_>, inner, silent| {
            nodes.intern(Node::OnSide {
                side: to,
                inner,
                silent,
            })
        };
        let silent = of(nodes, constraints, true);
        let spoken = of(nodes, other, false);
        let here = steps.iter().all(|step| *step == Step::SameValue);
        let mut local = vec![
            literal(own, true, from),
            literal(silent, false, to),
            literal(spoken, false, to),
        ];
        let filled = self.not_omitted(assumptions);
        if here {
            local.extend(&filled);
        }
        // The place may be out of reach, or what surrounds it may accept the value otherwise.
        let nodes = &mut self.solver.nodes;
        let whole = nodes.schema(from, roots[0]);
        let accepted = nodes.schema(to, roots[1]);
        let (broken, refused) = (nodes.not(silent), nodes.not(spoken));
        let inner = nodes.and(vec![own, broken, refused]);
        let inside = reach(nodes, steps, inner);
        let mut literals = vec![
            literal(whole, true, from),
            literal(accepted, false, to),
            literal(inside, true, from),
        ];
        literals.extend(filled);
        if here {
            literals.extend(&local);
        }
        [local, literals]
    }
}

/// Values in which something at the end of the steps is so.
fn reach(nodes: &mut Nodes<'_>, steps: &[Step], inner: Id) -> Id {
    let Some((step, rest)) = steps.split_first() else {
        return inner;
    };
    let inner = reach(nodes, rest, inner);
    let any = nodes.always(true);
    let kind = match step {
        Step::SameValue => return inner,
        Step::Position(_) | Step::Item => Kind::Array,
        _ => Kind::Object,
    };
    let mut parts = vec![nodes.intern(Node::Kinds(Kinds::of(&[kind])))];
    match step {
        Step::SameValue => {}
        Step::Property(name) => {
            parts.push(nodes.intern(Node::Required(name.clone())));
            let properties = Properties {
                properties: [(name.clone(), inner)].into(),
                ..Properties::default()
            };
            parts.push(nodes.intern(Node::Properties(properties.into())));
        }
        Step::AdditionalProperty(..) | Step::PatternProperty(_) => {
            let outside = nodes.not(inner);
            let properties = match step {
                Step::AdditionalProperty(names, patterns) => Properties {
                    properties: names.iter().map(|name| (name.clone(), any)).collect(),
                    patterns: patterns.iter().map(|name| (name.clone(), any)).collect(),
                    additional: Some(outside),
                },
                Step::PatternProperty(pattern) => Properties {
                    patterns: [(pattern.clone(), outside)].into(),
                    ..Properties::default()
                },
                _ => Properties::default(),
            };
            let never = nodes.intern(Node::Properties(properties.into()));
            parts.push(nodes.not(never));
        }
        Step::Position(index) => {
            let mut prefix = vec![any; *index];
            prefix.push(inner);
            parts.push(nodes.intern(Node::MinItems(prefix.len() as u64)));
            parts.push(nodes.intern(Node::Items { prefix, rest: any }));
        }
        Step::Item => parts.push(nodes.intern(Node::AtLeast(inner, 1))),
    }
    nodes.and(parts)
}
