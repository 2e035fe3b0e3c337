//! Schemas, read as they were written and in the dialect that they were written in.
//!
//! Both dialects' keywords are read in both versions: a 3.0 document that says `const` means it,
//! and what 3.1 writes as a type list has one meaning anywhere. What differs between the versions
//! is only what stands beside a `$ref`.

mod combined;
mod dialect;
mod keywords;
mod reader;
mod values;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Document, refs};
use crate::location::{FileId, Place, Pointer};
use crate::model::{Decimal, Schema, Types};
use crate::pattern::to_ecma_pattern;
use keywords::external_docs;
pub(super) use reader::Reader;
use reader::{BEYOND, abbreviated};

impl<'a> Reader<'a> {
    /// Reads everything that has been asked for, and what that asks for in turn.
    pub fn finish(&mut self) {
        while let Some((id, place, value)) = self.pending.pop() {
            let schema = self.read(&place, value);
            if let Some(slot) = self.schemas.get_mut(id.index()) {
                *slot = schema;
            }
        }
    }

    fn read(&mut self, place: &Place, value: Option<&'a Value>) -> Schema {
        let mut schema = Schema {
            place: place.clone(),
            name: given_name(self.document, place),
            types: Types::ANY,
            ..Schema::default()
        };
        match value {
            // The document itself is no schema, which was said where a reference led to it.
            _ if *place == Place::default() => {}
            Some(Value::Object(members)) => self.members(&mut schema, members, place),
            Some(Value::Bool(admits)) => {
                self.report_boolean_schema(place);
                schema.boolean = Some(*admits);
            }
            // The place of a schema that was left out, which admits everything.
            None => {}
            Some(other) => self.bad(
                place,
                format!("a schema is an object, not `{}`", abbreviated(other)),
            ),
        }
        schema
    }

    fn members(&mut self, schema: &mut Schema, members: &Map<String, Value>, place: &Place) {
        let reference = members.get("$ref").and_then(Value::as_str);
        if let Some(reference) = reference {
            match refs::target(&self.document.sources, place, reference) {
                Some(target) => {
                    let target = self.at(target);
                    schema.all_of.push(target);
                }
                // Nobody knows what it asks for.
                None => {
                    schema.unknown.insert("$ref".to_owned(), reference.into());
                }
            }
        }
        self.report_other_versions(members, place);
        for key in ["$dynamicRef", "$recursiveRef"] {
            self.dynamic(schema, key, members, place);
        }
        for (key, value) in members {
            let ignored = reference.is_some() && !self.counts_beside_reference(key, members);
            if !ignored {
                self.member(schema, key, value, place);
            }
        }
        self.read_nullable(schema, members, place);
        self.read_bounds(schema, members);
        self.read_items(schema, members, place);
        if let Some(Value::Object(beyond)) = members.get(BEYOND) {
            let place = place.join(BEYOND);
            for (key, value) in beyond {
                self.member(schema, key, value, &place);
            }
            self.read_items(schema, beyond, &place);
        }
        self.read_values(schema, members, place);
        if schema.read_only && schema.write_only {
            let message = "`readOnly` and `writeOnly` exclude each other; both are ignored";
            self.bad(&place.join("writeOnly"), message.into());
            (schema.read_only, schema.write_only) = (false, false);
        }
    }

    /// Reads one keyword; those that only mean something together with another are read afterwards.
    fn member(&mut self, schema: &mut Schema, key: &str, value: &Value, place: &Place) {
        let (value, here) = self.through(key, value, place.join(key));
        let at = || here.clone();
        match key {
            "title" => schema.title = self.text(value, at()),
            "description" => schema.description = self.text(value, at()),
            "deprecated" => schema.deprecated = self.flag(value, at()),
            "readOnly" => schema.read_only = self.flag(value, at()),
            "writeOnly" => schema.write_only = self.flag(value, at()),
            "default" => schema.default = Some(Box::new(value.clone())),
            "example" => schema.examples.insert(0, value.clone()),
            "examples" => match value {
                Value::Array(items) => schema.examples.extend(items.iter().cloned()),
                _ => self.bad(&at(), "expected an array".into()),
            },
            "xml" => schema.xml = Some(Box::new(value.clone())),
            "externalDocs" => schema.external_docs = external_docs(value).map(Box::new),

            "type" => schema.types = self.types(value, at()),
            "enum" => match value {
                Value::Array(items) => schema.values = Some(items.clone()),
                _ => self.bad(&at(), "expected an array".into()),
            },
            "format" => schema.format = self.text(value, at()),

            "multipleOf" => {
                schema.multiple_of = self
                    .number(value, &at())
                    .filter(|step| *step > Decimal::ZERO);
                if schema.multiple_of.is_none() {
                    self.bad(&at(), "`multipleOf` has to be greater than zero".into());
                }
            }
            "minLength" => schema.min_length = self.count(value, at()),
            "maxLength" => schema.max_length = self.count(value, at()),
            "pattern" => {
                let pattern = self.text(value, at());
                let written = pattern.is_some();
                schema.pattern = pattern.and_then(|pattern| self.pattern(pattern, at()));
                if written && schema.pattern.is_none() {
                    schema.unknown.insert(key.to_owned(), value.clone());
                }
            }
            "contentEncoding" => schema.content_encoding = self.text(value, at()),
            "contentMediaType" => schema.content_media_type = self.text(value, at()),
            "contentSchema" => schema.content_schema = Some(self.at(at())),

            "minItems" => schema.min_items = self.count(value, at()),
            "maxItems" => schema.max_items = self.count(value, at()),
            "uniqueItems" => schema.unique_items = self.flag(value, at()),
            "prefixItems" => schema.prefix_items = self.list(value, at()),
            "contains" => schema.contains = Some(self.at(at())),
            "minContains" => schema.min_contains = self.count(value, at()),
            "maxContains" => schema.max_contains = self.count(value, at()),
            "unevaluatedItems" => schema.unevaluated_items = Some(self.at(at())),

            "properties" => schema.properties = self.map(value, at()).into(),
            "required" => schema.required = self.texts(value, at()),
            "additionalProperties" => schema.additional = Some(self.at(at())),
            "patternProperties" => {
                let written = self.map(value, at()).into_iter();
                let meant = written.map(|(key, id)| (to_ecma_pattern(&key).unwrap_or(key), id));
                schema.pattern_properties = meant.collect();
                schema
                    .pattern_properties
                    .retain(|pattern, _| self.is_pattern(pattern, at()));
            }
            "propertyNames" => schema.property_names = Some(self.at(at())),
            "minProperties" => schema.min_properties = self.count(value, at()),
            "maxProperties" => schema.max_properties = self.count(value, at()),
            "dependentRequired" => match value {
                Value::Object(members) => {
                    for (name, names) in members {
                        let names = self.texts(names, at().join(name));
                        schema.dependent_required.insert(name.clone(), names);
                    }
                }
                _ => self.bad(
                    &at(),
                    "expected an object of arrays of property names".into(),
                ),
            },
            "dependentSchemas" => schema.dependent_schemas.extend(self.map(value, at())),
            // One keyword in drafts before 2019-09, which had lists of names and schemas in it.
            "dependencies" => match value {
                Value::Object(members) => {
                    for (name, needed) in members {
                        let place = at().join(name);
                        if needed.is_array() {
                            let names = self.texts(needed, place);
                            schema.dependent_required.insert(name.clone(), names);
                        } else {
                            let id = self.at(place);
                            schema.dependent_schemas.insert(name.clone(), id);
                        }
                    }
                }
                _ => self.bad(&at(), "expected an object".into()),
            },
            "unevaluatedProperties" => schema.unevaluated_properties = Some(self.at(at())),

            "allOf" => schema.all_of.extend(self.list(value, at())),
            "anyOf" => schema.any_of = self.list(value, at()),
            "oneOf" => schema.one_of = self.list(value, at()),
            "not" => schema.not = Some(self.at(at())),
            "if" => schema.if_ = Some(self.at(at())),
            "then" => schema.then = Some(self.at(at())),
            "else" => schema.else_ = Some(self.at(at())),
            "discriminator" => schema.discriminator = self.discriminator(value, at()).map(Box::new),

            // Settled together with others, or without effect on values.
            "$ref" | "$dynamicRef" | "$recursiveRef" | "nullable" | "const" | "minimum"
            | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "items" | "additionalItems"
            | "$schema" | "$id" | "id" | "$comment" | "$anchor" | "$dynamicAnchor"
            | "$recursiveAnchor" | "$vocabulary" | "$defs" | "definitions" => {}
            BEYOND => {}
            key if key.starts_with("x-") => {
                schema.extensions.insert(key.to_owned(), value.clone());
            }
            key => {
                schema.unknown.insert(key.to_owned(), value.clone());
                // What stands in a parameter that is read as its own schema is no keyword.
                if !self.is_parameter(place) {
                    let message = format!("unknown schema keyword `{key}`");
                    self.report
                        .push(Diagnostic::new(&codes::UNKNOWN_KEYWORD, at(), message).cause(key));
                }
            }
        }
    }

    fn is_parameter(&self, place: &Place) -> bool {
        let members = self.document.sources.value(place);
        ["name", "in"]
            .iter()
            .all(|key| members.is_some_and(|members| members.get(key).is_some()))
    }
}

/// The name that the document gives to a schema at a place: its key where schemas are kept for
/// use by reference, or the name of the file that holds nothing else.
fn given_name(document: &Document, place: &Place) -> Option<String> {
    // How a place ends says it; pointers to places deep inside are long.
    let last: Vec<_> = place.pointer.tokens().rev().take(4).collect();
    match last.as_slice() {
        [name, section, components] if components == "components" && section == "schemas" => {
            Some(name.to_string())
        }
        [name, section, ..] if section == "$defs" || section == "definitions" => {
            Some(name.to_string())
        }
        [name] if place.file != FileId::default() => {
            let root = Place::new(place.file, Pointer::default());
            let whole = document.sources.value(&root);
            let is_said = |key: &str| whole.is_some_and(|whole| whole.get(key).is_some());
            match name.as_ref() {
                // A parameter or a header that has its file to itself is what its schema is for.
                "schema" if !is_said("type") => stem(document, place),
                // What is inside a schema is named after it.
                _ if is_said("type") && SUBSCHEMAS.contains(&name.as_ref()) => None,
                name => Some(name.to_owned()),
            }
        }
        [] if place.file != FileId::default() => stem(document, place),
        _ => None,
    }
}

/// Keywords below which one schema stands.
const SUBSCHEMAS: [&str; 9] = [
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "schema",
    "then",
];

/// The name of a file without its folder and its endings.
fn stem(document: &Document, place: &Place) -> Option<String> {
    let file = document.sources.file(place.file)?;
    let stem = file.name.rsplit('/').next()?.split('.').next()?;
    Some(stem.to_owned())
}
