//! What distinguishes branches: values of their properties, and what these hold. Branches whose own
//! properties are alike may differ in what these hold: `{"data": {"type": "cat"}}`
//! and `{"data": {"type": "dog"}}`.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::leaves::Leaves;
use super::values::{ALL, ARRAY, NULL, OBJECT, disjoint, is_single, types};
use crate::rust::types::{Branch, Models, Ty, Union, Values};

/// Values are compared to this depth.
const DEPTH: usize = 4;
/// The most nested branches of one union.
const BRANCHES: usize = 400;

/// Finds what distinguishes branches: properties, and what several of them have in the same place.
pub fn distinguish(models: &Models, types: &[Leaves<'_>], branches: &mut [&mut Branch]) {
    let mut nested = Nested {
        models,
        left: BRANCHES,
    };
    nested.distinguish(types, branches, 0);
}

struct Nested<'a> {
    models: &'a Models,
    left: usize,
}

impl<'a> Nested<'a> {
    fn distinguish(&mut self, types: &[Leaves<'a>], branches: &mut [&mut Branch], depth: usize) {
        mark_distinguishing(branches);
        if depth == DEPTH || !overlap(branches.iter().map(|branch| &**branch)) {
            return;
        }
        let (models, mut seen) = (self.models, IndexSet::new());
        let names = branches
            .iter()
            .flat_map(|branch| branch.properties.keys().cloned());
        let shared: IndexSet<String> = names.filter(|name| !seen.insert(name.clone())).collect();
        for name in shared {
            let values = types.iter().map(|types| {
                let fields = types.structures(models).flat_map(|own| &own.fields);
                let named = fields.filter(|field| field.json == name);
                Leaves::of(models, named.map(|field| &field.ty))
            });
            // What the values of other properties can be has been compared already.
            let found = self.part(values.collect(), OBJECT | ARRAY, depth);
            for (branch, found) in branches.iter_mut().zip(found) {
                branch
                    .nested
                    .extend(found.map(|found| (name.clone(), found)));
            }
        }
        let items = types.iter().map(|types| {
            let items = types.found.iter().filter_map(|ty| match ty {
                Ty::List(item) => Some(item.as_ref()),
                _ => None,
            });
            Leaves::of(models, items)
        });
        for (branch, found) in branches
            .iter_mut()
            .zip(self.part(items.collect(), ALL, depth))
        {
            branch.items.extend(found);
        }
        let additional = types.iter().map(|types| {
            let maps = types.found.iter().filter_map(|ty| match ty {
                Ty::Map(value) => Some(value.as_ref()),
                _ => None,
            });
            let more = types.structures(models).flat_map(|own| &own.additional);
            Leaves::of(models, maps.chain(more.map(|(_, ty)| ty)))
        });
        for (branch, found) in branches
            .iter_mut()
            .zip(self.part(additional.collect(), ALL, depth))
        {
            branch.additional.extend(found);
        }
    }

    /// A part of each of the branches; nothing where that distinguishes none, or where fewer than two
    /// of them have values of some types there.
    fn part(&mut self, types: Vec<Leaves<'a>>, wanted: u8, depth: usize) -> Vec<Option<Branch>> {
        let branch =
            |types: &Leaves<'_>| (!types.found.is_empty()).then(|| types.branch(self.models));
        let mut branches: Vec<Option<Branch>> = types.iter().map(branch).collect();
        let there = branches.iter().flatten();
        if there.filter(|branch| branch.types & wanted != 0).count() < 2 {
            return Vec::new();
        }
        let (types, mut there): (Vec<_>, Vec<_>) = types
            .into_iter()
            .zip(&mut branches)
            .filter_map(|(types, branch)| Some((types, branch.as_mut()?)))
            .unzip();
        let Some(left) = self.left.checked_sub(there.len()) else {
            return Vec::new();
        };
        self.left = left;
        self.distinguish(&types, &mut there, depth + 1);
        let mut pairs = there.windows(2);
        if pairs.all(|pair| matches!(pair, [one, other] if alike(one, other))) {
            return Vec::new();
        }
        branches
    }
}

/// Finds the properties that distinguish branches: required ones with a single value, and those that
/// have no value in common with the same property of another branch. A value that an enumeration of
/// strings gains later must not make a value unknown, so that no others count.
fn mark_distinguishing(branches: &mut [&mut Branch]) {
    let mut by_name: HashMap<&str, Vec<&Values>> = HashMap::new();
    for (name, only) in branches.iter().flat_map(|branch| &branch.properties) {
        by_name.entry(name).or_default().push(only);
    }
    let distinguishes = |branch: &Branch, name: &String, only: &Values| {
        let others = by_name.get(name.as_str()).into_iter().flatten();
        let mut others = others.filter(|other| !std::ptr::eq(**other, only));
        is_single(only) && branch.required.contains(name)
            || others.any(|other| disjoint(only, other))
    };
    let distinguishing: Vec<Vec<(String, Values)>> = branches
        .iter()
        .map(|branch| {
            let properties = branch.properties.iter();
            properties
                .filter(|(name, only)| distinguishes(branch, name, only))
                .map(|(name, only)| (name.clone(), only.clone()))
                .collect()
        })
        .collect();
    for (branch, distinguishing) in branches.iter_mut().zip(distinguishing) {
        branch.distinguishing = distinguishing;
    }
}

impl Union {
    /// Whether a value may be of several branches.
    #[must_use]
    pub fn is_overlapping(&self) -> bool {
        let branches = self.variants.iter().map(|variant| &variant.branch);
        self.discriminator.is_none() && overlap(branches)
    }
}

/// Whether a value may be of several branches.
fn overlap<'a>(branches: impl Iterator<Item = &'a Branch> + Clone) -> bool {
    let mut numbered = branches.clone().enumerate();
    numbered.any(|(index, one)| {
        branches
            .clone()
            .skip(index + 1)
            .any(|other| !one.excludes(other))
    })
}

impl Branch {
    /// Whether values of properties distinguish it, or what it holds, from others.
    #[must_use]
    pub fn has_values(&self) -> bool {
        let nested = self.nested.iter().map(|(_, branch)| branch);
        let mut deeper = nested.chain(&self.items).chain(&self.additional);
        !self.distinguishing.is_empty() || deeper.any(Self::has_values)
    }

    /// Whether no value is of both.
    fn excludes(&self, other: &Self) -> bool {
        let differ = |(name, only): &(String, Values)| {
            let both = self.required.contains(name) && other.required.contains(name);
            let there = other.distinguishing.iter().find(|(known, _)| known == name);
            let null = |other: &Values| types(only) & types(other) & NULL != 0;
            both && there.is_some_and(|(_, other)| disjoint(only, other) && !null(other))
        };
        let differ_nested = |(name, inner): &(String, Self)| {
            let both = self.required.contains(name) && other.required.contains(name);
            let there = other.nested.iter().find(|(known, _)| known == name);
            both && there.is_some_and(|(_, other)| inner.excludes(other))
        };
        match self.types & other.types {
            0 => true,
            OBJECT => {
                self.distinguishing.iter().any(differ) || self.nested.iter().any(differ_nested)
            }
            _ => false,
        }
    }
}

/// Whether nothing distinguishes two branches.
fn alike(one: &Branch, other: &Branch) -> bool {
    let names = |branch: &Branch| branch.properties.keys().cloned().collect::<IndexSet<_>>();
    let distinguishes =
        |branch: &Branch| !branch.distinguishing.is_empty() || !branch.nested.is_empty();
    let nested = |one: &[Branch], other: &[Branch]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
    };
    one.types == other.types
        && one.keeps_additional == other.keeps_additional
        && one.required == other.required
        && !distinguishes(one)
        && !distinguishes(other)
        && names(one) == names(other)
        && nested(&one.items, &other.items)
        && nested(&one.additional, &other.additional)
}
