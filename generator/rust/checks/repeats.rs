//! Which checks meet the same value again and again, if nothing remembers that they have: those that
//! unions within unions probe, and those that lead back to themselves on several ways at once.

use std::collections::{HashMap, HashSet};

use counterpart_contract::graph::components;

use super::{CheckFn, CheckRef, Ident, Once, Statement};

/// Decides for every function what is remembered of it, and what a probe looks at first.
pub(super) fn mark(functions: &mut [CheckFn]) {
    let graph = Graph::of(functions);
    let once: Vec<Once> = (0..functions.len()).map(|at| graph.once(at)).collect();
    let first = (0..functions.len()).map(|at| graph.looked_at_first(at));
    let first: Vec<Vec<Statement>> = first.collect();
    drop(graph);
    for ((function, once), first) in functions.iter_mut().zip(once).zip(first) {
        function.once = once;
        let types = function.statements.iter();
        let types = types.take_while(|statement| matches!(statement, Statement::Types(_)));
        let at = types.count();
        function.statements.splice(at..at, first);
    }
}

/// Which functions call which. A function is known by its number, and every list but `numbers` has an
/// entry for each; components are numbered like functions, of which there are at least as many. So no
/// index is out of bounds.
struct Graph<'a> {
    functions: &'a [CheckFn],
    numbers: HashMap<&'a Ident, usize>,
    /// The component of each function, and whether it leads back to itself.
    component: Vec<usize>,
    is_recursive: Vec<bool>,
    /// Functions that branches, conditions and `contains` call.
    is_probed: Vec<bool>,
    /// Functions that are called within such a probe.
    is_reached: Vec<bool>,
    /// Probed functions whose probe is within another.
    is_nested: Vec<bool>,
    /// Components whose functions meet a value on several ways.
    doubles: Vec<bool>,
}

impl<'a> Graph<'a> {
    fn of(functions: &'a [CheckFn]) -> Self {
        let names = functions.iter().enumerate();
        let numbers: HashMap<&Ident, usize> = names
            .map(|(number, function)| (&function.name, number))
            .collect();
        let count = functions.len();
        let mut calls = vec![Vec::new(); count];
        let mut probes = vec![Vec::new(); count];
        for (at, function) in functions.iter().enumerate() {
            for statement in &function.statements {
                statement.checks(&mut |check| calls[at].extend(number(&numbers, check)));
                statement.probes(&mut |check| probes[at].extend(number(&numbers, check)));
            }
        }
        let component = components(&calls);
        let mut sizes = vec![0_usize; count];
        component.iter().for_each(|of| sizes[*of] += 1);
        let is_recursive = (0..count)
            .map(|at| sizes[component[at]] > 1 || calls[at].contains(&at))
            .collect();
        let mut is_probed = vec![false; count];
        probes.iter().flatten().for_each(|at| is_probed[*at] = true);
        let mut is_reached = is_probed.clone();
        let mut pending: Vec<usize> = (0..count).filter(|at| is_probed[*at]).collect();
        while let Some(at) = pending.pop() {
            for &next in &calls[at] {
                if !std::mem::replace(&mut is_reached[next], true) {
                    pending.push(next);
                }
            }
        }
        let mut is_nested = vec![false; count];
        let within = probes.iter().zip(&is_reached);
        let within = within.filter(|(_, is_reached)| **is_reached);
        within
            .flat_map(|(probes, _)| probes)
            .for_each(|probed| is_nested[*probed] = true);
        let mut graph = Self {
            functions,
            numbers,
            component,
            is_recursive,
            is_probed,
            is_reached,
            is_nested,
            doubles: vec![false; count],
        };
        for at in (0..count)
            .filter(|at| graph.is_recursive[*at])
            .collect::<Vec<_>>()
        {
            let own = graph.component[at];
            let mut left = CALLS;
            for repeated in graph.ways(at, &mut Vec::new(), &mut left).repeated(own) {
                graph.doubles[repeated] = true;
            }
            graph.doubles[own] |= left == 0;
        }
        graph
    }

    fn once(&self, at: usize) -> Once {
        let mut statements = self.functions[at].statements.iter();
        // What calls nothing costs little enough.
        if !statements.any(Statement::descends) {
            Once::Never
        } else if self.is_recursive[at] && self.doubles[self.component[at]] {
            Once::Met
        } else if self.is_recursive[at] && self.is_reached[at] || self.is_nested[at] {
            Once::Probed
        } else {
            Once::Never
        }
    }

    /// The ways from a value to what it holds, on which recursive functions are called.
    fn ways(&self, at: usize, visited: &mut Vec<usize>, left: &mut usize) -> Ways<'a> {
        let mut ways = Ways::default();
        if visited.contains(&at) || *left == 0 {
            return ways;
        }
        *left -= 1;
        visited.push(at);
        let leads = |check: &CheckRef| {
            let number = number(&self.numbers, check);
            let number = number.filter(|number| self.is_recursive[*number]);
            number.map(|number| self.component[number])
        };
        // An item is one of the first or one of the others; an own property is none of the additional
        // ones, but it may be one of another schema's.
        let (mut items, mut additional) = (Counts::default(), Counts::default());
        let mut is_composed = false;
        for statement in &self.functions[at].statements {
            let branches: Vec<&CheckRef> = match statement {
                Statement::Property(name, check) => {
                    if let Some(to) = leads(check) {
                        *ways
                            .properties
                            .entry(name)
                            .or_default()
                            .entry(to)
                            .or_default() += 1;
                    }
                    continue;
                }
                Statement::PatternProperties(_, check) => {
                    if let Some(to) = leads(check) {
                        *ways.open.entry(to).or_default() += 1;
                    }
                    continue;
                }
                Statement::AdditionalProperties { check, .. } => {
                    additional.extend(leads(check).map(|to| (to, 1)));
                    continue;
                }
                Statement::Items(_, check) | Statement::Item(_, check) => {
                    items.extend(leads(check).map(|to| (to, 1)));
                    continue;
                }
                Statement::Unevaluated(_, _, check) => {
                    if let Some(to) = leads(check) {
                        *ways.open.entry(to).or_default() += 1;
                        *ways.items.entry(to).or_default() += 1;
                    }
                    continue;
                }
                Statement::AllOf(check) | Statement::DependentSchema(_, check) => vec![check],
                Statement::AnyOf(all) | Statement::OneOf(all) => all.iter().collect(),
                Statement::Discriminated(_, all) => all.iter().map(|(_, check)| check).collect(),
                Statement::Conditional(_, then, otherwise) => vec![then, otherwise],
                _ => continue,
            };
            let mut widest = Ways::default();
            for branch in branches {
                if let Some(branch) = number(&self.numbers, branch) {
                    is_composed = true;
                    widest.merge(self.ways(branch, visited, left), usize::max);
                }
            }
            ways.merge(widest, |one, other| one + other);
        }
        merge(&mut ways.items, items, |one, other| one + other);
        if is_composed || !ways.open.is_empty() {
            merge(&mut ways.open, additional, |one, other| one + other);
        }
        visited.pop();
        ways
    }

    /// The properties with enumerations, which a probe looks at before it descends anywhere else.
    fn looked_at_first(&self, at: usize) -> Vec<Statement> {
        if !self.is_probed[at] {
            return Vec::new();
        }
        let mut found = Vec::new();
        let descends = self.enumerated(at, &mut found, &mut Vec::new());
        found.truncate(if descends { MOST_FIRST } else { 0 });
        found
    }

    /// Adds enumerated properties of a function and of what it is composed of. Returns whether there is
    /// anything else that descends.
    fn enumerated(&self, at: usize, out: &mut Vec<Statement>, visited: &mut Vec<usize>) -> bool {
        if visited.contains(&at) {
            return false;
        }
        visited.push(at);
        let mut descends = false;
        for statement in &self.functions[at].statements {
            match statement {
                Statement::Property(name, check) => {
                    let target = number(&self.numbers, check).map(|at| &self.functions[at]);
                    let Some(target) = target else { continue };
                    let is_leaf = !target.statements.iter().any(Statement::descends);
                    descends |= !is_leaf;
                    if is_leaf && target.statements.iter().any(Statement::is_enumeration) {
                        out.push(Statement::ToldBy(name.clone(), check.clone()));
                    }
                }
                Statement::AllOf(check) => {
                    if let Some(part) = number(&self.numbers, check) {
                        descends |= self.enumerated(part, out, visited);
                    }
                }
                other => descends |= other.descends(),
            }
        }
        descends
    }
}

fn number(numbers: &HashMap<&Ident, usize>, check: &CheckRef) -> Option<usize> {
    match check {
        CheckRef::Own(name) => numbers.get(name).copied(),
        CheckRef::Support(_) => None,
    }
}

/// So many calls at one value are followed; where there are more, two are taken to meet.
const CALLS: usize = 1_000;

/// A probe looks at so many enumerated properties first.
const MOST_FIRST: usize = 8;

/// How many ways lead to the functions of a component.
type Counts = HashMap<usize, usize>;

fn merge(counts: &mut Counts, others: Counts, both: fn(usize, usize) -> usize) {
    for (to, count) in others {
        let known = counts.entry(to).or_default();
        *known = both(*known, count);
    }
}

/// The ways from one value to those that it holds.
#[derive(Default)]
struct Ways<'a> {
    properties: HashMap<&'a str, Counts>,
    /// To properties by their pattern, or to all others.
    open: Counts,
    items: Counts,
}

impl<'a> Ways<'a> {
    /// Adds ways that are followed as well, or instead.
    fn merge(&mut self, other: Self, both: fn(usize, usize) -> usize) {
        for (name, counts) in other.properties {
            merge(self.properties.entry(name).or_default(), counts, both);
        }
        merge(&mut self.open, other.open, both);
        merge(&mut self.items, other.items, both);
    }

    /// The components whose functions meet a value again and again: those that two ways lead to, and
    /// those that go along where a function leads back to its own.
    fn repeated(self, own: usize) -> HashSet<usize> {
        let open = self.open;
        let properties = self.properties.into_values().map(|mut counts| {
            merge(&mut counts, open.clone(), |one, other| one + other);
            counts
        });
        let all: Vec<Counts> = properties.chain([open.clone(), self.items]).collect();
        let mut found = HashSet::new();
        for counts in all {
            let Some(back) = counts.get(&own).copied() else {
                continue;
            };
            let others = counts.into_keys().filter(|to| *to != own || back > 1);
            found.extend(others);
        }
        found
    }
}
