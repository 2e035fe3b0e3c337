//! The page of a model, and the pages that use the model.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::code::Code;
use super::links::{Link, Links};
use super::sample::{Sampler, model_examples};
use super::schema::{
    Anchors, Constraint, Direction, EnumValue, Flat, Label, Scope, Structure, constraints, values,
};
use super::text::Prose;
use crate::contract::{Contract, MediaType, Operation, SchemaId};

#[derive(Debug, Clone)]
pub struct ModelView<'a> {
    pub level: u8,
    pub anchor: String,
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub label: Label,
    pub description: Prose<'a>,
    pub deprecated: bool,
    pub constraints: Vec<Constraint>,
    pub values: Vec<EnumValue<'a>>,
    pub more_values: usize,
    pub structure: Structure<'a>,
    pub example: Option<Code>,
    pub operations: Vec<Link>,
    pub models: Vec<Link>,
}

/// The number of fields that the page of a model unfolds before it only links to other models.
const BUDGET: usize = 120;

#[must_use]
pub fn view<'a>(
    contract: &'a Contract,
    links: &Links<'_>,
    usage: &ModelUsage<'_>,
    name: &'a str,
    id: SchemaId,
    anchors: &mut Anchors,
    level: u8,
) -> ModelView<'a> {
    let flat = Flat::of(contract, &[id]);
    let mut scope = Scope {
        contract,
        links,
        anchors,
        page: Some(id),
        budget: BUDGET,
        unfolded: HashSet::new(),
    };
    let structure = scope.structure(&[id], Direction::Both, "property-");
    let (values, more_values) = values(contract, &flat);
    let mut label = Label::of(contract, links, &flat);
    // A page does not link to itself.
    let own = links.model(id);
    label
        .parts
        .retain(|part| part.link.is_none() || part.link != own);
    let example = match usage.examples.get(&id) {
        Some(value) => Some(Code::json(value)),
        None => Sampler::new(contract, Direction::Both)
            .sample(id)
            .map(|value| Code::json(&value)),
    };
    let example = example.filter(|code| code.text.len() < 16_000);
    ModelView {
        level,
        anchor: own.map_or_else(String::new, |link| {
            link.href.trim_start_matches('#').to_owned()
        }),
        name,
        title: flat
            .parts
            .first()
            .and_then(|part| part.title.as_deref())
            .filter(|title| *title != name),
        label,
        description: Prose::below(level, flat.description().unwrap_or_default()),
        deprecated: flat.parts.first().is_some_and(|part| part.deprecated),
        constraints: constraints(contract, &flat),
        values,
        more_values,
        structure,
        example,
        operations: usage
            .operations
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|index| links.operation(*index))
            .collect(),
        models: usage
            .models
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|model| links.model(*model))
            .collect(),
    }
}

/// For each model, the operations (by index) and models that use it, and an example.
#[derive(Debug, Default)]
pub struct ModelUsage<'a> {
    examples: HashMap<SchemaId, &'a Value>,
    operations: HashMap<SchemaId, Vec<usize>>,
    models: HashMap<SchemaId, Vec<SchemaId>>,
}

impl<'a> ModelUsage<'a> {
    #[must_use]
    pub fn new(contract: &'a Contract, links: &Links<'_>) -> Self {
        let mut usage = Self {
            examples: model_examples(contract),
            ..Self::default()
        };
        let all = contract.operations.iter().chain(&contract.webhooks);
        for (index, operation) in all.enumerate() {
            for model in reachable_models(contract, links, roots(operation)) {
                usage.operations.entry(model).or_default().push(index);
            }
        }
        for (_, id) in contract.named() {
            let Some(schema) = contract.schemas.get(id.index()) else {
                continue;
            };
            for model in reachable_models(contract, links, schema.children().collect()) {
                let users = usage.models.entry(model).or_default();
                if model != id && !users.contains(&id) {
                    users.push(id);
                }
            }
        }
        usage
    }
}

/// Returns the schemas that an operation refers to directly.
fn roots(operation: &Operation) -> Vec<SchemaId> {
    let schema = |media: &MediaType| media.schema;
    let body = operation.body.iter().flat_map(|body| &body.content);
    let responses = operation.responses.iter().flat_map(|one| &one.content);
    (operation.parameters.iter())
        .filter_map(|parameter| parameter.value.schema())
        .chain(body.filter_map(schema))
        .chain(responses.filter_map(schema))
        .collect()
}

/// Returns the models that are reachable without passing through another model, in order.
fn reachable_models(contract: &Contract, links: &Links<'_>, roots: Vec<SchemaId>) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut waiting = roots;
    waiting.reverse();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        if links.has_model(id) {
            found.push(id);
        } else if let Some(schema) = contract.schemas.get(id.index()) {
            waiting.extend(schema.children());
        }
    }
    found
}
