//! Lowering a document into a contract: references followed, defaults filled in, places kept.

mod choices;
mod conflicts;
mod context;
mod cycles;
mod links;
mod messages;
mod names;
mod operation;
mod parameters;
mod proportion;
mod required;
mod schemas;
mod security;
mod servers;
mod styles;

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::PathItem;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, codes, tidy};
use crate::document::extensions::WEBHOOKS;
use crate::document::{Document, Outline, refs};
use crate::location::Place;
use crate::model::{
    Contact, Contract, License, Operation, PathPiece, SecurityKind, SecurityRequirement,
    SecurityScheme, Server, Tag,
};
use context::{Lowering, extensions};
use servers::{external_docs, servers};

/// Lowers a document. Problems go to `report`; with errors among them the contract is incomplete.
pub fn lower(document: &Document, outline: Outline, report: &mut Vec<Diagnostic>) -> Contract {
    let Outline { api, paths } = outline;
    let mut lowering = Lowering {
        api: &api,
        sources: &document.sources,
        schemas: schemas::Reader::new(document),
        report: Vec::new(),
        path_servers: Vec::new(),
    };
    let contract = lowering.contract(paths);
    report.append(&mut lowering.report);
    report.append(&mut lowering.schemas.report);
    tidy(report);
    contract
}

impl<'a> Lowering<'a> {
    fn contract(&mut self, paths: Map<String, Value>) -> Contract {
        let api = self.api;
        let root = Place::default();
        let mut contract = Contract {
            openapi: api.openapi.clone(),
            title: api.info.title.clone(),
            version: api.info.version.clone(),
            summary: self.later_text(&root.join("info"), "summary"),
            description: api.info.description.clone(),
            terms_of_service: api.info.terms_of_service.clone(),
            contact: api.info.contact.as_ref().map(|contact| Contact {
                name: contact.name.clone(),
                url: contact.url.clone(),
                email: contact.email.clone(),
            }),
            license: api.info.license.as_ref().map(|license| License {
                name: license.name.clone(),
                url: license.url.clone(),
                identifier: self.later_text(&root.join("info").join("license"), "identifier"),
            }),
            servers: servers(&api.servers),
            tags: self.tags(),
            external_docs: api.external_docs.as_ref().map(external_docs),
            extensions: extensions(&api.extensions),
            ..Contract::default()
        };
        if contract.servers.is_empty() {
            // OpenAPI 3.0.3, section 4.7.1.
            contract.servers.push(Server {
                url: "/".into(),
                ..Server::default()
            });
        }
        contract.security_schemes = self.security_schemes();

        // Named schemas first, so that their order is the document's and not that of use.
        let components = root.join("components").join("schemas");
        // They may be kept in a file of their own.
        let elsewhere = self
            .sources
            .value(&components)
            .and_then(refs::reference)
            .and_then(|reference| refs::follow(self.sources, &components, reference));
        let components = elsewhere.unwrap_or(components);
        let names = self.sources.value(&components).and_then(Value::as_object);
        for name in names.into_iter().flat_map(|members| members.keys()) {
            let id = self.schemas.at(components.join(name));
            contract.models.insert(name.clone(), id);
        }

        for (path, item) in paths {
            // Others are extensions (OpenAPI 3.0.3, section 4.7.8).
            if path.starts_with('/')
                && let Some(item) = self.typed(root.join("paths").join(&path), item)
            {
                contract
                    .operations
                    .extend(self.path_item(&path, &item, &contract.servers));
            }
        }
        contract.webhooks = self.webhooks(&contract.servers);
        self.schemas.finish();
        contract.schemas = std::mem::take(&mut self.schemas.schemas);
        choices::inherit(&mut contract);
        cycles::cut(&mut contract.schemas, &mut self.report);
        proportion::cut(&mut contract.schemas, &mut self.report);
        choices::tag(&mut contract.schemas);
        contract.schemas.shrink_to_fit();
        conflicts::report(&contract.schemas, &mut self.report);
        required::report(&contract.schemas, &mut self.report);

        self.unique_operation_ids(&mut contract.operations);
        self.unique_paths(&contract);
        links::resolve(&mut contract, self.sources, &mut self.report);
        styles::use_defaults(&mut contract, &mut self.report);
        self.declare_security(&mut contract);
        let declared: HashSet<String> = contract.tags.iter().map(|tag| tag.name.clone()).collect();
        let mut used = declared;
        for operation in &contract.operations {
            for tag in &operation.tags {
                if used.insert(tag.clone()) {
                    contract.tags.push(Tag {
                        name: tag.clone(),
                        ..Tag::default()
                    });
                }
            }
        }
        contract
    }

    /// A path item of the skeleton, which builds those that the typed model accepts.
    fn typed(&mut self, place: Place, item: Value) -> Option<PathItem> {
        let typed = serde_json::from_value(item);
        let refused = |error| {
            let message = format!("cannot be read: {error}");
            let problem = Diagnostic::new(&codes::NOT_OPENAPI, place, message);
            self.report.push(problem);
        };
        typed.map_err(refused).ok()
    }

    fn path_item(&mut self, path: &str, item: &PathItem, servers: &[Server]) -> Vec<Operation> {
        let own = servers::servers(&item.servers);
        self.path_servers = if own.is_empty() {
            servers.to_vec()
        } else {
            own
        };
        let shared = self.parameters(&item.parameters);
        item.iter()
            .filter_map(|(method, operation)| {
                self.operation(path, method, operation, item, &shared)
            })
            .collect()
    }

    fn webhooks(&mut self, servers: &[Server]) -> Vec<Operation> {
        let Some(webhooks) = self.api.extensions.get(WEBHOOKS).and_then(Value::as_object) else {
            return Vec::new();
        };
        let mut operations = Vec::new();
        for (name, item) in webhooks {
            let place = Place::default().join("webhooks").join(name);
            if let Some(item) = self.typed(place, item.clone()) {
                operations.extend(self.path_item(name, &item, servers));
            }
        }
        for operation in &mut operations {
            // A webhook's name is no path: braces in it mean nothing.
            operation.path.pieces = vec![PathPiece::Literal(operation.path.text.clone())];
        }
        operations
    }

    fn unique_operation_ids(&mut self, operations: &mut [Operation]) {
        let mut seen = HashSet::new();
        for operation in operations {
            if let Some(id) = &operation.id
                && !seen.insert(id.clone())
            {
                self.report.push(Diagnostic::new(
                    &codes::DUPLICATE_OPERATION_ID,
                    operation.place.join("operationId"),
                    format!("duplicate operationId `{id}`; this operation is named by its method and path"),
                ));
                operation.id = None;
            }
        }
    }

    /// The tags that are declared, each once (OpenAPI 3.0.3, section 4.7.1).
    fn tags(&mut self) -> Vec<Tag> {
        let mut tags: IndexMap<&str, Tag> = IndexMap::new();
        for tag in &self.api.tags {
            if tags.contains_key(tag.name.as_str()) {
                self.report.push(Diagnostic::new(
                    &codes::IGNORED_PART,
                    self.place(&tag.extensions),
                    format!("duplicate tag `{}`; the first one counts", tag.name),
                ));
                continue;
            }
            let lowered = Tag {
                name: tag.name.clone(),
                description: tag.description.clone(),
                external_docs: tag.external_docs.as_ref().map(external_docs),
                extensions: extensions(&tag.extensions),
            };
            tags.insert(&tag.name, lowered);
        }
        tags.into_values().collect()
    }

    fn unique_paths(&mut self, contract: &Contract) {
        for (operation, first) in contract
            .operations
            .iter()
            .zip(contract.effective_operations())
        {
            let first = contract.operations.get(first);
            if let Some(first) = first.filter(|first| !std::ptr::eq(*first, operation)) {
                self.report.push(Diagnostic::new(
                    &codes::DUPLICATE_PATH,
                    operation.place.clone(),
                    format!(
                        "requests to `{} {}` reach `{}`, which matches the same paths",
                        operation.method, operation.path.text, first.path.text
                    ),
                ));
            }
        }
    }

    /// Security schemes that operations name and the document does not declare are reported and
    /// kept as unknown: to drop one would open the operation to everybody.
    fn declare_security(&mut self, contract: &mut Contract) {
        for operation in &contract.operations {
            for name in operation
                .security
                .iter()
                .flat_map(SecurityRequirement::keys)
            {
                if !contract.security_schemes.contains_key(name) {
                    let place = operation.security_place.clone();
                    self.report.push(
                        Diagnostic::new(
                            &codes::UNDECLARED_SECURITY_SCHEME,
                            place.clone(),
                            format!("undeclared security scheme `{name}`"),
                        )
                        .help("declare it under components.securitySchemes"),
                    );
                    let undeclared = SecurityScheme {
                        place,
                        description: None,
                        kind: SecurityKind::Undeclared,
                        extensions: Map::new(),
                    };
                    contract.security_schemes.insert(name.clone(), undeclared);
                }
            }
        }
    }
}
