//! Properties of objects one by one: whether a name may be there, what its value must be, and names
//! that nothing spells out.

use super::context::Names;
use super::literal::Literal;
use super::objects::{Chosen, Object, Unnamed};
use super::outcome::{Attempts, Outcome};
use super::solver::Solver;
use crate::containment::term::{Id, Node, Properties, Scalar, constant};

/// More patterns than this make more regions than are looked at.
const PATTERNS: usize = 7;

impl Solver<'_> {
    pub(crate) fn matches_any(&mut self, names: &Names, name: &str) -> Option<bool> {
        if names.names.contains(name) {
            return Some(true);
        }
        let mut any = Some(false);
        for pattern in &names.patterns {
            any = counterpart_contract::ternary::either(any, self.matches(pattern, name));
        }
        any
    }

    /// Returns whether a name cannot be there, whatever its value.
    pub(crate) fn is_absent(&mut self, object: &Object, name: &str) -> Option<bool> {
        if object.lacking.contains(name) {
            return Some(true);
        }
        let context = &object.branch.context;
        let undeclared = self.matches_any(&context.undeclared, name);
        let declared = self.matches_any(&context.declared, name);
        let mut absent =
            counterpart_contract::ternary::both(undeclared, declared.map(|holds| !holds));
        let value = Scalar::String(name.to_owned());
        for literal in &object.names {
            let holds = self.scalar_holds(*literal, &value);
            absent = counterpart_contract::ternary::either(absent, holds.map(|holds| !holds));
        }
        absent
    }

    /// The schemas that `properties` and its siblings apply to a name.
    pub(crate) fn applied(
        &mut self,
        object: &Object,
        literal: Literal,
        properties: &Properties,
        name: &str,
    ) -> Option<Vec<Id>> {
        let mut out: Vec<Id> = properties
            .properties
            .get(name)
            .copied()
            .into_iter()
            .collect();
        for (pattern, schema) in &properties.patterns {
            if self.matches(pattern, name)? {
                out.push(*schema);
            }
        }
        if out.is_empty()
            && let Some(additional) = properties.additional
        {
            let closed = constant(&mut self.nodes, additional) == Some(false);
            let context = &object.branch.context;
            // A lenient receiver does not even look at names that it does not know. That lets it
            // accept more, so that it does not count where closing is what must not be.
            let ignored = closed
                && !literal.holds
                && literal.side != context.assumptions.sender
                && match &context.known {
                    Some(known) => !self.matches_any(known, name)?,
                    None => false,
                };
            if !ignored {
                out.push(additional);
            }
        }
        Some(out)
    }

    /// The value of a property, by all that applies to its name and more.
    pub(crate) fn property(&mut self, object: &Object, name: &str, more: &[Literal]) -> Outcome {
        self.spend(object.holding.len());
        let mut literals = more.to_vec();
        for (literal, properties) in &object.holding {
            match self.applied(object, *literal, properties, name) {
                Some(schemas) => {
                    literals.extend(schemas.into_iter().map(|schema| literal.with(schema)));
                }
                None => return Outcome::unknown("a pattern that cannot be decided"),
            }
        }
        self.place(literals, object.branch.context.assumptions)
    }

    /// Sets of patterns that a name may match, all at once and no others.
    pub(crate) fn regions(&mut self, object: &Object, attempts: &mut Attempts) -> Vec<Vec<String>> {
        if object.patterns.len() > PATTERNS {
            attempts.add(Outcome::unknown(
                "more patterns of names than are looked at",
            ));
            return Vec::new();
        }
        let mut out = Vec::new();
        for set in 0_u32..1 << object.patterns.len() {
            let region: Vec<String> = object
                .patterns
                .iter()
                .enumerate()
                .filter(|(index, _)| set & (1 << index) != 0)
                .map(|(_, pattern)| pattern.clone())
                .collect();
            let context = &object.branch.context;
            let within = |names: &Names| region.iter().any(|name| names.patterns.contains(name));
            if within(&context.undeclared) && !within(&context.declared) {
                continue;
            }
            out.push(region);
        }
        out
    }

    pub(crate) fn region_ignores(
        &mut self,
        object: &Object,
        literal: Literal,
        additional: Id,
        region: &[String],
    ) -> bool {
        let context = &object.branch.context;
        constant(&mut self.nodes, additional) == Some(false)
            && literal.side != context.assumptions.sender
            && context
                .known
                .as_ref()
                .is_some_and(|known| !region.iter().any(|name| known.patterns.contains(name)))
    }

    /// A name of a region that is neither spelt out nor chosen.
    pub(crate) fn unnamed_name(
        &mut self,
        object: &Object,
        region: &[String],
        more: &[Literal],
        chosen: &Chosen,
    ) -> Outcome {
        let Some(side) = object.branch.atoms.first().map(|literal| literal.side) else {
            return Outcome::Empty;
        };
        let mut literals = vec![self.kinds(crate::containment::term::Kind::String, side)];
        literals.extend_from_slice(more);
        literals.extend_from_slice(&object.names);
        for pattern in &object.patterns {
            let node = self.nodes.intern(Node::Pattern(pattern.clone()));
            let holds = region.contains(pattern);
            literals.push(Literal { node, holds, side });
        }
        let context = &object.branch.context;
        let taken = object
            .named()
            .iter()
            .chain(chosen.keys())
            .chain(&context.undeclared.names)
            .chain(&context.dropped)
            .chain(context.known.iter().flat_map(|known| &known.names));
        let mut taken: Vec<Scalar> = taken.cloned().map(Scalar::String).collect();
        taken.sort_unstable();
        taken.dedup();
        let node = self.nodes.intern(Node::Values(taken.into()));
        literals.push(Literal {
            node,
            holds: false,
            side,
        });
        // A plain name is easier to read than the shortest one, which is empty.
        let plain = self.nodes.intern(Node::Pattern("^[a-z]".into()));
        let mut nicer = literals.clone();
        nicer.push(Literal {
            node: plain,
            holds: true,
            side,
        });
        match self.place(nicer, context.assumptions) {
            Outcome::Witness(name) => Outcome::Witness(name),
            _ => self.place(literals, context.assumptions),
        }
    }

    /// The name of one more property, that nothing spells out and whose value is possible.
    pub(crate) fn unnamed(
        &mut self,
        object: &Object,
        unnamed: &Unnamed,
        chosen: &Chosen,
        attempts: &mut Attempts,
    ) -> Option<String> {
        let name =
            attempts.add(self.unnamed_name(object, &unnamed.region, &unnamed.violating, chosen))?;
        let name = name.as_str()?.to_owned();
        attempts.add(self.property(object, &name, &unnamed.more))?;
        Some(name)
    }
}
