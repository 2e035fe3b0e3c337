//! Bodies of requests and responses, and their examples.

use super::code::Code;
use super::parameters::{FieldTable, body_table};
use super::request::{is_json, preferred};
use super::sample::Sampler;
use super::schema::{
    Constraint, Direction, EnumValue, Flat, Label, Scope, Structure, constraints, values,
};
use super::text::Prose;
use crate::contract::{Example, MediaType, RequestBody, SchemaId};

/// A body and the media types that share its schema.
#[derive(Debug, Clone, Default)]
pub struct BodyView<'a> {
    pub media: Vec<&'a str>,
    pub label: Label,
    pub description: Option<Prose<'a>>,
    pub constraints: Vec<Constraint>,
    pub values: Vec<EnumValue<'a>>,
    pub structure: Structure<'a>,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct RequestBodyView<'a> {
    pub required: bool,
    pub description: Option<Prose<'a>>,
    pub media: Vec<&'a str>,
    /// The properties of the preferred media type if it is an object.
    pub table: Option<FieldTable<'a>>,
    /// The bodies in media types that the table does not describe.
    pub others: Vec<BodyView<'a>>,
}

#[derive(Debug, Clone)]
pub struct ExampleView<'a> {
    pub title: String,
    pub description: Option<Prose<'a>>,
    pub code: Option<Code>,
    /// The URL of an example outside the contract.
    pub external_value: Option<&'a str>,
}

/// The budget in bytes for the examples of one operation; the first example of each body is always
/// shown.
pub const EXAMPLE_BYTES: usize = 12_000;

/// Returns the view of a request body, described once for each schema.
pub fn request_body<'a>(
    scope: &mut Scope<'a, '_>,
    body: &'a RequestBody,
    anchor: &str,
) -> RequestBodyView<'a> {
    let table = body_table(scope, body, anchor);
    let preferred = preferred(&body.content).map(|media| media.schema);
    let described = preferred.filter(|_| table.is_some());
    let others = by_schema(&body.content)
        .into_iter()
        .filter(|(schema, _)| Some(*schema) != described)
        .map(|(schema, media)| body_view(scope, schema, media, Direction::Request, anchor))
        .collect();
    RequestBodyView {
        required: body.required,
        description: body.description.as_deref().and_then(Prose::non_empty),
        media: (body.content.iter())
            .map(|media| media.name.as_str())
            .collect(),
        table,
        others,
    }
}

/// Returns the views of a response's bodies, one for each schema.
pub fn response_bodies<'a>(
    scope: &mut Scope<'a, '_>,
    content: &'a [MediaType],
    anchor: &str,
) -> Vec<BodyView<'a>> {
    by_schema(content)
        .into_iter()
        .map(|(schema, media)| body_view(scope, schema, media, Direction::Response, anchor))
        .collect()
}

/// Groups media types by schema, in the order of the contract.
fn by_schema(content: &[MediaType]) -> Vec<(Option<SchemaId>, Vec<&str>)> {
    let mut bodies: Vec<(Option<SchemaId>, Vec<&str>)> = Vec::new();
    for media in content {
        let known = bodies
            .iter_mut()
            .find(|(schema, _)| *schema == media.schema);
        match known {
            Some((_, names)) => names.push(&media.name),
            None => bodies.push((media.schema, vec![&media.name])),
        }
    }
    bodies
}

fn body_view<'a>(
    scope: &mut Scope<'a, '_>,
    schema: Option<SchemaId>,
    media: Vec<&'a str>,
    direction: Direction,
    anchor: &str,
) -> BodyView<'a> {
    let Some(schema) = schema else {
        return BodyView {
            media,
            ..BodyView::default()
        };
    };
    let flat = Flat::of(scope.contract, &[schema]);
    BodyView {
        media,
        label: Label::of(scope.contract, scope.links, &flat),
        description: flat.description().and_then(Prose::non_empty),
        constraints: constraints(scope.contract, &flat),
        values: values(scope.contract, &flat).0,
        structure: scope.structure(&[schema], direction, anchor),
    }
}

/// Returns the examples of the contract, or else a sample made from the schema, and the number of
/// examples that exceeded the budget.
pub fn examples<'a>(
    scope: &Scope<'a, '_>,
    content: &'a [MediaType],
    direction: Direction,
    bytes: &mut usize,
) -> (Vec<ExampleView<'a>>, usize) {
    let mut all = Vec::new();
    let mut left_out = 0;
    for media in content {
        for example in &media.examples {
            let view = example_view(example, media);
            let size = view.code.as_ref().map_or(0, |code| code.text.len());
            if !all.is_empty() && size > *bytes {
                left_out += 1;
                continue;
            }
            *bytes = bytes.saturating_sub(size);
            all.push(view);
        }
    }
    if all.is_empty()
        && let Some(media) = content.iter().find(|media| is_json(&media.name))
        && let Some(schema) = media.schema
    {
        let sample = Sampler::new(scope.contract, direction).sample(schema);
        all.extend(sample.map(|value| ExampleView {
            title: "Example".to_owned(),
            description: None,
            code: Some(Code::json(&value)),
            external_value: None,
        }));
    }
    (all, left_out)
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
        description: example.description.as_deref().map(Prose::without_headings),
        code,
        external_value: example.external_value.as_deref(),
    }
}
