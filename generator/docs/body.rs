//! Bodies of requests and responses, and their examples.

use super::code::Code;
use super::request::is_json;
use super::sample::Sampler;
use super::schema::{Direction, EnumValue, Flat, Label, Rule, Scope, Shape, rules, values};
use super::text::Prose;
use crate::contract::{Example, MediaType, SchemaId};

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

/// The forms of a body, those of one schema together.
pub fn bodies<'a>(
    scope: &mut Scope<'a, '_>,
    content: &'a [MediaType],
    direction: Direction,
    anchor: &str,
) -> Vec<BodyView<'a>> {
    let mut bodies: Vec<(Option<SchemaId>, Vec<&'a str>)> = Vec::new();
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
                let flat = Flat::of(scope.contract, &[schema]);
                BodyView {
                    media,
                    label: Label::of(scope.contract, scope.links, &flat),
                    description: flat.description().map(Prose::flat),
                    rules: rules(scope.contract, &flat),
                    values: values(scope.contract, &flat).0,
                    shape: scope.shape(&[schema], direction, anchor),
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
pub fn examples<'a>(
    scope: &Scope<'a, '_>,
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
        let sample = Sampler::new(scope.contract, direction).sample(schema);
        all.extend(sample.map(|value| ExampleView {
            title: "Sample".to_owned(),
            description: None,
            code: Some(Code::json(&value)),
            elsewhere: None,
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
        description: example.description.as_deref().map(Prose::flat),
        code,
        elsewhere: example.external_value.as_deref(),
    }
}
