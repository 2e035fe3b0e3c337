//! Where schemas are used: which of them operations lead to, and how often each is named.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{Contract, MediaType, Operation, Parameter, ParameterValue, SchemaId};

impl Contract {
    /// The schemas that operations and webhooks lead to.
    pub(super) fn reached(&self) -> HashSet<SchemaId> {
        let heirs = self.heirs();
        let mut open = self.used_by_operations();
        let mut reached = HashSet::new();
        while let Some(id) = open.pop() {
            if reached.insert(id) {
                open.extend(self[id].children());
                // Values of a base may be those of whatever is built on it.
                open.extend(heirs.get(&id).into_iter().flatten());
            }
        }
        reached
    }

    /// Every schema that operations, webhooks and models lead to, with the number of places that
    /// name it, in the order of first use.
    pub(crate) fn schema_uses(&self) -> IndexMap<SchemaId, usize> {
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
            of_operation(operation, &mut used);
        }
        used
    }
}

fn of_operation(operation: &Operation, out: &mut Vec<SchemaId>) {
    for parameter in &operation.parameters {
        of_parameter(parameter, out);
    }
    if let Some(body) = &operation.body {
        body.content.iter().for_each(|media| of_media(media, out));
    }
    for response in &operation.responses {
        response
            .content
            .iter()
            .for_each(|media| of_media(media, out));
        for header in &response.headers {
            of_parameter(header, out);
        }
    }
    for callback in &operation.callbacks {
        for operation in &callback.operations {
            of_operation(operation, out);
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
