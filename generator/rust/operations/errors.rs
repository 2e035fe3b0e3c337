//! The errors that operations document, as enumerations that operations with the same errors share.

use std::collections::{BTreeSet, HashMap};

use super::super::names::{Ident, Scope};
use super::super::types::{Docs, Ty};
use super::{BodyKind, Group, Response};
use crate::contract::Status;

/// An enumeration of errors that some operations document alike.
#[derive(Debug)]
pub struct ErrorEnum {
    pub name: Ident,
    /// The first operation that documents them, by its group and its index there: its errors are the
    /// variants.
    pub operation: (usize, usize),
    /// The documentation of each variant.
    pub docs: Vec<Docs>,
    /// The groups of the operations.
    pub groups: BTreeSet<usize>,
}

/// The content of a variant.
#[derive(PartialEq, Eq, Hash)]
enum Body {
    Nothing,
    Value(BodyKind, Ty),
    Choice(Ident),
}

/// The variants of an enumeration and their contents, ordered by name.
type ErrorVariants = Vec<(Ident, Body)>;

/// Finds the enumerations that operations need, and sets each operation's own.
pub fn shared_errors(groups: &mut [Group]) -> Vec<ErrorEnum> {
    let mut enums: Vec<ErrorEnum> = Vec::new();
    let mut by_variants: HashMap<ErrorVariants, usize> = HashMap::new();
    let mut names = Scope::of_models();
    for (group, index) in all(groups) {
        let Some(operation) = groups.get(group).and_then(|own| own.operations.get(index)) else {
            continue;
        };
        let errors = operation.errors();
        if errors.is_empty() {
            continue;
        }
        let number = *by_variants.entry(variants(&errors)).or_insert_with(|| {
            enums.push(ErrorEnum {
                name: names.camel(&title(&errors)),
                operation: (group, index),
                docs: errors.iter().map(|error| error.docs.clone()).collect(),
                groups: BTreeSet::new(),
            });
            enums.len() - 1
        });
        let known = &mut enums[number];
        known.groups.insert(group);
        let (first_group, first) = known.operation;
        let documented = groups[first_group].operations[first].errors();
        for (docs, own) in known.docs.iter_mut().zip(documented) {
            let alike = errors.iter().find(|error| error.variant == own.variant);
            if alike.is_some_and(|error| error.docs.text != docs.text) {
                docs.text = Some(meaning(own.status));
            }
        }
        groups[group].operations[index].error_enum = Some(number);
    }
    enums
}

fn all(groups: &[Group]) -> Vec<(usize, usize)> {
    let groups = groups.iter().enumerate();
    groups
        .flat_map(|(group, own)| (0..own.operations.len()).map(move |index| (group, index)))
        .collect()
}

fn variants(errors: &[&Response]) -> ErrorVariants {
    let body = |error: &Response| match error.content.as_slice() {
        [] => Body::Nothing,
        [only] => match only.kind {
            BodyKind::Json | BodyKind::Pairs => Body::Value(BodyKind::Json, only.ty.clone()),
            kind => Body::Value(kind, Ty::Null),
        },
        _ => Body::Choice(error.choice.clone()),
    };
    let mut variants: ErrorVariants = errors
        .iter()
        .map(|error| (error.variant.clone(), body(error)))
        .collect();
    variants.sort_by(|(one, _), (other, _)| one.cmp(other));
    variants
}

/// A few errors by their names, and of many the first.
fn title(errors: &[&Response]) -> String {
    let names: Vec<&str> = errors.iter().map(|error| error.variant.as_str()).collect();
    match names.as_slice() {
        [first, rest @ ..] if rest.len() > 2 => format!("{first}Or{}Others", rest.len()),
        names => names.join("Or"),
    }
}

/// A status in place of descriptions that differ.
fn meaning(status: Status) -> String {
    match status {
        Status::Code(code) => format!("Status {code}."),
        Status::Range(class) => format!("Status {class}00 to {class}99."),
        Status::Default => "Any other status.".to_owned(),
    }
}
