//! The examples of a contract that its schemas admit, by the judgement of the `jsonschema` crate,
//! which looks at the schemas as the document writes them.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Example;
use crate::Loaded;
use crate::contract::{
    self, Contract, Direction, MediaType, Operation, Parameter, Schema, SchemaId, Types,
};
use crate::review::confirm;
use crate::source::{Place, escape};
use counterpart_contract::document::Document;
use counterpart_contract::pattern::backtrack;

/// Every valid example, in the order of operations, and then of schemas. An example that several
/// operations share is the first one's.
#[must_use]
pub fn valid(loaded: &Loaded) -> Vec<Example> {
    let mut collector = Collector {
        contract: &loaded.contract,
        judge: Judge {
            contract: &loaded.contract,
            document: &loaded.document,
            validators: HashMap::new(),
        },
        seen: HashSet::new(),
        found: Vec::new(),
    };
    for (index, operation) in loaded.contract.operations.iter().enumerate() {
        collector.operation(index, operation);
    }
    collector.schemas();
    collector.found
}

struct Collector<'a> {
    contract: &'a Contract,
    judge: Judge<'a>,
    seen: HashSet<Place>,
    found: Vec<Example>,
}

impl<'a> Collector<'a> {
    fn operation(&mut self, index: usize, operation: &'a Operation) {
        for parameter in &operation.parameters {
            self.parameter(index, parameter, Direction::Request);
        }
        for media in operation.body.iter().flat_map(|body| &body.content) {
            self.media(index, media, Direction::Request);
        }
        for response in &operation.responses {
            for header in &response.headers {
                self.parameter(index, header, Direction::Response);
            }
            for media in &response.content {
                self.media(index, media, Direction::Response);
            }
        }
    }

    fn parameter(&mut self, index: usize, parameter: &'a Parameter, direction: Direction) {
        if let Some(schema) = parameter.value.schema() {
            self.all(Some(index), schema, &parameter.examples, direction);
        }
        if let contract::ParameterValue::Content(media) = &parameter.value {
            self.media(index, media, direction);
        }
    }

    fn media(&mut self, index: usize, media: &'a MediaType, direction: Direction) {
        if let Some(schema) = media.schema {
            self.all(Some(index), schema, &media.examples, direction);
        }
    }

    fn all(
        &mut self,
        operation: Option<usize>,
        schema: SchemaId,
        examples: &'a [contract::Example],
        direction: Direction,
    ) {
        for example in examples {
            if let Some(value) = &example.value {
                self.one(
                    operation,
                    schema,
                    example.place.clone(),
                    value,
                    &[direction],
                );
            }
        }
    }

    /// Examples that schemas have themselves, which may be of either direction where both lead to
    /// the schema.
    fn schemas(&mut self) {
        let asked = self.contract.reached_in(Direction::Request);
        let answered = self.contract.reached_in(Direction::Response);
        for id in self.contract.ids() {
            let directions: &[Direction] = if asked.contains(&id) && !answered.contains(&id) {
                &[Direction::Request]
            } else {
                &[Direction::Response, Direction::Request]
            };
            let schema = &self.contract[id];
            let single = self.contract[id].place.join("example");
            for (index, value) in schema.examples.iter().enumerate() {
                let place = match index {
                    0 => single.clone(),
                    index => schema.place.join("examples").item(index),
                };
                self.one(None, id, place, value, directions);
            }
        }
    }

    fn one(
        &mut self,
        operation: Option<usize>,
        schema: SchemaId,
        place: Place,
        value: &Value,
        directions: &[Direction],
    ) {
        if !self.seen.insert(place.clone()) {
            return;
        }
        let Some(direction) = directions
            .iter()
            .copied()
            .find(|direction| self.judge.admits(schema, value, *direction))
        else {
            return;
        };
        let mut undeclared = Vec::new();
        let typed =
            self.judge
                .undeclared(&[schema], value, direction, String::new(), &mut undeclared);
        if typed.is_none() {
            return;
        }
        self.found.push(Example {
            place,
            schema,
            value: value.clone(),
            direction,
            undeclared,
            operation,
        });
    }
}

struct Judge<'a> {
    contract: &'a Contract,
    document: &'a Document,
    /// By schema and direction; none where the validator cannot read the schema.
    validators: HashMap<(SchemaId, Direction), Option<confirm::Validator>>,
}

impl<'a> Judge<'a> {
    fn admits(&mut self, id: SchemaId, value: &Value, direction: Direction) -> bool {
        let response = direction == Direction::Response;
        let validator = self.validators.entry((id, direction)).or_insert_with(|| {
            confirm::validator_of(self.document, &self.contract[id].place, response).ok()
        });
        validator
            .as_ref()
            .is_some_and(|validator| validator.is_valid(value))
    }

    /// Finds the members of a value that none of the schemas it is judged by declares. None where a
    /// part of it is admitted only because a schema that means objects or lists does not say so:
    /// one with `properties` and without `type` admits a text as well.
    fn undeclared(
        &mut self,
        ids: &[SchemaId],
        value: &Value,
        direction: Direction,
        pointer: String,
        out: &mut Vec<String>,
    ) -> Option<()> {
        if ids
            .iter()
            .any(|id| means_another_type(&self.contract[*id], value))
        {
            return None;
        }
        match value {
            Value::Object(members) => {
                let schemas = self.applicable(ids, value, direction);
                let open = schemas.iter().all(|schema| schema.properties.is_empty());
                for (name, member) in members {
                    let pointer = format!("{pointer}/{}", escape(name));
                    let declaring: Vec<SchemaId> = schemas
                        .iter()
                        .flat_map(|schema| self.declarations(schema, name, direction))
                        .collect();
                    if !declaring.is_empty() {
                        self.undeclared(&declaring, member, direction, pointer, out)?;
                    } else if !open {
                        out.push(pointer);
                    }
                }
            }
            Value::Array(items) => {
                let schemas = self.applicable(ids, value, direction);
                for (index, item) in items.iter().enumerate() {
                    let declaring: Vec<SchemaId> = schemas
                        .iter()
                        .filter_map(|schema| {
                            schema.prefix_items.get(index).copied().or(schema.items)
                        })
                        .collect();
                    let pointer = format!("{pointer}/{index}");
                    self.undeclared(&declaring, item, direction, pointer, out)?;
                }
            }
            _ => {}
        }
        Some(())
    }

    /// The schemas that speak of a value: those given, what they are composed of, and such
    /// alternatives as admit it.
    fn applicable(
        &mut self,
        ids: &[SchemaId],
        value: &Value,
        direction: Direction,
    ) -> Vec<&'a Schema> {
        let contract = self.contract;
        let mut open = ids.to_vec();
        let mut seen = HashSet::new();
        let mut schemas = Vec::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let schema = &contract[id];
            schemas.push(schema);
            open.extend(&schema.all_of);
            let alternatives = schema
                .any_of
                .iter()
                .chain(&schema.one_of)
                .chain(schema.dependent_schemas.values())
                .chain(schema.if_.iter())
                .chain(schema.then.iter())
                .chain(schema.else_.iter())
                .copied();
            for alternative in alternatives.collect::<Vec<_>>() {
                if self.admits(alternative, value, direction) {
                    open.push(alternative);
                }
            }
        }
        schemas
    }

    /// The schemas by which a schema declares a member.
    fn declarations(&self, schema: &Schema, name: &str, direction: Direction) -> Vec<SchemaId> {
        let mut found: Vec<SchemaId> = schema.properties.get(name).copied().into_iter().collect();
        for (pattern, id) in &schema.pattern_properties {
            if backtrack(pattern, name) == Some(true) {
                found.push(*id);
            }
        }
        if found.is_empty() {
            found.extend(schema.additional);
        }
        let direction_flags = |id: &SchemaId| match direction {
            Direction::Request => self.contract[*id].read_only,
            Direction::Response => self.contract[*id].write_only,
        };
        found.retain(|id| !direction_flags(id));
        found
    }
}

/// Whether a schema without `type` describes objects, or lists, and the value is none.
fn means_another_type(schema: &Schema, value: &Value) -> bool {
    let untyped = schema.types == Types::ANY && schema.values.is_none();
    let objects = !schema.properties.is_empty();
    let lists = schema.items.is_some();
    let meant = objects && value.is_object() || lists && value.is_array();
    untyped && (objects || lists) && !meant
}

#[cfg(test)]
mod tests {
    use super::valid;
    use crate::contract::Direction;
    use crate::source::Memory;
    use crate::{ReadOptions, load_text};

    /// The one type of a schema that only requests hold is that of requests, without what is read
    /// only.
    #[test]
    fn an_example_of_a_schema_goes_the_way_that_leads_to_it() {
        let text = "
openapi: 3.0.3
info: {title: Payees, version: 1.0.0}
paths:
  /payees:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
      responses: {'200': {description: Made., content: {application/json: {schema: {$ref: '#/components/schemas/Person'}}}}}
components:
  schemas:
    New: {type: object, properties: {person: {$ref: '#/components/schemas/Person'}}, example: {person: {born: '2000'}}}
    Person: {type: object, properties: {born: {type: string, readOnly: true}}, example: {born: '2000'}}
";
        let disk = Memory::default();
        let loaded = load_text(
            "",
            "payees.yaml",
            text.into(),
            &disk,
            ReadOptions::default(),
        );
        let found: Vec<(String, Direction, usize)> = valid(&loaded)
            .into_iter()
            .map(|own| {
                (
                    own.place.pointer.to_string(),
                    own.direction,
                    own.undeclared.len(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (
                    "/components/schemas/New/example".to_owned(),
                    Direction::Request,
                    1
                ),
                (
                    "/components/schemas/Person/example".to_owned(),
                    Direction::Response,
                    0
                ),
            ]
        );
    }
}
