//! The types that a type resolves to, and the facts that distinguish their values.

use std::collections::HashSet;

use super::values::{ALL, ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING, either, types};
use crate::rust::types::{
    Branch, IntegerEnum, Kind, Models, Presence, SingleValue, StringEnum, Struct, Ty, Values,
};

/// Whether a type includes null.
pub fn has_null(models: &Models, ty: &Ty) -> bool {
    let leaves = Leaves::of(models, [ty]);
    let null = |ty: &&Ty| matches!(ty, Ty::Value | Ty::Null);
    leaves.nullable || leaves.found.iter().any(null)
}

/// The types that a type resolves to, behind aliases, boxes and unions.
#[derive(Default)]
pub struct Leaves<'a> {
    pub found: Vec<&'a Ty>,
    nullable: bool,
}

impl<'a> Leaves<'a> {
    pub fn of(models: &'a Models, types: impl IntoIterator<Item = &'a Ty>) -> Self {
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
    pub fn branch(&self, models: &Models) -> Branch {
        let mut branch = any(self.found.iter().map(|ty| leaf(models, ty)));
        if self.nullable {
            branch.types |= NULL;
        }
        branch
    }

    /// The structures among the types.
    pub fn structures(&self, models: &'a Models) -> impl Iterator<Item = &'a Struct> {
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
            Kind::StringEnum(own) => Values::Strings(strings(own)),
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

fn strings(own: &StringEnum) -> Vec<String> {
    let values = own.variants.iter();
    values.map(|(_, text)| text.clone()).collect()
}

fn integers(numbers: &IntegerEnum) -> Vec<i64> {
    let values = numbers.variants.iter();
    values.map(|(_, number)| *number).collect()
}
