//! Objects: which members are there, and what each of them may be.
//!
//! Members matter by name where a constraint spells the name out, and by region (which of the
//! patterns match) everywhere else. A constraint that fails asks for one member that breaks it;
//! beyond those and the required ones, more members never help, except to be enough of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::branch::Branch;
use super::literal::Lit;
use super::outcome::{OUT_OF_BUDGET, Outcome, Tried};
use super::solver::Solver;
use crate::containment::term::{Id, Members, Node, Scalar};

/// More members than this are not put into an object.
const MEMBERS: u64 = 300;

pub(crate) struct Object {
    pub branch: Branch,
    pub holding: Vec<(Lit, Members)>,
    pub failing: Vec<(Lit, Members)>,
    pub required: BTreeSet<String>,
    pub lacking: BTreeSet<String>,
    /// What every name must be, as constraints on text.
    pub names: Vec<Lit>,
    /// What some name must be.
    pub odd_names: Vec<Lit>,
    pub min: u64,
    pub max: Option<u64>,
    /// Every name that a constraint spells out.
    pub spelt: BTreeSet<String>,
    pub patterns: Vec<String>,
}

/// What some member must do.
enum Demand {
    /// Break a constraint.
    Fail(Lit, Members),
    /// Have a name like this.
    OddName(Lit),
}

/// A member that does so, with what its value must be besides.
enum Choice {
    Spelt(String, Vec<Lit>),
    Fresh(Fresh),
}

/// A member of a name that nothing spells out.
pub(crate) struct Fresh {
    pub region: Vec<String>,
    pub odd: Vec<Lit>,
    pub more: Vec<Lit>,
}

/// The members that a search has chosen, with what each must be beyond what all demand.
pub(crate) type Chosen = BTreeMap<String, Vec<Lit>>;

impl Solver<'_> {
    pub(crate) fn objects(&mut self, branch: &Branch) -> Outcome {
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
        if let Some(value) = self.by_required(&object, &chosen) {
            return Outcome::witness(value);
        }
        let mut demands = Vec::new();
        let failing = object
            .failing
            .iter()
            .map(|(literal, members)| Demand::Fail(*literal, members.clone()));
        let odd = object
            .odd_names
            .iter()
            .map(|literal| Demand::OddName(*literal));
        for demand in failing.chain(odd) {
            let mut open = Tried::default();
            let choices = self.choices(&object, &demand, &mut open);
            // What cannot be met by any member at all cannot be met.
            if choices.is_empty() && !open.is_open() {
                return Outcome::Empty;
            }
            tried.add(open.end());
            demands.push((demand, choices));
        }
        demands.sort_by_key(|(_, choices)| choices.len());
        match self.demands(&object, &demands, &chosen, &mut tried) {
            Some(value) => Outcome::witness(value),
            None => tried.end(),
        }
    }

    /// An object of the required members alone, where those can meet all demands: found without a
    /// look at any other member, of which there may be many that lead far.
    fn by_required(&mut self, object: &Object, chosen: &Chosen) -> Option<Value> {
        if object.failing.is_empty() || !object.odd_names.is_empty() {
            return None;
        }
        let mut chosen = chosen.clone();
        let mut names: Vec<String> = chosen.keys().cloned().collect();
        // What most is said about is what the question is about.
        names.sort_by_key(|name| {
            let said = |(_, members): &&(Lit, Members)| members.properties.contains_key(name);
            std::cmp::Reverse(object.holding.iter().filter(said).count())
        });
        let mut open = Tried::default();
        for (literal, members) in &object.failing {
            let demand = Demand::Fail(*literal, members.clone());
            let met = names.iter().find_map(|name| {
                let ways = self.breaking(object, &demand, name, &mut open);
                ways.into_iter().find_map(|more| {
                    let own = [chosen.get(name)?.as_slice(), &more].concat();
                    let outcome = self.member(object, name, &own);
                    matches!(outcome, Outcome::Witness(_)).then(|| (name.clone(), own))
                })
            });
            let (name, own) = met?;
            chosen.insert(name, own);
        }
        self.complete(object, chosen, &mut open)
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

    /// The members that may break a constraint, or have an odd name; each on its own possible.
    fn choices(&mut self, object: &Object, demand: &Demand, tried: &mut Tried) -> Vec<Choice> {
        let mut out = Vec::new();
        for name in &object.spelt {
            match self.is_absent(object, name) {
                Some(false) => {}
                Some(true) => continue,
                None => {
                    tried.add(Outcome::unknown("a pattern that cannot be decided"));
                    continue;
                }
            }
            for more in self.breaking(object, demand, name, tried) {
                match self.member(object, name, &more) {
                    Outcome::Empty => continue,
                    Outcome::Unknown(reason) => {
                        tried.add(Outcome::Unknown(reason));
                    }
                    Outcome::Witness(_) => out.push(Choice::Spelt(name.clone(), more)),
                }
            }
        }
        for region in self.regions(object, tried) {
            let (odd, ways) = match demand {
                Demand::OddName(literal) => (vec![*literal], vec![Vec::new()]),
                Demand::Fail(literal, members) => {
                    let mut schemas: Vec<Id> = region
                        .iter()
                        .filter_map(|pattern| members.patterns.get(pattern).copied())
                        .collect();
                    if schemas.is_empty()
                        && let Some(additional) = members.additional
                        && !self.region_ignores(object, *literal, additional, &region)
                    {
                        schemas.push(additional);
                    }
                    let ways = schemas.into_iter().map(|id| vec![literal.with(id)]);
                    (Vec::new(), ways.collect())
                }
            };
            for more in ways {
                let fresh = Fresh {
                    region: region.clone(),
                    odd: odd.clone(),
                    more,
                };
                if self.fresh(object, &fresh, &Chosen::new(), tried).is_some() {
                    out.push(Choice::Fresh(fresh));
                }
            }
        }
        out
    }

    /// What the value of a member must be besides, for the member to meet a demand.
    fn breaking(
        &mut self,
        object: &Object,
        demand: &Demand,
        name: &str,
        tried: &mut Tried,
    ) -> Vec<Vec<Lit>> {
        let undecided = Outcome::unknown("a pattern that cannot be decided");
        match demand {
            Demand::Fail(literal, members) => match self.applied(object, *literal, members, name) {
                Some(schemas) => schemas
                    .into_iter()
                    .map(|id| vec![literal.with(id)])
                    .collect(),
                None => {
                    tried.add(undecided);
                    Vec::new()
                }
            },
            Demand::OddName(literal) => {
                let value = Scalar::String(name.to_owned());
                match self.scalar_holds(*literal, &value) {
                    Some(true) => vec![Vec::new()],
                    Some(false) => Vec::new(),
                    None => {
                        tried.add(undecided);
                        Vec::new()
                    }
                }
            }
        }
    }

    /// Meets the demands one after the other, each by one member.
    fn demands(
        &mut self,
        object: &Object,
        demands: &[(Demand, Vec<Choice>)],
        chosen: &Chosen,
        tried: &mut Tried,
    ) -> Option<Value> {
        if self.budget == 0 {
            tried.add(Outcome::unknown(OUT_OF_BUDGET));
            return None;
        }
        self.budget -= 1;
        let Some(((demand, choices), rest)) = demands.split_first() else {
            return self.complete(object, chosen.clone(), tried);
        };
        // One member may meet several demands: those that are there already come first.
        let (there, others): (Vec<&Choice>, Vec<&Choice>) = choices.iter().partition(
            |choice| matches!(choice, Choice::Spelt(name, _) if chosen.contains_key(name)),
        );
        let mut ways: Vec<(String, Vec<Lit>)> = Vec::new();
        for choice in there {
            if let Choice::Spelt(name, more) = choice {
                ways.push((name.clone(), more.clone()));
            }
        }
        let unspelt: Vec<&String> = chosen
            .keys()
            .filter(|name| !object.spelt.contains(*name))
            .collect();
        for name in unspelt {
            for more in self.breaking(object, demand, name, tried) {
                ways.push((name.clone(), more));
            }
        }
        for (name, more) in ways {
            let mut next = chosen.clone();
            let own = next.entry(name.clone()).or_default();
            own.extend(more);
            let own = own.clone();
            if tried.add(self.member(object, &name, &own)).is_some()
                && let Some(value) = self.demands(object, rest, &next, tried)
            {
                return Some(value);
            }
        }
        for choice in others {
            let (name, more) = match choice {
                Choice::Spelt(name, more) => (name.clone(), more.clone()),
                Choice::Fresh(fresh) => match self.fresh(object, fresh, chosen, tried) {
                    Some(name) => (name, fresh.more.clone()),
                    None => continue,
                },
            };
            let mut next = chosen.clone();
            next.insert(name, more);
            if let Some(value) = self.demands(object, rest, &next, tried) {
                return Some(value);
            }
        }
        None
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
