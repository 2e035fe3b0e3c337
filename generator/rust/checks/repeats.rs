//! Which tables probes meet again and again with the same value, if nothing remembers that they have, and
//! what a probe looks at first.

use std::collections::{HashMap, HashSet};

use counterpart_contract::graph::components;

use super::{CheckRef, Combination, Ident, Rule, Table};

/// Decides for every table whether it is remembered, and what a probe looks at first.
pub(super) fn mark(tables: &mut [Table]) {
    let graph = Graph::of(tables);
    let remembered: Vec<bool> = (0..tables.len())
        .map(|at| graph.is_remembered(at))
        .collect();
    let first: Vec<Vec<Combination>> = (0..tables.len())
        .map(|at| graph.looked_at_first(at))
        .collect();
    drop(graph);
    for ((table, is_remembered), first) in tables.iter_mut().zip(remembered).zip(first) {
        table.is_remembered = is_remembered;
        table.combinations.splice(0..0, first);
    }
}

/// Which tables lead to which. A table is known by its number, and every list has an entry for each; so
/// no index is out of bounds.
struct Graph<'a> {
    tables: &'a [Table],
    numbers: HashMap<&'a Ident, usize>,
    /// Whether it leads back to itself.
    is_recursive: Vec<bool>,
    /// Whether branches, conditions and `contains` ask it.
    is_probed: Vec<bool>,
    /// Whether it is met within such a probe.
    is_reached: Vec<bool>,
}

impl<'a> Graph<'a> {
    fn of(tables: &'a [Table]) -> Self {
        let names = tables.iter().enumerate();
        let numbers: HashMap<&Ident, usize> =
            names.map(|(number, table)| (&table.name, number)).collect();
        let count = tables.len();
        let mut calls = vec![Vec::new(); count];
        let mut is_probed = vec![false; count];
        for (at, table) in tables.iter().enumerate() {
            table.checks(|check| calls[at].extend(number(&numbers, check)));
            table.probes(&mut |check| {
                if let Some(probed) = number(&numbers, check) {
                    is_probed[probed] = true;
                }
            });
        }
        let component = components(&calls);
        let mut sizes: HashMap<usize, usize> = HashMap::new();
        for of in &component {
            *sizes.entry(*of).or_default() += 1;
        }
        let is_recursive = (0..count)
            .map(|at| sizes.get(&component[at]) > Some(&1) || calls[at].contains(&at))
            .collect();
        let mut is_reached = is_probed.clone();
        let mut pending: Vec<usize> = (0..count).filter(|at| is_probed[*at]).collect();
        while let Some(at) = pending.pop() {
            for &next in &calls[at] {
                if !std::mem::replace(&mut is_reached[next], true) {
                    pending.push(next);
                }
            }
        }
        Self {
            tables,
            numbers,
            is_recursive,
            is_probed,
            is_reached,
        }
    }

    /// Branches are remembered in any case. What leads back to itself without one is met by the probe of
    /// every value around it.
    fn is_remembered(&self, at: usize) -> bool {
        self.is_recursive[at] && self.is_reached[at]
    }

    /// The properties with enumerations, which a probe looks at before it descends anywhere else.
    fn looked_at_first(&self, at: usize) -> Vec<Combination> {
        if !self.is_probed[at] {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut descends = false;
        let mut pending = vec![at];
        let mut visited = HashSet::from([at]);
        while let Some(at) = pending.pop() {
            let table = &self.tables[at];
            for property in &table.properties {
                let own = property.check.as_ref();
                let target = own.and_then(|check| number(&self.numbers, check));
                let (Some(check), Some(target)) = (own, target) else {
                    continue;
                };
                let target = &self.tables[target];
                let is_leaf = !target.descends();
                descends |= !is_leaf;
                if is_leaf && target.rules.iter().any(Rule::is_enumeration) {
                    found.push(Combination::First(property.name.clone(), check.clone()));
                }
            }
            let mut others = 0;
            table.checks(|check| others += usize::from(matches!(check, CheckRef::Own(_))));
            others -= table
                .properties
                .iter()
                .filter(|property| matches!(property.check, Some(CheckRef::Own(_))))
                .count();
            for combination in &table.combinations {
                if let Combination::AllOf(check) = combination
                    && let Some(part) = number(&self.numbers, check)
                {
                    others -= 1;
                    if visited.insert(part) {
                        pending.push(part);
                    }
                }
            }
            descends |= others > 0;
        }
        found.truncate(if descends { MOST_FIRST } else { 0 });
        found
    }
}

fn number(numbers: &HashMap<&Ident, usize>, check: &CheckRef) -> Option<usize> {
    match check {
        CheckRef::Own(name) => numbers.get(name).copied(),
        CheckRef::Support(_) => None,
    }
}

/// A probe looks at so many enumerated properties first.
const MOST_FIRST: usize = 8;
