//! What checks of policy are made with.

use crate::finding::{AffectedOperation, Finding};
use crate::rules::Rule;
use crate::settings::Settings;
use counterpart_contract::Operation;
use counterpart_contract::source::Place;

pub(super) struct Checks<'a> {
    pub(super) settings: &'a Settings,
    pub(super) today: Option<&'a str>,
    pub(super) out: Vec<Finding>,
}

/// What a finding of a rule is about.
pub(super) struct Note<'a> {
    pub(super) rule: &'static Rule,
    pub(super) detail: String,
    pub(super) places: [Option<Place>; 2],
    pub(super) operation: Option<&'a Operation>,
}

impl<'a> Note<'a> {
    /// About a member of an operation, where it is written.
    pub(super) fn pair(
        rule: &'static Rule,
        old: &Operation,
        new: &'a Operation,
        member: &str,
    ) -> Self {
        Self {
            rule,
            detail: String::new(),
            places: [old, new].map(|operation| Some(operation.place.join(member))),
            operation: Some(new),
        }
    }
}

impl Checks<'_> {
    pub(super) fn note(&mut self, note: Note<'_>, message: String) {
        let operations = note.operation.map(|operation| AffectedOperation {
            method: operation.method,
            path: operation.path.text.clone(),
            part: String::new(),
        });
        let operations = operations.into_iter().collect();
        self.out.push(Finding::of_policy(
            note.rule,
            note.detail,
            note.places,
            operations,
            message,
        ));
    }
}
