//! An operation as its page shows it.

use std::collections::HashSet;

use super::body::{BodyView, ExampleView, bodies, examples};
use super::groups::{Group, operation_at};
use super::links::{Link, Links, lead, title, untitled};
use super::parameters::{Arguments, arguments};
use super::request;
use super::response::{AnswerView, answers};
use super::schema::{Anchors, Direction, Flat, Scope};
use super::security::{Way, ways};
use super::snippet::{Client, Snippet, snippets};
use super::text::{Prose, safe_url};
use crate::contract::{
    Callback, Contract, ExternalDocs, Operation, PathPiece, RequestBody, SchemaId, Server,
};

#[derive(Debug, Clone)]
pub struct OperationView<'a> {
    /// The level of the operation's heading.
    pub level: u8,
    pub anchor: String,
    pub title: String,
    /// Where it is not the title.
    pub id: Option<&'a str>,
    pub method: &'static str,
    /// The method in lower case, for styles.
    pub method_class: String,
    pub path: Vec<PathPart<'a>>,
    pub path_text: &'a str,
    /// The address with the first server's defaults.
    pub base: String,
    pub servers: Vec<ServerView<'a>>,
    pub groups: Vec<Link>,
    pub deprecated: bool,
    pub is_webhook: bool,
    /// What the summary says beyond the title.
    pub lead: Option<Prose<'a>>,
    pub description: Prose<'a>,
    pub external_docs: Option<External>,
    pub ways: Vec<Way<'a>>,
    pub arguments: Vec<Arguments<'a>>,
    pub body: Option<BodyWords<'a>>,
    pub snippets: Vec<Snippet>,
    pub examples: Vec<ExampleView<'a>>,
    pub answers: Vec<AnswerView<'a>>,
    pub callbacks: Vec<CallbackView<'a>>,
}

#[derive(Debug, Clone)]
pub struct PathPart<'a> {
    pub text: &'a str,
    pub is_parameter: bool,
}

/// A link out of the site that a page may carry.
#[derive(Debug, Clone)]
pub struct External {
    pub href: String,
    pub text: String,
}

/// Where the API is reached, and what may be chosen about it.
#[derive(Debug, Clone)]
pub struct ServerView<'a> {
    pub url: &'a str,
    pub description: Option<Prose<'a>>,
    pub variables: Vec<VariableView<'a>>,
}

#[derive(Debug, Clone)]
pub struct VariableView<'a> {
    pub name: &'a str,
    pub default: &'a str,
    pub values: &'a [String],
    pub description: Option<Prose<'a>>,
}

/// What a body is, apart from its members.
#[derive(Debug, Clone)]
pub struct BodyWords<'a> {
    pub required: bool,
    pub description: Option<Prose<'a>>,
    pub media: Vec<&'a str>,
    /// Where the body is not an object that a table can list.
    pub forms: Vec<BodyView<'a>>,
}

#[derive(Debug, Clone)]
pub struct CallbackView<'a> {
    pub anchor: String,
    pub name: &'a str,
    pub method: &'static str,
    pub method_class: String,
    pub path: &'a str,
    pub title: Option<String>,
    pub description: Option<Prose<'a>>,
    pub arguments: Vec<Arguments<'a>>,
    pub body: Option<BodyWords<'a>>,
    pub examples: Vec<ExampleView<'a>>,
    pub answers: Vec<AnswerView<'a>>,
}

/// What one operation's page has room for before models are only linked.
const ROOM: usize = 160;

#[must_use]
pub fn view<'a>(
    contract: &'a Contract,
    links: &Links<'_>,
    groups: &[Group<'a>],
    index: usize,
    anchors: &mut Anchors,
    level: u8,
    client: Option<&dyn Client>,
) -> Option<OperationView<'a>> {
    let is_webhook = index >= contract.operations.len();
    let operation = operation_at(contract, index)?;
    let mut scope = Scope {
        contract,
        links,
        anchors,
        room: ROOM,
        unfolded: HashSet::new(),
    };
    let request = request::request(contract, operation);
    let arguments = arguments(&mut scope, operation, "arg-");
    let (body, examples) = body(&mut scope, operation.body.as_ref());
    let answers = answers(&mut scope, &operation.responses, "");
    let callbacks = callbacks(&mut scope, &operation.callbacks);
    let homes = groups.iter().enumerate();
    let title = title(operation);
    Some(OperationView {
        level,
        anchor: links.anchor(index),
        id: operation.id.as_deref().filter(|id| *id != title),
        method: operation.method.name(),
        method_class: operation.method.name().to_ascii_lowercase(),
        path: path(operation),
        path_text: &operation.path.text,
        base: request.base.clone(),
        servers: servers(&operation.servers),
        groups: homes
            .filter(|(_, group)| group.operations.contains(&index))
            .filter_map(|(at, group)| links.group(at, &group.title))
            .collect(),
        deprecated: operation.deprecated,
        is_webhook,
        description: Prose::below(
            level,
            untitled(operation.description.as_deref().unwrap_or_default(), &title),
        ),
        lead: lead(operation, &title),
        title,
        external_docs: operation.external_docs.as_ref().and_then(external),
        ways: ways(contract, &operation.security),
        arguments,
        body,
        snippets: if is_webhook {
            Vec::new()
        } else {
            let own = client.and_then(|client| client.sample(operation, &request));
            snippets(&request, own)
        },
        examples,
        answers,
        callbacks,
    })
}

fn path(operation: &Operation) -> Vec<PathPart<'_>> {
    (operation.path.pieces.iter())
        .map(|piece| match piece {
            PathPiece::Literal(text) => PathPart {
                text,
                is_parameter: false,
            },
            PathPiece::Parameter(text) => PathPart {
                text,
                is_parameter: true,
            },
        })
        .collect()
}

#[must_use]
pub fn servers(servers: &[Server]) -> Vec<ServerView<'_>> {
    servers
        .iter()
        .map(|server| ServerView {
            url: &server.url,
            description: server.description.as_deref().map(Prose::flat),
            variables: server
                .variables
                .iter()
                .map(|(name, variable)| VariableView {
                    name,
                    default: &variable.default,
                    values: &variable.values,
                    description: variable.description.as_deref().map(Prose::flat),
                })
                .collect(),
        })
        .collect()
}

#[must_use]
pub fn external(docs: &ExternalDocs) -> Option<External> {
    let href = safe_url(&docs.url)?;
    let said = docs
        .description
        .as_deref()
        .map(|text| Prose::flat(text).plain(200));
    Some(External {
        text: said
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| href.clone()),
        href,
    })
}

fn body<'a>(
    scope: &mut Scope<'a, '_>,
    body: Option<&'a RequestBody>,
) -> (Option<BodyWords<'a>>, Vec<ExampleView<'a>>) {
    let Some(body) = body else {
        return (None, Vec::new());
    };
    let main = request::preferred(&body.content).and_then(|media| media.schema);
    let tabled =
        main.is_some_and(|schema| !Flat::of(scope.contract, &[schema]).properties.is_empty());
    let others: Vec<_> = bodies(scope, &body.content, Direction::Request, "body-");
    let forms = others
        .into_iter()
        .zip(distinct(body))
        .filter(|(_, schema)| !(tabled && *schema == main))
        .map(|(form, _)| form)
        .collect();
    let mut room = 12_000;
    let (examples, _) = examples(scope, &body.content, Direction::Request, &mut room);
    let words = BodyWords {
        required: body.required,
        description: body
            .description
            .as_deref()
            .map(Prose::flat)
            .filter(|text| !text.is_empty()),
        media: body
            .content
            .iter()
            .map(|media| media.name.as_str())
            .collect(),
        forms,
    };
    // A lone example is what the samples show already.
    let shown = if examples.len() > 1 {
        examples
    } else {
        Vec::new()
    };
    (Some(words), shown)
}

fn callbacks<'a>(scope: &mut Scope<'a, '_>, callbacks: &'a [Callback]) -> Vec<CallbackView<'a>> {
    let mut all = Vec::new();
    for callback in callbacks {
        for operation in &callback.operations {
            let key = format!("callback-{}", callback.name);
            let anchor = scope.anchors.take(&key);
            let arguments = arguments(scope, operation, &format!("{key}-"));
            let (body, _) = body(scope, operation.body.as_ref());
            let content = operation
                .body
                .as_ref()
                .map_or(&[][..], |body| &body.content);
            let mut room = 6_000;
            let (examples, _) = examples(scope, content, Direction::Request, &mut room);
            all.push(CallbackView {
                anchor,
                name: &callback.name,
                method: operation.method.name(),
                method_class: operation.method.name().to_ascii_lowercase(),
                path: &operation.path.text,
                title: operation.summary.clone(),
                description: operation.description.as_deref().map(Prose::flat),
                arguments,
                body,
                examples,
                answers: answers(scope, &operation.responses, &format!("{key}-")),
            });
        }
    }
    all
}

/// The distinct schemas of a body's forms, in the order in which [`bodies`] has them.
fn distinct(body: &RequestBody) -> Vec<Option<SchemaId>> {
    let mut all = Vec::new();
    for media in &body.content {
        if !all.contains(&media.schema) {
            all.push(media.schema);
        }
    }
    all
}
