//! Operations, with the parameters, servers and security that they take over.

use openapiv3::PathItem;

use super::context::{Lowering, extensions};
use super::names::{can_be_called, unsendable};
use super::servers::{external_docs, servers};
use crate::diagnostic::{Diagnostic, codes};
use crate::location::Place;
use crate::model::{
    Callback, Location, Method, Operation, Parameter, ParameterValue, PathPiece, PathTemplate,
    Response, Schema, SecurityRequirement, Status, Style, Type, Types,
};

impl Lowering<'_> {
    pub(super) fn operation(
        &mut self,
        path: &str,
        method: &str,
        operation: &openapiv3::Operation,
        item: &PathItem,
        shared: &[Parameter],
    ) -> Option<Operation> {
        let method = Method::ALL
            .into_iter()
            .find(|known| known.name().eq_ignore_ascii_case(method))?;
        let place = self.place(&operation.extensions);
        let path = PathTemplate::parse(path);
        let own = self.parameters(&operation.parameters);
        let parameters = self.join_parameters(shared, own, &path, &place);
        let own_servers = servers(&operation.servers);
        let security = operation.security.as_ref().or(self.api.security.as_ref());
        let taken_over = operation.security.is_none() && security.is_some();
        let holder = if taken_over {
            &Place::default()
        } else {
            &place
        };
        let security_place = holder.join("security");
        Some(Operation {
            id: operation
                .operation_id
                .clone()
                .filter(|id| !id.trim().is_empty()),
            method,
            tags: operation.tags.clone(),
            summary: operation.summary.clone().or_else(|| item.summary.clone()),
            description: operation
                .description
                .clone()
                .or_else(|| item.description.clone()),
            deprecated: operation.deprecated,
            external_docs: operation.external_docs.as_ref().map(external_docs),
            body: operation
                .request_body
                .as_ref()
                .and_then(|body| self.body(body)),
            responses: self.responses(&operation.responses),
            security: security
                .map(|all| all.iter().map(requirement).collect())
                .unwrap_or_default(),
            security_place,
            servers: if own_servers.is_empty() {
                self.path_servers.clone()
            } else {
                own_servers
            },
            callbacks: self.callbacks(operation, &place),
            extensions: extensions(&operation.extensions),
            parameters,
            path,
            place,
        })
    }

    /// Path-level parameters that the operation does not override, then its own; one for each
    /// name in the path.
    fn join_parameters(
        &mut self,
        shared: &[Parameter],
        own: Vec<Parameter>,
        path: &PathTemplate,
        place: &Place,
    ) -> Vec<Parameter> {
        let mut joined: Vec<Parameter> = Vec::with_capacity(shared.len() + own.len());
        for parameter in shared {
            if !own.iter().any(|other| other.is_same(parameter)) {
                joined.push(parameter.clone());
            }
        }
        for parameter in own {
            match joined.iter_mut().find(|other| other.is_same(&parameter)) {
                Some(first) => {
                    self.report.push(Diagnostic::new(
                        &codes::DUPLICATE_PARAMETER,
                        parameter.place.clone(),
                        format!(
                            "duplicate {} parameter `{}`",
                            parameter.location.name(),
                            parameter.name
                        ),
                    ));
                    *first = parameter;
                }
                None => joined.push(parameter),
            }
        }
        joined.retain(|parameter| self.counts(parameter, path));
        for (index, name) in path.parameters().enumerate() {
            if path.parameters().take(index).any(|known| known == name) {
                self.report.push(Diagnostic::new(
                    &codes::DUPLICATE_PATH_PARAMETER,
                    place.clone(),
                    format!("the path `{}` has the parameter `{name}` twice", path.text),
                ));
            }
            let declared = |parameter: &Parameter| {
                parameter.location == Location::Path && parameter.name == name
            };
            if !joined.iter().any(declared) {
                self.report.push(Diagnostic::new(
                    &codes::UNDECLARED_PATH_PARAMETER,
                    place.clone(),
                    format!("undeclared path parameter `{name}`; it is assumed to be a string"),
                ));
                joined.push(self.undeclared(name, place));
            }
        }
        joined
    }

    fn counts(&mut self, parameter: &Parameter, path: &PathTemplate) -> bool {
        let name = &parameter.name;
        let problem = match parameter.location {
            Location::Path if !path.parameters().any(|known| known == name) => Diagnostic::new(
                &codes::UNUSED_PATH_PARAMETER,
                parameter.place.clone(),
                format!("the path `{}` has no parameter `{name}`", path.text),
            ),
            Location::Header
                if ["accept", "content-type", "authorization"]
                    .contains(&name.to_lowercase().as_str()) =>
            {
                Diagnostic::new(
                    &codes::IGNORED_HEADER_PARAMETER,
                    parameter.place.clone(),
                    format!("the header parameter `{name}` is ignored"),
                )
            }
            location if !can_be_called(name, location) => {
                unsendable(name, location, parameter.place.clone())
            }
            _ => return true,
        };
        self.report.push(problem);
        false
    }

    fn undeclared(&mut self, name: &str, place: &Place) -> Parameter {
        let schema = self.schemas.push(Schema {
            place: place.clone(),
            types: Types::of(Type::String),
            ..Schema::default()
        });
        Parameter {
            place: place.clone(),
            component: None,
            name: name.to_owned(),
            location: Location::Path,
            description: None,
            required: true,
            deprecated: false,
            allow_empty_value: false,
            value: ParameterValue::Styled {
                schema,
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
            examples: Vec::new(),
            extensions: serde_json::Map::new(),
        }
    }

    fn responses(&mut self, responses: &openapiv3::Responses) -> Vec<Response> {
        let mut lowered = Vec::with_capacity(responses.responses.len() + 1);
        for (status, response) in &responses.responses {
            let status = match status {
                openapiv3::StatusCode::Code(code) => Status::Code(*code),
                openapiv3::StatusCode::Range(class) => {
                    Status::Range(u8::try_from(*class).unwrap_or(0))
                }
            };
            lowered.extend(self.response(status, response));
        }
        if let Some(response) = &responses.default {
            lowered.extend(self.response(Status::Default, response));
        }
        lowered
    }

    fn callbacks(&mut self, operation: &openapiv3::Operation, place: &Place) -> Vec<Callback> {
        // A callback's servers are its own: its paths are absolute addresses.
        let outer = std::mem::take(&mut self.path_servers);
        let callbacks = operation
            .callbacks
            .iter()
            .map(|(name, callback)| Callback {
                place: place.join("callbacks").join(name),
                name: name.clone(),
                operations: callback
                    .iter()
                    .flat_map(|(expression, item)| self.callback_item(expression, item))
                    .collect(),
            })
            .collect();
        self.path_servers = outer;
        callbacks
    }

    fn callback_item(&mut self, expression: &str, item: &PathItem) -> Vec<Operation> {
        let shared = self.parameters(&item.parameters);
        let mut operations = Vec::new();
        for (method, operation) in item.iter() {
            // The braces of runtime expressions (OpenAPI 3.0.3, 4.7.20.3) are no parameters.
            let is_asked = operation.security.is_some();
            if let Some(mut operation) = self.operation("", method, operation, item, &shared) {
                // Whoever is called back is another service, which has credentials of its own.
                if !is_asked {
                    operation.security.clear();
                    operation.security_place = operation.place.join("security");
                }
                operation.path = PathTemplate {
                    text: expression.to_owned(),
                    pieces: vec![PathPiece::Literal(expression.to_owned())],
                };
                operations.push(operation);
            }
        }
        operations
    }
}

fn requirement(requirement: &openapiv3::SecurityRequirement) -> SecurityRequirement {
    requirement
        .iter()
        .map(|(name, scopes)| (name.clone(), scopes.clone()))
        .collect()
}
