//! Null behind a name: a member whose type is an alias or a choice that admits null may be null
//! itself.

use super::super::branches::has_null;
use super::super::types::{Field, Kind, Models, Presence, Ty};

/// Tells null from absence where only the type of a name says that there may be null. Known once
/// every alias and every choice is decided.
pub(super) fn mark(models: &mut Models) {
    let mut nullable = Vec::new();
    let mut own = Vec::new();
    for (index, model) in models.models.iter().enumerate() {
        if let Kind::Struct(structure) = &model.kind {
            for (number, field) in structure.fields.iter().enumerate() {
                if field.presence != Presence::Optional {
                    continue;
                }
                match without_null(models, field) {
                    Some(ty) => nullable.push((index, number, ty)),
                    None if has_null(models, &field.ty) => own.push((index, number)),
                    None => {}
                }
            }
        }
    }
    for (index, number, ty) in nullable {
        if let Some(field) = field(models, index, number) {
            (field.presence, field.ty) = (Presence::Nullable, ty);
        }
    }
    for (index, number) in own {
        if let Some(field) = field(models, index, number) {
            field.presence = Presence::OwnNull;
        }
    }
}

fn field(models: &mut Models, model: usize, number: usize) -> Option<&mut Field> {
    match &mut models.models.get_mut(model)?.kind {
        Kind::Struct(structure) => structure.fields.get_mut(number),
        _ => None,
    }
}

/// The type of an optional field's values that are not null, where they may also be null.
fn without_null(models: &Models, field: &Field) -> Option<Ty> {
    match models.resolved(&field.ty) {
        Ty::Optional(inner) => Some(inner.as_ref().clone()),
        _ => None,
    }
}
