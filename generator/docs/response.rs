//! The responses of an operation, by status.

use super::body::{BodyView, ExampleView, bodies, examples};
use super::links::Link;
use super::schema::{Direction, Field, Scope};
use super::status::reason;
use super::text::{Prose, first_sentence};
use crate::contract::{Response, Status};

#[derive(Debug, Clone)]
pub struct AnswerView<'a> {
    pub anchor: String,
    pub status: String,
    pub reason: &'static str,
    /// `good`, `other` or `bad`, for the colour beside the words.
    pub class: &'static str,
    pub description: Prose<'a>,
    /// What the description starts with, in plain words.
    pub gist: String,
    pub headers: Vec<Field<'a>>,
    pub bodies: Vec<BodyView<'a>>,
    pub examples: Vec<ExampleView<'a>>,
    pub more_examples: usize,
    pub links: Vec<LinkView<'a>>,
}

#[derive(Debug, Clone)]
pub struct LinkView<'a> {
    pub name: &'a str,
    pub target: Option<Link>,
    pub target_text: &'a str,
    pub description: Option<Prose<'a>>,
    pub parameters: Vec<(String, String)>,
}

/// How many bytes of examples an operation's answers may take, the first one of each aside.
const EXAMPLE_BYTES: usize = 12_000;

pub fn answers<'a>(
    scope: &mut Scope<'a, '_>,
    responses: &'a [Response],
    anchor: &str,
) -> Vec<AnswerView<'a>> {
    let mut room = EXAMPLE_BYTES;
    responses
        .iter()
        .map(|response| answer(scope, response, anchor, &mut room))
        .collect()
}

fn answer<'a>(
    scope: &mut Scope<'a, '_>,
    response: &'a Response,
    anchor: &str,
    room: &mut usize,
) -> AnswerView<'a> {
    let status = response.status.to_string();
    let key = format!("{anchor}{status}");
    let anchor = scope.anchors.take(&key);
    let headers = response
        .headers
        .iter()
        .map(|header| scope.parameter(header, &format!("{key}-header."), Direction::Answer))
        .collect();
    let bodies = bodies(
        scope,
        &response.content,
        Direction::Answer,
        &format!("{key}-"),
    );
    let (examples, more_examples) = examples(scope, &response.content, Direction::Answer, room);
    let links = response.links.iter().map(|link| {
        let id = link.operation_id.as_deref();
        LinkView {
            name: &link.name,
            target: id.and_then(|id| scope.links.operation_by_id(id)),
            target_text: id.or(link.operation_ref.as_deref()).unwrap_or_default(),
            description: link.description.as_deref().map(Prose::flat),
            parameters: link
                .parameters
                .iter()
                .map(|(name, value)| (name.clone(), plain(value)))
                .collect(),
        }
    });
    AnswerView {
        anchor,
        reason: reason(response.status),
        class: match response.status {
            Status::Code(200..=299) | Status::Range(2) => "good",
            Status::Code(400..) | Status::Range(4..) => "bad",
            _ => "other",
        },
        status,
        gist: first_sentence(&response.description),
        description: Prose::flat(&response.description),
        headers,
        bodies,
        examples,
        more_examples,
        links: links.collect(),
    }
}

/// A value as people write it in a sentence.
fn plain(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
