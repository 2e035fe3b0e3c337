//! References: what a `$ref` names.

use std::borrow::Cow;

use serde_json::Value;

use super::grammar::PLAIN_KEYWORDS;
use super::ids;
use crate::diagnostic::{Diagnostic, codes};
use crate::location::{Place, Pointer};
use crate::source::{Sources, normalize};

/// How many `$ref`s may follow one another before a chain counts as endless.
const LONGEST_CHAIN: usize = 100;

/// A reference taken apart (RFC 3986, section 4.2): a file, none for the one it stands in, and a
/// fragment.
pub(super) struct ReferenceParts<'a> {
    pub file: Option<Cow<'a, str>>,
    pub fragment: Cow<'a, str>,
}

pub(super) fn split(reference: &str) -> ReferenceParts<'_> {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    ReferenceParts {
        file: (!file.is_empty()).then(|| percent_decoded(file)),
        fragment: percent_decoded(fragment),
    }
}

/// Decodes `%7B` and the like; what is no escape, or not UTF-8 after it, stays as it is.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push((high * 16 + low) as u8);
            rest = after;
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The `$ref` of an object, where it has one.
#[must_use]
pub fn reference(value: &Value) -> Option<&str> {
    value.as_object()?.get("$ref")?.as_str()
}

/// The place that a reference names, if its file has been read and has such a place. The place may
/// hold a reference again.
#[must_use]
pub fn target(sources: &Sources, from: &Place, reference: &str) -> Option<Place> {
    target_within(sources, from, reference, LONGEST_CHAIN)
}

fn target_within(sources: &Sources, from: &Place, reference: &str, left: usize) -> Option<Place> {
    let left = left.checked_sub(1)?;
    if let Some(target) = ids::target(sources, from, reference) {
        return Some(target);
    }
    let parts = split(reference);
    let file = match &parts.file {
        None => from.file,
        Some(name) => sources.find(&normalize(&sources.file(from.file)?.name, name))?,
    };
    if !parts.fragment.is_empty() && !parts.fragment.starts_with('/') {
        return ids::anchor(sources, file, &parts.fragment);
    }
    let place = Place::new(file, Pointer::new(parts.fragment.as_ref()));
    if sources.value(&place).is_some() {
        return Some(place);
    }
    // The pointer may lead through a member that is a reference itself.
    let mut here = Place::new(file, Pointer::default());
    for token in place.pointer.tokens() {
        let mut next = here.join(&token);
        if sources.value(&next).is_none() {
            let through = self::reference(sources.value(&here)?)?;
            next = target_within(sources, &here, through, left)?.join(&token);
            sources.value(&next)?;
        }
        here = next;
    }
    Some(here)
}

/// Follows references until something that is none; `None` where the chain breaks or never ends.
#[must_use]
pub fn follow(sources: &Sources, from: &Place, reference: &str) -> Option<Place> {
    let mut place = target(sources, from, reference)?;
    for _ in 0..LONGEST_CHAIN {
        match self::reference(sources.value(&place)?) {
            Some(next) => place = target(sources, &place, next)?,
            None => return Some(place),
        }
    }
    None
}

/// What a keyword's value leads to where it is a reference and only a value of the keyword's own may
/// stand there.
#[must_use]
pub fn through<'v>(
    sources: &'v Sources,
    key: &str,
    value: &'v Value,
    at: &Place,
) -> Option<(&'v Value, Place, &'v str)> {
    let keyed = ["properties", "patternProperties", "dependentSchemas"].contains(&key);
    if !keyed && !PLAIN_KEYWORDS.contains(&key) {
        return None;
    }
    let reference = reference(value)?;
    let target = follow(sources, at, reference)?;
    Some((sources.value(&target)?, target, reference))
}

/// The schema that a reference of one of the later drafts leads to: `$dynamicRef` of 2020-12, read
/// as a plain reference, or `$recursiveRef` of 2019-09.
#[must_use]
pub fn dynamic(sources: &Sources, from: &Place, key: &str, reference: &str) -> Option<Place> {
    if key == "$recursiveRef" {
        ids::recursive(sources, from)
    } else {
        target(sources, from, reference)
    }
}

/// Whether a `$dynamicRef` may lead to different schemas, depending on which schema led to it:
/// several have an anchor of its name (JSON Schema 2020-12, core, 8.2.3.2).
#[must_use]
pub fn is_ambiguous(sources: &Sources, reference: &str) -> bool {
    let name = split(reference).fragment;
    ids::identifiers(sources, "$dynamicAnchor")
        .filter(|(_, identifier)| identifier.name == name)
        .nth(1)
        .is_some()
}

/// The problem of a reference where only the thing itself may stand.
#[must_use]
pub fn out_of_place(what: &str, reference: &str, place: Place) -> Diagnostic {
    let message =
        format!("a `$ref` is not allowed instead of {what}; the target of `{reference}` is used");
    Diagnostic::new(&codes::MISPLACED_REFERENCE, place, message).cause(what)
}

/// Whether a value of a discriminator's mapping is a reference rather than the name of a schema
/// (OpenAPI 3.0.3, section 4.7.25).
#[must_use]
pub fn is_mapping_reference(text: &str) -> bool {
    text.contains(['#', '/'])
        || text.ends_with(".yaml")
        || text.ends_with(".yml")
        || text.ends_with(".json")
}
