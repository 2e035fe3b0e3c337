//! Properties with one possible value, which nobody has to give: constants, enumerations of one
//! value, and discriminators whose value says which schema it is.

use std::collections::HashMap;

use super::super::types::{Field, Kind, ModelId, Models, SingleValue, Ty};

/// For a struct and the name of its discriminator: the value that means it, where that is one alone.
type Discriminators = HashMap<(ModelId, String), Option<String>>;

/// Finds the properties that can have one value only. Known once every alias and every union is
/// decided.
pub(super) fn mark(models: &mut Models) {
    let discriminators = discriminators(models);
    let mut found = Vec::new();
    for (index, model) in models.models.iter().enumerate() {
        if let Kind::Struct(structure) = &model.kind {
            for (number, field) in structure.fields.iter().enumerate() {
                let value = of_type(models, field).or_else(|| {
                    let known = discriminators.get(&(ModelId(index), field.json.clone()))?;
                    of_discriminator(models, field, known.as_deref()?)
                });
                if value != field.single {
                    found.push((index, number, value));
                }
            }
        }
    }
    for (index, number, value) in found {
        if let Some(Kind::Struct(structure)) = models.models.get_mut(index).map(|own| &mut own.kind)
            && let Some(field) = structure.fields.get_mut(number)
        {
            field.single = value;
        }
    }
}

fn of_type(models: &Models, field: &Field) -> Option<SingleValue> {
    match models.resolved(&field.ty) {
        Ty::Null => Some(SingleValue::Null),
        Ty::Bool | Ty::Float => field.single.clone(),
        Ty::Model(id) => match &models[*id].kind {
            Kind::StringEnum(strings) => match strings.variants.as_slice() {
                [(variant, _)] => Some(SingleValue::Variant(variant.clone())),
                _ => None,
            },
            Kind::IntegerEnum(numbers) => match numbers.variants.as_slice() {
                [(variant, _)] => Some(SingleValue::Variant(variant.clone())),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// The value of a discriminator as the field's own type has it.
fn of_discriminator(models: &Models, field: &Field, value: &str) -> Option<SingleValue> {
    match models.resolved(&field.ty) {
        Ty::String => Some(SingleValue::String(value.to_owned())),
        Ty::Model(id) => match &models[*id].kind {
            Kind::StringEnum(strings) => {
                let mut variants = strings.variants.iter();
                let (variant, _) = variants.find(|(_, text)| text == value)?;
                Some(SingleValue::Variant(variant.clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

fn discriminators(models: &Models) -> Discriminators {
    let mut found = Discriminators::new();
    for model in &models.models {
        let Kind::Union(union) = &model.kind else {
            continue;
        };
        let Some(property) = &union.discriminator else {
            continue;
        };
        for variant in &union.variants {
            let Ty::Model(id) = models.resolved(&variant.ty) else {
                continue;
            };
            let value = match variant.branch.discriminator_values.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            };
            let known = found.entry((*id, property.clone()));
            known
                .and_modify(|known| *known = known.take().filter(|one| Some(one) == value.as_ref()))
                .or_insert(value);
        }
    }
    found
}
