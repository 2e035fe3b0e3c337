//! Status codes that stand as numbers where names are wanted: `200:` in YAML.

use crate::diagnostic::{Diagnostic, codes};
use crate::location::{FileId, Place};
use crate::source::{Notation, Sources};

/// Says which of these keys are numbers. A file is only looked through where one may be.
pub(super) fn numbers(sources: &Sources, keys: &[Place]) -> Vec<Diagnostic> {
    let mut last: Option<(FileId, bool)> = None;
    let doubtful = |place: &&Place| {
        let known = last.filter(|(file, _)| *file == place.file);
        let (_, doubtful) = *last.insert(known.unwrap_or_else(|| {
            let file = sources.file(place.file);
            let doubtful = file.is_some_and(|file| {
                file.notation == Notation::Yaml && may_have_number_keys(&file.text)
            });
            (place.file, doubtful)
        }));
        doubtful
    };
    let keys: Vec<&Place> = keys.iter().filter(doubtful).collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let remainders = sources.remainders(&keys, &sources.locate_all(&keys));
    let numbers = keys.into_iter().zip(remainders);
    numbers
        .filter(|(_, rest)| rest.starts_with(|first: char| first.is_ascii_digit()))
        .map(|(place, _)| {
            let message = "a status code is a string and needs quotation marks";
            Diagnostic::new(&codes::STATUS_AS_NUMBER, place.clone(), message)
                .cause(place.file.index().to_string())
        })
        .collect()
}

/// Whether three digits and a colon stand somewhere without quotation marks.
fn may_have_number_keys(text: &str) -> bool {
    text.as_bytes().windows(5).any(|window| {
        let [before, digits @ .., colon] = window else {
            return false;
        };
        *colon == b':'
            && digits.iter().all(u8::is_ascii_digit)
            && (before.is_ascii_whitespace() || b"{,".contains(before))
    })
}
