//! What tells the variants of a union apart, known once every model is decided.

mod deep;

use std::collections::{HashMap, HashSet};

use super::types::{Kind, Look, Models, Numbers, Only, Presence, SingleValue, Struct, Texts, Ty};

/// The types of JSON values as the support code numbers them.
pub const NULL: u8 = 1;
pub const BOOLEAN: u8 = 2;
pub const INTEGER: u8 = 4;
pub const NUMBER: u8 = 8;
pub const STRING: u8 = 16;
pub const ARRAY: u8 = 32;
pub const OBJECT: u8 = 64;

/// The names that the support code gives to types, by their bits.
pub fn types_named(types: u8) -> impl Iterator<Item = &'static str> {
    const NAMES: [&str; 7] = [
        "NULL", "BOOLEAN", "INTEGER", "NUMBER", "STRING", "ARRAY", "OBJECT",
    ];
    let there = move |(bit, _): &(usize, &str)| types & (1 << bit) != 0;
    NAMES
        .into_iter()
        .enumerate()
        .filter(there)
        .map(|(_, name)| name)
}

/// Every type.
const ALL: u8 = NULL | BOOLEAN | INTEGER | NUMBER | STRING | ARRAY | OBJECT;

/// Fills in what every variant of every union looks like.
pub fn fill(models: &mut Models) {
    let mut looks = Vec::new();
    for (index, model) in models.models.iter().enumerate() {
        if let Kind::Union(union) = &model.kind {
            let variants = union.variants.iter();
            let types: Vec<Leaves<'_>> = variants
                .map(|variant| Leaves::of(models, [&variant.ty]))
                .collect();
            let mut found: Vec<Look> = types.iter().map(|types| types.look(models)).collect();
            if union.discriminator.is_some() {
                found.iter_mut().for_each(plain);
            } else {
                deep::tell(models, &types, &mut found.iter_mut().collect::<Vec<_>>());
            }
            looks.push((index, found));
        }
    }
    for (index, found) in looks {
        if let Kind::Union(union) = &mut models.models[index].kind {
            for (variant, found) in union.variants.iter_mut().zip(found) {
                variant.look = Look {
                    tags: std::mem::take(&mut variant.look.tags),
                    ..found
                };
            }
        }
    }
}

/// Whether a value may look like several.
pub(super) fn overlap<'a>(looks: impl Iterator<Item = &'a Look> + Clone) -> bool {
    let mut numbered = looks.clone().enumerate();
    numbered.any(|(index, one)| {
        looks
            .clone()
            .skip(index + 1)
            .any(|other| !one.excludes(other))
    })
}

impl Look {
    /// Whether no value looks like both.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        let differ = |(name, only): &(String, Only)| {
            let both = self.required.contains(name) && other.required.contains(name);
            let there = other.telling.iter().find(|(known, _)| known == name);
            let null = |other: &Only| types(only) & types(other) & NULL != 0;
            both && there.is_some_and(|(_, other)| disjoint(only, other) && !null(other))
        };
        let differ_inside = |(name, inner): &(String, Self)| {
            let both = self.required.contains(name) && other.required.contains(name);
            let there = other.inside.iter().find(|(known, _)| known == name);
            both && there.is_some_and(|(_, other)| inner.excludes(other))
        };
        match self.types & other.types {
            0 => true,
            OBJECT => self.telling.iter().any(differ) || self.inside.iter().any(differ_inside),
            _ => false,
        }
    }
}

/// What a discriminator leaves to be told: objects are known by it.
fn plain(look: &mut Look) {
    look.required.clear();
    look.members.clear();
    look.open = false;
}

/// Finds the members that tell looks apart: those that must be there and can only be one thing, and
/// those that hold nothing which the same member of another holds. What an enumeration of texts
/// gains later should not turn a value into one that is unknown, so that others do not tell.
fn tell_members(looks: &mut [&mut Look]) {
    let mut by_name: HashMap<&str, Vec<&Only>> = HashMap::new();
    for (name, only) in looks.iter().flat_map(|look| &look.members) {
        by_name.entry(name).or_default().push(only);
    }
    let tells = |look: &Look, name: &String, only: &Only| {
        let others = by_name.get(name.as_str()).into_iter().flatten();
        let mut others = others.filter(|other| !std::ptr::eq(**other, only));
        is_single(only) && look.required.contains(name) || others.any(|other| disjoint(only, other))
    };
    let telling: Vec<Vec<(String, Only)>> = looks
        .iter()
        .map(|look| {
            let members = look.members.iter();
            members
                .filter(|(name, only)| tells(look, name, only))
                .map(|(name, only)| (name.clone(), only.clone()))
                .collect()
        })
        .collect();
    for (look, telling) in looks.iter_mut().zip(telling) {
        look.telling = telling;
    }
}

fn is_single(only: &Only) -> bool {
    match only {
        Only::Types(_) => false,
        Only::Boolean(_) => true,
        Only::Numbers(numbers) => numbers.len() == 1,
        Only::Texts(texts) => texts.len() == 1,
    }
}

/// Whether no value is of both. Null does not count: a member that is null is as good as missing.
fn disjoint(one: &Only, other: &Only) -> bool {
    match (one, other) {
        (Only::Boolean(one), Only::Boolean(other)) => one != other,
        (Only::Numbers(one), Only::Numbers(other)) => one.iter().all(|one| !other.contains(one)),
        (Only::Texts(one), Only::Texts(other)) => one.iter().all(|one| !other.contains(one)),
        _ => types(one) & types(other) & !NULL == 0,
    }
}

fn types(only: &Only) -> u8 {
    match only {
        Only::Types(types) => *types,
        Only::Boolean(_) => BOOLEAN,
        Only::Numbers(_) => INTEGER,
        Only::Texts(_) => STRING,
    }
}

/// All that either admits.
fn either(one: Only, other: Only) -> Only {
    match (one, other) {
        (Only::Numbers(mut one), Only::Numbers(other)) => {
            let new = other.into_iter().filter(|other| !one.contains(other));
            one.extend(new.collect::<Vec<_>>());
            Only::Numbers(one)
        }
        (Only::Texts(mut one), Only::Texts(other)) => {
            let new = other.into_iter().filter(|other| !one.contains(other));
            one.extend(new.collect::<Vec<_>>());
            Only::Texts(one)
        }
        (one, other) if one == other => one,
        (one, other) => Only::Types(types(&one) | types(&other)),
    }
}

/// Whether null is one of a type's own values.
pub(super) fn has_null(models: &Models, ty: &Ty) -> bool {
    let leaves = Leaves::of(models, [ty]);
    let null = |ty: &&Ty| matches!(ty, Ty::Value | Ty::Null);
    leaves.nullable || leaves.found.iter().any(null)
}

/// The types that a type chooses from in the end.
#[derive(Default)]
struct Leaves<'a> {
    found: Vec<&'a Ty>,
    nullable: bool,
}

impl<'a> Leaves<'a> {
    fn of(models: &'a Models, types: impl IntoIterator<Item = &'a Ty>) -> Self {
        let mut leaves = Self::default();
        let mut pending: Vec<&Ty> = types.into_iter().collect();
        pending.reverse();
        let mut seen = HashSet::new();
        while let Some(ty) = pending.pop() {
            match ty {
                Ty::Optional(inner) => {
                    leaves.nullable = true;
                    pending.push(inner);
                }
                Ty::Boxed(inner) => pending.push(inner),
                Ty::Model(id) if !seen.insert(*id) => {}
                Ty::Model(id) => match &models[*id].kind {
                    Kind::Alias(ty) => pending.push(ty),
                    Kind::Union(union) => {
                        pending.extend(union.variants.iter().rev().map(|variant| &variant.ty));
                    }
                    _ => leaves.found.push(ty),
                },
                _ => leaves.found.push(ty),
            }
        }
        leaves
    }

    /// What values of the types look like. Choices of choices are looked at leaf by leaf, each once,
    /// for they may be many, and may lead in a circle.
    fn look(&self, models: &Models) -> Look {
        let mut look = any(self.found.iter().map(|ty| leaf(models, ty)));
        if self.nullable {
            look.types |= NULL;
        }
        look
    }

    /// The structures among the types.
    fn structures(&self, models: &'a Models) -> impl Iterator<Item = &'a Struct> {
        self.found.iter().filter_map(|ty| match ty {
            Ty::Model(id) => match &models[*id].kind {
                Kind::Struct(structure) => Some(structure),
                _ => None,
            },
            _ => None,
        })
    }
}

fn leaf(models: &Models, ty: &Ty) -> Look {
    let of = |types| Look {
        types,
        ..Look::default()
    };
    match ty {
        Ty::Value => Look {
            open: true,
            ..of(ALL)
        },
        Ty::Object | Ty::Map(_) => Look {
            open: true,
            ..of(OBJECT)
        },
        Ty::List(_) => of(ARRAY),
        Ty::Model(id) => match &models[*id].kind {
            Kind::Struct(structure) => object(models, structure),
            _ => of(types(&only(models, ty))),
        },
        _ => of(types(&only(models, ty))),
    }
}

/// What looks like any one of several: a choice that is itself an alternative knows the members of
/// all of its own, and asks for what they all ask for.
fn any(looks: impl Iterator<Item = Look>) -> Look {
    let all = looks.reduce(|mut all, one| {
        let objects = (all.types & OBJECT != 0, one.types & OBJECT != 0);
        all.types |= one.types;
        match objects {
            (_, false) => {}
            (false, true) => {
                all.required = one.required;
                all.members = one.members;
            }
            (true, true) => {
                all.required.retain(|name| one.required.contains(name));
                // What only one of them knows, others may hold as anything.
                for (name, only) in &mut all.members {
                    if !one.members.contains_key(name) {
                        *only = Only::Types(ALL);
                    }
                }
                for (name, other) in one.members {
                    let known = all.members.entry(name);
                    let both = |only: &mut Only| *only = either(only.clone(), other);
                    known.and_modify(both).or_insert(Only::Types(ALL));
                }
            }
        }
        all.open |= one.open;
        all
    });
    all.unwrap_or_default()
}

fn object(models: &Models, structure: &Struct) -> Look {
    let mut found = Look {
        types: OBJECT,
        open: structure.additional.is_some(),
        ..Look::default()
    };
    for field in &structure.fields {
        let required = field.presence == Presence::Required;
        let only = match field.single {
            Some(SingleValue::Boolean(only)) => Only::Boolean(only),
            _ => only(models, &field.ty),
        };
        found.members.insert(field.json.clone(), only);
        if required {
            found.required.push(field.json.clone());
        }
    }
    found
}

/// All that values of a type are.
fn only(models: &Models, ty: &Ty) -> Only {
    let leaves = Leaves::of(models, [ty]);
    let found = leaves.found.iter().map(|ty| match ty {
        Ty::Bool => Only::Types(BOOLEAN),
        Ty::Integer(_) => Only::Types(INTEGER),
        Ty::Float | Ty::Number => Only::Types(NUMBER | INTEGER),
        Ty::String | Ty::Timestamp | Ty::Date | Ty::Uuid => Only::Types(STRING),
        Ty::Object | Ty::Map(_) => Only::Types(OBJECT),
        Ty::List(_) => Only::Types(ARRAY),
        Ty::Null => Only::Types(NULL),
        Ty::Model(id) => match &models[*id].kind {
            Kind::Texts(texts) => Only::Texts(values(texts)),
            Kind::Numbers(numbers) => Only::Numbers(integers(numbers)),
            _ => Only::Types(OBJECT),
        },
        Ty::Value | Ty::Optional(_) | Ty::Nullable(_) | Ty::Boxed(_) => Only::Types(ALL),
    });
    let only = found.reduce(either).unwrap_or(Only::Types(ALL));
    if leaves.nullable {
        either(only, Only::Types(NULL))
    } else {
        only
    }
}

fn values(texts: &Texts) -> Vec<String> {
    let values = texts.variants.iter();
    values.map(|(_, text)| text.clone()).collect()
}

fn integers(numbers: &Numbers) -> Vec<i64> {
    let values = numbers.variants.iter();
    values.map(|(_, number)| *number).collect()
}
