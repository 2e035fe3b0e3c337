//! The search index: one file, loaded when somebody searches.

use serde_json::{Value, json};

use super::model::ModelView;
use super::operation::OperationView;
use super::parameters::Arguments;
use super::schema::{Field, Shape};
use super::text::Prose;

/// A page of the index.
#[derive(Debug, Clone)]
pub struct Entry {
    pub kind: &'static str,
    pub title: String,
    /// What stands beside the title: `GET /pets`.
    pub detail: String,
    /// Relative to the root of the site.
    pub href: String,
    pub text: String,
    /// The anchors of parameters and fields; each ends with the field's dotted name.
    pub anchors: Vec<String>,
}

/// How many characters of a description can be found.
const TEXT: usize = 600;

#[must_use]
pub fn operation(view: &OperationView<'_>, href: String) -> Entry {
    let mut anchors = Vec::new();
    arguments(&view.arguments, &mut anchors);
    let forms = view.body.iter().flat_map(|body| &body.forms);
    let answers = view.answers.iter().flat_map(|answer| &answer.bodies);
    for body in forms.chain(answers) {
        // What a model's own page lists need not be found here too.
        let is_model = body.label.parts.iter().any(|part| part.link.is_some());
        if !is_model {
            shape(&body.shape, &mut anchors);
        }
    }
    for answer in &view.answers {
        anchors.extend(answer.headers.iter().map(|header| header.anchor.clone()));
    }
    for callback in &view.callbacks {
        anchors.push(callback.anchor.clone());
        arguments(&callback.arguments, &mut anchors);
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

fn arguments(all: &[Arguments<'_>], anchors: &mut Vec<String>) {
    for field in all.iter().flat_map(|arguments| &arguments.rows) {
        self::field(field, anchors);
    }
}

#[must_use]
pub fn model(view: &ModelView<'_>, href: String) -> Entry {
    let mut anchors = Vec::new();
    shape(&view.shape, &mut anchors);
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
pub fn text(kind: &'static str, title: &str, href: String, prose: &Prose<'_>) -> Entry {
    Entry {
        kind,
        title: title.to_owned(),
        detail: String::new(),
        href,
        text: prose.plain(4 * TEXT),
        anchors: Vec::new(),
    }
}

fn shape(shape: &Shape<'_>, anchors: &mut Vec<String>) {
    for one in &shape.fields {
        field(one, anchors);
    }
    for alternative in shape.alternatives.iter().flat_map(|all| &all.members) {
        if let Some(inner) = &alternative.shape {
            self::shape(inner, anchors);
        }
    }
}

fn field(field: &Field<'_>, anchors: &mut Vec<String>) {
    anchors.push(field.anchor.clone());
    let is_model = field.label.parts.iter().any(|part| part.link.is_some());
    if let Some(inner) = &field.inner
        && !is_model
    {
        shape(inner, anchors);
    }
}

/// The index as JSON that can stand in a script element: no `<` is left in it.
#[must_use]
pub fn json(entries: &[Entry]) -> String {
    let all: Vec<Value> = entries
        .iter()
        .map(|entry| {
            json!([
                entry.kind,
                entry.title,
                entry.detail,
                entry.href,
                entry.text,
                entry.anchors.join(" ")
            ])
        })
        .collect();
    Value::from(all).to_string().replace('<', "\\u003c")
}
