//! The Markdown pages: the same views, said in tables and lists.

mod table;

use super::Flavour;
use super::answer::AnswerView;
use super::links::{Kind, Links};
use super::model::{self, ModelView, Uses};
use super::operation::{self, CallbackView, Frame, OperationView, ServerView};
use super::page::{GroupView, ModelRow, OperationRow, group, model_rows, overview};
use super::schema::Anchors;
use super::security::SchemeUse;
use super::site::{Maker, root_path};
use super::snippet::Snippet;
use super::text::{Md, Prose, inline_code};
use crate::output::File;
use crate::parallel;
use crate::render::docs as render;
pub use table::Table;

/// A first page.
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
    /// For the head of a page, as a JSON string.
    pub about: String,
    pub deprecated: bool,
    pub method: &'static str,
    pub url: Md,
    pub description: Md,
    pub docs: Option<Md>,
    pub servers: Vec<Md>,
    pub ways: Vec<Md>,
    pub request: RequestMd,
    pub samples: Vec<Sample>,
    pub answers: Vec<AnswerMd>,
    pub callbacks: Vec<CallbackMd>,
}

/// What is sent.
#[derive(Debug)]
pub struct RequestMd {
    pub words: Vec<Md>,
    pub tables: Vec<Table>,
    pub bodies: Vec<Sample>,
}

/// A title and code.
#[derive(Debug, Clone)]
pub struct Sample {
    pub title: Md,
    pub code: Md,
}

#[derive(Debug)]
pub struct AnswerMd {
    pub title: Md,
    pub good: bool,
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
    pub answers: Vec<AnswerMd>,
}

#[derive(Debug)]
pub struct ModelMd {
    pub title: Md,
    pub label: Md,
    pub deprecated: bool,
    pub description: Md,
    pub facts: Md,
    pub tables: Vec<Table>,
    pub example: Option<Md>,
    pub used: Vec<Md>,
}

impl Maker<'_, '_> {
    /// The Markdown pages in their folder, and the list of them for machine readers.
    pub fn markdown(&self, flavour: Flavour) -> Vec<File> {
        let root = Links::new(self.book, Kind::Markdown, "");
        let below = Links::new(self.book, Kind::Markdown, "../");
        let at_root = Links::new(self.book, Kind::Markdown, "markdown/");
        let contract = self.contract;
        let tabs = flavour == Flavour::Tabs;
        // The empty line ends what stands above: a paragraph, a list or a table.
        let comment = ["\n<!-- ", " -->"];
        let page = |path: &str, text: String| {
            File::signed(&format!("markdown/{path}"), text.trim_end(), comment)
        };
        let mut files = vec![page(
            "README.md",
            render::markdown_overview(&self.overview_md(&root)),
        )];
        for at in 0..self.groups.len() {
            if let Some(view) = group(contract, &below, self.groups, at, 1, true) {
                let text = render::markdown_group(&group_md(&view));
                files.push(page(&root_path(&view.link.href), text));
            }
        }
        let operations: Vec<usize> = (0..self.book.operations.len()).collect();
        let pages = parallel::map(&operations, |at| {
            let mut anchors = Anchors::default();
            let frame = Frame {
                level: 1,
                client: self.client,
            };
            let view = operation::view(contract, &below, self.groups, *at, &mut anchors, frame)?;
            let text = render::markdown_operation(&operation_md(&view), tabs);
            Some(page(&root_path(&below.operation(*at)?.href), text))
        });
        files.extend(pages.into_iter().flatten());
        let rows = model_rows(contract, &below);
        if !rows.is_empty() {
            let rows: Vec<Md> = rows.iter().map(model_row).collect();
            files.push(page("models/README.md", render::markdown_models(&rows)));
        }
        let uses = Uses::new(contract, &below);
        let models: Vec<_> = below.models(contract).collect();
        let pages = parallel::map(&models, |(name, _, id)| {
            let mut anchors = Anchors::default();
            let view = model::view(contract, &below, &uses, name, *id, &mut anchors, 1);
            let text = render::markdown_model(&model_md(&view));
            Some(page(&root_path(&below.model(*id)?.href), text))
        });
        files.extend(pages.into_iter().flatten());
        let list = render::llms(&self.overview_md(&at_root));
        files.push(File::signed("llms.txt", list.trim_end(), comment));
        files
    }

    fn overview_md(&self, links: &Links<'_>) -> OverviewMd {
        let mut view = overview(self.contract, links, self.groups, 1);
        view.groups = (0..self.groups.len())
            .filter_map(|at| group(self.contract, links, self.groups, at, 2, true))
            .collect();
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
            groups: view.groups.iter().map(group_md).collect(),
            models: view
                .models
                .map(|models| Md::link(&Md::text("All models"), &models.href)),
        }
    }
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

fn scheme(scheme: &SchemeUse<'_>) -> Md {
    let mut md = Md::default()
        .markup("**")
        .then(&Md::text(scheme.name))
        .markup("**: ")
        .then(&scheme_words(scheme));
    if let Some(text) = &scheme.description {
        md = md.markup(". ").then(&text.markdown_line());
    }
    for flow in &scheme.flows {
        md = md.markup("\n  - ").markup(flow.title);
        for (title, url) in &flow.addresses {
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

fn scheme_words(scheme: &SchemeUse<'_>) -> Md {
    let mut md = Md::text(&scheme.words);
    if let Some(code) = &scheme.code {
        md = md.markup(" ").then(&inline_code(code, false));
    }
    for (index, scope) in scheme.scopes.iter().enumerate() {
        let before = if index == 0 { ", scopes " } else { ", " };
        md = md.markup(before).then(&inline_code(scope, false));
    }
    md
}

fn group_md(view: &GroupView<'_>) -> GroupMd {
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

fn model_row(row: &ModelRow) -> Md {
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

fn operation_md(view: &OperationView<'_>) -> OperationMd {
    let base = if view.is_webhook {
        ""
    } else {
        view.base.as_str()
    };
    let request = request_md(view.body.as_ref(), &view.arguments, &view.examples);
    OperationMd {
        title: Md::text(&view.title),
        about: serde_json::Value::from(view.description.plain(160)).to_string(),
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
        servers: view.servers.iter().map(server).collect(),
        ways: view
            .ways
            .iter()
            .map(|way| {
                let mut md = Md::default();
                for (index, scheme) in way.schemes.iter().enumerate() {
                    md = md.markup(if index == 0 { "" } else { " and " });
                    md = md.then(&scheme_words(scheme));
                }
                if md.is_empty() {
                    md.markup("None needed")
                } else {
                    md
                }
            })
            .collect(),
        request,
        samples: view.snippets.iter().map(sample).collect(),
        answers: view.answers.iter().map(answer_md).collect(),
        callbacks: view.callbacks.iter().map(callback_md).collect(),
    }
}

fn request_md(
    body: Option<&operation::BodyWords<'_>>,
    arguments: &[operation::Arguments<'_>],
    examples: &[super::answer::ExampleView<'_>],
) -> RequestMd {
    let mut words = Vec::new();
    let mut tables: Vec<Table> = arguments.iter().map(Table::of_arguments).collect();
    if let Some(body) = body {
        words.extend(body.description.as_ref().map(Prose::markdown));
        let mut line = Md::default().markup(if body.required {
            "The body is required"
        } else {
            "The body is optional"
        });
        for (index, media) in body.media.iter().enumerate() {
            line = line
                .markup(if index == 0 { ", as " } else { " or " })
                .then(&inline_code(media, false));
        }
        words.push(line.markup("."));
        tables.extend(body.forms.iter().map(Table::of_body));
    }
    RequestMd {
        words,
        tables,
        bodies: samples(examples),
    }
}

fn samples(examples: &[super::answer::ExampleView<'_>]) -> Vec<Sample> {
    let shown = examples.iter().filter_map(|example| {
        Some(Sample {
            title: Md::text(&example.title),
            code: example.code.as_ref()?.markdown(),
        })
    });
    shown.collect()
}

fn answer_md(view: &AnswerView<'_>) -> AnswerMd {
    let mut tables = Vec::new();
    if !view.headers.is_empty() {
        tables.push(Table::of_headers(&view.headers));
    }
    tables.extend(view.bodies.iter().map(Table::of_body));
    AnswerMd {
        title: inline_code(format!("{} {}", view.status, view.reason).trim(), false),
        good: view.class == "good",
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
        request: request_md(view.body.as_ref(), &view.arguments, &view.examples),
        answers: view.answers.iter().map(answer_md).collect(),
    }
}

fn model_md(view: &ModelView<'_>) -> ModelMd {
    let mut tables = Vec::new();
    if !view.shape.is_empty() {
        tables.push(Table::of_shape("Member", &view.shape));
    }
    ModelMd {
        title: Md::text(view.name),
        label: table::label(&view.label),
        deprecated: view.deprecated,
        description: view.description.markdown(),
        facts: table::constraints(&view.rules, &view.values, view.more_values),
        tables,
        example: view.example.as_ref().map(super::code::Code::markdown),
        used: (view.operations.iter().chain(&view.models))
            .map(|link| Md::link(&Md::text(&link.text), &link.href))
            .collect(),
    }
}
