//! A whole site in one file.

use super::links::Format;
use super::model::ModelView;
use super::operation::OperationView;
use super::page::{GroupView, Overview};
use super::schema::Anchors;
use super::search::{self, Entry};
use super::site::Site;

/// The content of the file, in order.
#[derive(Debug, Clone)]
pub struct Whole<'a> {
    pub overview: Overview<'a>,
    pub groups: Vec<(GroupView<'a>, Vec<OperationView<'a>>)>,
    pub models: Vec<ModelView<'a>>,
}

/// Returns the whole site and its search index.
#[must_use]
pub fn whole<'a>(site: &'a Site<'a>) -> (Whole<'a>, Vec<Entry>) {
    let links = site.links(Format::Single, "");
    let mut index = Vec::new();
    let mut groups = Vec::new();
    let mut shown = vec![false; site.operation_count()];
    for (at, group) in site.groups().iter().enumerate() {
        let Some(view) = site.group(&links, at, 2) else {
            continue;
        };
        let mut operations = Vec::new();
        for operation in &group.operations {
            // An operation with several tags is shown with the first of them.
            let Some(shown @ false) = shown.get_mut(*operation) else {
                continue;
            };
            *shown = true;
            let mut anchors = Anchors::new(format!("{}.", links.anchor(*operation)));
            if let Some(view) = site.operation(&links, *operation, 3, &mut anchors) {
                index.push(search::operation(&view, format!("#{}", view.anchor)));
                operations.push(view);
            }
        }
        groups.push((view, operations));
    }
    let usage = site.usage(&links);
    let mut models = Vec::new();
    for (name, slug, id) in links.models() {
        let mut anchors = Anchors::new(format!("models-{slug}."));
        let view = site.model(&links, &usage, (name, id), 3, &mut anchors);
        index.push(search::model(&view, format!("#{}", view.anchor)));
        models.push(view);
    }
    let overview = site.overview(&links);
    let whole = Whole {
        overview,
        groups,
        models,
    };
    (whole, index)
}
