//! The search index: one file, loaded on the first search.

use serde_json::{Value, json};

use super::body::RequestBodyView;
use super::model::ModelView;
use super::operation::OperationView;
use super::parameters::FieldTable;
use super::schema::{Field, Label, Structure};
use super::text::Prose;
use crate::diagnostic::{visible, visible_json};

/// A page of the index.
#[derive(Debug, Clone)]
pub struct Entry {
    pub kind: &'static str,
    pub title: String,
    /// A second line for the title: `GET /pets`.
    pub detail: String,
    /// Relative to the root of the site.
    pub href: String,
    pub text: String,
    /// The ids of parameters and properties; each ends with the dotted name.
    pub anchors: Vec<String>,
}

/// The number of characters of a description that are indexed.
const TEXT: usize = 600;

#[must_use]
pub fn operation(view: &OperationView<'_>, href: String) -> Entry {
    let mut anchors = Vec::new();
    request(&view.parameters, view.body.as_ref(), &mut anchors);
    for body in view.responses.iter().flat_map(|one| &one.bodies) {
        if !is_model(&body.label) {
            structure(&body.structure, &mut anchors);
        }
    }
    for header in view.responses.iter().flat_map(|one| &one.headers) {
        anchors.push(header.anchor.clone());
    }
    for callback in &view.callbacks {
        anchors.push(callback.anchor.clone());
        request(&callback.parameters, callback.body.as_ref(), &mut anchors);
    }
    let mut text = match &view.lead {
        Some(lead) => format!("{} {}", lead.plain(TEXT), view.description.plain(TEXT)),
        None => view.description.plain(TEXT),
    };
    if let Some(id) = view.id {
        text = format!("{id} · {text}");
    }
    Entry {
        kind: "operation",
        title: view.title.clone(),
        detail: format!("{} {}", view.method, view.path_text),
        href,
        text,
        anchors,
    }
}

fn request(
    parameters: &[FieldTable<'_>],
    body: Option<&RequestBodyView<'_>>,
    anchors: &mut Vec<String>,
) {
    let body_table = body.and_then(|body| body.table.as_ref());
    for table in parameters.iter().chain(body_table) {
        for row in &table.rows {
            field(row, anchors);
        }
        structure(&table.rest, anchors);
    }
    for body in body.iter().flat_map(|body| &body.others) {
        if !is_model(&body.label) {
            structure(&body.structure, anchors);
        }
    }
}

/// Returns whether a label links to a model. The index lists the properties of a model with its own
/// page.
fn is_model(label: &Label) -> bool {
    label.parts.iter().any(|part| part.link.is_some())
}

#[must_use]
pub fn model(view: &ModelView<'_>, href: String) -> Entry {
    let mut anchors = Vec::new();
    structure(&view.structure, &mut anchors);
    Entry {
        kind: "model",
        title: view.name.to_owned(),
        detail: view.label.text(),
        href,
        text: view.description.plain(TEXT),
        anchors,
    }
}

#[must_use]
pub fn page(kind: &'static str, title: &str, href: String, prose: &Prose<'_>) -> Entry {
    Entry {
        kind,
        title: title.to_owned(),
        detail: String::new(),
        href,
        text: prose.plain(4 * TEXT),
        anchors: Vec::new(),
    }
}

fn structure(structure: &Structure<'_>, anchors: &mut Vec<String>) {
    for one in &structure.fields {
        field(one, anchors);
    }
    for branch in structure.combinations.iter().flat_map(|all| &all.branches) {
        if let Some(inner) = &branch.structure {
            self::structure(inner, anchors);
        }
    }
}

fn field(field: &Field<'_>, anchors: &mut Vec<String>) {
    anchors.push(field.anchor.clone());
    if let Some(inner) = &field.inner
        && !is_model(&field.label)
    {
        structure(inner, anchors);
    }
}

/// Serializes the index as JSON without `<`, so that it is safe in a script element.
#[must_use]
pub fn json(entries: &[Entry]) -> String {
    let all: Vec<Value> = entries
        .iter()
        .map(|entry| {
            json!([
                entry.kind,
                visible(&entry.title),
                visible(&entry.detail),
                visible(&entry.href),
                visible(&entry.text),
                visible(&entry.anchors.join(" "))
            ])
        })
        .collect();
    let json = Value::from(all).to_string();
    visible_json(&json).replace('<', "\\u003c")
}
