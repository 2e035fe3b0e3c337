//! Boxes: what may be missing and is an object or a union stands in one, and so does what a union
//! holds. Which types are boxed is said by their kind alone, so that nothing that is added to a
//! contract moves a box, and an object is as small as what every one of them has.

use super::types::{Kind, ModelId, Models, Presence, Ty};
use counterpart_contract::graph::components;

/// Puts objects and unions into boxes: optional properties and variants always, and required
/// properties where the type would otherwise hold itself.
pub fn put(models: &mut Models) {
    let held = held_by(models);
    for model in &mut models.models {
        match &mut model.kind {
            Kind::Struct(structure) => {
                for field in &mut structure.fields {
                    match field.presence {
                        Presence::Required => put_optional(&mut field.ty, &held),
                        _ => put_box(&mut field.ty, &held),
                    }
                }
            }
            Kind::Union(union) => {
                for variant in &mut union.variants {
                    put_box(&mut variant.ty, &held);
                    put_optional(&mut variant.ty, &held);
                }
            }
            _ => {}
        }
    }
    cut(models);
}

/// What values of a model are, as far as boxes are concerned.
#[derive(Debug, Clone)]
enum Held {
    /// An object or a union.
    Object,
    /// Null, or an object or a union of this type.
    Nullable(Ty),
    Other,
}

/// What values of each model are, behind its names.
fn held_by(models: &Models) -> Vec<Held> {
    let mut known: Vec<Option<Held>> = vec![None; models.models.len()];
    let mut names = Vec::new();
    for first in 0..known.len() {
        let mut index = first;
        let held = loop {
            if let Some(held) = known.get(index).cloned().flatten() {
                break held;
            }
            names.push(index);
            match &models[ModelId(index)].kind {
                Kind::Struct(_) | Kind::Union(_) => break Held::Object,
                // Aliases that lead in a circle have been cut.
                Kind::Alias(Ty::Model(inner)) => index = inner.0,
                Kind::Alias(Ty::Optional(inner)) if is_object(models, inner) => {
                    break Held::Nullable(inner.as_ref().clone());
                }
                _ => break Held::Other,
            }
        };
        for index in names.drain(..) {
            if let Some(known) = known.get_mut(index) {
                *known = Some(held.clone());
            }
        }
    }
    let all = known.into_iter();
    all.map(|held| held.unwrap_or(Held::Other)).collect()
}

fn is_object(models: &Models, ty: &Ty) -> bool {
    match models.resolved(ty) {
        Ty::Model(id) => matches!(models[*id].kind, Kind::Struct(_) | Kind::Union(_)),
        _ => false,
    }
}

/// The type of a body as the content of a variant: what is an object or a union is boxed, as in the
/// unions of models.
pub fn in_variant(models: &Models, ty: &Ty) -> Ty {
    match models.resolved(ty) {
        Ty::Optional(inner) if is_object(models, inner) => {
            Ty::Optional(Box::new(Ty::Boxed(inner.clone())))
        }
        _ if is_object(models, ty) => Ty::Boxed(Box::new(ty.clone())),
        _ => ty.clone(),
    }
}

fn put_box(ty: &mut Ty, held: &[Held]) {
    if let Ty::Model(id) = ty
        && matches!(held.get(id.0), Some(Held::Object))
    {
        *ty = Ty::Boxed(Box::new(ty.clone()));
    }
}

/// Boxes what is not null.
fn put_optional(ty: &mut Ty, held: &[Held]) {
    match ty {
        Ty::Optional(inner) => put_box(inner, held),
        Ty::Model(id) => {
            if let Some(Held::Nullable(inner)) = held.get(id.0) {
                *ty = Ty::Optional(Box::new(Ty::Boxed(Box::new(inner.clone()))));
            }
        }
        _ => {}
    }
}

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
        Kind::StringEnum(_) | Kind::IntegerEnum(_) => {}
    }
    out
}

/// Puts a box where a field leads back to its own type.
fn cut(models: &mut Models) {
    let graph: Vec<Vec<ModelId>> = models
        .models
        .iter()
        .map(|model| edges(&model.kind))
        .collect();
    let groups = groups(&graph);
    for (index, model) in models.models.iter_mut().enumerate() {
        let cyclic = |id: ModelId| groups[id.0] == groups[index];
        if let Kind::Struct(structure) = &mut model.kind {
            let fields = structure.fields.iter_mut();
            fields.for_each(|field| cut_one(&mut field.ty, &cyclic, index, &graph));
        }
    }
}

fn cut_one(ty: &mut Ty, cyclic: &impl Fn(ModelId) -> bool, from: usize, graph: &[Vec<ModelId>]) {
    match ty {
        Ty::Optional(inner) => cut_one(inner, cyclic, from, graph),
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
