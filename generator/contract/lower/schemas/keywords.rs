//! The values of schema keywords, each read as what it has to be; a slip is reported and mended
//! where it is clear what is meant.

use indexmap::IndexMap;
use serde_json::Value;

use super::reader::{Reader, abbreviated};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{number_text, refs};
use crate::location::Place;
use crate::model::{Decimal, Discriminator, ExternalDocs, SchemaId, Type, Types};
use crate::pattern::{escape_hyphens, to_ecma_pattern, validate};

/// How many characters of a pattern a message shows.
const SHOWN: usize = 80;

impl Reader<'_> {
    pub(super) fn types(&mut self, value: &Value, place: Place) -> Types {
        let names: Vec<&Value> = match value {
            Value::Array(names) => names.iter().collect(),
            name => vec![name],
        };
        let mut types = Types::NONE;
        for name in names {
            let lower = name.as_str().map(str::to_lowercase);
            match lower.as_deref().and_then(Type::from_name) {
                Some(kind) => {
                    if name.as_str() != lower.as_deref() {
                        let message = format!(
                            "unknown type `{}`; `{}` is used",
                            abbreviated(name),
                            kind.name()
                        );
                        self.bad(&place, message);
                    }
                    types = types.with(kind);
                }
                // YAML reads a bare `null` as the value.
                None if name.is_null() => types = types.with(Type::Null),
                None if name == "any" => return Types::ANY,
                None if name == "file" => types = types.with(Type::String),
                None => self.bad(&place, format!("unknown type `{}`", abbreviated(name))),
            }
        }
        if types.is_empty() { Types::ANY } else { types }
    }

    pub(super) fn discriminator(&mut self, value: &Value, place: Place) -> Option<Discriminator> {
        let (property, mapping) = match value {
            // Swagger 2.0 wrote the property alone.
            Value::String(property) => (property.clone(), None),
            Value::Object(members) => {
                let Some(property) = members.get("propertyName").and_then(Value::as_str) else {
                    self.bad(&place, "a discriminator requires `propertyName`".into());
                    return None;
                };
                (
                    property.to_owned(),
                    members.get("mapping").and_then(Value::as_object),
                )
            }
            _ => {
                self.bad(&place, "a discriminator is an object".into());
                return None;
            }
        };
        let mut targets = IndexMap::new();
        for (name, reference) in mapping.into_iter().flatten() {
            let at = place.join("mapping").join(name);
            let Some(reference) = reference.as_str() else {
                self.bad(
                    &at,
                    "a discriminator mapping has names of schemas or references to them".into(),
                );
                continue;
            };
            let sources = &self.document.sources;
            let named = Place::default()
                .join("components")
                .join("schemas")
                .join(reference);
            let target = if sources.value(&named).is_some() {
                Some(named)
            } else if refs::is_mapping_reference(reference) {
                refs::target(sources, &at, reference)
            } else {
                None
            };
            match target {
                Some(target) => {
                    let id = self.at(target);
                    targets.insert(name.clone(), id);
                }
                None => self.bad(&at, format!("unknown schema `{reference}`")),
            }
        }
        Some(Discriminator {
            property,
            mapping: targets,
            tags: IndexMap::new(),
            base: None,
        })
    }

    pub(super) fn list(&mut self, value: &Value, place: Place) -> Vec<SchemaId> {
        match value {
            Value::Array(items) => (0..items.len())
                .map(|index| self.at(place.item(index)))
                .collect(),
            _ => {
                self.bad(&place, "expected an array of schemas".into());
                Vec::new()
            }
        }
    }

    pub(super) fn map(&mut self, value: &Value, place: Place) -> IndexMap<String, SchemaId> {
        match value {
            Value::Object(members) => members
                .keys()
                .map(|name| (name.clone(), self.at(place.join(name))))
                .collect(),
            _ => {
                self.bad(&place, "expected an object of schemas".into());
                IndexMap::new()
            }
        }
    }

    pub(super) fn text(&mut self, value: &Value, place: Place) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                let text = match value {
                    Value::Number(number) => number_text(&self.document.sources, number, &place),
                    other => other.to_string(),
                };
                let message = format!("expected a string; `{text}` is converted to one");
                self.bad(&place, message);
                Some(text)
            }
            Value::Null => None,
            _ => {
                self.bad(&place, "expected a string".into());
                None
            }
        }
    }

    pub(super) fn texts(&mut self, value: &Value, place: Place) -> Vec<String> {
        let Value::Array(items) = value else {
            // `required: true` on a property is how the third draft said it.
            self.bad(&place, "expected an array of property names".into());
            return Vec::new();
        };
        let mut names: Vec<String> = Vec::with_capacity(items.len());
        for name in items {
            match name.as_str() {
                Some(name) if names.iter().any(|known| known == name) => {}
                Some(name) => names.push(name.to_owned()),
                None => self.bad(&place, "expected an array of property names".into()),
            }
        }
        names
    }

    pub(super) fn flag(&mut self, value: &Value, place: Place) -> bool {
        match value {
            Value::Bool(flag) => *flag,
            Value::Null => false,
            other => {
                self.bad(&place, "expected `true` or `false`".into());
                other.as_str() == Some("true")
            }
        }
    }

    pub(super) fn number(&mut self, value: &Value, place: &Place) -> Option<Decimal> {
        let number = match value {
            Value::Number(number) => Decimal::from_json(number),
            Value::String(text) => {
                let number = Decimal::parse(text);
                // What no float holds is read as text.
                if number.is_none_or(|number| number.to_f64().is_finite()) {
                    self.bad(place, "expected a number, found a string".into());
                }
                return number;
            }
            _ => None,
        };
        if number.is_none() && !value.is_boolean() {
            self.bad(place, "expected a number".into());
        }
        number
    }

    pub(super) fn count(&mut self, value: &Value, place: Place) -> Option<u64> {
        // `1.0` is the integer one to JSON Schema.
        let count = self
            .number(value, &place)?
            .to_i128()
            .and_then(|count| u64::try_from(count).ok());
        if count.is_none() {
            self.bad(&place, "expected a non-negative integer".into());
        }
        count
    }

    /// A pattern of ECMA-262, which is what the written one means.
    pub(super) fn pattern(&mut self, written: String, place: Place) -> Option<String> {
        let meant = to_ecma_pattern(&written);
        if meant != Some(escape_hyphens(&written)) {
            let message = match &meant {
                Some(meant) => {
                    format!("`{written}` is not a pattern of ECMA-262; `{meant}` is used")
                }
                None => format!(
                    "the flags behind the slashes of `{written}` are unsupported; the pattern is ignored"
                ),
            };
            self.report.push(Diagnostic::new(
                &codes::INVALID_PATTERN,
                place.clone(),
                message,
            ));
        }
        meant.filter(|meant| self.is_pattern(meant, place))
    }

    pub(super) fn is_pattern(&mut self, pattern: &str, place: Place) -> bool {
        let valid = validate(pattern);
        if let Err(why) = valid {
            let mut shown: String = pattern.chars().take(SHOWN).collect();
            if shown.len() < pattern.len() {
                shown.push('…');
            }
            self.report.push(Diagnostic::new(
                &codes::INVALID_PATTERN,
                place,
                format!("the pattern `{shown}` has {why}; it is ignored"),
            ));
        }
        valid.is_ok()
    }
}

pub(super) fn external_docs(value: &Value) -> Option<ExternalDocs> {
    let url = value.get("url")?.as_str()?.to_owned();
    let description = value
        .get("description")
        .and_then(Value::as_str)
        .map(str::to_owned);
    Some(ExternalDocs { url, description })
}
