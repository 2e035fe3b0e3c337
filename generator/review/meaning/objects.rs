//! Objects: which members are there, and what each of them may be.
//!
//! Members matter by name where a constraint spells the name out, and by region (which of the
//! patterns match) everywhere else. A constraint that fails asks for one member that breaks it;
//! beyond those and the required ones, more members never help, except to be enough of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::context::{Names, constant};
use super::node::{Id, Members, Node, Scalar};
use super::solve::{Branch, Lit, OUT_OF_BUDGET, Outcome, Solver, Tried};

/// More patterns than this make more regions than are looked at.
const PATTERNS: usize = 7;
/// More members than this are not put into an object.
const MEMBERS: u64 = 300;

struct Object {
    branch: Branch,
    holding: Vec<(Lit, Members)>,
    failing: Vec<(Lit, Members)>,
    required: BTreeSet<String>,
    lacking: BTreeSet<String>,
    /// What every name must be, as constraints on text.
    names: Vec<Lit>,
    /// What some name must be.
    odd_names: Vec<Lit>,
    min: u64,
    max: Option<u64>,
    /// Every name that a constraint spells out.
    spelt: BTreeSet<String>,
    patterns: Vec<String>,
}

/// The members that a search has chosen, with what each must be beyond what all demand.
type Chosen = BTreeMap<String, Vec<Lit>>;

impl Solver<'_> {
    pub(super) fn objects(&mut self, branch: &Branch) -> Outcome {
        let object = match self.object(branch) {
            Some(object) => object,
            None => return Outcome::Empty,
        };
        if object.max.is_some_and(|max| max < object.min) {
            return Outcome::Empty;
        }
        let mut chosen = Chosen::new();
        for name in &object.required {
            if object.lacking.contains(name) {
                return Outcome::Empty;
            }
            chosen.insert(name.clone(), Vec::new());
        }
        let mut tried = Tried::default();
        // What is required must be possible before anything else is tried.
        for name in &object.required {
            if self.is_absent(&object, name) != Some(false) {
                match self.is_absent(&object, name) {
                    Some(_) => return Outcome::Empty,
                    None => {
                        tried.add(Outcome::unknown("a pattern that cannot be decided"));
                    }
                }
            }
            match self.member(&object, name, &[]) {
                Outcome::Empty => return Outcome::Empty,
                Outcome::Unknown(reason) => {
                    tried.add(Outcome::Unknown(reason));
                }
                Outcome::Witness(_) => {}
            }
        }
        match self.demands(&object, 0, &chosen, &mut tried) {
            Some(value) => Outcome::witness(value),
            None => tried.end(),
        }
    }

    fn object(&mut self, branch: &Branch) -> Option<Object> {
        let mut object = Object {
            branch: branch.clone(),
            holding: Vec::new(),
            failing: Vec::new(),
            required: BTreeSet::new(),
            lacking: BTreeSet::new(),
            names: Vec::new(),
            odd_names: Vec::new(),
            min: 0,
            max: None,
            spelt: BTreeSet::new(),
            patterns: Vec::new(),
        };
        let mut patterns = BTreeSet::new();
        for literal in &branch.atoms {
            match (self.nodes.get(literal.node).clone(), literal.holds) {
                (Node::Members(members), holds) => {
                    object.spelt.extend(members.properties.keys().cloned());
                    patterns.extend(members.patterns.keys().cloned());
                    if holds {
                        object.holding.push((*literal, members));
                    } else {
                        object.failing.push((*literal, members));
                    }
                }
                (Node::Required(name), true) => {
                    object.required.insert(name);
                }
                (Node::Required(name), false) => {
                    object.lacking.insert(name);
                }
                (Node::Names(names), true) => object.names.push(literal.with(names)),
                (Node::Names(names), false) => {
                    object.odd_names.push(literal.with(names));
                }
                (Node::MinMembers(min), true) => object.min = object.min.max(min),
                (Node::MaxMembers(max), false) => {
                    object.min = object.min.max(max.saturating_add(1));
                }
                (Node::MaxMembers(max), true) => {
                    object.max = Some(object.max.unwrap_or(u64::MAX).min(max));
                }
                (Node::MinMembers(min), false) => {
                    let max = min.checked_sub(1)?;
                    object.max = Some(object.max.unwrap_or(u64::MAX).min(max));
                }
                _ => {}
            }
        }
        object.spelt.extend(object.required.iter().cloned());
        object.spelt.extend(object.lacking.iter().cloned());
        object
            .lacking
            .extend(branch.context.dropped.iter().cloned());
        patterns.extend(branch.context.undeclared.patterns.iter().cloned());
        patterns.extend(branch.context.declared.patterns.iter().cloned());
        if let Some(known) = &branch.context.known {
            patterns.extend(known.patterns.iter().cloned());
        }
        object.patterns = patterns.into_iter().collect();
        Some(object)
    }

    fn matches_any(&mut self, names: &Names, name: &str) -> Option<bool> {
        if names.names.contains(name) {
            return Some(true);
        }
        let mut any = Some(false);
        for pattern in &names.patterns {
            any = super::solve::either(any, self.matches(pattern, name));
        }
        any
    }

    /// Whether a name cannot be there, whatever its value.
    fn is_absent(&mut self, object: &Object, name: &str) -> Option<bool> {
        if object.lacking.contains(name) {
            return Some(true);
        }
        let context = &object.branch.context;
        let undeclared = self.matches_any(&context.undeclared, name);
        let declared = self.matches_any(&context.declared, name);
        let mut absent = super::solve::both(undeclared, declared.map(|holds| !holds));
        let value = Scalar::String(name.to_owned());
        for literal in &object.names {
            let holds = self.scalar_holds(*literal, &value);
            absent = super::solve::either(absent, holds.map(|holds| !holds));
        }
        absent
    }

    /// The schemas that `properties` and its siblings apply to a name.
    fn applied(
        &mut self,
        object: &Object,
        literal: Lit,
        members: &Members,
        name: &str,
    ) -> Option<Vec<Id>> {
        let mut out: Vec<Id> = members.properties.get(name).copied().into_iter().collect();
        for (pattern, schema) in &members.patterns {
            if self.matches(pattern, name)? {
                out.push(*schema);
            }
        }
        if out.is_empty()
            && let Some(additional) = members.additional
        {
            let closed = constant(&mut self.nodes, additional) == Some(false);
            let context = &object.branch.context;
            // A lenient receiver does not even look at names that it does not know.
            let ignored = closed
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

    /// The value of a member, by all that applies to its name and more.
    fn member(&mut self, object: &Object, name: &str, more: &[Lit]) -> Outcome {
        let mut literals = more.to_vec();
        for (literal, members) in &object.holding {
            match self.applied(object, *literal, members, name) {
                Some(schemas) => {
                    literals.extend(schemas.into_iter().map(|schema| literal.with(schema)));
                }
                None => return Outcome::unknown("a pattern that cannot be decided"),
            }
        }
        self.place(literals, object.branch.context.assumptions)
    }

    /// Goes through the constraints that must fail, one member for each.
    fn demands(
        &mut self,
        object: &Object,
        index: usize,
        chosen: &Chosen,
        tried: &mut Tried,
    ) -> Option<Value> {
        if self.budget == 0 {
            tried.add(Outcome::unknown(OUT_OF_BUDGET));
            return None;
        }
        self.budget -= 1;
        if let Some((literal, members)) = object.failing.get(index) {
            return self.failing_member(object, index, (*literal, members), chosen, tried);
        }
        if let Some(literal) = object.odd_names.get(index - object.failing.len()) {
            return self.odd_name(object, index, *literal, chosen, tried);
        }
        self.complete(object, chosen.clone(), tried)
    }

    fn failing_member(
        &mut self,
        object: &Object,
        index: usize,
        (literal, members): (Lit, &Members),
        chosen: &Chosen,
        tried: &mut Tried,
    ) -> Option<Value> {
        // One member may break several constraints.
        let names: Vec<String> = chosen.keys().chain(&object.spelt).cloned().collect();
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.clone()) {
                continue;
            }
            let Some(schemas) = self.applied(object, literal, members, &name) else {
                tried.add(Outcome::unknown("a pattern that cannot be decided"));
                continue;
            };
            if schemas.is_empty() {
                continue;
            }
            match self.is_absent(object, &name) {
                Some(false) => {}
                Some(true) => continue,
                None => {
                    tried.add(Outcome::unknown("a pattern that cannot be decided"));
                    continue;
                }
            }
            for schema in schemas {
                let mut next = chosen.clone();
                let more = next.entry(name.clone()).or_default();
                more.push(literal.with(schema));
                let more = more.clone();
                match self.member(object, &name, &more) {
                    Outcome::Empty => {}
                    Outcome::Unknown(reason) => {
                        tried.add(Outcome::Unknown(reason));
                    }
                    Outcome::Witness(_) => {
                        if let Some(value) = self.demands(object, index + 1, &next, tried) {
                            return Some(value);
                        }
                    }
                }
            }
        }
        for region in self.regions(object, tried) {
            let mut schemas: Vec<Id> = region
                .iter()
                .filter_map(|pattern| members.patterns.get(pattern).copied())
                .collect();
            if schemas.is_empty()
                && let Some(additional) = members.additional
                && !self.region_ignores(object, literal, additional, &region)
            {
                schemas.push(additional);
            }
            for schema in schemas {
                let fail = vec![literal.with(schema)];
                let value = self.fresh(object, index, &region, Vec::new(), fail, chosen, tried);
                if value.is_some() {
                    return value;
                }
            }
        }
        None
    }

    fn odd_name(
        &mut self,
        object: &Object,
        index: usize,
        literal: Lit,
        chosen: &Chosen,
        tried: &mut Tried,
    ) -> Option<Value> {
        for name in &object.spelt {
            let value = Scalar::String(name.clone());
            match (
                self.scalar_holds(literal, &value),
                self.is_absent(object, name),
            ) {
                (Some(true), Some(false)) => {}
                (Some(false), _) | (_, Some(true)) => continue,
                _ => {
                    tried.add(Outcome::unknown("a pattern that cannot be decided"));
                    continue;
                }
            }
            let mut next = chosen.clone();
            next.entry(name.clone()).or_default();
            if let Some(value) = self.demands(object, index + 1, &next, tried) {
                return Some(value);
            }
        }
        for region in self.regions(object, tried) {
            let odd = vec![literal];
            let value = self.fresh(object, index, &region, odd, Vec::new(), chosen, tried);
            if value.is_some() {
                return value;
            }
        }
        None
    }

    /// Sets of patterns that a name may match, all at once and no others.
    fn regions(&mut self, object: &Object, tried: &mut Tried) -> Vec<Vec<String>> {
        if object.patterns.len() > PATTERNS {
            tried.add(Outcome::unknown(
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

    fn region_ignores(
        &mut self,
        object: &Object,
        literal: Lit,
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
    fn fresh_name(
        &mut self,
        object: &Object,
        region: &[String],
        more: &[Lit],
        chosen: &Chosen,
    ) -> Outcome {
        let Some(side) = object.branch.atoms.first().map(|literal| literal.side) else {
            return Outcome::Empty;
        };
        let mut literals = vec![self.kinds(super::node::Kind::String, side)];
        literals.extend_from_slice(more);
        literals.extend_from_slice(&object.names);
        for pattern in &object.patterns {
            let node = self.nodes.intern(Node::Pattern(pattern.clone()));
            let holds = region.contains(pattern);
            literals.push(Lit { node, holds, side });
        }
        let context = &object.branch.context;
        let taken = object
            .spelt
            .iter()
            .chain(chosen.keys())
            .chain(&context.undeclared.names)
            .chain(&context.dropped)
            .chain(context.known.iter().flat_map(|known| &known.names));
        let mut taken: Vec<Scalar> = taken.cloned().map(Scalar::String).collect();
        taken.sort_unstable();
        taken.dedup();
        let node = self.nodes.intern(Node::Values(taken));
        literals.push(Lit {
            node,
            holds: false,
            side,
        });
        // A plain name is easier to read than the shortest one, which is empty.
        let plain = self.nodes.intern(Node::Pattern("^[a-z]".into()));
        let mut nicer = literals.clone();
        nicer.push(Lit {
            node: plain,
            holds: true,
            side,
        });
        match self.place(nicer, context.assumptions) {
            Outcome::Witness(name) => Outcome::Witness(name),
            _ => self.place(literals, context.assumptions),
        }
    }

    /// Goes on with one more member, of a name that nothing spells out.
    #[expect(
        clippy::too_many_arguments,
        reason = "one step of a search with its whole state"
    )]
    fn fresh(
        &mut self,
        object: &Object,
        index: usize,
        region: &[String],
        odd: Vec<Lit>,
        fail: Vec<Lit>,
        chosen: &Chosen,
        tried: &mut Tried,
    ) -> Option<Value> {
        let name = match self.fresh_name(object, region, &odd, chosen) {
            Outcome::Witness(name) => name.as_str()?.to_owned(),
            Outcome::Empty => return None,
            unknown => {
                tried.add(unknown);
                return None;
            }
        };
        match self.member(object, &name, &fail) {
            Outcome::Witness(_) => {
                let mut next = chosen.clone();
                next.insert(name, fail);
                self.demands(object, index + 1, &next, tried)
            }
            Outcome::Empty => None,
            unknown => {
                tried.add(unknown);
                None
            }
        }
    }

    /// Gives the chosen members their values, and adds more where there must be more.
    fn complete(
        &mut self,
        object: &Object,
        mut chosen: Chosen,
        tried: &mut Tried,
    ) -> Option<Value> {
        if object.max.is_some_and(|max| chosen.len() as u64 > max) {
            return None;
        }
        if object.min > MEMBERS {
            tried.add(Outcome::unknown(
                "only objects with too many members to show",
            ));
            return None;
        }
        let mut members = Map::new();
        for (name, more) in &chosen {
            match self.member(object, name, more) {
                Outcome::Witness(value) => {
                    members.insert(name.clone(), value.as_ref().clone());
                }
                Outcome::Empty => return None,
                unknown => {
                    tried.add(unknown);
                    return None;
                }
            }
        }
        for name in &object.spelt {
            if members.len() as u64 >= object.min {
                break;
            }
            if members.contains_key(name) || self.is_absent(object, name) != Some(false) {
                continue;
            }
            if let Some(value) = tried.add(self.member(object, name, &[])) {
                members.insert(name.clone(), value.as_ref().clone());
                chosen.insert(name.clone(), Vec::new());
            }
        }
        if (members.len() as u64) < object.min {
            for region in self.regions(object, tried) {
                while (members.len() as u64) < object.min {
                    let name = self.fresh_name(object, &region, &[], &chosen);
                    let Some(name) = tried.add(name) else { break };
                    let Some(name) = name.as_str() else { break };
                    let Some(value) = tried.add(self.member(object, name, &[])) else {
                        break;
                    };
                    members.insert(name.to_owned(), value.as_ref().clone());
                    chosen.insert(name.to_owned(), Vec::new());
                }
            }
        }
        (members.len() as u64 >= object.min).then_some(Value::Object(members))
    }
}
