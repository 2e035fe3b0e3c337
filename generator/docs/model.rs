//! A model as its page shows it, and who uses it.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::code::Code;
use super::links::{Link, Links};
use super::sample::{Sampler, shown};
use super::schema::{
    Anchors, Direction, EnumValue, Flat, Label, Rule, Scope, Shape, rules, values,
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
    pub rules: Vec<Rule>,
    pub values: Vec<EnumValue<'a>>,
    pub more_values: usize,
    pub shape: Shape<'a>,
    pub example: Option<Code>,
    pub operations: Vec<Link>,
    pub models: Vec<Link>,
}

/// What a model's page has room for before other models are only linked.
const ROOM: usize = 120;

#[must_use]
pub fn view<'a>(
    contract: &'a Contract,
    links: &Links<'_>,
    uses: &Uses<'_>,
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
        room: ROOM,
        unfolded: HashSet::new(),
    };
    let shape = scope.shape(&[id], Direction::Both, "field-");
    let (values, more_values) = values(contract, &flat);
    let mut label = Label::of(contract, links, &flat);
    // The page is about this model: a link to it would lead nowhere new.
    let own = links.model(id);
    label
        .parts
        .retain(|part| part.link.is_none() || part.link != own);
    let example = match uses.shown.get(&id) {
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
        rules: rules(contract, &flat),
        values,
        more_values,
        shape,
        example,
        operations: uses
            .operations
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|index| links.operation(*index))
            .collect(),
        models: uses
            .models
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|model| links.model(*model))
            .collect(),
    }
}

/// Who uses each model: operations by index, webhooks counted after them, and other models; and
/// what they show of it.
#[derive(Debug, Default)]
pub struct Uses<'a> {
    shown: HashMap<SchemaId, &'a Value>,
    operations: HashMap<SchemaId, Vec<usize>>,
    models: HashMap<SchemaId, Vec<SchemaId>>,
}

impl<'a> Uses<'a> {
    #[must_use]
    pub fn new(contract: &'a Contract, links: &Links<'_>) -> Self {
        let mut uses = Self {
            shown: shown(contract),
            ..Self::default()
        };
        let all = contract.operations.iter().chain(&contract.webhooks);
        for (index, operation) in all.enumerate() {
            for model in reached(contract, links, roots(operation)) {
                uses.operations.entry(model).or_default().push(index);
            }
        }
        for (_, id) in contract.named() {
            let Some(schema) = contract.schemas.get(id.index()) else {
                continue;
            };
            for model in reached(contract, links, schema.children().collect()) {
                let users = uses.models.entry(model).or_default();
                if model != id && !users.contains(&id) {
                    users.push(id);
                }
            }
        }
        uses
    }
}

/// The schemas that an operation names.
fn roots(operation: &Operation) -> Vec<SchemaId> {
    let schema = |media: &MediaType| media.schema;
    let body = operation.body.iter().flat_map(|body| &body.content);
    let answers = operation.responses.iter().flat_map(|one| &one.content);
    (operation.parameters.iter())
        .filter_map(|parameter| parameter.value.schema())
        .chain(body.filter_map(schema))
        .chain(answers.filter_map(schema))
        .collect()
}

/// The models with pages that are reached without passing through another one, in order.
fn reached(contract: &Contract, links: &Links<'_>, roots: Vec<SchemaId>) -> Vec<SchemaId> {
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
