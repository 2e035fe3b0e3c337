//! Schemas, read as they were written and in the dialect that they were written in.
//!
//! Both dialects' keywords are read in both versions: a 3.0 document that says `const` means it,
//! and what 3.1 writes as a type list has one meaning anywhere. What differs between the versions
//! is only what stands beside a `$ref`.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::super::{Bound, Decimal, Discriminator, ExternalDocs, Schema, SchemaId, Type, Types};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Document, PLAIN_KEYWORDS, Version, number_text, refs};
use crate::source::{FileId, Place};

/// Where a 3.0 document made of a 3.1 document keeps what 3.0 has no keywords for: a mapping of
/// keywords of JSON Schema 2020-12.
const BEYOND: &str = "x-json-schema";

/// Reads schemas on demand. Each place is read once: asking for its schema again, by whatever
/// reference, gives the same id.
pub(super) struct Reader<'a> {
    document: &'a Document,
    pub schemas: Vec<Schema>,
    by_place: HashMap<Place, SchemaId>,
    /// Places that have an id and have not been read: a worklist, so that long chains of
    /// references cannot exhaust the stack.
    pending: Vec<(SchemaId, Place)>,
    pub report: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            schemas: Vec::new(),
            by_place: HashMap::new(),
            pending: Vec::new(),
            report: Vec::new(),
        }
    }

    /// The schema written at a place. References are followed, so that what they lead to is one
    /// schema, unless something stands beside the reference that counts.
    pub fn at(&mut self, place: Place) -> SchemaId {
        let place = self.see_through(place);
        if let Some(id) = self.by_place.get(&place) {
            return *id;
        }
        let id = self.push(Schema {
            place: place.clone(),
            types: Types::ANY,
            ..Schema::default()
        });
        self.by_place.insert(place.clone(), id);
        self.pending.push((id, place));
        id
    }

    /// A schema that the document does not write.
    pub fn push(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId::at(self.schemas.len());
        self.schemas.push(schema);
        id
    }

    /// Reads everything that has been asked for, and what that asks for in turn.
    pub fn finish(&mut self) {
        while let Some((id, place)) = self.pending.pop() {
            let schema = self.read(&place);
            if let Some(slot) = self.schemas.get_mut(id.index()) {
                *slot = schema;
            }
        }
    }

    /// The place that a plain reference leads to in the end.
    fn see_through(&mut self, place: Place) -> Place {
        let sources = &self.document.sources;
        let mut here = place;
        for _ in 0..100 {
            let Some(Value::Object(members)) = sources.value(&here) else {
                return here;
            };
            let Some(reference) = members.get("$ref").and_then(Value::as_str) else {
                return here;
            };
            if members
                .keys()
                .any(|key| self.counts_beside_reference(key, members))
            {
                return here;
            }
            match refs::target(sources, &here, reference) {
                Some(next) => here = next,
                None => return here,
            }
        }
        self.report.push(Diagnostic::new(
            &codes::REFERENCE_CYCLE,
            here.clone(),
            "this reference leads back to itself",
        ));
        // An endless chain admits anything; the error keeps it from being used.
        here.join("$ref")
    }

    /// Whether a member beside a `$ref` means something. In 3.0 constraints there are ignored
    /// (OpenAPI 3.0.3, section 4.7.23), while annotations and `nullable` are nearly always meant.
    fn counts_beside_reference(&self, key: &str, members: &Map<String, Value>) -> bool {
        match key {
            "$ref" | "$comment" | "summary" => false,
            "nullable" => members.get(key) == Some(&Value::Bool(true)),
            "description" | "title" | "deprecated" | "readOnly" | "writeOnly" | "default"
            | "example" | "examples" => true,
            // What the member is called that the reference stands for.
            "x-rust-name" => true,
            key if key.starts_with("x-") => false,
            _ => self.document.version == Version::V31,
        }
    }

    fn read(&mut self, place: &Place) -> Schema {
        let mut schema = Schema {
            place: place.clone(),
            name: given_name(self.document, place),
            types: Types::ANY,
            ..Schema::default()
        };
        let document = self.document;
        match document.sources.value(place) {
            // The document itself is no schema, which was said where a reference led to it.
            _ if *place == Place::default() => {}
            Some(Value::Object(members)) => self.members(&mut schema, members, place),
            Some(Value::Bool(admits)) => schema.boolean = Some(*admits),
            // The place of a schema that was left out, which admits everything.
            None => {}
            Some(other) => self.bad(
                place,
                format!("a schema is a mapping, not `{}`", abbreviated(other)),
            ),
        }
        schema
    }

    fn members(&mut self, schema: &mut Schema, members: &Map<String, Value>, place: &Place) {
        let reference = members.get("$ref").and_then(Value::as_str);
        if let Some(reference) = reference
            && let Some(target) = refs::target(&self.document.sources, place, reference)
        {
            let target = self.at(target);
            schema.all_of.push(target);
        }
        for key in ["$dynamicRef", "$recursiveRef"] {
            self.dynamic(schema, key, members, place);
        }
        for (key, value) in members {
            let ignored = reference.is_some() && !self.counts_beside_reference(key, members);
            if !ignored {
                self.member(schema, key, value, place);
            }
        }
        self.settle_null(schema, members, place);
        self.settle_bounds(schema, members);
        self.settle_arrays(schema, members, place);
        if let Some(Value::Object(beyond)) = members.get(BEYOND) {
            let place = place.join(BEYOND);
            for (key, value) in beyond {
                self.member(schema, key, value, &place);
            }
            self.settle_arrays(schema, beyond, &place);
        }
        if let Some(constant) = members.get("const") {
            // Beside `enum` both must hold.
            let mut values = vec![constant.clone()];
            if let Some(listed) = &schema.values
                && !listed.iter().any(|value| is_same(value, constant))
            {
                values.clear();
            }
            schema.values = Some(values);
        }
    }

    /// Reads one keyword; those that only mean something together with another are settled after.
    fn member(&mut self, schema: &mut Schema, key: &str, value: &Value, place: &Place) {
        let (value, here) = self.through(key, value, place.join(key));
        let at = || here.clone();
        match key {
            "title" => schema.title = self.text(value, at()),
            "description" => schema.description = self.text(value, at()),
            "deprecated" => schema.deprecated = self.flag(value, at()),
            "readOnly" => schema.read_only = self.flag(value, at()),
            "writeOnly" => schema.write_only = self.flag(value, at()),
            "default" => schema.default = Some(value.clone()),
            "example" => schema.examples.insert(0, value.clone()),
            "examples" => match value {
                Value::Array(items) => schema.examples.extend(items.iter().cloned()),
                _ => self.bad(&at(), "`examples` is a list".into()),
            },
            "externalDocs" => schema.external_docs = external_docs(value),

            "type" => schema.types = self.types(value, at()),
            "enum" => match value {
                Value::Array(items) => schema.values = Some(items.clone()),
                _ => self.bad(&at(), "`enum` is a list of values".into()),
            },
            "format" => schema.format = self.text(value, at()),

            "multipleOf" => {
                schema.multiple_of = self
                    .number(value, &at())
                    .filter(|step| *step > Decimal::ZERO);
                if schema.multiple_of.is_none() {
                    self.bad(&at(), "`multipleOf` is a number above zero".into());
                }
            }
            "minLength" => schema.min_length = self.count(value, at()),
            "maxLength" => schema.max_length = self.count(value, at()),
            "pattern" => {
                let pattern = self.text(value, at());
                if pattern
                    .as_ref()
                    .is_some_and(|pattern| !self.is_pattern(pattern, at()))
                {
                    schema.unknown.insert(key.to_owned(), value.clone());
                } else {
                    schema.pattern = pattern;
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

            "properties" => schema.properties = self.map(value, at()),
            "required" => schema.required = self.texts(value, at()),
            "additionalProperties" => schema.additional = Some(self.at(at())),
            "patternProperties" => {
                schema.pattern_properties = self.map(value, at());
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
                _ => self.bad(&at(), "`dependentRequired` is a mapping".into()),
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
                _ => self.bad(&at(), "`dependencies` is a mapping".into()),
            },
            "unevaluatedProperties" => schema.unevaluated_properties = Some(self.at(at())),

            "allOf" => schema.all_of.extend(self.list(value, at())),
            "anyOf" => schema.any_of = self.list(value, at()),
            "oneOf" => schema.one_of = self.list(value, at()),
            "not" => schema.not = Some(self.at(at())),
            "if" => schema.if_ = Some(self.at(at())),
            "then" => schema.then = Some(self.at(at())),
            "else" => schema.else_ = Some(self.at(at())),
            "discriminator" => schema.discriminator = self.discriminator(value, at()),

            // Settled together with others, or without effect on values.
            "$ref" | "$dynamicRef" | "$recursiveRef" | "nullable" | "const" | "minimum"
            | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "items" | "additionalItems"
            | "$schema" | "$id" | "id" | "$comment" | "$anchor" | "$dynamicAnchor"
            | "$recursiveAnchor" | "$vocabulary" | "$defs" | "definitions" | "xml" => {}
            BEYOND => {}
            key if key.starts_with("x-") => {
                schema.extensions.insert(key.to_owned(), value.clone());
            }
            key => {
                schema.unknown.insert(key.to_owned(), value.clone());
                // What stands in a parameter that is read as its own schema is no keyword.
                if !self.is_parameter(place) {
                    let message = format!("`{key}` is no schema keyword");
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

    /// A reference whose goal depends on the way to it is followed as a plain one. Where that may
    /// be another goal, the keyword is kept as one that is not understood.
    fn dynamic(
        &mut self,
        schema: &mut Schema,
        key: &str,
        members: &Map<String, Value>,
        place: &Place,
    ) {
        let Some(reference) = members.get(key).and_then(Value::as_str) else {
            return;
        };
        let sources = &self.document.sources;
        if let Some(target) = refs::dynamic(sources, place, key, reference) {
            let target = self.at(target);
            schema.all_of.push(target);
        }
        if key == "$dynamicRef" && refs::is_ambiguous(sources, reference) {
            schema.unknown.insert(key.to_owned(), reference.into());
            self.report.push(Diagnostic::new(
                &codes::UNCHECKED_CONSTRAINT,
                place.join(key),
                format!("`{reference}` may mean several schemas; the first of them is taken"),
            ));
        }
    }

    /// What a reference leads to in a place where only keywords' own values may stand.
    fn through<'v>(&mut self, key: &str, value: &'v Value, at: Place) -> (&'v Value, Place)
    where
        'a: 'v,
    {
        let keyed = ["properties", "patternProperties", "dependentSchemas"].contains(&key);
        if !keyed && !PLAIN_KEYWORDS.contains(&key) {
            return (value, at);
        }
        let document = self.document;
        let followed = refs::reference(value).and_then(|reference| {
            let target = refs::follow(&document.sources, &at, reference)?;
            Some((document.sources.value(&target)?, target, reference))
        });
        let Some((value, target, reference)) = followed else {
            return (value, at);
        };
        self.report
            .push(refs::out_of_place(&format!("`{key}`"), reference, at));
        (value, target)
    }

    /// `nullable: true` adds null to the type beside it (OpenAPI 3.0.3, section 4.7.24).
    fn settle_null(&mut self, schema: &mut Schema, members: &Map<String, Value>, place: &Place) {
        if members.get("nullable") != Some(&Value::Bool(true)) {
            return;
        }
        if members.contains_key("type") {
            schema.types = schema.types.with(Type::Null);
            return;
        }
        let combined =
            !(schema.all_of.is_empty() && schema.any_of.is_empty() && schema.one_of.is_empty());
        if !combined {
            return;
        }
        self.report.push(
            Diagnostic::new(
                &codes::NULLABLE_WITHOUT_TYPE,
                place.join("nullable"),
                "`nullable` stands without a `type`; null is admitted beside the rest",
            )
            .help("write `type` beside it, or in 3.1 add `type: 'null'` as an alternative"),
        );
        let rest = Schema {
            place: place.clone(),
            types: Types::ANY,
            all_of: std::mem::take(&mut schema.all_of),
            any_of: std::mem::take(&mut schema.any_of),
            one_of: std::mem::take(&mut schema.one_of),
            discriminator: schema.discriminator.take(),
            properties: std::mem::take(&mut schema.properties),
            required: std::mem::take(&mut schema.required),
            additional: schema.additional.take(),
            ..Schema::default()
        };
        let lone = rest.all_of.len() == 1
            && rest.any_of.is_empty()
            && rest.one_of.is_empty()
            && rest.properties.is_empty()
            && rest.required.is_empty()
            && rest.additional.is_none();
        let inner = match rest.all_of.first() {
            Some(only) if lone => *only,
            _ => self.push(rest),
        };
        let null = self.push(Schema {
            place: place.clone(),
            types: Types::of(Type::Null),
            ..Schema::default()
        });
        schema.any_of = vec![inner, null];
    }

    /// Bounds in either dialect: 3.0's exclusiveness is a flag beside the bound, 3.1's a bound of
    /// its own, and the narrower of two counts.
    fn settle_bounds(&mut self, schema: &mut Schema, members: &Map<String, Value>) {
        let place = schema.place.clone();
        let mut bound = |inclusive: &str, exclusive: &str| -> (Option<Bound>, Option<Bound>) {
            let plain = members
                .get(inclusive)
                .and_then(|value| self.number(value, &place.join(inclusive)));
            let flag = members.get(exclusive);
            let own = flag
                .filter(|value| !value.is_boolean())
                .and_then(|value| self.number(value, &place.join(exclusive)));
            let strict = flag == Some(&Value::Bool(true));
            (
                plain.map(|value| Bound {
                    value,
                    exclusive: strict,
                }),
                own.map(|value| Bound {
                    value,
                    exclusive: true,
                }),
            )
        };
        schema.minimum = match bound("minimum", "exclusiveMinimum") {
            (Some(plain), Some(own)) => Some(if plain.value > own.value { plain } else { own }),
            (plain, own) => plain.or(own),
        };
        schema.maximum = match bound("maximum", "exclusiveMaximum") {
            (Some(plain), Some(own)) => Some(if plain.value < own.value { plain } else { own }),
            (plain, own) => plain.or(own),
        };
    }

    /// A list in `items` is what later drafts call `prefixItems`.
    fn settle_arrays(&mut self, schema: &mut Schema, members: &Map<String, Value>, place: &Place) {
        match members.get("items") {
            Some(list @ Value::Array(_)) => {
                schema.prefix_items = self.list(list, place.join("items"));
                if members.contains_key("additionalItems") {
                    schema.items = Some(self.at(place.join("additionalItems")));
                }
            }
            Some(_) => schema.items = Some(self.at(place.join("items"))),
            None => {
                let array = members.get("type").is_some_and(|kind| kind == "array");
                if array && self.document.version == Version::V30 {
                    self.report.push(Diagnostic::new(
                        &codes::MISSING_MEMBER,
                        place.clone(),
                        "an array needs `items`; any items are admitted",
                    ));
                }
            }
        }
    }

    fn types(&mut self, value: &Value, place: Place) -> Types {
        let names: Vec<&Value> = match value {
            Value::Array(names) => names.iter().collect(),
            name => vec![name],
        };
        let mut types = Types::NONE;
        for name in names {
            match name
                .as_str()
                .and_then(|name| Type::from_name(&name.to_lowercase()))
            {
                Some(kind) => types = types.with(kind),
                // YAML reads a bare `null` as the value.
                None if name.is_null() => types = types.with(Type::Null),
                None if name == "any" => return Types::ANY,
                None if name == "file" => types = types.with(Type::String),
                None => self.bad(&place, format!("`{}` is no type", abbreviated(name))),
            }
        }
        if types.is_empty() { Types::ANY } else { types }
    }

    fn discriminator(&mut self, value: &Value, place: Place) -> Option<Discriminator> {
        let (property, mapping) = match value {
            // Swagger 2.0 wrote the property alone.
            Value::String(property) => (property.clone(), None),
            Value::Object(members) => {
                let Some(property) = members.get("propertyName").and_then(Value::as_str) else {
                    self.bad(&place, "a discriminator needs `propertyName`".into());
                    return None;
                };
                (
                    property.to_owned(),
                    members.get("mapping").and_then(Value::as_object),
                )
            }
            _ => {
                self.bad(&place, "a discriminator is a mapping".into());
                return None;
            }
        };
        let mut targets = IndexMap::new();
        for (name, reference) in mapping.into_iter().flatten() {
            let at = place.join("mapping").join(name);
            let Some(reference) = reference.as_str() else {
                self.bad(&at, "a discriminator maps values to schemas".into());
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
                None => self.bad(&at, format!("there is no schema `{reference}`")),
            }
        }
        Some(Discriminator {
            property,
            mapping: targets,
        })
    }

    fn list(&mut self, value: &Value, place: Place) -> Vec<SchemaId> {
        match value {
            Value::Array(items) => (0..items.len())
                .map(|index| self.at(place.item(index)))
                .collect(),
            _ => {
                self.bad(&place, "a list of schemas is wanted here".into());
                Vec::new()
            }
        }
    }

    fn map(&mut self, value: &Value, place: Place) -> IndexMap<String, SchemaId> {
        match value {
            Value::Object(members) => members
                .keys()
                .map(|name| (name.clone(), self.at(place.join(name))))
                .collect(),
            _ => {
                self.bad(
                    &place,
                    "a mapping of names to schemas is wanted here".into(),
                );
                IndexMap::new()
            }
        }
    }

    fn text(&mut self, value: &Value, place: Place) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                let text = match value {
                    Value::Number(number) => number_text(&self.document.sources, number, &place),
                    other => other.to_string(),
                };
                let message = format!("text is wanted here; `{text}` is taken as text");
                self.bad(&place, message);
                Some(text)
            }
            Value::Null => None,
            _ => {
                self.bad(&place, "text is wanted here".into());
                None
            }
        }
    }

    fn texts(&mut self, value: &Value, place: Place) -> Vec<String> {
        let Value::Array(items) = value else {
            // `required: true` on a property is how the third draft said it.
            self.bad(&place, "a list of names is wanted here".into());
            return Vec::new();
        };
        let mut names: Vec<String> = Vec::with_capacity(items.len());
        for name in items {
            match name.as_str() {
                Some(name) if names.iter().any(|known| known == name) => {}
                Some(name) => names.push(name.to_owned()),
                None => self.bad(&place, "a list of names is wanted here".into()),
            }
        }
        names
    }

    fn flag(&mut self, value: &Value, place: Place) -> bool {
        match value {
            Value::Bool(flag) => *flag,
            Value::Null => false,
            other => {
                self.bad(&place, "`true` or `false` is wanted here".into());
                other.as_str() == Some("true")
            }
        }
    }

    fn number(&mut self, value: &Value, place: &Place) -> Option<Decimal> {
        let number = match value {
            Value::Number(number) => Decimal::from_json(number),
            Value::String(text) => {
                let number = Decimal::parse(text);
                // What no float holds is read as text.
                if number.is_none_or(|number| number.to_f64().is_finite()) {
                    self.bad(place, "a number is wanted here, not text".into());
                }
                return number;
            }
            _ => None,
        };
        if number.is_none() && !value.is_boolean() {
            self.bad(place, "a number is wanted here".into());
        }
        number
    }

    fn count(&mut self, value: &Value, place: Place) -> Option<u64> {
        // `1.0` is the integer one to JSON Schema.
        let count = self
            .number(value, &place)?
            .to_i128()
            .and_then(|count| u64::try_from(count).ok());
        if count.is_none() {
            self.bad(&place, "a whole number from zero up is wanted here".into());
        }
        count
    }

    fn is_pattern(&mut self, pattern: &str, place: Place) -> bool {
        let valid = regress::Regex::with_flags(pattern, "u").is_ok()
            || regress::Regex::new(pattern).is_ok();
        if !valid {
            self.report.push(Diagnostic::new(
                &codes::BAD_PATTERN,
                place,
                format!("`{pattern}` is not a regular expression"),
            ));
        }
        valid
    }

    fn bad(&mut self, place: &Place, message: String) {
        self.report.push(Diagnostic::new(
            &codes::BAD_CONSTRAINT,
            place.clone(),
            message,
        ));
    }
}

/// The name that the document gives to a schema at a place: its key where schemas are kept for
/// use by reference, or the name of the file that holds nothing else.
fn given_name(document: &Document, place: &Place) -> Option<String> {
    let tokens: Vec<_> = place.pointer.tokens().collect();
    match tokens.as_slice() {
        [components, section, name] if components == "components" && section == "schemas" => {
            Some(name.to_string())
        }
        [.., section, name] if section == "$defs" || section == "definitions" => {
            Some(name.to_string())
        }
        [name] if place.file != FileId::default() => Some(name.to_string()),
        [] if place.file != FileId::default() => {
            let file = document.sources.file(place.file)?;
            let stem = file.name.rsplit('/').next()?.split('.').next()?;
            Some(stem.to_owned())
        }
        _ => None,
    }
}

fn external_docs(value: &Value) -> Option<ExternalDocs> {
    let url = value.get("url")?.as_str()?.to_owned();
    let description = value
        .get("description")
        .and_then(Value::as_str)
        .map(str::to_owned);
    Some(ExternalDocs { url, description })
}

/// A value in a message, not longer than a few words.
fn abbreviated(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// Whether two values are one: `1` and `1.0` are (JSON Schema 2020-12, core, 4.2.2).
fn is_same(one: &Value, other: &Value) -> bool {
    let number = |value: &Value| Decimal::from_json(value.as_number()?);
    one == other || number(one).is_some() && number(one) == number(other)
}
