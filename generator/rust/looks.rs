//! What tells the variants of a union apart, known once every model is decided.

use std::collections::HashSet;

use super::types::{Kind, Look, ModelId, Models, Presence, Struct, Texts, Ty};

/// The types of JSON values as the support code numbers them.
pub const NULL: u8 = 1;
pub const BOOLEAN: u8 = 2;
pub const INTEGER: u8 = 4;
pub const NUMBER: u8 = 8;
pub const STRING: u8 = 16;
pub const ARRAY: u8 = 32;
pub const OBJECT: u8 = 64;

/// Fills in what every variant of every union looks like.
pub fn fill(models: &mut Models) {
    let mut looks = Vec::new();
    for (index, model) in models.models.iter().enumerate() {
        if let Kind::Union(union) = &model.kind {
            let mut found: Vec<Look> = union
                .variants
                .iter()
                .map(|variant| look(models, &variant.ty, 0))
                .collect();
            let lists = |look: &&mut Look| look.types & ARRAY != 0;
            if found.iter_mut().filter(lists).count() < 2 {
                found.iter_mut().for_each(|look| look.items.clear());
            }
            looks.extend(
                found
                    .into_iter()
                    .enumerate()
                    .map(|(number, look)| (index, number, look)),
            );
        }
    }
    for (index, number, found) in looks {
        if let Kind::Union(union) = &mut models.models[index].kind
            && let Some(variant) = union.variants.get_mut(number)
        {
            variant.look = Look {
                tags: std::mem::take(&mut variant.look.tags),
                ..found
            };
        }
    }
}

/// What values of a type look like. Choices of choices are looked at leaf by leaf, each once, for
/// they may be many, and may lead in a circle.
fn look(models: &Models, ty: &Ty, depth: usize) -> Look {
    let mut leaves = Leaves::default();
    leaves.collect(models, ty);
    let mut look = any(leaves.found.iter().map(|ty| leaf(models, ty, depth)));
    if leaves.nullable {
        look.types |= NULL;
    }
    look
}

/// The types that a type chooses from in the end.
#[derive(Default)]
struct Leaves<'a> {
    found: Vec<&'a Ty>,
    seen: HashSet<ModelId>,
    nullable: bool,
}

impl<'a> Leaves<'a> {
    fn collect(&mut self, models: &'a Models, ty: &'a Ty) {
        let mut pending = vec![ty];
        while let Some(ty) = pending.pop() {
            match ty {
                Ty::Optional(inner) => {
                    self.nullable = true;
                    pending.push(inner);
                }
                Ty::Boxed(inner) => pending.push(inner),
                Ty::Model(id) if !self.seen.insert(*id) => {}
                Ty::Model(id) => match &models[*id].kind {
                    Kind::Alias(ty) => pending.push(ty),
                    Kind::Union(union) => {
                        pending.extend(union.variants.iter().rev().map(|variant| &variant.ty));
                    }
                    _ => self.found.push(ty),
                },
                _ => self.found.push(ty),
            }
        }
    }
}

fn leaf(models: &Models, ty: &Ty, depth: usize) -> Look {
    let types = |types| Look {
        types,
        ..Look::default()
    };
    match ty {
        Ty::Bool => types(BOOLEAN),
        Ty::Integer(_) => types(INTEGER),
        Ty::Float | Ty::Number => types(NUMBER | INTEGER),
        Ty::String | Ty::Timestamp | Ty::Date | Ty::Uuid => types(STRING),
        Ty::Value => types(NULL | BOOLEAN | INTEGER | NUMBER | STRING | ARRAY | OBJECT),
        Ty::Object | Ty::Map(_) => types(OBJECT),
        Ty::Null => types(NULL),
        Ty::List(item) => Look {
            types: ARRAY,
            items: match depth {
                0..4 => vec![look(models, item, depth + 1)],
                _ => Vec::new(),
            },
            ..Look::default()
        },
        Ty::Model(id) => match &models[*id].kind {
            Kind::Texts(texts) => Look {
                types: STRING,
                constants: vec![(String::new(), values(texts))],
                ..Look::default()
            },
            Kind::Numbers(_) => types(INTEGER),
            Kind::Struct(structure) => object(models, structure),
            Kind::Alias(_) | Kind::Union(_) => Look::default(),
        },
        Ty::Optional(_) | Ty::Boxed(_) => Look::default(),
    }
}

fn values(texts: &Texts) -> Vec<String> {
    let values = texts.variants.iter();
    values.map(|(_, text)| text.clone()).collect()
}

/// What looks like any one of several: a choice that is itself an alternative knows the members of
/// all of its own, and asks for what they all ask for.
fn any(looks: impl Iterator<Item = Look>) -> Look {
    let all = looks.reduce(|mut all, one| {
        all.types |= one.types;
        if all.members.is_empty() {
            all.required = one.required;
        } else if !one.members.is_empty() {
            all.required.retain(|name| one.required.contains(name));
        }
        let known: HashSet<String> = all.members.iter().cloned().collect();
        let new = one.members.into_iter();
        all.members.extend(new.filter(|name| !known.contains(name)));
        all.constants.clear();
        if !one.items.is_empty() {
            let items = all.items.drain(..).chain(one.items);
            all.items = vec![any(items)];
        }
        all
    });
    all.unwrap_or_default()
}

fn object(models: &Models, structure: &Struct) -> Look {
    let mut found = Look {
        types: OBJECT,
        ..Look::default()
    };
    for field in &structure.fields {
        found.members.push(field.json.clone());
        if field.presence == Presence::Required {
            found.required.push(field.json.clone());
            if let Some(texts) = constants(models, &field.ty) {
                found.constants.push((field.json.clone(), texts));
            }
        }
    }
    found
}

/// The only texts that a member may have.
fn constants(models: &Models, ty: &Ty) -> Option<Vec<String>> {
    let mut leaves = Leaves::default();
    leaves.collect(models, ty);
    match leaves.found.as_slice() {
        [Ty::Model(id)] if !leaves.nullable => match &models[*id].kind {
            Kind::Texts(texts) => Some(values(texts)),
            _ => None,
        },
        _ => None,
    }
}
