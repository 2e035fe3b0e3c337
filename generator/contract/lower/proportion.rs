//! Schemas that are combined out of proportion.
//!
//! A type has the properties of all that its schema is combined of. In a chain of `allOf`, each
//! schema repeats those of all before it, so that what is made of a document would grow with its
//! square.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Schema, SchemaId};

/// How many properties may be repeated in any document.
const COMMON: usize = 20_000;

/// How often each property and each schema may be repeated, on average.
const FACTOR: usize = 10;

/// Cuts what is combined out of proportion. No schema is part of itself.
pub(super) fn cut(schemas: &mut [Schema], report: &mut Vec<Diagnostic>) {
    let written = schemas.iter().map(|schema| 1 + schema.properties.len());
    let mut left = COMMON.saturating_add(FACTOR.saturating_mul(written.sum()));
    let Some(first) = (0..schemas.len()).find(|index| !repeats(schemas, *index, &mut left)) else {
        return;
    };
    if let Some(schema) = schemas.get(first) {
        let message =
            "with this schema, `allOf` repeats properties out of proportion to the document";
        let diagnostic = Diagnostic::new(&codes::OUT_OF_PROPORTION, schema.place.clone(), message);
        report.push(diagnostic.help("combine fewer schemas, or write fewer levels of `allOf`"));
    }
    for schema in schemas.iter_mut().skip(first) {
        schema.all_of.clear();
    }
}

/// Returns whether all properties that a schema is combined of are within what is left.
fn repeats(schemas: &[Schema], index: usize, left: &mut usize) -> bool {
    let children = |index: usize| schemas.get(index).map(|schema| schema.all_of.as_slice());
    let mut waiting: Vec<SchemaId> = children(index).unwrap_or_default().to_vec();
    let mut seen = HashSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(schema) = schemas.get(id.index()) else {
            continue;
        };
        let Some(rest) = left.checked_sub(1 + schema.properties.len()) else {
            return false;
        };
        *left = rest;
        waiting.extend(&schema.all_of);
    }
    true
}
