//! Links followed to the operations that they lead to (OpenAPI 3.1.1, section 4.8.20).
//!
//! An `operationRef` is a reference, which means nothing outside the file that it stands in. One
//! that leads to an operation becomes that operation's id, or its place in `paths`.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, codes};
use crate::document::refs;
use crate::location::{Place, escape};
use crate::model::{Contract, Link, Operation};
use crate::source::Sources;

/// Resolves every link, and reports those to no operation.
pub(super) fn resolve(contract: &mut Contract, sources: &Sources, report: &mut Vec<Diagnostic>) {
    let targets = Targets::of(contract);
    let operations = contract.operations.iter_mut();
    for operation in operations.chain(&mut contract.webhooks) {
        targets.resolve(operation, sources, report);
    }
}

#[derive(Default)]
struct Targets {
    ids: HashSet<String>,
    by_place: HashMap<Place, Target>,
}

/// How links name an operation.
enum Target {
    Id(String),
    Reference(String),
}

impl Targets {
    fn of(contract: &Contract) -> Self {
        let mut targets = Self::default();
        for operation in &contract.operations {
            let path = escape(&operation.path.text);
            let method = operation.method.name().to_lowercase();
            let target = match &operation.id {
                Some(id) => Target::Id(id.clone()),
                None => Target::Reference(format!("#/paths/{path}/{method}")),
            };
            targets.by_place.insert(operation.place.clone(), target);
        }
        for operation in contract.operations.iter().chain(&contract.webhooks) {
            targets.know(operation);
        }
        targets
    }

    fn know(&mut self, operation: &Operation) {
        self.ids.extend(operation.id.clone());
        for callback in &operation.callbacks {
            for operation in &callback.operations {
                self.know(operation);
            }
        }
    }

    fn resolve(&self, operation: &mut Operation, sources: &Sources, report: &mut Vec<Diagnostic>) {
        for response in &mut operation.responses {
            for link in &mut response.links {
                report.extend(self.follow(link, sources));
            }
        }
        for callback in &mut operation.callbacks {
            for operation in &mut callback.operations {
                self.resolve(operation, sources, report);
            }
        }
    }

    fn follow(&self, link: &mut Link, sources: &Sources) -> Option<Diagnostic> {
        if let Some(id) = link.operation_id.as_ref() {
            let message = format!("there is no operation with the id `{id}`");
            let place = link.place.join("operationId");
            return (!self.ids.contains(id))
                .then(|| Diagnostic::new(&codes::LINK_WITHOUT_OPERATION, place, message));
        }
        let reference = link.operation_ref.as_ref()?;
        match refs::target(sources, &link.place, reference).map(|at| self.by_place.get(&at)) {
            Some(Some(Target::Id(id))) => {
                link.operation_id = Some(id.clone());
                link.operation_ref = None;
            }
            Some(Some(Target::Reference(target))) => link.operation_ref = Some(target.clone()),
            // Other documents are not read to see what they hold.
            None if !reference.starts_with('#') => {}
            _ => {
                let message = format!("`{reference}` is not an operation");
                let place = link.place.join("operationRef");
                return Some(Diagnostic::new(
                    &codes::LINK_WITHOUT_OPERATION,
                    place,
                    message,
                ));
            }
        }
        None
    }
}
