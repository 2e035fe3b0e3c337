//! Null behind a name: a member whose type is an alias that admits null may be null itself.

use super::super::types::{Field, Kind, Models, Presence, Ty};

/// Tells null from absence where only an alias says that there may be null. Known once every alias
/// is decided.
pub(super) fn settle(models: &mut Models) {
    let mut nullable = Vec::new();
    for (index, model) in models.models.iter().enumerate() {
        if let Kind::Struct(structure) = &model.kind {
            for (number, field) in structure.fields.iter().enumerate() {
                nullable.extend(without_null(models, field).map(|ty| (index, number, ty)));
            }
        }
    }
    for (index, number, ty) in nullable {
        if let Some(model) = models.models.get_mut(index)
            && let Kind::Struct(structure) = &mut model.kind
            && let Some(field) = structure.fields.get_mut(number)
        {
            field.presence = Presence::Nullable;
            field.ty = ty;
        }
    }
}

/// The type of an optional field's values that are not null, where they may also be null.
fn without_null(models: &Models, field: &Field) -> Option<Ty> {
    if field.presence != Presence::Optional {
        return None;
    }
    let mut ty = &field.ty;
    // Aliases that lead in a circle have been cut.
    while let Ty::Model(id) = ty {
        let Kind::Alias(inner) = &models[*id].kind else {
            return None;
        };
        ty = inner;
    }
    match ty {
        Ty::Optional(inner) => Some(inner.as_ref().clone()),
        _ => None,
    }
}
