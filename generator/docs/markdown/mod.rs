//! The Markdown pages: the same views as tables and lists.

mod table;

use super::body::{ExampleView, RequestBodyView};
use super::code::Code;
use super::links::{Link, Links};
use super::model::ModelView;
use super::operation::{CallbackView, OperationView, ServerView};
use super::page::{GroupView, ModelRow, OperationRow};
use super::parameters::FieldTable;
use super::response::ResponseView;
use super::security::SchemeView;
use super::site::Site;
use super::snippet::Snippet;
use super::text::{Md, Prose, inline_code};
pub use table::Table;

/// The first page.
#[derive(Debug)]
pub struct OverviewMd {
    pub title: Md,
    pub version: Md,
    pub summary: Option<Md>,
    pub description: Md,
    pub docs: Option<Md>,
    pub servers: Vec<Md>,
    pub schemes: Vec<Md>,
    pub groups: Vec<GroupMd>,
    pub models: Option<Md>,
}

#[derive(Debug)]
pub struct GroupMd {
    pub title: Md,
    pub description: Md,
    pub rows: Vec<Md>,
}

#[derive(Debug)]
pub struct OperationMd {
    pub title: Md,
    /// The description for front matter, as a JSON string.
    pub front_matter: String,
    pub deprecated: bool,
    pub method: &'static str,
    pub url: Md,
    pub description: Md,
    pub docs: Option<Md>,
    pub servers: Vec<Md>,
    pub security: Vec<Md>,
    pub request: RequestMd,
    pub samples: Vec<Sample>,
    pub responses: Vec<ResponseMd>,
    pub callbacks: Vec<CallbackMd>,
}

/// The parameters and the body of a request.
#[derive(Debug)]
pub struct RequestMd {
    pub parameters: Vec<Table>,
    pub body: Option<RequestBodyMd>,
}

#[derive(Debug)]
pub struct RequestBodyMd {
    pub paragraphs: Vec<Md>,
    pub tables: Vec<Table>,
    pub examples: Vec<Sample>,
}

/// Code with a title.
#[derive(Debug, Clone)]
pub struct Sample {
    pub title: Md,
    pub code: Md,
}

#[derive(Debug)]
pub struct ResponseMd {
    pub title: Md,
    pub is_success: bool,
    pub description: Md,
    pub tables: Vec<Table>,
    pub examples: Vec<Sample>,
    pub links: Vec<Md>,
}

#[derive(Debug)]
pub struct CallbackMd {
    pub title: Md,
    pub method: &'static str,
    pub url: Md,
    pub description: Option<Md>,
    pub request: RequestMd,
    pub responses: Vec<ResponseMd>,
}

#[derive(Debug)]
pub struct ModelMd {
    pub title: Md,
    pub label: Md,
    pub deprecated: bool,
    pub description: Md,
    pub constraints: Md,
    pub tables: Vec<Table>,
    pub example: Option<Md>,
    pub used: Vec<Md>,
}

/// Returns the first page, with the operations of every group.
#[must_use]
pub fn overview(site: &Site<'_>, links: &Links<'_>) -> OverviewMd {
    let view = site.overview(links);
    let groups = (0..site.groups().len()).filter_map(|at| site.group(links, at, 2));
    OverviewMd {
        title: Md::text(view.title),
        version: Md::text(view.version),
        summary: view.summary.map(Md::text),
        description: view.description.markdown(),
        docs: view
            .external_docs
            .map(|docs| Md::link(&Md::text(&docs.text), &docs.href)),
        servers: view.servers.iter().map(server).collect(),
        schemes: view.schemes.iter().map(scheme).collect(),
        groups: groups
            .map(|view| GroupMd {
                description: view.summary.markdown(),
                ..group(&view)
            })
            .collect(),
        models: view
            .models
            .map(|models| Md::link(&Md::text("All models"), &models.href)),
    }
}

/// A link to what the overview shows for all operations.
fn elsewhere(link: &Link) -> Md {
    Md::link(&Md::text(&link.text), &link.href)
}

fn server(server: &ServerView<'_>) -> Md {
    let mut md = inline_code(server.url, false);
    if let Some(text) = &server.description {
        md = md.markup(" ").then(&text.markdown_line());
    }
    for variable in &server.variables {
        md = md
            .markup("\n  - ")
            .then(&inline_code(variable.name, false))
            .markup(", default ")
            .then(&inline_code(variable.default, false));
        for (index, value) in variable.values.iter().enumerate() {
            let before = if index == 0 { ", one of " } else { ", " };
            md = md.markup(before).then(&inline_code(value, false));
        }
        if let Some(text) = &variable.description {
            md = md.markup(". ").then(&text.markdown_line());
        }
    }
    md
}

fn scheme(scheme: &SchemeView<'_>) -> Md {
    let mut md = Md::default()
        .markup("**")
        .then(&Md::text(scheme.name))
        .markup("**: ")
        .then(&scheme_text(scheme));
    if let Some(text) = &scheme.description {
        md = md.markup(". ").then(&text.markdown_line());
    }
    for flow in &scheme.flows {
        md = md.markup("\n  - ").markup(flow.title);
        for (title, url) in &flow.urls {
            md = md
                .markup("\n    - ")
                .markup(title)
                .markup(": ")
                .then(&inline_code(url, false));
        }
        for (name, text) in &flow.scopes {
            md = md
                .markup("\n    - ")
                .then(&inline_code(name, false))
                .markup(" ")
                .then(&text.markdown_line());
        }
    }
    md
}

fn scheme_text(scheme: &SchemeView<'_>) -> Md {
    let mut md = Md::text(&scheme.text);
    if let Some(code) = &scheme.code {
        md = md.markup(" ").then(&inline_code(code, false));
    }
    for (index, scope) in scheme.scopes.iter().enumerate() {
        let before = if index == 0 { ", scopes " } else { ", " };
        md = md.markup(before).then(&inline_code(scope, false));
    }
    md
}

#[must_use]
pub fn group(view: &GroupView<'_>) -> GroupMd {
    GroupMd {
        title: Md::text(&view.link.text),
        description: view.description.markdown(),
        rows: view.rows.iter().map(operation_row).collect(),
    }
}

fn operation_row(row: &OperationRow<'_>) -> Md {
    let mut md = Md::link(&Md::text(&row.link.text), &row.link.href)
        .markup(" ")
        .then(&inline_code(&format!("{} {}", row.method, row.path), false));
    if row.deprecated {
        md = md.markup(" (deprecated)");
    }
    if !row.summary.is_empty() {
        md = md.markup(": ").then(&Md::text(&row.summary));
    }
    md
}

#[must_use]
pub fn model_row(row: &ModelRow) -> Md {
    let mut md = Md::link(&Md::text(&row.link.text), &row.link.href)
        .markup(" ")
        .then(&Md::text(&row.label));
    if !row.summary.is_empty() {
        md = md.markup(": ").then(&Md::text(&row.summary));
    }
    md
}

fn sample(snippet: &Snippet) -> Sample {
    Sample {
        title: Md::text(snippet.title),
        code: snippet.code.markdown(),
    }
}

#[must_use]
pub fn operation(view: &OperationView<'_>) -> OperationMd {
    let base = if view.is_webhook {
        ""
    } else {
        view.base.as_str()
    };
    let request = request_md(&view.parameters, view.body.as_ref(), &view.examples);
    OperationMd {
        title: Md::text(&view.title),
        front_matter: serde_json::Value::from(view.description.plain(160)).to_string(),
        deprecated: view.deprecated,
        method: view.method,
        url: inline_code(&format!("{base}{}", view.path_text), false),
        description: match &view.lead {
            Some(lead) => (lead.markdown().markup("\n\n")).then(&view.description.markdown()),
            None => view.description.markdown(),
        },
        docs: view
            .external_docs
            .as_ref()
            .map(|docs| Md::link(&Md::text(&docs.text), &docs.href)),
        servers: (view.servers.iter().map(server))
            .chain(view.more_servers.iter().map(elsewhere))
            .collect(),
        security: view
            .security
            .iter()
            .map(|requirement| {
                let mut md = Md::default();
                for (index, scheme) in requirement.schemes.iter().enumerate() {
                    md = md.markup(if index == 0 { "" } else { " and " });
                    md = md.then(&scheme_text(scheme));
                }
                if md.is_empty() { md.markup("None") } else { md }
            })
            .chain(view.more_security.iter().map(elsewhere))
            .collect(),
        request,
        samples: view.snippets.iter().map(sample).collect(),
        responses: view.responses.iter().map(response_md).collect(),
        callbacks: view.callbacks.iter().map(callback_md).collect(),
    }
}

fn request_md(
    parameters: &[FieldTable<'_>],
    body: Option<&RequestBodyView<'_>>,
    examples: &[ExampleView<'_>],
) -> RequestMd {
    RequestMd {
        parameters: parameters.iter().map(Table::of_fields).collect(),
        body: body.map(|body| request_body_md(body, examples)),
    }
}

fn request_body_md(body: &RequestBodyView<'_>, examples: &[ExampleView<'_>]) -> RequestBodyMd {
    let mut line = Md::default().markup(if body.required {
        "Required"
    } else {
        "Optional"
    });
    for (index, media) in body.media.iter().enumerate() {
        line = line
            .markup(if index == 0 { ", " } else { " or " })
            .then(&inline_code(media, false));
    }
    let mut paragraphs: Vec<Md> = vec![line.markup(".")];
    paragraphs.extend(body.description.as_ref().map(Prose::markdown));
    let tables = body.table.iter().map(Table::of_fields);
    RequestBodyMd {
        paragraphs,
        tables: tables
            .chain(
                body.others
                    .iter()
                    .map(|body| Table::of_body("Request body", body)),
            )
            .collect(),
        examples: samples(examples),
    }
}

fn samples(examples: &[ExampleView<'_>]) -> Vec<Sample> {
    let shown = examples.iter().filter_map(|example| {
        Some(Sample {
            title: Md::text(&example.title),
            code: example.code.as_ref()?.markdown(),
        })
    });
    shown.collect()
}

fn response_md(view: &ResponseView<'_>) -> ResponseMd {
    let mut tables = Vec::new();
    if !view.headers.is_empty() {
        tables.push(Table::of_headers(&view.headers));
    }
    tables.extend((view.bodies.iter()).map(|body| Table::of_body("Response body", body)));
    ResponseMd {
        title: inline_code(format!("{} {}", view.status, view.reason).trim(), false),
        is_success: view.class == "success",
        description: view.description.markdown(),
        tables,
        examples: samples(&view.examples),
        links: view
            .links
            .iter()
            .map(|link| {
                let mut md = match &link.target {
                    Some(target) => Md::link(&Md::text(&target.text), &target.href),
                    None => inline_code(link.target_text, false),
                };
                for (name, value) in &link.parameters {
                    md = md
                        .markup(", ")
                        .then(&inline_code(name, false))
                        .markup(" from ")
                        .then(&inline_code(value, false));
                }
                match &link.description {
                    Some(text) => md.markup(". ").then(&text.markdown_line()),
                    None => md,
                }
            })
            .collect(),
    }
}

fn callback_md(view: &CallbackView<'_>) -> CallbackMd {
    CallbackMd {
        title: Md::text(view.name),
        method: view.method,
        url: inline_code(view.path, false),
        description: view.description.as_ref().map(Prose::markdown),
        request: request_md(&view.parameters, view.body.as_ref(), &view.examples),
        responses: view.responses.iter().map(response_md).collect(),
    }
}

#[must_use]
pub fn model(view: &ModelView<'_>) -> ModelMd {
    let mut tables = Vec::new();
    if !view.structure.is_empty() {
        tables.push(Table::of_structure(&view.structure));
    }
    ModelMd {
        title: Md::text(view.name),
        label: table::label(&view.label),
        deprecated: view.deprecated,
        description: view.description.markdown(),
        constraints: table::constraints(&view.constraints, &view.values, view.more_values),
        tables,
        example: view.example.as_ref().map(Code::markdown),
        used: (view.operations.iter().chain(&view.models))
            .map(|link| Md::link(&Md::text(&link.text), &link.href))
            .collect(),
    }
}
