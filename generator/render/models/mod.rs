//! Models as Rust files: one for each named schema, with the types that only it uses.

mod items;
mod used;

use std::collections::BTreeSet;

use askama::Template;

use super::filters;
use super::text::{Above, DocComment};
use crate::rust::{Docs, Ident, Kind, ModelId, Models, View};
use items::{Item, RequiredItem};
use used::Used;

#[derive(Template)]
#[template(path = "rust/models/file.rs")]
struct ModelFile<'a> {
    about: DocComment,
    uses: Used,
    root: Above,
    models: Above,
    /// Models of other modules that are imported.
    imported: Vec<&'a Ident>,
    items: Vec<(Item<'a>, Option<RequiredItem<'a>>)>,
    /// The models that are read out of JSON.
    readable: Vec<&'a Ident>,
}

/// The text of a module of models.
///
/// # Errors
/// As the templates fail, which they have no cause to.
pub fn module(models: &Models, index: usize, members: &[ModelId]) -> Result<String, askama::Error> {
    let Some(module) = models.modules.get(index) else {
        return Ok(String::new());
    };
    let imported = importable(models, index, members);
    let view = View::Inside {
        module: index,
        imported: &imported,
        is_nested: false,
    };
    let members = || members.iter().map(|id| &models[*id]);
    let mut uses = Used::default();
    members().for_each(|model| uses.model(model));
    let about = Docs {
        text: Some(module.about.clone()),
        ..Docs::default()
    };
    let depth = if module.folder.is_some() { 2 } else { 1 };
    ModelFile {
        about: DocComment::of(&about).inner(),
        uses,
        root: Above(depth + 1),
        models: Above(depth),
        imported: imported.iter().map(|id| &models[*id].name).collect(),
        items: members()
            .map(|model| {
                let required = RequiredItem::of(models, model, view, depth + 1);
                (Item::of(models, model, view, Above(depth + 1)), required)
            })
            .collect(),
        readable: members()
            .filter(|model| !matches!(model.kind, Kind::Alias(_)))
            .map(|model| &model.name)
            .collect(),
    }
    .render()
}

/// Models of other modules that can be imported by name: those known one level up whose names
/// stand for nothing else here.
fn importable(models: &Models, index: usize, members: &[ModelId]) -> Vec<ModelId> {
    let own: BTreeSet<&Ident> = members.iter().map(|id| &models[*id].name).collect();
    let mut found = BTreeSet::new();
    for id in members {
        models[*id].types(&mut |ty| {
            ty.models(&mut |id| {
                let model = &models[id];
                let reexported = models
                    .modules
                    .get(model.module)
                    .is_some_and(|module| module.reexported.contains(&id));
                if model.module != index && reexported && !own.contains(&model.name) {
                    found.insert(id);
                }
            });
        });
    }
    found.into_iter().collect()
}
