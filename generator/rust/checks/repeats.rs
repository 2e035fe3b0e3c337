//! Which checks meet the same value again and again, if nothing remembers that they have: those that
//! unions within unions probe, and those that lead back to themselves on several ways at once.

use std::collections::HashMap;

use counterpart_contract::graph::components;

use super::{CheckFn, CheckRef, Ident, Once, Statement};

/// Decides for every function what is remembered of it, and what a probe looks at first.
pub(super) fn mark(functions: &mut [CheckFn]) {
    let graph = Graph::of(functions);
    let once: Vec<Once> = (0..functions.len()).map(|at| graph.once(at)).collect();
    let told: Vec<Vec<Statement>> = (0..functions.len()).map(|at| graph.told_by(at)).collect();
    drop(graph);
    for ((function, once), told) in functions.iter_mut().zip(once).zip(told) {
        function.once = once;
        let types = function.statements.iter();
        let types = types.take_while(|statement| matches!(statement, Statement::Types(_)));
        let at = types.count();
        function.statements.splice(at..at, told);
    }
}

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
    /// Components with several ways from one value to one below.
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
        for at in 0..count {
            if graph.is_recursive[at] && graph.ways(at, &mut Vec::new()).meet() {
                graph.doubles[graph.component[at]] = true;
            }
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

    /// The ways from a value to what it holds, within the component of a function.
    fn ways(&self, at: usize, visited: &mut Vec<usize>) -> Ways<'a> {
        let mut ways = Ways::default();
        if visited.contains(&at) {
            return ways;
        }
        visited.push(at);
        let inside = |check: &CheckRef| {
            let number = number(&self.numbers, check);
            number.filter(|number| self.component[*number] == self.component[at])
        };
        let leads = |check: &CheckRef| inside(check).is_some();
        // An own property is none of the additional ones; but it may be one of another schema's.
        let mut additional = 0;
        let mut is_composed = false;
        for statement in &self.functions[at].statements {
            let all: Vec<Vec<&CheckRef>> = match statement {
                Statement::Property(name, check) if leads(check) => {
                    *ways.properties.entry(name).or_default() += 1;
                    continue;
                }
                Statement::PatternProperties(_, check) if leads(check) => {
                    ways.open += 1;
                    continue;
                }
                Statement::AdditionalProperties { check, .. } if leads(check) => {
                    additional += 1;
                    continue;
                }
                Statement::Unevaluated(_, _, check) if leads(check) => {
                    ways.open += 1;
                    ways.items += 1;
                    continue;
                }
                Statement::Items(_, check) if leads(check) => {
                    ways.items += 1;
                    continue;
                }
                Statement::Item(_, check) if leads(check) => {
                    ways.prefix = 1;
                    continue;
                }
                Statement::AllOf(check) | Statement::DependentSchema(_, check) => {
                    vec![vec![check]]
                }
                Statement::AnyOf(all) | Statement::OneOf(all) => vec![all.iter().collect()],
                Statement::Discriminated(_, all) => {
                    vec![all.iter().map(|(_, check)| check).collect()]
                }
                Statement::Conditional(_, then, otherwise) => vec![vec![then, otherwise]],
                _ => continue,
            };
            for branches in all {
                let mut widest = Ways::default();
                for branch in branches.into_iter().filter_map(inside) {
                    is_composed = true;
                    widest.widen(self.ways(branch, visited));
                }
                ways.add(widest);
            }
        }
        if is_composed || ways.open > 0 {
            ways.open += additional;
        }
        visited.pop();
        ways
    }

    /// The properties with enumerations, which a probe looks at before it descends anywhere else.
    fn told_by(&self, at: usize) -> Vec<Statement> {
        if !self.is_probed[at] {
            return Vec::new();
        }
        let mut found = Vec::new();
        let descends = self.enumerated(at, &mut found, &mut Vec::new());
        found.truncate(if descends { TOLD } else { 0 });
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
                Statement::AllOf(check) => match number(&self.numbers, check) {
                    Some(part) => descends |= self.enumerated(part, out, visited),
                    None => {}
                },
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

/// A probe looks at so many enumerated properties first.
const TOLD: usize = 8;

/// How many ways there are from one value to those that it holds.
#[derive(Default)]
struct Ways<'a> {
    properties: HashMap<&'a str, usize>,
    /// To properties by their pattern, or to all others.
    open: usize,
    items: usize,
    prefix: usize,
}

impl<'a> Ways<'a> {
    /// Adds ways that are gone as well.
    fn add(&mut self, other: Self) {
        for (name, count) in other.properties {
            *self.properties.entry(name).or_default() += count;
        }
        self.open += other.open;
        self.items += other.items;
        self.prefix += other.prefix;
    }

    /// Adds ways that may be gone instead.
    fn widen(&mut self, other: Self) {
        for (name, count) in other.properties {
            let known = self.properties.entry(name).or_default();
            *known = count.max(*known);
        }
        self.open = self.open.max(other.open);
        self.items = self.items.max(other.items);
        self.prefix = self.prefix.max(other.prefix);
    }

    /// Whether two of them may lead to one value.
    fn meet(&self) -> bool {
        let most = self.properties.values().max().copied().unwrap_or_default();
        most + self.open >= 2 || self.items >= 2 || self.prefix >= 2
    }
}
