//! A part of a contract: some of its operations, with the schemas that they reach.

use std::collections::HashSet;

use super::{Contract, Operation, SchemaId};
use crate::diagnostic::{Diagnostic, codes, folded};
use crate::location::Place;

/// Which operations are wanted. An operation is wanted for its tag or for itself; where nothing is
/// named, all are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags, as the contract writes them.
    pub tags: Vec<String>,
    /// Operation ids, or methods with paths: `GET /pets/{id}`.
    pub operations: Vec<String>,
}

impl Selection {
    /// Whether nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty()
    }

    fn wants(&self, operation: &Operation) -> bool {
        self.tags.iter().any(|tag| operation.tags.contains(tag))
            || self.operations.iter().any(|name| names(name, operation))
    }
}

/// Whether an operation is called so: by its id, or by its method and path.
fn names(name: &str, operation: &Operation) -> bool {
    operation.id.as_deref() == Some(name)
        || name.split_once(' ').is_some_and(|(method, path)| {
            method.eq_ignore_ascii_case(operation.method.name())
                && path.trim() == operation.path.text
        })
}

impl Contract {
    /// Leaves out every operation that is not wanted, and every tag and schema that only those
    /// needed. What the selection names and the contract does not have is an error in `report`.
    pub fn select(&mut self, selection: &Selection, report: &mut Vec<Diagnostic>) {
        if selection.is_everything() {
            return;
        }
        self.report_unknown(selection, report);
        self.operations
            .retain(|operation| selection.wants(operation));
        self.webhooks.retain(|webhook| selection.wants(webhook));
        let used: HashSet<&String> = self
            .operations
            .iter()
            .chain(&self.webhooks)
            .flat_map(|operation| &operation.tags)
            .collect();
        self.tags.retain(|tag| used.contains(&tag.name));
        let reached = self.reached();
        self.models.retain(|_, id| reached.contains(id));
        for (index, schema) in self.schemas.iter_mut().enumerate() {
            if !reached.contains(&SchemaId::at(index)) {
                schema.name = None;
            }
        }
    }

    fn report_unknown(&self, selection: &Selection, report: &mut Vec<Diagnostic>) {
        let all = || self.operations.iter().chain(&self.webhooks);
        let mut unknown = |what: &str, name: &str, known: Vec<&str>| {
            let message = format!("the contract has no {what} `{name}`");
            let problem = Diagnostic::new(&codes::UNKNOWN_SELECTION, Place::default(), message);
            report.push(problem.did_you_mean(similar(name, &known)));
        };
        for tag in &selection.tags {
            if !all().any(|operation| operation.tags.contains(tag)) {
                let known = all().flat_map(|operation| &operation.tags);
                unknown(
                    "operation with the tag",
                    tag,
                    known.map(String::as_str).collect(),
                );
            }
        }
        for name in &selection.operations {
            if !all().any(|operation| names(name, operation)) {
                let known = all().filter_map(|operation| operation.id.as_deref());
                unknown("operation", name, known.collect());
            }
        }
    }
}

/// The name that was probably meant: the same but for case and separators, or one that holds it.
fn similar<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let wanted = folded(name);
    let same = known.iter().find(|known| folded(known) == wanted);
    let close = || known.iter().find(|known| folded(known).contains(&wanted));
    same.or_else(close).filter(|_| !wanted.is_empty()).copied()
}
