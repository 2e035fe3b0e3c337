//! Renders files of models: the types of several schemas, each with a public module for its own
//! nested types.

mod items;
mod used;

use std::collections::BTreeSet;

use askama::Template;

use super::doc_comment::DocComment;
use super::filters;
use super::text::{Above, RustCode};
use crate::rust::{Docs, Ident, Kind, Model, ModelFile, ModelId, Models, View};
use items::{Item, RequiredItem};
use used::Used;

#[derive(Template)]
#[template(path = "rust/models/file.rs")]
struct File<'a> {
    about: DocComment,
    /// The items of the models module itself.
    types: Types<'a>,
    modules: Vec<Module<'a>>,
}

/// The public module of a schema or an operation.
struct Module<'a> {
    about: DocComment,
    name: &'a Ident,
    types: Types<'a>,
}

/// The items of a file or a module, with their imports.
#[derive(Template)]
#[template(path = "rust/models/types.rs")]
struct Types<'a> {
    uses: Used,
    root: Above,
    models: Above,
    /// Models of other modules that are imported.
    imported: Vec<&'a Ident>,
    /// The structs of required properties of the type that the module is named after and of its
    /// siblings.
    required: Vec<RequiredItem<'a>>,
    items: Vec<(Item<'a>, Option<RequiredItem<'a>>)>,
    /// The models that are deserialized.
    readable: Vec<&'a Ident>,
}

impl RustCode for Types<'_> {}

/// Renders a file of models. `by_module` contains the models of each module.
///
/// # Errors
/// Returns an error if a template fails, which does not happen in practice.
pub fn file(
    models: &Models,
    file: &ModelFile,
    by_module: &[Vec<ModelId>],
) -> Result<String, askama::Error> {
    let up = if file.folder.is_some() { 3 } else { 2 };
    let modules = file.modules.iter();
    let modules =
        modules.filter_map(|index| module(models, *index, by_module.get(*index)?, up + 1));
    let members = file
        .modules
        .iter()
        .filter_map(|index| by_module.get(*index));
    let known = |id: &&ModelId| is_known_above(models, **id);
    let members: Vec<ModelId> = members.flatten().filter(known).copied().collect();
    let mut named = BTreeSet::new();
    for id in &members {
        models[*id].types(&mut |ty| ty.models(&mut |id| named.extend([id])));
    }
    named.retain(|id| is_known_above(models, *id) && !file.modules.contains(&models[*id].module));
    let view = View::File {
        modules: &file.modules,
        up,
    };
    let item = |id: &ModelId| (Item::of(models, &models[*id], view, Above(up + 1)), None);
    let mut uses = Used::default();
    members.iter().for_each(|id| uses.model(&models[*id]));
    File {
        about: about(&file.about).inner(),
        types: Types {
            uses,
            root: Above(up + 1),
            models: Above(up),
            imported: named.iter().map(|id| &models[*id].name).collect(),
            required: Vec::new(),
            items: members.iter().map(item).collect(),
            readable: readable(models, &members),
        },
        modules: modules.collect(),
    }
    .render()
}

/// Renders a module unless it is empty. `up` is the number of modules up to the models.
fn module<'a>(
    models: &'a Models,
    index: usize,
    members: &'a [ModelId],
    up: usize,
) -> Option<Module<'a>> {
    let module = models.modules.get(index)?;
    let (above, own): (Vec<ModelId>, Vec<ModelId>) =
        members.iter().partition(|id| is_known_above(models, **id));
    let imported = importable(models, members, &own);
    let view = View::Inside {
        module: index,
        imported: &imported,
        is_nested: false,
        up,
    };
    let mut uses = Used::default();
    own.iter().for_each(|id| uses.model(&models[*id]));
    let named_after = above.iter().map(|id| &models[*id]);
    named_after
        .filter(|model| model.nested.is_none())
        .for_each(|model| uses.required(model));
    let required = |model: &'a Model| RequiredItem::of(models, model, view, up + 1);
    let above: Vec<RequiredItem<'_>> = above
        .iter()
        .filter_map(|id| required(&models[*id]))
        .map(RequiredItem::above)
        .collect();
    let item = |id: &ModelId| {
        let model = &models[*id];
        (
            Item::of(models, model, view, Above(up + 1)),
            required(model),
        )
    };
    (!above.is_empty() || !own.is_empty()).then(|| Module {
        about: about(&module.about),
        name: &module.name,
        types: Types {
            uses,
            root: Above(up + 1),
            models: Above(up),
            imported: imported.iter().map(|id| &models[*id].name).collect(),
            required: above,
            items: own.iter().map(item).collect(),
            readable: readable(models, &own),
        },
    })
}

fn about(text: &str) -> DocComment {
    DocComment::of(&Docs {
        text: Some(text.to_owned()),
        ..Docs::default()
    })
}

/// Returns whether a type is a model itself rather than a type within its module.
fn is_known_above(models: &Models, id: ModelId) -> bool {
    let module = models.modules.get(models[id].module);
    module.is_some_and(|module| module.reexported.contains(&id))
}

fn readable<'a>(models: &'a Models, members: &[ModelId]) -> Vec<&'a Ident> {
    let members = members.iter().map(|id| &models[*id]);
    members
        .filter(|model| !matches!(model.kind, Kind::Alias(_)))
        .map(|model| &model.name)
        .collect()
}

/// Returns the models that a module can import by name: those in scope above whose names are not
/// used otherwise in the module.
fn importable(models: &Models, members: &[ModelId], own: &[ModelId]) -> Vec<ModelId> {
    let names: BTreeSet<&Ident> = own.iter().map(|id| &models[*id].name).collect();
    let mut found = BTreeSet::new();
    let mut visit = |id: ModelId| {
        if is_known_above(models, id) && !names.contains(&models[id].name) {
            found.insert(id);
        }
    };
    for id in members {
        match &models[*id].kind {
            // The parent needs the required properties of this model.
            Kind::Struct(structure) if !own.contains(id) => {
                structure
                    .given()
                    .for_each(|field| field.ty.models(&mut visit));
            }
            _ if own.contains(id) => models[*id].types(&mut |ty| ty.models(&mut visit)),
            _ => {}
        }
    }
    found.into_iter().collect()
}
