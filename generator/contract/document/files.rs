//! The files of a document: each is read once, with what its schemas are found by.

use super::ids;
use crate::diagnostic::{Diagnostic, codes};
use crate::location::{FileId, Place, Pointer};
use crate::source::Sources;

/// Reads one more file from its text. Slips that lose nothing (a key written twice) are put into
/// `report`.
///
/// # Errors
/// A text that is neither JSON nor YAML. The file is added all the same, with a null for its value.
pub(super) fn add(
    sources: &mut Sources,
    name: &str,
    text: String,
    report: &mut Vec<Diagnostic>,
) -> Result<FileId, Box<Diagnostic>> {
    let mut duplicates = Vec::new();
    let outcome = sources.add(name, text, &mut duplicates);
    report.extend(duplicates.into_iter().map(|place| {
        let key = place.pointer.tokens().last().unwrap_or_default();
        let message = format!("duplicate key `{key}`; the last one counts");
        Diagnostic::new(&codes::DUPLICATE_KEY, place.clone(), message).help("remove one of them")
    }));
    match outcome {
        Ok(file) => {
            ids::note(sources, file);
            Ok(file)
        }
        Err(error) => {
            let place = Place::new(error.file, Pointer::default());
            let mut problem = Diagnostic::new(&codes::NOT_A_DOCUMENT, place, error.message);
            problem.position = error.position;
            Err(Box::new(problem))
        }
    }
}
