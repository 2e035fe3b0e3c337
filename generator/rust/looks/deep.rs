//! What looks alike from outside may differ inside: `{"data": {"type": "cat"}}` and
//! `{"data": {"type": "dog"}}`.

use indexmap::IndexSet;

use super::{ARRAY, Leaves, Look, OBJECT, any, leaf, tell};
use crate::rust::types::{Kind, Models, Ty};

/// So deep values are looked into.
const DEPTH: usize = 4;
/// So many looks are taken inside of one union at most.
const LOOKS: usize = 400;

/// Looks into what several alternatives have in the same place, where they are not told apart
/// already.
pub(super) fn inside(models: &Models, types: &[&Ty], looks: &mut [&mut Look]) {
    let types = types.iter().map(|ty| leaves(models, [*ty])).collect();
    let mut left = LOOKS;
    deeper(models, types, looks, 0, &mut left);
}

/// The types that types choose from in the end.
fn leaves<'a>(models: &'a Models, types: impl IntoIterator<Item = &'a Ty>) -> Leaves<'a> {
    let mut leaves = Leaves::default();
    for ty in types {
        leaves.collect(models, ty);
    }
    leaves
}

fn deeper(
    models: &Models,
    types: Vec<Leaves<'_>>,
    looks: &mut [&mut Look],
    depth: usize,
    left: &mut usize,
) {
    if depth == DEPTH || !overlap(looks) {
        return;
    }
    let mut seen = IndexSet::new();
    let names = looks.iter().flat_map(|look| look.members.keys().cloned());
    let shared: Vec<String> = names.filter(|name| !seen.insert(name.clone())).collect();
    let shared: IndexSet<String> = shared.into_iter().collect();
    for name in shared {
        let members = types
            .iter()
            .map(|types| members(models, types, &name))
            .collect();
        for (look, found) in looks.iter_mut().zip(part(models, members, depth, left)) {
            look.inside.extend(found.map(|found| (name.clone(), found)));
        }
    }
    let items = types.iter().map(|types| {
        let items = types.found.iter().filter_map(|ty| match ty {
            Ty::List(item) => Some(item.as_ref()),
            _ => None,
        });
        leaves(models, items)
    });
    for (look, found) in looks
        .iter_mut()
        .zip(part(models, items.collect(), depth, left))
    {
        look.items = found.into_iter().collect();
    }
    let rest = types.iter().map(|types| {
        let rest = types.found.iter().filter_map(|ty| match ty {
            Ty::Map(value) => Some(value.as_ref()),
            Ty::Model(id) => match &models[*id].kind {
                Kind::Struct(structure) => structure.additional.as_ref().map(|(_, ty)| ty),
                _ => None,
            },
            _ => None,
        });
        leaves(models, rest)
    });
    for (look, found) in looks
        .iter_mut()
        .zip(part(models, rest.collect(), depth, left))
    {
        look.rest = found.into_iter().collect();
    }
}

/// The types of a member of some structures.
fn members<'a>(models: &'a Models, types: &Leaves<'a>, name: &str) -> Leaves<'a> {
    let structures = types.found.iter().filter_map(|ty| match ty {
        Ty::Model(id) => match &models[*id].kind {
            Kind::Struct(structure) => Some(structure),
            _ => None,
        },
        _ => None,
    });
    let fields = structures.flat_map(|structure| &structure.fields);
    leaves(
        models,
        fields
            .filter(|field| field.json == name)
            .map(|field| &field.ty),
    )
}

/// How a part looks in each of the alternatives; nothing where that tells nothing.
fn part<'a>(
    models: &'a Models,
    types: Vec<Leaves<'a>>,
    depth: usize,
    left: &mut usize,
) -> Vec<Option<Look>> {
    let none = |count| (0..count).map(|_| None).collect();
    let count = types.len();
    let mut looks: Vec<Option<Look>> = Vec::with_capacity(count);
    for types in &types {
        let look = (!types.found.is_empty()).then(|| {
            let mut look = any(types.found.iter().map(|ty| leaf(models, ty, 0)));
            look.types |= if types.nullable { super::NULL } else { 0 };
            look
        });
        looks.push(look);
    }
    let deep = |look: &&Look| look.types & (OBJECT | ARRAY) != 0;
    let (deep, all) = (
        looks.iter().flatten().filter(deep).count(),
        looks.iter().flatten().count(),
    );
    if deep < 2 || all > *left {
        return none(count);
    }
    *left -= all;
    let (types, mut there): (Vec<_>, Vec<_>) = types
        .into_iter()
        .zip(&mut looks)
        .filter_map(|(types, look)| Some((types, look.as_mut()?)))
        .unzip();
    tell(&mut there);
    deeper(models, types, &mut there, depth + 1, left);
    let mut pairs = there.windows(2);
    if pairs.all(|pair| matches!(pair, [one, other] if alike(one, other))) {
        return none(count);
    }
    looks
}

/// Whether nothing tells two looks apart.
fn alike(one: &Look, other: &Look) -> bool {
    let names = |look: &Look| look.members.keys().cloned().collect::<IndexSet<_>>();
    let nested = |one: &[Look], other: &[Look]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
    };
    one.types == other.types
        && one.open == other.open
        && one.required == other.required
        && one.telling.is_empty()
        && other.telling.is_empty()
        && names(one) == names(other)
        && one.inside.is_empty()
        && other.inside.is_empty()
        && nested(&one.items, &other.items)
        && nested(&one.rest, &other.rest)
}

fn overlap(looks: &[&mut Look]) -> bool {
    let mut pairs = looks
        .iter()
        .enumerate()
        .flat_map(|(index, one)| looks[index + 1..].iter().map(move |other| (one, other)));
    pairs.any(|(one, other)| !one.excludes(other))
}
