//! What looks alike from outside may differ inside: `{"data": {"type": "cat"}}` and
//! `{"data": {"type": "dog"}}`.

use indexmap::IndexSet;

use super::{ALL, ARRAY, Leaves, Look, OBJECT, overlap, tell_members};
use crate::rust::types::{Models, Ty};

/// So deep values are looked into.
const DEPTH: usize = 4;
/// So many looks are taken inside of one union at most.
const LOOKS: usize = 400;

/// Finds what tells alternatives apart: members, and what several of them have in the same place.
pub(super) fn tell(models: &Models, types: &[Leaves<'_>], looks: &mut [&mut Look]) {
    let mut inside = Inside {
        models,
        left: LOOKS,
    };
    inside.tell(types, looks, 0);
}

struct Inside<'a> {
    models: &'a Models,
    left: usize,
}

impl<'a> Inside<'a> {
    fn tell(&mut self, types: &[Leaves<'a>], looks: &mut [&mut Look], depth: usize) {
        tell_members(looks);
        if depth == DEPTH || !overlap(looks.iter().map(|look| &**look)) {
            return;
        }
        let (models, mut seen) = (self.models, IndexSet::new());
        let names = looks.iter().flat_map(|look| look.members.keys().cloned());
        let shared: IndexSet<String> = names.filter(|name| !seen.insert(name.clone())).collect();
        for name in shared {
            let parts = types.iter().map(|types| {
                let fields = types.structures(models).flat_map(|own| &own.fields);
                let named = fields.filter(|field| field.json == name);
                Leaves::of(models, named.map(|field| &field.ty))
            });
            // What members without parts can be has told already.
            let found = self.part(parts.collect(), OBJECT | ARRAY, depth);
            for (look, found) in looks.iter_mut().zip(found) {
                look.inside.extend(found.map(|found| (name.clone(), found)));
            }
        }
        let items = types.iter().map(|types| {
            let items = types.found.iter().filter_map(|ty| match ty {
                Ty::List(item) => Some(item.as_ref()),
                _ => None,
            });
            Leaves::of(models, items)
        });
        for (look, found) in looks.iter_mut().zip(self.part(items.collect(), ALL, depth)) {
            look.items.extend(found);
        }
        let rest = types.iter().map(|types| {
            let maps = types.found.iter().filter_map(|ty| match ty {
                Ty::Map(value) => Some(value.as_ref()),
                _ => None,
            });
            let more = types.structures(models).flat_map(|own| &own.additional);
            Leaves::of(models, maps.chain(more.map(|(_, ty)| ty)))
        });
        for (look, found) in looks.iter_mut().zip(self.part(rest.collect(), ALL, depth)) {
            look.rest.extend(found);
        }
    }

    /// How a part looks in each of the alternatives; nothing where that tells nothing, or where fewer
    /// than two of them have values of some types there.
    fn part(&mut self, types: Vec<Leaves<'a>>, wanted: u8, depth: usize) -> Vec<Option<Look>> {
        let look = |types: &Leaves<'_>| (!types.found.is_empty()).then(|| types.look(self.models));
        let mut looks: Vec<Option<Look>> = types.iter().map(look).collect();
        let there = looks.iter().flatten();
        if there.filter(|look| look.types & wanted != 0).count() < 2 {
            return Vec::new();
        }
        let (types, mut there): (Vec<_>, Vec<_>) = types
            .into_iter()
            .zip(&mut looks)
            .filter_map(|(types, look)| Some((types, look.as_mut()?)))
            .unzip();
        let Some(left) = self.left.checked_sub(there.len()) else {
            return Vec::new();
        };
        self.left = left;
        self.tell(&types, &mut there, depth + 1);
        let mut pairs = there.windows(2);
        if pairs.all(|pair| matches!(pair, [one, other] if alike(one, other))) {
            return Vec::new();
        }
        looks
    }
}

/// Whether nothing tells two looks apart.
fn alike(one: &Look, other: &Look) -> bool {
    let names = |look: &Look| look.members.keys().cloned().collect::<IndexSet<_>>();
    let tells = |look: &Look| !look.telling.is_empty() || !look.inside.is_empty();
    let nested = |one: &[Look], other: &[Look]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
    };
    one.types == other.types
        && one.open == other.open
        && one.required == other.required
        && !tells(one)
        && !tells(other)
        && names(one) == names(other)
        && nested(&one.items, &other.items)
        && nested(&one.rest, &other.rest)
}
