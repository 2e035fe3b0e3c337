//! Every file that a document reaches by its references, and the references that lead nowhere.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::grammar::{Content, Kind, PLAIN_KEYWORDS};
use super::refs::{is_mapping_reference, reference, split, target};
use super::{files, ids};
use crate::diagnostic::{Diagnostic, Severity, codes, nearest};
use crate::location::{FileId, Place};
use crate::source::{Loader, Sources, normalize};

/// The members that hold a reference. Only schemas know the latter two.
const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

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
    let mut queue = vec![(Content::One(Kind::Document), Place::default())];
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
                Some(target)
                    if form == Content::One(Kind::Schema) && target == Place::default() =>
                {
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
    let message = format!(
        "`$ref: '{reference}'` refers to the whole document, which is not a schema; any value is admitted"
    );
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
        if let Some(name) = split(reference).file {
            if is_remote(&name) {
                self.report.push(
                    Diagnostic::new(
                        &codes::UNRESOLVED_REFERENCE,
                        at,
                        format!("`{reference}` is on the network; nothing is fetched from there"),
                    )
                    .help("download the file and refer to the copy by its path"),
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
            let message = format!("unresolved reference `{reference}`");
            let problem = Diagnostic::new(&codes::UNRESOLVED_REFERENCE, at, message);
            let meant = similar(self.sources, from, reference);
            self.report.push(problem.did_you_mean(meant));
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
        let outcome = match self.outside(&name) {
            Some(message) => Err(Box::new(
                Diagnostic::new(&codes::OUTSIDE_FOLDER, at.clone(), message)
                    .help("move it below the document's folder, or allow it with --allow-outside"),
            )),
            None => match self.loader.load(&name) {
                Ok(text) => files::add(self.sources, &name, text, self.report),
                Err(error) => Err(Box::new(Diagnostic::new(
                    &codes::FILE_UNREADABLE,
                    at.clone(),
                    format!("cannot read `{name}`: {error}"),
                ))),
            },
        };
        match outcome {
            Ok(file) => Some(file),
            Err(problem) => {
                self.report.push(*problem);
                self.failed.insert(name);
                None
            }
        }
    }

    /// Why a file may not be read, if it is outside the folder.
    fn outside(&self, name: &str) -> Option<String> {
        if self.allow_outside {
            return None;
        }
        if name.starts_with("..") || name.starts_with('/') {
            return Some(format!("`{name}` is outside the document's folder"));
        }
        let target = self.loader.linked_outside(name)?;
        Some(format!(
            "`{name}` is linked to `{target}`, which is outside the document's folder"
        ))
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
type Found = (Content, Place, String, &'static str);

/// Collects the references in an object of a kind. Data is not looked into: a `$ref` in an example
/// is part of the example.
fn collect(kind: Kind, value: &Value, trail: &Trail<'_>, found: &mut Vec<Found>) {
    match value {
        Value::Object(members) => {
            for key in REFERENCES {
                let reference = members.get(key).and_then(Value::as_str);
                if let Some(reference) = reference.filter(|_| key == "$ref" || kind == Kind::Schema)
                {
                    found.push((Content::One(kind), trail.place(), reference.to_owned(), key));
                }
            }
            if kind == Kind::Discriminator {
                collect_mapping(members, trail, found);
            }
            for (key, value) in members {
                let plain = kind == Kind::Schema && PLAIN_KEYWORDS.contains(&key.as_str());
                let form = kind.content(key).or(plain.then_some(Content::Text));
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

fn collect_form(form: Content, value: &Value, trail: &Trail<'_>, found: &mut Vec<Found>) {
    if !matches!(form, Content::One(_) | Content::Data)
        && let Some(reference) = reference(value)
    {
        found.push((form, trail.place(), reference.to_owned(), "$ref"));
        return;
    }
    match (form, value) {
        (Content::One(kind), value) => collect(kind, value, trail, found),
        (Content::List(kind), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                collect(kind, item, &Trail::Item(trail, index), found);
            }
        }
        (Content::Map(kind), Value::Object(members)) => {
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
                Content::One(Kind::Schema),
                trail.place(),
                reference.to_owned(),
                "mapping",
            ));
        }
    }
}

/// Whether a reference leads to another host or protocol (RFC 3986, section 3.1).
fn is_remote(file: &str) -> bool {
    file.contains("://") || file.starts_with("//")
}
