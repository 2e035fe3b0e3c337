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
            Kind::Union(union) => union.variants.iter().fold(types(0), |mut all, variant| {
                all.types |= look(models, &variant.ty, depth + 1).types;
                all
            }),
            Kind::Struct(structure) => object(models, structure, depth),
        },
    }
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
