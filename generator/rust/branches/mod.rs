//! What distinguishes the branches of a union, known once every model is decided.

mod distinguish;
mod leaves;
mod values;

use super::types::{Branch, Kind, Models};
use leaves::Leaves;
pub use leaves::has_null;
pub use values::{ALL, ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING, types_named};

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
                distinguish::distinguish(models, &types, &mut found.iter_mut().collect::<Vec<_>>());
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

/// Keeps what a discriminator leaves open: it selects among objects.
fn plain(branch: &mut Branch) {
    branch.required.clear();
    branch.properties.clear();
    branch.keeps_additional = false;
}
