//! Branches whose own properties are alike may differ in what these hold: `{"data": {"type": "cat"}}`
//! and `{"data": {"type": "dog"}}`.

use indexmap::IndexSet;

use super::{ALL, ARRAY, Branch, Leaves, OBJECT, mark_distinguishing, overlap};
use crate::rust::types::{Models, Ty};

/// Values are compared to this depth.
const DEPTH: usize = 4;
/// The most nested branches of one union.
const BRANCHES: usize = 400;

/// Finds what distinguishes branches: properties, and what several of them have in the same place.
pub(super) fn distinguish(models: &Models, types: &[Leaves<'_>], branches: &mut [&mut Branch]) {
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
