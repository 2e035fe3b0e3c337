//! Schemas that are parts of themselves.
//!
//! A schema may hold itself in a member or an item: values end. It must not be its own part at the
//! same value, for nobody could ever say whether a value fits. One such circle is a common idiom,
//! though: a base names its variants in `oneOf`, and each variant is built on the base with
//! `allOf`. What a variant means there is the base without its branches.

use crate::diagnostic::{Diagnostic, codes};
use crate::graph::components;
use crate::model::{Schema, SchemaId};

/// Cuts every circle that does not go into the value.
pub(super) fn cut(schemas: &mut Vec<Schema>, report: &mut Vec<Diagnostic>) {
    build_on_bare_bases(schemas);
    let found = components(&graph(schemas));
    for (index, schema) in schemas.iter_mut().enumerate() {
        let closes =
            |id: SchemaId| id.index() == index || found.get(id.index()) == found.get(index);
        let before = parts(schema).count();
        schema.all_of.retain(|id| !closes(*id));
        schema.any_of.retain(|id| !closes(*id));
        schema.one_of.retain(|id| !closes(*id));
        if let Some(rare) = schema.uncommon.kept() {
            rare.dependent_schemas.retain(|_, id| !closes(*id));
            for part in [
                &mut rare.not,
                &mut rare.if_,
                &mut rare.then,
                &mut rare.else_,
            ] {
                *part = part.filter(|id| !closes(*id));
            }
        }
        if parts(schema).count() < before {
            report.push(Diagnostic::new(
                &codes::SELF_APPLICATION,
                schema.place.clone(),
                "this schema applies to itself; the subschema that closes the cycle is ignored",
            ));
        }
    }
}

/// The schemas that judge the same value as the schema itself.
fn parts(schema: &Schema) -> impl Iterator<Item = SchemaId> + '_ {
    let one = [schema.not, schema.if_, schema.then, schema.else_];
    schema
        .all_of
        .iter()
        .chain(&schema.any_of)
        .chain(&schema.one_of)
        .chain(schema.dependent_schemas.values())
        .copied()
        .chain(one.into_iter().flatten())
}

fn graph(schemas: &[Schema]) -> Vec<Vec<usize>> {
    schemas
        .iter()
        .map(|schema| parts(schema).map(SchemaId::index).collect())
        .collect()
}

/// Gives variants of a base a copy of it that has no branches.
fn build_on_bare_bases(schemas: &mut Vec<Schema>) {
    let found = components(&graph(schemas));
    let mut bare: Vec<(SchemaId, SchemaId)> = Vec::new();
    for index in 0..found.len() {
        for part in 0..schemas[index].all_of.len() {
            let base = schemas[index].all_of[part];
            let has_variants = schemas
                .get(base.index())
                .is_some_and(|base| !(base.one_of.is_empty() && base.any_of.is_empty()));
            if base.index() == index || found[base.index()] != found[index] || !has_variants {
                continue;
            }
            let copy = match bare.iter().find(|(known, _)| *known == base) {
                Some((_, copy)) => *copy,
                None => {
                    let copy = SchemaId::at(schemas.len());
                    schemas.push(Schema {
                        name: None,
                        any_of: Vec::new(),
                        one_of: Vec::new(),
                        discriminator: None,
                        ..schemas[base.index()].clone()
                    });
                    bare.push((base, copy));
                    copy
                }
            };
            schemas[index].all_of[part] = copy;
        }
    }
}
