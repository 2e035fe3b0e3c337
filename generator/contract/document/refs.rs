//! References: what a `$ref` names, and every file that a document reaches by them.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Map, Value};

use super::grammar::{Form, Kind, PLAIN_KEYWORDS};
use super::ids;
use crate::diagnostic::{Diagnostic, Severity, codes, nearest};
use crate::source::{FileId, Loader, Place, Pointer, Sources, normalize};

/// The members that hold a reference. Only schemas know the latter two.
const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

/// How many `$ref`s may follow one another before a chain counts as endless.
const LONGEST_CHAIN: usize = 100;

/// A reference taken apart (RFC 3986, section 4.2): a file, none for the one it stands in, and a
/// fragment.
struct Parts<'a> {
    file: Option<Cow<'a, str>>,
    fragment: Cow<'a, str>,
}

fn parts(reference: &str) -> Parts<'_> {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    Parts {
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

/// Whether a reference leads to another host or protocol (RFC 3986, section 3.1).
fn is_remote(file: &str) -> bool {
    file.contains("://") || file.starts_with("//")
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
    let parts = parts(reference);
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
    let name = parts(reference).fragment;
    ids::marks(sources, "$dynamicAnchor")
        .filter(|(_, mark)| mark.name == name)
        .nth(1)
        .is_some()
}

/// The problem of a reference where only the thing itself may stand.
#[must_use]
pub fn out_of_place(what: &str, reference: &str, place: Place) -> Diagnostic {
    let message = format!("{what} cannot be a `$ref`; what `{reference}` leads to is taken");
    Diagnostic::new(&codes::REFERENCE_OUT_OF_PLACE, place, message).cause(what)
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

/// Reads every file that the root document reaches, and reports the references that lead nowhere.
pub(super) fn reach(
    sources: &mut Sources,
    loader: &dyn Loader,
    allow_outside: bool,
    report: &mut Vec<Diagnostic>,
) {
    let mut reach = Reach {
        sources,
        loader,
        allow_outside,
        report,
        failed: HashSet::new(),
    };
    let mut seen = HashSet::new();
    let mut queue = vec![(Form::One(Kind::Document), Place::default())];
    while let Some((form, place)) = queue.pop() {
        if !seen.insert((form, place.clone())) {
            continue;
        }
        let mut found = Vec::new();
        if let Some(value) = reach.sources.value(&place) {
            collect_form(form, value, &Trail::Start(&place), &mut found);
        }
        for (form, from, reference, key) in found {
            let before = reach.report.len();
            match reach.resolve(&from, &reference, key) {
                Some(target) if form == Form::One(Kind::Schema) && target == Place::default() => {
                    reach
                        .report
                        .push(whole_document(&reference, from.join(key)));
                }
                Some(target) => queue.push((form, target)),
                // The lowering says so at the value's own place, and reads on without it.
                None if key == "mapping" => reach.report.truncate(before),
                None => {}
            }
        }
    }
}

/// The problem of a schema that is a reference to the document that it is in.
fn whole_document(reference: &str, place: Place) -> Diagnostic {
    let message =
        format!("`$ref: '{reference}'` is the whole document and no schema; anything is admitted");
    let mut problem =
        Diagnostic::new(&codes::UNRESOLVED_REFERENCE, place, message).cause("whole document");
    problem.severity = Severity::Warning;
    problem
}

struct Reach<'a> {
    sources: &'a mut Sources,
    loader: &'a dyn Loader,
    allow_outside: bool,
    report: &'a mut Vec<Diagnostic>,
    /// Files that could not be read; each is reported once.
    failed: HashSet<String>,
}

impl Reach<'_> {
    /// The place that a reference names, its file read first where it has not been.
    fn resolve(&mut self, from: &Place, reference: &str, key: &str) -> Option<Place> {
        let at = from.join(key);
        if let Some(target) = ids::target(self.sources, from, reference) {
            return Some(target);
        }
        if key == "$recursiveRef" {
            return ids::recursive(self.sources, from);
        }
        if let Some(name) = parts(reference).file {
            if is_remote(&name) {
                self.report.push(
                    Diagnostic::new(
                        &codes::UNRESOLVED_REFERENCE,
                        at,
                        format!(
                            "`{reference}` is on the network, and nothing is fetched from there"
                        ),
                    )
                    .help(
                        "download the file, put it beside the document and refer to it by its path",
                    ),
                );
                return None;
            }
            let base = self
                .sources
                .file(from.file)
                .map(|file| file.name.clone())
                .unwrap_or_default();
            self.load(normalize(&base, &name), &at)?;
        }
        let target = target(self.sources, from, reference);
        if target.is_none() {
            let message = format!("`$ref` leads nowhere: `{reference}`");
            let problem = Diagnostic::new(&codes::UNRESOLVED_REFERENCE, at, message);
            let meant = similar(self.sources, from, reference);
            self.report.push(problem.meant(meant));
        }
        target
    }

    fn load(&mut self, name: String, at: &Place) -> Option<FileId> {
        if let Some(file) = self.sources.find(&name) {
            return Some(file);
        }
        if self.failed.contains(&name) {
            return None;
        }
        let outside = name.starts_with("..") || name.starts_with('/');
        let outcome = if outside && !self.allow_outside {
            Err(Box::new(
                Diagnostic::new(
                    &codes::OUTSIDE_FOLDER,
                    at.clone(),
                    format!("`{name}` is outside the document's folder"),
                )
                .help("move it below the document's folder, or give --allow-outside"),
            ))
        } else {
            match self.loader.load(&name) {
                Ok(text) => self.sources.add(name.clone(), text, self.report),
                Err(error) => Err(Box::new(Diagnostic::new(
                    &codes::FILE_UNREADABLE,
                    at.clone(),
                    format!("cannot read `{name}`: {error}"),
                ))),
            }
        };
        match outcome {
            Ok(file) => {
                ids::note(self.sources, file);
                Some(file)
            }
            Err(problem) => {
                self.report.push(*problem);
                self.failed.insert(name);
                None
            }
        }
    }
}

/// The name beside the missing one that is spelt most like it.
fn similar(sources: &Sources, from: &Place, reference: &str) -> Option<String> {
    let (before, missing) = reference.rsplit_once('/')?;
    let beside = target(sources, from, before).filter(|_| before.contains('#'))?;
    let members = sources.value(&beside)?.as_object()?;
    nearest(missing, members.keys().map(String::as_str)).map(str::to_owned)
}

/// The way down to a value, made into a place only where a reference is found.
enum Trail<'a> {
    Start(&'a Place),
    Member(&'a Trail<'a>, &'a str),
    Item(&'a Trail<'a>, usize),
}

impl Trail<'_> {
    fn place(&self) -> Place {
        match self {
            Self::Start(place) => (*place).clone(),
            Self::Member(parent, name) => parent.place().join(name),
            Self::Item(parent, index) => parent.place().item(*index),
        }
    }
}

/// A reference: what it stands for, where it stands, its text, and the member that holds it:
/// `$ref`, or the `mapping` of a discriminator.
type Found = (Form, Place, String, &'static str);

/// Collects the references in an object of a kind. Data is not looked into: a `$ref` in an example
/// is part of the example.
fn collect(kind: Kind, value: &Value, trail: &Trail<'_>, found: &mut Vec<Found>) {
    match value {
        Value::Object(members) => {
            for key in REFERENCES {
                let reference = members.get(key).and_then(Value::as_str);
                if let Some(reference) = reference.filter(|_| key == "$ref" || kind == Kind::Schema)
                {
                    found.push((Form::One(kind), trail.place(), reference.to_owned(), key));
                }
            }
            if kind == Kind::Discriminator {
                collect_mapping(members, trail, found);
            }
            for (key, value) in members {
                let plain = kind == Kind::Schema && PLAIN_KEYWORDS.contains(&key.as_str());
                let form = kind.form(key).or(plain.then_some(Form::Text));
                if let Some(form) = form {
                    collect_form(form, value, &Trail::Member(trail, key), found);
                }
            }
        }
        // Drafts before 2020-12 have lists of schemas in `items`.
        Value::Array(items) if kind == Kind::Schema => {
            for (index, item) in items.iter().enumerate() {
                collect(kind, item, &Trail::Item(trail, index), found);
            }
        }
        _ => {}
    }
}

fn collect_form(form: Form, value: &Value, trail: &Trail<'_>, found: &mut Vec<Found>) {
    if !matches!(form, Form::One(_) | Form::Data)
        && let Some(reference) = reference(value)
    {
        found.push((form, trail.place(), reference.to_owned(), "$ref"));
        return;
    }
    match (form, value) {
        (Form::One(kind), value) => collect(kind, value, trail, found),
        (Form::List(kind), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                collect(kind, item, &Trail::Item(trail, index), found);
            }
        }
        (Form::Map(kind), Value::Object(members)) => {
            for (key, member) in members {
                collect(kind, member, &Trail::Member(trail, key), found);
            }
        }
        _ => {}
    }
}

fn collect_mapping(discriminator: &Map<String, Value>, trail: &Trail<'_>, found: &mut Vec<Found>) {
    let Some(mapping) = discriminator.get("mapping").and_then(Value::as_object) else {
        return;
    };
    for reference in mapping.values().filter_map(Value::as_str) {
        if is_mapping_reference(reference) {
            found.push((
                Form::One(Kind::Schema),
                trail.place(),
                reference.to_owned(),
                "mapping",
            ));
        }
    }
}
