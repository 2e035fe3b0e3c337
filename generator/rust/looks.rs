//! What tells the variants of a union apart, known once every model is decided.

use super::types::{Kind, Look, Models, Presence, Struct, Ty};

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

fn look(models: &Models, ty: &Ty, depth: usize) -> Look {
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
        Ty::Optional(inner) => {
            let mut look = look(models, inner, depth);
            look.types |= NULL;
            look
        }
        Ty::Boxed(inner) => look(models, inner, depth),
        // Aliases and unions may lead in a circle.
        Ty::Model(_) if depth > 16 => types(OBJECT),
        Ty::Model(id) => match &models[*id].kind {
            Kind::Alias(ty) => look(models, ty, depth + 1),
            Kind::Texts(texts) => {
                let values = texts
                    .variants
                    .iter()
                    .map(|(_, text)| text.clone())
                    .collect();
                Look {
                    types: STRING,
                    constants: vec![(String::new(), values)],
                    ..Look::default()
                }
            }
            Kind::Numbers(_) => types(INTEGER),
            Kind::Union(union) => {
                let variants = union.variants.iter();
                any(variants.map(|variant| look(models, &variant.ty, depth + 1)))
            }
            Kind::Struct(structure) => object(models, structure, depth),
        },
    }
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
        for name in one.members {
            if !all.members.contains(&name) {
                all.members.push(name);
            }
        }
        all.constants.clear();
        all
    });
    all.unwrap_or_default()
}

fn object(models: &Models, structure: &Struct, depth: usize) -> Look {
    let mut found = Look {
        types: OBJECT,
        ..Look::default()
    };
    for field in &structure.fields {
        found.members.push(field.json.clone());
        if field.presence == Presence::Required {
            found.required.push(field.json.clone());
            if let Ty::Model(_) = &field.ty {
                let inner = look(models, &field.ty, depth + 1);
                if let [(name, texts)] = inner.constants.as_slice()
                    && name.is_empty()
                {
                    found.constants.push((field.json.clone(), texts.clone()));
                }
            }
        }
    }
    found
}
