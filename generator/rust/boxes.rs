//! Boxes, where a type would otherwise hold itself, and only there.

use super::types::{Kind, ModelId, Models, Ty};
use counterpart_contract::graph::components;

/// The models that a type holds by value, options included.
fn held(ty: &Ty, out: &mut Vec<ModelId>) {
    match ty {
        Ty::Optional(inner) => held(inner, out),
        Ty::Model(id) => out.push(*id),
        _ => {}
    }
}

fn edges(kind: &Kind) -> Vec<ModelId> {
    let mut out = Vec::new();
    match kind {
        Kind::Struct(structure) => structure
            .fields
            .iter()
            .for_each(|field| held(&field.ty, &mut out)),
        Kind::Union(union) => union
            .variants
            .iter()
            .for_each(|variant| held(&variant.ty, &mut out)),
        Kind::Alias(ty) => held(ty, &mut out),
        Kind::Texts(_) | Kind::Numbers(_) => {}
    }
    out
}

/// Puts a box where a field or variant leads back to its own type.
pub fn cut(models: &mut Models) {
    let graph: Vec<Vec<ModelId>> = models
        .models
        .iter()
        .map(|model| edges(&model.kind))
        .collect();
    let groups = groups(&graph);
    for (index, model) in models.models.iter_mut().enumerate() {
        let cyclic = |id: ModelId| groups[id.0] == groups[index];
        match &mut model.kind {
            Kind::Struct(structure) => {
                structure
                    .fields
                    .iter_mut()
                    .for_each(|field| put_box(&mut field.ty, &cyclic, index, &graph));
            }
            Kind::Union(union) => {
                union
                    .variants
                    .iter_mut()
                    .for_each(|variant| put_box(&mut variant.ty, &cyclic, index, &graph));
            }
            _ => {}
        }
    }
}

fn put_box(ty: &mut Ty, cyclic: &impl Fn(ModelId) -> bool, from: usize, graph: &[Vec<ModelId>]) {
    match ty {
        Ty::Optional(inner) => put_box(inner, cyclic, from, graph),
        Ty::Model(id) if cyclic(*id) => {
            // Alone in its group, a model is only cyclic where it holds itself.
            let loops = id.0 != from || graph[from].contains(id);
            if loops {
                *ty = Ty::Boxed(Box::new(ty.clone()));
            }
        }
        _ => {}
    }
}

/// Aliases cannot hold themselves, not even in a list: such a one is any JSON value.
pub fn cut_aliases(models: &mut Models) {
    let graph: Vec<Vec<ModelId>> = models
        .models
        .iter()
        .map(|model| {
            let mut out = Vec::new();
            if let Kind::Alias(ty) = &model.kind {
                ty.models(&mut |id| out.push(id));
            }
            out
        })
        .collect();
    let groups = groups(&graph);
    let mut size = vec![0_usize; groups.len()];
    groups.iter().for_each(|group| size[*group] += 1);
    for (index, model) in models.models.iter_mut().enumerate() {
        if size[groups[index]] > 1 || graph[index].contains(&ModelId(index)) {
            model.kind = Kind::Alias(Ty::Value);
        }
    }
}

/// Models that lead to each other share a number.
fn groups(graph: &[Vec<ModelId>]) -> Vec<usize> {
    let plain: Vec<Vec<usize>> = graph
        .iter()
        .map(|edges| edges.iter().map(|id| id.0).collect())
        .collect();
    components(&plain)
}
