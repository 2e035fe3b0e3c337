//! Rules of style that a team sets itself: ids, tags, descriptions, and how names are written.

use std::collections::HashSet;

use super::checks::{Checks, Note};
use crate::rules;
use crate::settings::Case;
use counterpart_contract::source::Place;
use counterpart_contract::{Contract, Location, Operation};

/// A name that a contract gives to something.
struct Name<'a> {
    text: &'a str,
    place: Place,
    operation: Option<&'a Operation>,
}

impl Checks<'_> {
    /// What generated code and documentation are named after.
    pub(super) fn labels(&mut self, old: &Operation, new: &Operation) {
        let name = format!("{} {}", new.method, new.path.text);
        if let Some(id) = &old.id
            && old.id != new.id
        {
            let now = new.id.as_ref();
            let message = match now {
                Some(now) => format!("the operation id of {name} changed from {id} to {now}"),
                None => format!("the operation id of {name}, {id}, was removed"),
            };
            let note = Note::pair(&rules::OPERATION_ID_CHANGED, old, new, "operationId");
            self.note(note, message);
        }
        let sorted = |tags: &[String]| {
            let mut tags = tags.to_vec();
            tags.sort_unstable();
            tags
        };
        if sorted(&old.tags) != sorted(&new.tags) {
            let shown = |tags: &[String]| match tags {
                [] => "none".to_owned(),
                tags => tags.join(", "),
            };
            let [was, now] = [old, new].map(|operation| shown(&operation.tags));
            let message = format!("the tags of {name} changed from {was} to {now}");
            self.note(Note::pair(&rules::TAGS_CHANGED, old, new, "tags"), message);
        }
        let described =
            |operation: &Operation| operation.description.is_some() || operation.summary.is_some();
        if described(old) && !described(new) {
            let note = Note::pair(&rules::DESCRIPTION_REMOVED, old, new, "description");
            self.note(note, format!("the description of {name} was removed"));
        }
    }

    /// Names that are new and not written as the team writes names.
    pub(super) fn names(&mut self, base: &Contract, head: &Contract) {
        let naming = self.settings.naming.clone();
        self.written("path segment", naming.paths, base, head, segments);
        self.written("operation id", naming.operation_ids, base, head, ids);
        self.written("parameter", naming.parameters, base, head, parameters);
        self.written("schema", naming.schemas, base, head, schemas);
        self.written("property", naming.properties, base, head, properties);
    }

    fn written<'c>(
        &mut self,
        what: &str,
        case: Option<Case>,
        base: &'c Contract,
        head: &'c Contract,
        names: fn(&'c Contract) -> Vec<Name<'c>>,
    ) {
        let Some(case) = case else {
            return;
        };
        let mut known: HashSet<&str> = names(base).iter().map(|name| name.text).collect();
        for name in names(head) {
            // Each name is reported once.
            if case.fits(name.text) || !known.insert(name.text) {
                continue;
            }
            let message = format!("the {what} `{}` is not {}", name.text, case.name());
            let note = Note {
                rule: &rules::NAMING_CONVENTION_VIOLATED,
                detail: format!("{what} {}", name.text),
                places: [None, Some(name.place)],
                operation: name.operation,
            };
            self.note(note, message);
        }
    }
}

fn segments<'c>(contract: &'c Contract) -> Vec<Name<'c>> {
    let of = |operation: &'c Operation| {
        let Operation { path, place, .. } = operation;
        let parts = path.text.split('/');
        parts
            .filter(|part| !part.is_empty() && !part.contains('{'))
            .map(move |text| Name {
                text,
                place: place.clone(),
                operation: Some(operation),
            })
    };
    contract.operations.iter().flat_map(of).collect()
}

fn ids(contract: &Contract) -> Vec<Name<'_>> {
    let named = contract.operations.iter().filter_map(|operation| {
        Some(Name {
            text: operation.id.as_deref()?,
            place: operation.place.join("operationId"),
            operation: Some(operation),
        })
    });
    named.collect()
}

/// Headers have a convention of their own.
fn parameters<'c>(contract: &'c Contract) -> Vec<Name<'c>> {
    let of = |operation: &'c Operation| {
        let Operation { parameters, .. } = operation;
        let own = parameters.iter();
        own.filter(|parameter| parameter.location != Location::Header)
            .map(move |parameter| Name {
                text: &parameter.name,
                place: parameter.place.clone(),
                operation: Some(operation),
            })
    };
    contract.operations.iter().flat_map(of).collect()
}

fn schemas(contract: &Contract) -> Vec<Name<'_>> {
    let named = contract.models.iter().map(|(name, id)| Name {
        text: name,
        place: contract[*id].place.clone(),
        operation: None,
    });
    named.collect()
}

fn properties(contract: &Contract) -> Vec<Name<'_>> {
    let of = contract.schemas.iter().flat_map(|schema| {
        schema.properties.keys().map(|text| Name {
            text,
            place: schema.place.join("properties").join(text),
            operation: None,
        })
    });
    of.collect()
}
