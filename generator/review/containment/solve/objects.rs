//! Objects: which properties are there, and what each of them may be.
//!
//! Properties matter by name where a constraint spells the name out, and by region (which of the
//! patterns match) everywhere else. A constraint that fails asks for one property that breaks it;
//! beyond those and the required ones, more properties never help, except to be enough of them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::branch::Branch;
use super::literal::Literal;
use super::outcome::{Attempts, OUT_OF_BUDGET, Outcome};
use super::solver::Solver;
use crate::containment::term::{Id, Node, Properties, Scalar};

/// More properties than this are not put into an object.
const PROPERTIES: u64 = 300;

pub(crate) struct Object<'b> {
    pub branch: &'b Branch,
    pub holding: Vec<(Literal, Rc<Properties>)>,
    pub failing: Vec<(Literal, Rc<Properties>)>,
    pub required: BTreeSet<String>,
    pub lacking: BTreeSet<String>,
    /// What every name must be, as constraints on text.
    pub names: Vec<Literal>,
    /// What some name must be.
    pub violating_names: Vec<Literal>,
    pub min: u64,
    pub max: Option<u64>,
    /// Every name that a constraint spells out, once somebody asks.
    named: OnceCell<BTreeSet<String>>,
    pub patterns: Vec<String>,
}

impl Object<'_> {
    pub(crate) fn named(&self) -> &BTreeSet<String> {
        self.named.get_or_init(|| {
            let said = self.holding.iter().chain(&self.failing);
            let spelt = said.flat_map(|(_, properties)| properties.properties.keys());
            let names = spelt.chain(&self.required).chain(&self.lacking);
            names.cloned().collect()
        })
    }
}

/// What some property must do.
enum Demand {
    /// Break a constraint.
    Fail(Literal, Rc<Properties>),
    /// Have a name like this.
    ViolatingName(Literal),
}

/// A property that does so, with what its value must be besides.
enum Candidate {
    Named(String, Vec<Literal>),
    Unnamed(Unnamed),
}

/// A property of a name that nothing spells out.
pub(crate) struct Unnamed {
    pub region: Vec<String>,
    pub violating: Vec<Literal>,
    pub more: Vec<Literal>,
}

/// The properties that a search has chosen, with what each must be beyond what all demand.
pub(crate) type Chosen = BTreeMap<String, Vec<Literal>>;

impl Solver<'_> {
    pub(crate) fn objects(&mut self, branch: &Branch) -> Outcome {
        let object = match self.object(branch) {
            Some(object) => object,
            None => return Outcome::Empty,
        };
        self.spend(branch.atoms.len() + object.required.len());
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
        let mut attempts = Attempts::default();
        // What is required must be possible before anything else is tried.
        for name in &object.required {
            if self.is_absent(&object, name) != Some(false) {
                match self.is_absent(&object, name) {
                    Some(_) => return Outcome::Empty,
                    None => {
                        attempts.add(Outcome::unknown("a pattern that cannot be decided"));
                    }
                }
            }
            match self.property(&object, name, &[]) {
                Outcome::Empty => return Outcome::Empty,
                Outcome::Unknown(reason) => {
                    attempts.add(Outcome::Unknown(reason));
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
            .map(|(literal, properties)| Demand::Fail(*literal, properties.clone()));
        let violating = object
            .violating_names
            .iter()
            .map(|literal| Demand::ViolatingName(*literal));
        for demand in failing.chain(violating) {
            let mut open = Attempts::default();
            let candidates = self.candidates(&object, &demand, &mut open);
            // What cannot be met by any property at all cannot be met.
            if candidates.is_empty() && !open.is_open() {
                return Outcome::Empty;
            }
            attempts.add(open.end());
            demands.push((demand, candidates));
        }
        demands.sort_by_key(|(_, candidates)| candidates.len());
        match self.demands(&object, &demands, &chosen, &mut attempts) {
            Some(value) => Outcome::witness(value),
            None => attempts.end(),
        }
    }

    /// An object of the required properties alone, where those can meet all demands: found without
    /// a look at any other property, of which there may be many that lead far.
    fn by_required(&mut self, object: &Object, chosen: &Chosen) -> Option<Value> {
        if object.failing.is_empty() || !object.violating_names.is_empty() {
            return None;
        }
        let mut chosen = chosen.clone();
        let mut names: Vec<String> = chosen.keys().cloned().collect();
        // What most is said about is what the question is about.
        names.sort_by_key(|name| {
            let said = |(_, properties): &&(Literal, Rc<Properties>)| {
                properties.properties.contains_key(name)
            };
            std::cmp::Reverse(object.holding.iter().filter(said).count())
        });
        let mut open = Attempts::default();
        for (literal, properties) in &object.failing {
            let demand = Demand::Fail(*literal, properties.clone());
            let met = names.iter().find_map(|name| {
                let options = self.breaking(object, &demand, name, &mut open);
                options.into_iter().find_map(|more| {
                    let own = [chosen.get(name)?.as_slice(), &more].concat();
                    let outcome = self.property(object, name, &own);
                    matches!(outcome, Outcome::Witness(_)).then(|| (name.clone(), own))
                })
            });
            let (name, own) = met?;
            chosen.insert(name, own);
        }
        self.complete(object, chosen, &mut open)
    }

    fn object<'b>(&mut self, branch: &'b Branch) -> Option<Object<'b>> {
        let mut object = Object {
            branch,
            holding: Vec::new(),
            failing: Vec::new(),
            required: BTreeSet::new(),
            lacking: BTreeSet::new(),
            names: Vec::new(),
            violating_names: Vec::new(),
            min: 0,
            max: None,
            named: OnceCell::new(),
            patterns: Vec::new(),
        };
        let mut patterns = BTreeSet::new();
        for literal in &branch.atoms {
            match (self.nodes.get(literal.node).clone(), literal.holds) {
                (Node::Properties(properties), holds) => {
                    patterns.extend(properties.patterns.keys().cloned());
                    if holds {
                        object.holding.push((*literal, properties));
                    } else {
                        object.failing.push((*literal, properties));
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
                    object.violating_names.push(literal.with(names));
                }
                (Node::MinProperties(min), true) => object.min = object.min.max(min),
                (Node::MaxProperties(max), false) => {
                    object.min = object.min.max(max.saturating_add(1));
                }
                (Node::MaxProperties(max), true) => {
                    object.max = Some(object.max.unwrap_or(u64::MAX).min(max));
                }
                (Node::MinProperties(min), false) => {
                    let max = min.checked_sub(1)?;
                    object.max = Some(object.max.unwrap_or(u64::MAX).min(max));
                }
                _ => {}
            }
        }
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

    /// The properties that may break a constraint, or have an odd name; each on its own possible.
    fn candidates(
        &mut self,
        object: &Object,
        demand: &Demand,
        attempts: &mut Attempts,
    ) -> Vec<Candidate> {
        let mut out = Vec::new();
        for name in object.named() {
            match self.is_absent(object, name) {
                Some(false) => {}
                Some(true) => continue,
                None => {
                    attempts.add(Outcome::unknown("a pattern that cannot be decided"));
                    continue;
                }
            }
            for more in self.breaking(object, demand, name, attempts) {
                match self.property(object, name, &more) {
                    Outcome::Empty => continue,
                    Outcome::Unknown(reason) => {
                        attempts.add(Outcome::Unknown(reason));
                    }
                    Outcome::Witness(_) => out.push(Candidate::Named(name.clone(), more)),
                }
            }
        }
        for region in self.regions(object, attempts) {
            let (violating, options) = match demand {
                Demand::ViolatingName(literal) => (vec![*literal], vec![Vec::new()]),
                Demand::Fail(literal, properties) => {
                    let mut schemas: Vec<Id> = region
                        .iter()
                        .filter_map(|pattern| properties.patterns.get(pattern).copied())
                        .collect();
                    if schemas.is_empty()
                        && let Some(additional) = properties.additional
                        && !self.region_ignores(object, *literal, additional, &region)
                    {
                        schemas.push(additional);
                    }
                    let options = schemas.into_iter().map(|id| vec![literal.with(id)]);
                    (Vec::new(), options.collect())
                }
            };
            for more in options {
                let unnamed = Unnamed {
                    region: region.clone(),
                    violating: violating.clone(),
                    more,
                };
                if self
                    .unnamed(object, &unnamed, &Chosen::new(), attempts)
                    .is_some()
                {
                    out.push(Candidate::Unnamed(unnamed));
                }
            }
        }
        out
    }

    /// What the value of a property must be besides, for the property to meet a demand.
    fn breaking(
        &mut self,
        object: &Object,
        demand: &Demand,
        name: &str,
        attempts: &mut Attempts,
    ) -> Vec<Vec<Literal>> {
        let undecided = Outcome::unknown("a pattern that cannot be decided");
        match demand {
            Demand::Fail(literal, properties) => {
                match self.applied(object, *literal, properties, name) {
                    Some(schemas) => schemas
                        .into_iter()
                        .map(|id| vec![literal.with(id)])
                        .collect(),
                    None => {
                        attempts.add(undecided);
                        Vec::new()
                    }
                }
            }
            Demand::ViolatingName(literal) => {
                let value = Scalar::String(name.to_owned());
                match self.scalar_holds(*literal, &value) {
                    Some(true) => vec![Vec::new()],
                    Some(false) => Vec::new(),
                    None => {
                        attempts.add(undecided);
                        Vec::new()
                    }
                }
            }
        }
    }

    /// Meets the demands one after the other, each by one property.
    fn demands(
        &mut self,
        object: &Object,
        demands: &[(Demand, Vec<Candidate>)],
        chosen: &Chosen,
        attempts: &mut Attempts,
    ) -> Option<Value> {
        if self.budget == 0 {
            attempts.add(Outcome::unknown(OUT_OF_BUDGET));
            return None;
        }
        self.budget -= 1;
        self.spend(chosen.len() + demands.len());
        let Some(((demand, candidates), rest)) = demands.split_first() else {
            return self.complete(object, chosen.clone(), attempts);
        };
        // One property may meet several demands: those that are there already come first.
        let (there, others): (Vec<&Candidate>, Vec<&Candidate>) = candidates.iter().partition(
            |candidate| matches!(candidate, Candidate::Named(name, _) if chosen.contains_key(name)),
        );
        let mut options: Vec<(String, Vec<Literal>)> = Vec::new();
        for candidate in there {
            if let Candidate::Named(name, more) = candidate {
                options.push((name.clone(), more.clone()));
            }
        }
        let others_chosen: Vec<&String> = chosen
            .keys()
            .filter(|name| !object.named().contains(*name))
            .collect();
        for name in others_chosen {
            for more in self.breaking(object, demand, name, attempts) {
                options.push((name.clone(), more));
            }
        }
        for (name, more) in options {
            let mut next = chosen.clone();
            let own = next.entry(name.clone()).or_default();
            own.extend(more);
            let own = own.clone();
            if attempts.add(self.property(object, &name, &own)).is_some()
                && let Some(value) = self.demands(object, rest, &next, attempts)
            {
                return Some(value);
            }
        }
        for candidate in others {
            let (name, more) = match candidate {
                Candidate::Named(name, more) => (name.clone(), more.clone()),
                Candidate::Unnamed(unnamed) => {
                    match self.unnamed(object, unnamed, chosen, attempts) {
                        Some(name) => (name, unnamed.more.clone()),
                        None => continue,
                    }
                }
            };
            let mut next = chosen.clone();
            next.insert(name, more);
            if let Some(value) = self.demands(object, rest, &next, attempts) {
                return Some(value);
            }
        }
        None
    }

    /// Gives the chosen properties their values, and adds more where there must be more.
    fn complete(
        &mut self,
        object: &Object,
        mut chosen: Chosen,
        attempts: &mut Attempts,
    ) -> Option<Value> {
        if object.max.is_some_and(|max| chosen.len() as u64 > max) {
            return None;
        }
        if object.min > PROPERTIES {
            attempts.add(Outcome::unknown(
                "only objects with too many members to show",
            ));
            return None;
        }
        let mut properties = Map::new();
        for (name, more) in &chosen {
            match self.property(object, name, more) {
                Outcome::Witness(value) => {
                    properties.insert(name.clone(), value.as_ref().clone());
                }
                Outcome::Empty => return None,
                unknown => {
                    attempts.add(unknown);
                    return None;
                }
            }
        }
        let lacks = (properties.len() as u64) < object.min;
        let more = lacks.then(|| object.named());
        for name in more.into_iter().flatten() {
            if properties.len() as u64 >= object.min {
                break;
            }
            if properties.contains_key(name) || self.is_absent(object, name) != Some(false) {
                continue;
            }
            if let Some(value) = attempts.add(self.property(object, name, &[])) {
                properties.insert(name.clone(), value.as_ref().clone());
                chosen.insert(name.clone(), Vec::new());
            }
        }
        if (properties.len() as u64) < object.min {
            for region in self.regions(object, attempts) {
                while (properties.len() as u64) < object.min {
                    let name = self.unnamed_name(object, &region, &[], &chosen);
                    let Some(name) = attempts.add(name) else {
                        break;
                    };
                    let Some(name) = name.as_str() else { break };
                    let Some(value) = attempts.add(self.property(object, name, &[])) else {
                        break;
                    };
                    properties.insert(name.to_owned(), value.as_ref().clone());
                    chosen.insert(name.to_owned(), Vec::new());
                }
            }
        }
        (properties.len() as u64 >= object.min).then_some(Value::Object(properties))
    }
}
