//! Which models requests alone hold.

use super::operations::{Group, Operation};
use super::types::{ModelId, Models, Ty};

/// Marks the models that the requests of operations hold and their responses do not.
pub fn mark(models: &mut Models, groups: &[Group]) {
    let operations = || groups.iter().flat_map(|group| &group.operations);
    let request_only = reached(models, operations().flat_map(requests));
    let in_responses = reached(models, operations().flat_map(responses));
    for (model, (request_only, in_responses)) in models
        .models
        .iter_mut()
        .zip(request_only.into_iter().zip(in_responses))
    {
        model.request_only = request_only && !in_responses;
    }
}

/// The types of an operation's parameters and of its body.
fn requests(operation: &Operation) -> impl Iterator<Item = &Ty> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let body = operation.body.iter().flat_map(|body| &body.content);
    parameters.chain(body.map(|payload| &payload.ty))
}

/// The types of the bodies and headers that an operation is answered with.
fn responses(operation: &Operation) -> impl Iterator<Item = &Ty> {
    let content = operation
        .responses
        .iter()
        .flat_map(|response| &response.content);
    let headers = operation
        .responses
        .iter()
        .flat_map(|response| &response.headers);
    (content.map(|payload| &payload.ty)).chain(headers.map(|header| &header.ty))
}

impl Operation {
    /// Every type that requests and responses are made of.
    pub fn types(&self) -> impl Iterator<Item = &Ty> {
        requests(self).chain(responses(self))
    }
}

/// For each model, whether types lead to it.
fn reached<'a>(models: &Models, types: impl Iterator<Item = &'a Ty>) -> Vec<bool> {
    let mut open: Vec<ModelId> = Vec::new();
    types.for_each(|ty| ty.models(&mut |id| open.push(id)));
    let mut reached = vec![false; models.models.len()];
    while let Some(id) = open.pop() {
        if let Some(known) = reached.get_mut(id.0).filter(|known| !**known) {
            *known = true;
            models[id].types(&mut |ty| ty.models(&mut |id| open.push(id)));
        }
    }
    reached
}
