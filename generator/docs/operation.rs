//! An operation as its page shows it.

use super::answer::{AnswerView, BodyView, ExampleView};
use super::groups::{Group, operation_at};
use super::links::{Link, Links, lead, title, untitled};
use super::request;
use super::schema::{Anchors, Direction, Field, Flat, Scope, Shape};
use super::security::{Way, ways};
use super::snippet::{Client, Snippet, snippets};
use super::text::{Prose, safe_url};
use crate::contract::{
    Callback, Contract, ExternalDocs, Location, Operation, PathPiece, RequestBody, SchemaId, Server,
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

/// Arguments that are sent the same way.
#[derive(Debug, Clone)]
pub struct Arguments<'a> {
    pub title: &'static str,
    /// The table's first column: `Body parameter`.
    pub column: &'static str,
    /// The one member that every argument is a member of.
    pub envelope: Option<String>,
    pub rows: Vec<Field<'a>>,
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

/// Builds the view of one operation.
pub struct Builder<'a, 'b> {
    pub scope: Scope<'a, 'b>,
}

/// What one operation's page has room for before models are only linked.
const ROOM: usize = 160;

/// Where an operation stands and how it is shown.
#[derive(Clone, Copy)]
pub struct Frame<'f> {
    pub level: u8,
    pub client: Option<&'f dyn Client>,
}

#[must_use]
pub fn view<'a>(
    contract: &'a Contract,
    links: &Links<'_>,
    groups: &[Group<'a>],
    index: usize,
    anchors: &mut Anchors,
    frame: Frame<'_>,
) -> Option<OperationView<'a>> {
    let is_webhook = index >= contract.operations.len();
    let operation = operation_at(contract, index)?;
    let mut builder = Builder {
        scope: Scope {
            contract,
            links,
            anchors,
            room: ROOM,
            unfolded: std::collections::HashSet::new(),
        },
    };
    let request = request::request(contract, operation);
    let arguments = builder.arguments(operation, "arg-");
    let (body, examples) = builder.body(operation.body.as_ref());
    let answers = builder.answers(&operation.responses, "");
    let callbacks = builder.callbacks(&operation.callbacks);
    let homes = groups.iter().enumerate();
    let title = title(operation);
    Some(OperationView {
        level: frame.level,
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
            frame.level,
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
            let own = frame
                .client
                .and_then(|client| client.sample(operation, &request));
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

impl<'a> Builder<'a, '_> {
    fn arguments(&mut self, operation: &'a Operation, anchor: &str) -> Vec<Arguments<'a>> {
        let kinds = [
            (Location::Path, "Path parameters", "Path parameter"),
            (Location::Query, "Query parameters", "Query parameter"),
            (Location::Header, "Headers", "Header"),
            (Location::Cookie, "Cookies", "Cookie"),
        ];
        let mut all = Vec::new();
        for (location, title, column) in kinds {
            let rows: Vec<Field<'a>> = operation
                .parameters
                .iter()
                .filter(|parameter| parameter.location == location)
                .map(|parameter| self.scope.parameter(parameter, anchor, Direction::Request))
                .collect();
            if !rows.is_empty() {
                all.push(Arguments {
                    title,
                    column,
                    envelope: None,
                    rows: listed(rows),
                });
            }
        }
        all.extend(
            operation
                .body
                .as_ref()
                .and_then(|body| self.body_arguments(body, anchor)),
        );
        all
    }

    /// The members of the body, by their dotted names.
    fn body_arguments(&mut self, body: &'a RequestBody, anchor: &str) -> Option<Arguments<'a>> {
        let schema = request::preferred(&body.content)?.schema?;
        let flat = Flat::of(self.scope.contract, &[schema]);
        if flat.properties.is_empty() {
            return None;
        }
        let envelope = envelope(self.scope.contract, &flat);
        let ids = match &envelope {
            Some((_, ids)) => ids.clone(),
            None => vec![schema],
        };
        let shape = self.scope.shape(&ids, Direction::Request, anchor);
        if shape.fields.is_empty() {
            return None;
        }
        let mut rows = listed(shape.fields);
        // Alternatives of the whole body stand after what they have in common.
        if let Some(last) = rows.last_mut()
            && !shape.alternatives.is_empty()
        {
            let inner = last.inner.get_or_insert_default();
            inner.alternatives.extend(shape.alternatives);
        }
        Some(Arguments {
            title: "Body",
            column: "Body parameter",
            envelope: envelope.map(|(name, _)| name),
            rows,
        })
    }

    fn body(
        &mut self,
        body: Option<&'a RequestBody>,
    ) -> (Option<BodyWords<'a>>, Vec<ExampleView<'a>>) {
        let Some(body) = body else {
            return (None, Vec::new());
        };
        let main = request::preferred(&body.content).and_then(|media| media.schema);
        let tabled = main.is_some_and(|schema| {
            !Flat::of(self.scope.contract, &[schema])
                .properties
                .is_empty()
        });
        let others: Vec<_> = self.bodies(&body.content, Direction::Request, "body-");
        let forms = others
            .into_iter()
            .zip(distinct(body))
            .filter(|(_, schema)| !(tabled && *schema == main))
            .map(|(form, _)| form)
            .collect();
        let mut room = 12_000;
        let (examples, _) = self.examples(&body.content, Direction::Request, &mut room);
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

    fn callbacks(&mut self, callbacks: &'a [Callback]) -> Vec<CallbackView<'a>> {
        let mut all = Vec::new();
        for callback in callbacks {
            for operation in &callback.operations {
                let key = format!("callback-{}", callback.name);
                let anchor = self.scope.anchors.take(&key);
                let arguments = self.arguments(operation, &format!("{key}-"));
                let (body, _) = self.body(operation.body.as_ref());
                let content = operation
                    .body
                    .as_ref()
                    .map_or(&[][..], |body| &body.content);
                let mut room = 6_000;
                let (examples, _) = self.examples(content, Direction::Request, &mut room);
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
                    answers: self.answers(&operation.responses, &format!("{key}-")),
                });
            }
        }
        all
    }
}

/// The distinct schemas of a body's forms, in the order in which [`Builder::bodies`] has them.
fn distinct(body: &RequestBody) -> Vec<Option<SchemaId>> {
    let mut all = Vec::new();
    for media in &body.content {
        if !all.contains(&media.schema) {
            all.push(media.schema);
        }
    }
    all
}

/// A body that is one object in another, as JSON:API and many others wrap what they send: naming
/// the wrapper in every row would only make the rows longer.
fn envelope(contract: &Contract, flat: &Flat<'_>) -> Option<(String, Vec<SchemaId>)> {
    if flat.properties.len() != 1 || !flat.choices.is_empty() {
        return None;
    }
    let (name, ids) = flat.properties.first()?;
    let inner = Flat::of(contract, ids);
    (flat.required.contains(name) && !inner.properties.is_empty())
        .then(|| ((*name).to_owned(), ids.clone()))
}

/// Beyond so many, rows of one table are no list that anybody reads: members of members unfold below
/// what they are members of.
const MOST_ROWS: usize = 40;

fn listed(fields: Vec<Field<'_>>) -> Vec<Field<'_>> {
    let inside = |field: &Field<'_>| field.inner.as_ref().map_or(0, Shape::count);
    let count: usize = fields.iter().map(|field| 1 + inside(field)).sum();
    if count > MOST_ROWS {
        fields
    } else {
        flattened(fields)
    }
}

/// Members of members after what they are members of, so that a table can list them.
fn flattened(fields: Vec<Field<'_>>) -> Vec<Field<'_>> {
    let mut rows = Vec::new();
    for mut field in fields {
        let inner = field.inner.take();
        let mut nested = Vec::new();
        if let Some(mut shape) = inner {
            nested = std::mem::take(&mut shape.fields);
            field.inner = (!shape.is_empty()).then_some(shape);
        }
        rows.push(field);
        rows.extend(flattened(nested));
    }
    rows
}
