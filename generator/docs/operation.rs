//! The page of an operation.

use std::collections::HashSet;

use super::body::{EXAMPLE_BYTES, ExampleView, RequestBodyView, examples, request_body};
use super::groups::{Contents, operation_at};
use super::links::{self, Link, Links, lead, untitled};
use super::parameters::{FieldTable, parameters};
use super::request;
use super::response::{ResponseView, responses};
use super::schema::{Anchors, Direction, Scope};
use super::security::{RequirementView, requirements};
use super::snippet::{Client, Snippet, snippets};
use super::text::{Prose, safe_url};
use crate::contract::{
    Callback, Contract, ExternalDocs, Operation, PathPiece, RequestBody, Server,
};
use crate::source::Place;

#[derive(Debug, Clone)]
pub struct OperationView<'a> {
    /// The level of the operation's heading.
    pub level: u8,
    pub anchor: String,
    pub title: String,
    /// The operation id, unless it is the title.
    pub id: Option<&'a str>,
    pub method: &'static str,
    /// The method in lower case, for styles.
    pub method_class: String,
    pub path: Vec<PathPart<'a>>,
    pub path_text: &'a str,
    /// The URL of the first server, with the defaults of its variables.
    pub base: String,
    pub servers: Vec<ServerView<'a>>,
    /// Where the servers are that are not shown.
    pub more_servers: Option<Link>,
    pub groups: Vec<Link>,
    pub deprecated: bool,
    pub is_webhook: bool,
    /// The part of the summary that the title does not contain.
    pub lead: Option<Prose<'a>>,
    pub description: Prose<'a>,
    pub external_docs: Option<External>,
    /// The security requirements, any of which is sufficient.
    pub security: Vec<RequirementView<'a>>,
    /// Where the schemes of requirements are that are not shown.
    pub more_security: Option<Link>,
    pub parameters: Vec<FieldTable<'a>>,
    pub body: Option<RequestBodyView<'a>>,
    pub snippets: Vec<Snippet>,
    pub examples: Vec<ExampleView<'a>>,
    pub responses: Vec<ResponseView<'a>>,
    pub callbacks: Vec<CallbackView<'a>>,
}

#[derive(Debug, Clone)]
pub struct PathPart<'a> {
    pub text: &'a str,
    pub is_parameter: bool,
}

/// A safe link to another site.
#[derive(Debug, Clone)]
pub struct External {
    pub href: String,
    pub text: String,
}

/// A server of the API, with the variables of its URL.
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

#[derive(Debug, Clone)]
pub struct CallbackView<'a> {
    pub anchor: String,
    pub name: &'a str,
    pub method: &'static str,
    pub method_class: String,
    pub path: &'a str,
    pub title: Option<String>,
    pub description: Option<Prose<'a>>,
    pub parameters: Vec<FieldTable<'a>>,
    pub body: Option<RequestBodyView<'a>>,
    pub examples: Vec<ExampleView<'a>>,
    pub responses: Vec<ResponseView<'a>>,
}

/// The number of fields that the page of an operation unfolds before it only links to models.
const BUDGET: usize = 160;

#[must_use]
pub fn view<'a>(
    contract: &'a Contract,
    links: &Links<'_>,
    contents: &Contents<'_>,
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
        page: None,
        budget: BUDGET,
        unfolded: HashSet::new(),
    };
    let request = request::request(contract, operation);
    let parameters = parameters(&mut scope, operation, "parameter-");
    let body = operation.body.as_ref();
    let examples = body_examples(&scope, body);
    let body = body.map(|body| request_body(&mut scope, body, "body-"));
    let responses = responses(&mut scope, &operation.responses, "");
    let callbacks = callbacks(&mut scope, &operation.callbacks);
    let homes = contents.homes(index).iter();
    let title = links.operation(index)?.text;
    // A disambiguated title starts with the operation's own.
    let own_title = links::title(operation);
    let shown = if title.starts_with(&own_title) {
        own_title.as_str()
    } else {
        title.as_str()
    };
    let is_shared = !is_webhook && operation.servers == contract.servers;
    let mut own_servers = servers(&operation.servers);
    let more_servers =
        cut(is_shared, &mut own_servers, server_length).then(|| elsewhere(links, "All servers"));
    let is_shared = operation.security_place == Place::default().join("security");
    let mut security = requirements(contract, &operation.security);
    let more_security = cut(is_shared, &mut security, RequirementView::length)
        .then(|| elsewhere(links, "All ways to authenticate"));
    Some(OperationView {
        level,
        anchor: links.anchor(index),
        id: operation.id.as_deref().filter(|id| *id != title),
        method: operation.method.name(),
        method_class: operation.method.name().to_ascii_lowercase(),
        path: path(operation),
        path_text: &operation.path.text,
        base: request.base.clone(),
        servers: own_servers,
        more_servers,
        groups: homes
            .filter_map(|at| links.group(*at, &contents.groups.get(*at)?.title))
            .collect(),
        deprecated: operation.deprecated,
        is_webhook,
        description: Prose::below(
            level,
            untitled(operation.description.as_deref().unwrap_or_default(), shown),
        ),
        lead: lead(operation, shown),
        title,
        external_docs: operation.external_docs.as_ref().and_then(external),
        security,
        more_security,
        parameters,
        body,
        snippets: if is_webhook {
            Vec::new()
        } else {
            let own = client.and_then(|client| client.sample(operation, &request));
            snippets(&request, own)
        },
        examples,
        responses,
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

/// How many bytes an operation shows of what all operations share. The overview has all of it once.
const SHARED: usize = 2_000;

/// Leaves out what is too much to be shown at every operation that shares it; returns whether
/// anything is.
fn cut<T>(is_shared: bool, all: &mut Vec<T>, length: impl Fn(&T) -> usize) -> bool {
    let mut left = SHARED;
    let mut fits = |one: &T| match left.checked_sub(length(one)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let shown = all.iter().take_while(|one| fits(one)).count();
    let is_cut = is_shared && shown < all.len();
    if is_cut {
        all.truncate(shown);
    }
    is_cut
}

fn elsewhere(links: &Links<'_>, text: &str) -> Link {
    Link {
        text: text.to_owned(),
        href: links.home(),
    }
}

/// The length of what is shown of a server.
fn server_length(server: &ServerView<'_>) -> usize {
    let text = |prose: &Option<Prose<'_>>| prose.map_or(0, |prose| prose.len());
    let variables = server.variables.iter().map(|variable| {
        let values = variable.values.iter().map(|value| value.len() + 2);
        let own = variable.name.len() + variable.default.len();
        own + values.sum::<usize>() + text(&variable.description)
    });
    server.url.len() + text(&server.description) + variables.sum::<usize>()
}

#[must_use]
pub fn servers(servers: &[Server]) -> Vec<ServerView<'_>> {
    servers
        .iter()
        .map(|server| ServerView {
            url: &server.url,
            description: server.description.as_deref().map(Prose::without_headings),
            variables: server
                .variables
                .iter()
                .map(|(name, variable)| VariableView {
                    name,
                    default: &variable.default,
                    values: &variable.values,
                    description: variable.description.as_deref().map(Prose::without_headings),
                })
                .collect(),
        })
        .collect()
}

#[must_use]
pub fn external(docs: &ExternalDocs) -> Option<External> {
    let href = safe_url(&docs.url)?;
    let text = docs
        .description
        .as_deref()
        .map(|text| Prose::without_headings(text).plain(200));
    Some(External {
        text: text
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| href.clone()),
        href,
    })
}

/// Returns the examples of a request body. A single example is left out, because the samples
/// already show it.
fn body_examples<'a>(scope: &Scope<'a, '_>, body: Option<&'a RequestBody>) -> Vec<ExampleView<'a>> {
    let content = body.map_or(&[][..], |body| &body.content);
    let mut bytes = EXAMPLE_BYTES;
    let (examples, _) = examples(scope, content, Direction::Request, &mut bytes);
    Some(examples)
        .filter(|examples| examples.len() > 1)
        .unwrap_or_default()
}

fn callbacks<'a>(scope: &mut Scope<'a, '_>, callbacks: &'a [Callback]) -> Vec<CallbackView<'a>> {
    let mut all = Vec::new();
    for callback in callbacks {
        for operation in &callback.operations {
            let key = format!("callback-{}", callback.name);
            let body = operation.body.as_ref();
            let content = body.map_or(&[][..], |body| &body.content);
            let mut bytes = EXAMPLE_BYTES / 2;
            all.push(CallbackView {
                anchor: scope.anchors.take(&key),
                name: &callback.name,
                method: operation.method.name(),
                method_class: operation.method.name().to_ascii_lowercase(),
                path: &operation.path.text,
                title: operation.summary.clone(),
                description: operation
                    .description
                    .as_deref()
                    .map(Prose::without_headings),
                parameters: parameters(scope, operation, &format!("{key}-parameter-")),
                body: body.map(|body| request_body(scope, body, &format!("{key}-body-"))),
                examples: examples(scope, content, Direction::Request, &mut bytes).0,
                responses: responses(scope, &operation.responses, &format!("{key}-")),
            });
        }
    }
    all
}
