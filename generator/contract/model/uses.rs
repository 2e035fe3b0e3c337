//! Where schemas are used: which of them operations lead to, and how often each is named.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{Contract, MediaType, Operation, Parameter, ParameterValue, SchemaId};

/// The direction of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

impl Contract {
    /// The schemas that operations and webhooks lead to.
    pub(super) fn reached(&self) -> HashSet<SchemaId> {
        self.closure(self.used_by_operations())
    }

    /// The schemas that the operations' requests lead to, or their responses.
    #[must_use]
    pub fn reached_in(&self, direction: Direction) -> HashSet<SchemaId> {
        let mut used = Vec::new();
        for operation in &self.operations {
            of_operation(operation, Some(direction), &mut used);
        }
        self.closure(used)
    }

    fn closure(&self, mut open: Vec<SchemaId>) -> HashSet<SchemaId> {
        let mut reached = HashSet::new();
        while let Some(id) = open.pop() {
            if reached.insert(id) {
                open.extend(self[id].children());
            }
        }
        reached
    }

    /// Every schema that operations, webhooks and models lead to, with the number of places that
    /// name it, in the order of first use.
    pub fn schema_uses(&self) -> IndexMap<SchemaId, usize> {
        let mut uses: IndexMap<SchemaId, usize> = IndexMap::new();
        let mut open = self.used_by_operations();
        open.extend(self.models.values());
        open.reverse();
        while let Some(id) = open.pop() {
            let count = uses.entry(id).or_default();
            *count += 1;
            if *count == 1 {
                let children: Vec<SchemaId> = self[id].children().collect();
                open.extend(children.into_iter().rev());
            }
        }
        uses
    }

    fn used_by_operations(&self) -> Vec<SchemaId> {
        let mut used = Vec::new();
        for operation in self.operations.iter().chain(&self.webhooks) {
            of_operation(operation, None, &mut used);
        }
        used
    }
}

/// The schemas of an operation, or of one side of it. Callbacks are exchanges of their own.
fn of_operation(operation: &Operation, side: Option<Direction>, out: &mut Vec<SchemaId>) {
    if side != Some(Direction::Response) {
        for parameter in &operation.parameters {
            of_parameter(parameter, out);
        }
        let content = operation.body.iter().flat_map(|body| &body.content);
        content.for_each(|media| of_media(media, out));
    }
    if side != Some(Direction::Request) {
        for response in &operation.responses {
            response
                .content
                .iter()
                .for_each(|media| of_media(media, out));
            response
                .headers
                .iter()
                .for_each(|header| of_parameter(header, out));
        }
    }
    if side.is_none() {
        let callbacks = operation.callbacks.iter();
        for operation in callbacks.flat_map(|callback| &callback.operations) {
            of_operation(operation, None, out);
        }
    }
}

fn of_parameter(parameter: &Parameter, out: &mut Vec<SchemaId>) {
    match &parameter.value {
        ParameterValue::Styled { schema, .. } => out.push(*schema),
        ParameterValue::Content(media) => of_media(media, out),
    }
}

fn of_media(media: &MediaType, out: &mut Vec<SchemaId>) {
    out.extend(media.schema);
    for encoding in media.encoding.values() {
        for header in &encoding.headers {
            of_parameter(header, out);
        }
    }
}
