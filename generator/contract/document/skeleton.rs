//! The skeleton: the document without its schemas and its data, clean enough for the typed model.
//!
//! Building it walks the raw value with the [grammar](super::grammar). Members of the wrong type
//! are mended or left out, each with a diagnostic that knows the place, so that the typed model
//! (whose own errors name no place) always accepts the result. Every object carries the place it
//! was written at in [`PLACE`]; schemas and data are not copied but looked up there. References
//! into the root's components stay, all others are followed and their target takes their place,
//! so that many files become one document here.

use serde_json::{Map, Value, json};

use super::extensions::{PLACE, write_place};
use super::grammar::{Content, Kind};
use super::refs;
use super::repair::{self, Repairs, describe};
use super::version::Version;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::location::{FileId, Place};
use crate::source::Sources;

pub(super) struct Builder<'a> {
    pub repairs: Repairs<'a>,
    /// The places that are being put in the place of references, to notice cycles.
    inlining: Vec<Place>,
    /// How many callbacks the object being built is in.
    callbacks: usize,
}

impl<'a> Builder<'a> {
    pub fn new(sources: &'a Sources, version: Version) -> Self {
        Self {
            repairs: Repairs::new(sources, version),
            inlining: Vec::new(),
            callbacks: 0,
        }
    }

    /// The skeleton of the object of a kind at a place; `None` where nothing can be made of it.
    pub fn build(&mut self, kind: Kind, value: &Value, place: &Place) -> Option<Value> {
        if kind == Kind::Schema {
            return Some(json!({ "$ref": write_place(place) }));
        }
        let Value::Object(members) = value else {
            self.repairs.drop(
                place,
                format!("{} is an object, not {}", kind.article(), describe(value)),
            );
            return None;
        };
        match refs::reference(value) {
            // A path item's other members stand beside its reference (OpenAPI 3.0.3, 4.7.9).
            Some(reference) if kind == Kind::PathItem => self.path_item(reference, members, place),
            Some(reference) => {
                if !kind.referable() {
                    self.out_of_place(&kind.article(), reference, place);
                }
                self.reference(kind, reference, members, place)
            }
            None if kind == Kind::Callback => {
                self.callbacks += 1;
                let built = self.object(kind, members, place);
                self.callbacks -= 1;
                built
            }
            None => self.object(kind, members, place),
        }
    }

    /// An object that is a reference. What describes it there counts (OpenAPI 3.1.1, section
    /// 4.8.23), in documents of 3.0 too, where it is nearly always meant; nothing else does.
    fn reference(
        &mut self,
        kind: Kind,
        reference: &str,
        members: &Map<String, Value>,
        place: &Place,
    ) -> Option<Value> {
        let mut own = Map::new();
        for (key, value) in members {
            let at = place.join(key);
            let describes = ["summary", "description"].contains(&key.as_str());
            if describes && kind.content(key) == Some(Content::Text) {
                let text = self.repairs.text(value, &at);
                own.extend(text.map(|text| (key.clone(), Value::String(text))));
            } else if key != "$ref" && !describes && !key.starts_with("x-") {
                let message = format!("`{key}` is ignored beside a `$ref`");
                let mut problem =
                    Diagnostic::new(&codes::UNKNOWN_FIELD, at, &message).cause(&message);
                problem.severity = Severity::Note;
                self.repairs.report.push(problem);
            }
        }
        if own.is_empty() {
            return self.referenced(kind, reference, place);
        }
        let target = self.target(reference, place)?;
        let mut built = self.inline(&target, place, reference, |builder, value| {
            builder.build(kind, value, &target)
        })?;
        if let Some(members) = built.as_object_mut() {
            members.extend(own);
        }
        Some(built)
    }

    fn target(&mut self, reference: &str, place: &Place) -> Option<Place> {
        let target = refs::follow(self.repairs.sources, place, reference);
        // One that leads nowhere was reported when files were read.
        if target.is_none() && refs::target(self.repairs.sources, place, reference).is_some() {
            self.cycle(place, reference);
        }
        target
    }

    fn referenced(&mut self, kind: Kind, reference: &str, place: &Place) -> Option<Value> {
        // Callbacks of callbacks may refer to all others, in as many orders as there are.
        if kind == Kind::Callback && self.callbacks > 0
            || kind == Kind::PathItem && self.callbacks > 1
        {
            let message = format!("`{reference}` is ignored in a callback of a callback");
            let mut problem = Diagnostic::new(&codes::IGNORED_PART, place.clone(), message)
                .cause("callback of a callback");
            problem.severity = Severity::Note;
            self.repairs.report.push(problem);
            return None;
        }
        let target = self.target(reference, place)?;
        if let Some(name) = component_name(kind, &target)
            && kind != Kind::PathItem
            && kind != Kind::Callback
        {
            return Some(json!({ "$ref": name }));
        }
        self.inline(&target, place, reference, |builder, value| {
            builder.build(kind, value, &target)
        })
    }

    fn path_item(
        &mut self,
        reference: &str,
        members: &Map<String, Value>,
        place: &Place,
    ) -> Option<Value> {
        let own = self.object(Kind::PathItem, members, place)?;
        let Some(Value::Object(mut merged)) = self.referenced(Kind::PathItem, reference, place)
        else {
            return Some(own);
        };
        let Value::Object(own) = own else {
            return Some(Value::Object(merged));
        };
        for (key, value) in own {
            if key == PLACE {
                continue;
            }
            if merged.contains_key(&key) {
                self.repairs.report.push(Diagnostic::new(
                    &codes::FIELD_BESIDE_REFERENCE,
                    place.join(&key),
                    format!("`{key}` is here and in the target of `{reference}`"),
                ));
            }
            match (merged.get_mut(&key), value) {
                // Those of one name are told apart where operations take them over.
                (Some(Value::Array(theirs)), Value::Array(own)) if key == "parameters" => {
                    theirs.extend(own);
                }
                (_, value) => {
                    merged.insert(key, value);
                }
            }
        }
        Some(Value::Object(merged))
    }

    /// Builds what a reference leads to in the reference's place.
    fn inline(
        &mut self,
        target: &Place,
        place: &Place,
        reference: &str,
        build: impl FnOnce(&mut Self, &'a Value) -> Option<Value>,
    ) -> Option<Value> {
        if self.inlining.contains(target) {
            self.cycle(place, reference);
            return None;
        }
        let value = self.repairs.sources.value(target)?;
        self.inlining.push(target.clone());
        let built = build(self, value);
        self.inlining.pop();
        built
    }

    fn object(&mut self, kind: Kind, members: &Map<String, Value>, place: &Place) -> Option<Value> {
        let mended = repair::mend(&mut self.repairs, kind, members, place)?;
        let members = mended.as_ref().unwrap_or(members);
        // Two kinds are plain maps in the typed model: every key of theirs is content.
        let plain = matches!(kind, Kind::Callback | Kind::SecurityRequirement);
        let mut out = Map::with_capacity(members.len() + 1);
        if !plain {
            out.insert(PLACE.to_owned(), Value::String(write_place(place)));
        }
        for (key, value) in members {
            let at = place.join(key);
            if let Some(form) = kind.content(key) {
                if let Some(key) = repair::key(&mut self.repairs, kind, key, &at)
                    && let Some(value) = self.member(form, value, &at)
                {
                    out.insert(key, value);
                }
            } else if key.starts_with("x-") {
                if !plain && key != PLACE {
                    out.insert(key.clone(), value.clone());
                }
            } else if key != "$ref" {
                let message = format!("{} has no field `{key}`", kind.article());
                let problem = Diagnostic::new(&codes::UNKNOWN_FIELD, at, &message).cause(&message);
                self.repairs
                    .report
                    .push(problem.did_you_mean(repair::misspelt(kind, key)));
            }
        }
        for member in kind.fields().iter().filter(|member| member.required) {
            if !out.contains_key(member.name)
                && !repair::fill(&mut self.repairs, kind, member, &mut out, place)
            {
                return None;
            }
        }
        if matches!(kind, Kind::Parameter | Kind::Header) {
            repair::fill_schema(&mut self.repairs, members, &mut out, place);
        }
        Some(Value::Object(out))
    }

    fn member(&mut self, form: Content, value: &Value, place: &Place) -> Option<Value> {
        if !matches!(form, Content::One(_) | Content::Data)
            && let Some(reference) = refs::reference(value)
        {
            let key = place.pointer.tokens().last().unwrap_or_default();
            self.out_of_place(&format!("`{key}`"), reference, place);
            let Some(target) = refs::follow(self.repairs.sources, place, reference) else {
                // Scopes have to be there, though nobody knows which.
                return matches!(form, Content::TextMap).then(|| json!({}));
            };
            return self.inline(&target, place, reference, |builder, value| {
                builder.member(form, value, &target)
            });
        }
        match form {
            Content::Text => self.repairs.text(value, place).map(Value::String),
            Content::Flag => self.repairs.flag(value, place).map(Value::Bool),
            Content::Data => None,
            Content::Texts => match value {
                Value::Array(items) => Some(Value::Array(
                    items
                        .iter()
                        .enumerate()
                        .filter_map(|(index, item)| self.repairs.text(item, &place.item(index)))
                        .map(Value::String)
                        .collect(),
                )),
                Value::String(one) => {
                    self.repairs.report.push(Diagnostic::new(
                        &codes::WRONG_TYPE,
                        place.clone(),
                        "expected an array; the string is used as its only item",
                    ));
                    Some(json!([one]))
                }
                other => self.wrong_type("an array", other, place),
            },
            Content::TextMap => match value {
                Value::Object(members) => Some(Value::Object(
                    members
                        .iter()
                        .map(|(key, item)| {
                            // A scope without a description is a scope all the same.
                            let text = self.repairs.text(item, &place.join(key));
                            (key.clone(), Value::String(text.unwrap_or_default()))
                        })
                        .collect(),
                )),
                other => self.wrong_type("an object", other, place),
            },
            Content::One(kind) => self.build(kind, value, place),
            Content::List(kind) => match value {
                Value::Array(items) => Some(Value::Array(
                    items
                        .iter()
                        .enumerate()
                        .filter_map(|(index, item)| self.build(kind, item, &place.item(index)))
                        .collect(),
                )),
                other => self.wrong_type("an array", other, place),
            },
            Content::Map(kind) => match value {
                Value::Object(members) => Some(Value::Object(
                    members
                        .iter()
                        // A name may begin like an extension; what is no object is one.
                        .filter(|(key, item)| !key.starts_with("x-") || item.is_object())
                        .filter_map(|(key, item)| {
                            Some((key.clone(), self.build(kind, item, &place.join(key))?))
                        })
                        .collect(),
                )),
                other => self.wrong_type("an object", other, place),
            },
        }
    }

    fn wrong_type(&mut self, wanted: &str, found: &Value, place: &Place) -> Option<Value> {
        // Generators that serialise empty members write null; nothing is lost by passing over it.
        if !found.is_null() {
            self.repairs.report.push(Diagnostic::new(
                &codes::WRONG_TYPE,
                place.clone(),
                format!("expected {wanted}, found {}", describe(found)),
            ));
        }
        None
    }

    fn out_of_place(&mut self, what: &str, reference: &str, place: &Place) {
        self.repairs
            .report
            .push(refs::out_of_place(what, reference, place.clone()));
    }

    fn cycle(&mut self, place: &Place, reference: &str) {
        let mut problem = Diagnostic::new(
            &codes::REFERENCE_CYCLE,
            place.join("$ref"),
            format!("`{reference}` refers to itself"),
        );
        // A callback whose path item holds the callback again says nothing new.
        if !self.inlining.is_empty() {
            problem.severity = Severity::Note;
        }
        self.repairs.report.push(problem);
    }
}

/// `#/components/parameters/Limit`, where the place is an entry of the root's components.
fn component_name(kind: Kind, place: &Place) -> Option<String> {
    if place.file != FileId::default() {
        return None;
    }
    let rest = place
        .pointer
        .as_str()
        .strip_prefix("/components/")?
        .strip_prefix(kind.section()?)?;
    (rest.starts_with('/') && !rest[1..].contains('/')).then(|| format!("#{}", place.pointer))
}
