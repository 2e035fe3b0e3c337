//! What distinguishes the branches of a union, known once every model is decided.

mod nested;

use std::collections::{HashMap, HashSet};

use super::types::{
    Branch, IntegerEnum, Kind, Models, Presence, SingleValue, StringEnum, Struct, Ty, Values,
};

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

/// Fills in what is known of every branch of every union.
pub fn fill(models: &mut Models) {
    let mut branches = Vec::new();
    for (index, model) in models.models.iter().enumerate() {
        if let Kind::Union(union) = &model.kind {
            let variants = union.variants.iter();
            let types: Vec<Leaves<'_>> = variants
                .map(|variant| Leaves::of(models, [&variant.ty]))
                .collect();
            let mut found: Vec<Branch> = types.iter().map(|types| types.branch(models)).collect();
            if union.discriminator.is_some() {
                found.iter_mut().for_each(plain);
            } else {
                nested::distinguish(models, &types, &mut found.iter_mut().collect::<Vec<_>>());
            }
            branches.push((index, found));
        }
    }
    for (index, found) in branches {
        if let Kind::Union(union) = &mut models.models[index].kind {
            for (variant, found) in union.variants.iter_mut().zip(found) {
                variant.branch = Branch {
                    discriminator_values: std::mem::take(&mut variant.branch.discriminator_values),
                    ..found
                };
            }
        }
    }
}

/// Whether a value may be of several branches.
pub(super) fn overlap<'a>(branches: impl Iterator<Item = &'a Branch> + Clone) -> bool {
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
    pub(super) fn excludes(&self, other: &Self) -> bool {
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

/// Keeps what a discriminator leaves open: it selects among objects.
fn plain(branch: &mut Branch) {
    branch.required.clear();
    branch.properties.clear();
    branch.keeps_additional = false;
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

fn is_single(only: &Values) -> bool {
    match only {
        Values::Types(_) => false,
        Values::Boolean(_) => true,
        Values::Integers(numbers) => numbers.len() == 1,
        Values::Strings(texts) => texts.len() == 1,
    }
}

/// Whether no value is of both. Null does not count: a property that is null is as good as
/// absent.
fn disjoint(one: &Values, other: &Values) -> bool {
    match (one, other) {
        (Values::Boolean(one), Values::Boolean(other)) => one != other,
        (Values::Integers(one), Values::Integers(other)) => {
            one.iter().all(|one| !other.contains(one))
        }
        (Values::Strings(one), Values::Strings(other)) => {
            one.iter().all(|one| !other.contains(one))
        }
        _ => types(one) & types(other) & !NULL == 0,
    }
}

fn types(only: &Values) -> u8 {
    match only {
        Values::Types(types) => *types,
        Values::Boolean(_) => BOOLEAN,
        Values::Integers(_) => INTEGER,
        Values::Strings(_) => STRING,
    }
}

/// All that either admits.
fn either(one: Values, other: Values) -> Values {
    match (one, other) {
        (Values::Integers(mut one), Values::Integers(other)) => {
            let new = other.into_iter().filter(|other| !one.contains(other));
            one.extend(new.collect::<Vec<_>>());
            Values::Integers(one)
        }
        (Values::Strings(mut one), Values::Strings(other)) => {
            let new = other.into_iter().filter(|other| !one.contains(other));
            one.extend(new.collect::<Vec<_>>());
            Values::Strings(one)
        }
        (one, other) if one == other => one,
        (one, other) => Values::Types(types(&one) | types(&other)),
    }
}

/// Whether null is one of a type's own values.
pub(super) fn has_null(models: &Models, ty: &Ty) -> bool {
    let leaves = Leaves::of(models, [ty]);
    let null = |ty: &&Ty| matches!(ty, Ty::Value | Ty::Null);
    leaves.nullable || leaves.found.iter().any(null)
}

/// The types that values of a type are of in the end.
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

    /// What is known of values of the types. Unions of unions are visited leaf by leaf, each once, for
    /// they may be many, and may lead in a circle.
    fn branch(&self, models: &Models) -> Branch {
        let mut branch = any(self.found.iter().map(|ty| leaf(models, ty)));
        if self.nullable {
            branch.types |= NULL;
        }
        branch
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

fn leaf(models: &Models, ty: &Ty) -> Branch {
    let of = |types| Branch {
        types,
        ..Branch::default()
    };
    match ty {
        Ty::Value => Branch {
            keeps_additional: true,
            ..of(ALL)
        },
        Ty::Object | Ty::Map(_) => Branch {
            keeps_additional: true,
            ..of(OBJECT)
        },
        Ty::List(_) => of(ARRAY),
        Ty::Model(id) => match &models[*id].kind {
            Kind::Struct(structure) => object(models, structure),
            _ => of(types(&values_of(models, ty))),
        },
        _ => of(types(&values_of(models, ty))),
    }
}

/// What is known of values of any one of several: a union that is itself a branch knows the
/// properties of all of its own, and requires what they all require.
fn any(branches: impl Iterator<Item = Branch>) -> Branch {
    let all = branches.reduce(|mut all, one| {
        let objects = (all.types & OBJECT != 0, one.types & OBJECT != 0);
        all.types |= one.types;
        match objects {
            (_, false) => {}
            (false, true) => {
                all.required = one.required;
                all.properties = one.properties;
            }
            (true, true) => {
                all.required.retain(|name| one.required.contains(name));
                // What only one of them knows, others may have with any value.
                for (name, only) in &mut all.properties {
                    if !one.properties.contains_key(name) {
                        *only = Values::Types(ALL);
                    }
                }
                for (name, other) in one.properties {
                    let known = all.properties.entry(name);
                    let both = |only: &mut Values| *only = either(only.clone(), other);
                    known.and_modify(both).or_insert(Values::Types(ALL));
                }
            }
        }
        all.keeps_additional |= one.keeps_additional;
        all
    });
    all.unwrap_or_default()
}

fn object(models: &Models, structure: &Struct) -> Branch {
    let mut found = Branch {
        types: OBJECT,
        keeps_additional: structure.additional.is_some(),
        ..Branch::default()
    };
    for field in &structure.fields {
        let required = field.presence == Presence::Required;
        let only = match field.single {
            Some(SingleValue::Boolean(only)) => Values::Boolean(only),
            _ => values_of(models, &field.ty),
        };
        found.properties.insert(field.json.clone(), only);
        if required {
            found.required.push(field.json.clone());
        }
    }
    found
}

/// All that values of a type are.
fn values_of(models: &Models, ty: &Ty) -> Values {
    let leaves = Leaves::of(models, [ty]);
    let found = leaves.found.iter().map(|ty| match ty {
        Ty::Bool => Values::Types(BOOLEAN),
        Ty::Integer(_) => Values::Types(INTEGER),
        Ty::Float | Ty::Number => Values::Types(NUMBER | INTEGER),
        Ty::String | Ty::Timestamp | Ty::Date | Ty::Uuid => Values::Types(STRING),
        Ty::Object | Ty::Map(_) => Values::Types(OBJECT),
        Ty::List(_) => Values::Types(ARRAY),
        Ty::Null => Values::Types(NULL),
        Ty::Model(id) => match &models[*id].kind {
            Kind::StringEnum(texts) => Values::Strings(strings(texts)),
            Kind::IntegerEnum(numbers) => Values::Integers(integers(numbers)),
            _ => Values::Types(OBJECT),
        },
        Ty::Value | Ty::Optional(_) | Ty::Nullable(_) | Ty::Boxed(_) => Values::Types(ALL),
    });
    let only = found.reduce(either).unwrap_or(Values::Types(ALL));
    if leaves.nullable {
        either(only, Values::Types(NULL))
    } else {
        only
    }
}

fn strings(texts: &StringEnum) -> Vec<String> {
    let values = texts.variants.iter();
    values.map(|(_, text)| text.clone()).collect()
}

fn integers(numbers: &IntegerEnum) -> Vec<i64> {
    let values = numbers.variants.iter();
    values.map(|(_, number)| *number).collect()
}
