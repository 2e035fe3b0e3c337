//! The answers of an operation, by status.

use super::code::Code;
use super::links::Link;
use super::operation::Builder;
use super::request::is_json;
use super::sample::Sampler;
use super::schema::{Direction, EnumValue, Field, Flat, Label, Rule, Shape};
use super::text::{Prose, first_sentence};
use crate::contract::{Example, MediaType, Response, Status};

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

/// A body in one or more forms of the same schema.
#[derive(Debug, Clone)]
pub struct BodyView<'a> {
    pub media: Vec<&'a str>,
    pub label: Label,
    pub description: Option<Prose<'a>>,
    pub rules: Vec<Rule>,
    pub values: Vec<EnumValue<'a>>,
    pub shape: Shape<'a>,
}

#[derive(Debug, Clone)]
pub struct ExampleView<'a> {
    pub title: String,
    pub description: Option<Prose<'a>>,
    pub code: Option<Code>,
    /// Where the example is kept outside the contract.
    pub elsewhere: Option<&'a str>,
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

impl<'a> Builder<'a, '_> {
    pub fn answers(&mut self, responses: &'a [Response], anchor: &str) -> Vec<AnswerView<'a>> {
        let mut room = EXAMPLE_BYTES;
        responses
            .iter()
            .map(|response| self.answer(response, anchor, &mut room))
            .collect()
    }

    fn answer(&mut self, response: &'a Response, anchor: &str, room: &mut usize) -> AnswerView<'a> {
        let status = response.status.to_string();
        let key = format!("{anchor}{status}");
        let anchor = self.scope.anchors.take(&key);
        let headers = response
            .headers
            .iter()
            .map(|header| {
                self.scope
                    .parameter(header, &format!("{key}-header."), Direction::Response)
            })
            .collect();
        let bodies = self.bodies(&response.content, Direction::Response, &format!("{key}-"));
        let (examples, more_examples) = self.examples(&response.content, Direction::Response, room);
        let links = response.links.iter().map(|link| {
            let id = link.operation_id.as_deref();
            LinkView {
                name: &link.name,
                target: id.and_then(|id| self.scope.links.operation_by_id(id)),
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

    /// The forms of a body, those of one schema together.
    pub fn bodies(
        &mut self,
        content: &'a [MediaType],
        direction: Direction,
        anchor: &str,
    ) -> Vec<BodyView<'a>> {
        let mut bodies: Vec<(Option<crate::contract::SchemaId>, Vec<&'a str>)> = Vec::new();
        for media in content {
            match bodies
                .iter_mut()
                .find(|(schema, _)| *schema == media.schema)
            {
                Some((_, names)) => names.push(&media.name),
                None => bodies.push((media.schema, vec![&media.name])),
            }
        }
        bodies
            .into_iter()
            .map(|(schema, media)| match schema {
                Some(schema) => {
                    let flat = Flat::of(self.scope.contract, &[schema]);
                    BodyView {
                        media,
                        label: Label::of(self.scope.contract, self.scope.links, &flat),
                        description: flat.description().map(Prose::flat),
                        rules: super::schema::rules(self.scope.contract, &flat),
                        values: super::schema::values(self.scope.contract, &flat).0,
                        shape: self.scope.shape(&[schema], direction, anchor),
                    }
                }
                None => BodyView {
                    media,
                    label: Label::default(),
                    description: None,
                    rules: Vec::new(),
                    values: Vec::new(),
                    shape: Shape::default(),
                },
            })
            .collect()
    }

    /// The contract's examples, or a sample from the schema; and how many were left out.
    pub fn examples(
        &mut self,
        content: &'a [MediaType],
        direction: Direction,
        room: &mut usize,
    ) -> (Vec<ExampleView<'a>>, usize) {
        let mut all = Vec::new();
        let mut left_out = 0;
        for media in content {
            for example in &media.examples {
                let view = example_view(example, media);
                let size = view.code.as_ref().map_or(0, |code| code.text.len());
                if !all.is_empty() && size > *room {
                    left_out += 1;
                    continue;
                }
                *room = room.saturating_sub(size);
                all.push(view);
            }
        }
        if all.is_empty()
            && let Some(media) = content.iter().find(|media| is_json(&media.name))
            && let Some(schema) = media.schema
        {
            let sample = Sampler::new(self.scope.contract, direction).sample(schema);
            all.extend(sample.map(|value| ExampleView {
                title: "Sample".to_owned(),
                description: None,
                code: Some(Code::json(&value)),
                elsewhere: None,
            }));
        }
        (all, left_out)
    }
}

fn example_view<'a>(example: &'a Example, media: &MediaType) -> ExampleView<'a> {
    let title = (example.summary.clone())
        .or_else(|| example.name.clone())
        .unwrap_or_else(|| "Example".to_owned());
    let code = example.value.as_ref().map(|value| match value {
        serde_json::Value::String(text) if !is_json(&media.name) => Code {
            language: "text",
            text: text.clone(),
        },
        value => Code::json(value),
    });
    ExampleView {
        title,
        description: example.description.as_deref().map(Prose::flat),
        code,
        elsewhere: example.external_value.as_deref(),
    }
}

/// A value as people write it in a sentence.
fn plain(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// RFC 9110, section 15, and the registry of status codes.
fn reason(status: Status) -> &'static str {
    match status {
        Status::Default => "Every other answer",
        Status::Range(1) => "Informational",
        Status::Range(2) => "Success",
        Status::Range(3) => "Redirection",
        Status::Range(4) => "Client error",
        Status::Range(_) => "Server error",
        Status::Code(code) => match code {
            100 => "Continue",
            101 => "Switching Protocols",
            200 => "OK",
            201 => "Created",
            202 => "Accepted",
            203 => "Non-Authoritative Information",
            204 => "No Content",
            205 => "Reset Content",
            206 => "Partial Content",
            207 => "Multi-Status",
            300 => "Multiple Choices",
            301 => "Moved Permanently",
            302 => "Found",
            303 => "See Other",
            304 => "Not Modified",
            307 => "Temporary Redirect",
            308 => "Permanent Redirect",
            400 => "Bad Request",
            401 => "Unauthorized",
            402 => "Payment Required",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            406 => "Not Acceptable",
            407 => "Proxy Authentication Required",
            408 => "Request Timeout",
            409 => "Conflict",
            410 => "Gone",
            411 => "Length Required",
            412 => "Precondition Failed",
            413 => "Content Too Large",
            414 => "URI Too Long",
            415 => "Unsupported Media Type",
            416 => "Range Not Satisfiable",
            417 => "Expectation Failed",
            421 => "Misdirected Request",
            422 => "Unprocessable Content",
            423 => "Locked",
            424 => "Failed Dependency",
            425 => "Too Early",
            426 => "Upgrade Required",
            428 => "Precondition Required",
            429 => "Too Many Requests",
            431 => "Request Header Fields Too Large",
            451 => "Unavailable For Legal Reasons",
            500 => "Internal Server Error",
            501 => "Not Implemented",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            505 => "HTTP Version Not Supported",
            507 => "Insufficient Storage",
            _ => "",
        },
    }
}
