//! The responses of an operation, by status.

use super::body::{BodyView, EXAMPLE_BYTES, ExampleView, examples, response_bodies};
use super::links::Link;
use super::schema::{Direction, Field, Scope};
use super::status::{class, reason};
use super::text::{Prose, first_sentence};
use crate::contract::Response;

#[derive(Debug, Clone)]
pub struct ResponseView<'a> {
    pub anchor: String,
    /// `201`, `4XX` or `default`.
    pub status: String,
    /// The reason phrase of the status.
    pub reason: &'static str,
    /// `success`, `error` or `other`, for the colour of the status.
    pub class: &'static str,
    pub description: Prose<'a>,
    /// The first sentence of the description, in plain text.
    pub gist: String,
    pub headers: Vec<Field<'a>>,
    pub bodies: Vec<BodyView<'a>>,
    pub examples: Vec<ExampleView<'a>>,
    /// The number of omitted examples.
    pub more_examples: usize,
    pub links: Vec<LinkView<'a>>,
}

#[derive(Debug, Clone)]
pub struct LinkView<'a> {
    /// The page of the linked operation.
    pub target: Option<Link>,
    pub target_text: &'a str,
    pub description: Option<Prose<'a>>,
    pub parameters: Vec<(String, String)>,
}

/// Returns the views of an operation's responses; `anchor` is the prefix of their ids.
pub fn responses<'a>(
    scope: &mut Scope<'a, '_>,
    responses: &'a [Response],
    anchor: &str,
) -> Vec<ResponseView<'a>> {
    let mut bytes = EXAMPLE_BYTES;
    responses
        .iter()
        .map(|response| view(scope, response, anchor, &mut bytes))
        .collect()
}

fn view<'a>(
    scope: &mut Scope<'a, '_>,
    response: &'a Response,
    anchor: &str,
    bytes: &mut usize,
) -> ResponseView<'a> {
    let status = response.status.to_string();
    let key = format!("{anchor}{status}");
    let anchor = scope.anchors.take(&key);
    let prefix = format!("{key}-header.");
    let headers = (response.headers.iter())
        .map(|header| scope.parameter(header, &prefix, Direction::Response))
        .collect();
    let bodies = response_bodies(scope, &response.content, &format!("{key}-"));
    let (examples, more_examples) = examples(scope, &response.content, Direction::Response, bytes);
    let links = response.links.iter().map(|link| {
        let id = link.operation_id.as_deref();
        let parameters = link.parameters.iter();
        LinkView {
            target: id.and_then(|id| scope.links.operation_by_id(id)),
            target_text: id.or(link.operation_ref.as_deref()).unwrap_or_default(),
            description: link.description.as_deref().map(Prose::without_headings),
            parameters: parameters
                .map(|(name, value)| (name.clone(), unquoted(value)))
                .collect(),
        }
    });
    ResponseView {
        anchor,
        reason: reason(response.status),
        class: class(response.status),
        status,
        gist: first_sentence(&response.description),
        description: Prose::without_headings(&response.description),
        headers,
        bodies,
        examples,
        more_examples,
        links: links.collect(),
    }
}

/// Formats a string without quotes, and any other value as JSON.
fn unquoted(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
