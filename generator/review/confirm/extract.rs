//! What a validator is given: a schema with all that it refers to, as one document of JSON Schema
//! 2020-12.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::discriminators::{Discriminators, InheritedBranch};
use super::present::{Instances, Present};
use super::validator::is_readable;
use counterpart_contract::document::{Document, Version, number_text, refs};
use counterpart_contract::format::range;
use counterpart_contract::pattern::to_ecma_pattern;
use counterpart_contract::source::Place;

/// A schema, whether alone where others are built on it, and the instances of the value that it is
/// about.
type Definition = (Place, bool, Instances);

/// A schema with all that it refers to, in the dialect of JSON Schema 2020-12.
#[derive(Clone)]
pub(super) struct Extract<'a> {
    document: &'a Document,
    /// The only value that is judged, and the instances of it that the schema at hand is about.
    present: Option<Rc<Present>>,
    here: Instances,
    response: bool,
    /// Patterns that the validator cannot read are left out, so that it can be asked about the
    /// rest.
    pub(super) only_readable: bool,
    discriminators: &'a Discriminators,
    /// Definitions of schemas: as they are used, or alone where others are built on them.
    names: HashMap<Definition, String>,
    todo: Vec<(String, Definition)>,
}

impl<'a> Extract<'a> {
    pub(super) fn new(
        document: &'a Document,
        discriminators: &'a Discriminators,
        response: bool,
    ) -> Self {
        Self {
            document,
            present: None,
            here: Instances::new(),
            response,
            only_readable: false,
            discriminators,
            names: HashMap::new(),
            todo: Vec::new(),
        }
    }

    /// For one value only.
    pub(super) fn about(mut self, value: &Value) -> Self {
        self.present = Some(Rc::new(Present::of(value)));
        self.here = Present::whole();
        self
    }

    pub(super) fn whole(mut self, place: &Place) -> Value {
        let first = self.name(place.clone(), false);
        let mut definitions = Map::new();
        let document = self.document;
        while let Some((name, (place, alone, instances))) = self.todo.pop() {
            self.here = instances;
            let discriminator = self.discriminators.at(&place).filter(|_| !alone);
            let schema =
                match discriminator.and_then(|discriminator| discriminator.inherited.as_ref()) {
                    Some(branches) => self.inherited(&place, branches),
                    None => {
                        let value = document.sources.value(&place);
                        value.map_or(Value::Bool(true), |value| self.schema(value, &place))
                    }
                };
            definitions.insert(name, schema);
        }
        let mut whole = Map::new();
        whole.insert("$ref".into(), format!("#/$defs/{first}").into());
        whole.insert("$defs".into(), definitions.into());
        whole.into()
    }

    fn name(&mut self, place: Place, alone: bool) -> String {
        let known = self.names.len();
        let definition = (place, alone, self.here.clone());
        let name = self.names.entry(definition);
        if let Entry::Vacant(free) = &name {
            self.todo.push((format!("s{known}"), free.key().clone()));
        }
        name.or_insert_with(|| format!("s{known}")).clone()
    }

    fn reference(&mut self, place: Place, alone: bool) -> Value {
        json!({"$ref": format!("#/$defs/{}", self.name(place, alone))})
    }

    /// What a schema that is a reference leads to.
    fn target(&self, value: &Value, place: &Place) -> Option<Place> {
        let reference = refs::reference(value)?;
        refs::follow(&self.document.sources, place, reference)
    }

    /// What a reference that depends on the way to it leads to, if all ways lead there.
    fn goal(&self, key: &str, value: &Value, place: &Place) -> Option<Place> {
        let sources = &self.document.sources;
        let reference = value.as_str()?;
        let ambiguous = key == "$dynamicRef" && refs::is_ambiguous(sources, reference);
        refs::dynamic(sources, place, key, reference).filter(|_| !ambiguous)
    }

    /// A base: one of what is built on it.
    fn inherited(&mut self, place: &Place, branches: &[InheritedBranch]) -> Value {
        let discriminators = self.discriminators;
        let each = branches
            .iter()
            .map(|InheritedBranch { place: own, alone }| {
                let schema = self.reference(own.clone(), *alone);
                match discriminators.at(place) {
                    Some(discriminator) => discriminator.with_value(&[own], schema),
                    None => schema,
                }
            });
        json!({"anyOf": each.collect::<Vec<_>>()})
    }

    /// The branches of the schema at `place`, each held to its discriminator values where a
    /// discriminator chooses.
    fn branches(&mut self, value: &Value, place: &Place, at: &Place) -> Value {
        let discriminators = self.discriminators;
        let items = value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| {
                let own = at.item(index);
                let schema = self.schema(value, &own);
                let Some(discriminator) = discriminators.at(place) else {
                    return schema;
                };
                let target = self.target(value, &own);
                let places: Vec<&Place> = [Some(&own), target.as_ref()]
                    .into_iter()
                    .flatten()
                    .collect();
                discriminator.with_value(&places, schema)
            })
            .collect()
    }

    /// The `allOf` of the schema at `place`. What is built on a base is built on the base alone.
    fn all_of(&mut self, value: &Value, place: &Place, at: &Place) -> Value {
        let built = self.discriminators.is_built(place);
        let items = value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| {
                let own = at.item(index);
                let target = self.target(value, &own);
                let base = target.filter(|target| {
                    let discriminator = self.discriminators.at(target);
                    built
                        && discriminator
                            .is_some_and(|discriminator| discriminator.inherited.is_some())
                });
                match base {
                    Some(base) => self.reference(base, true),
                    None => self.schema(value, &own),
                }
            })
            .collect()
    }

    /// A schema of what is below the value.
    fn below(
        &mut self,
        instances: impl FnOnce(&Present, &[usize]) -> Instances,
        schema: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        let below = match &self.present {
            Some(present) => instances(present, &self.here),
            None => Instances::new(),
        };
        let here = std::mem::replace(&mut self.here, below);
        let schema = schema(self);
        self.here = here;
        schema
    }

    fn schema(&mut self, value: &Value, place: &Place) -> Value {
        let Value::Object(members) = value else {
            return value.clone();
        };
        if self.present.is_some() && self.here.is_empty() {
            return Value::Bool(true);
        }
        let mut out = Map::new();
        let reference = members.get("$ref").and_then(Value::as_str);
        if let Some(reference) = reference {
            if let Some(target) = refs::target(&self.document.sources, place, reference) {
                let name = self.name(target, false);
                out.insert("$ref".into(), format!("#/$defs/{name}").into());
            }
            // OpenAPI 3.0.3, section 4.7.23: what stands beside a reference is ignored.
            if self.document.version == Version::V30 {
                return self.nullable(out, members);
            }
        }
        // What the stated policy adds.
        let mut also = Vec::new();
        for (key, value) in members {
            let at = place.join(key);
            let sources = &self.document.sources;
            let (value, at) = match refs::through(sources, key, value, &at) {
                Some((value, at, _)) => (value, at),
                None => (value, at),
            };
            let value = match key.as_str() {
                "properties" => self.properties(value, &at),
                // Where it means one schema only, it is a plain reference.
                "$dynamicRef" | "$recursiveRef" => match self.goal(key, value, place) {
                    Some(goal) => {
                        also.push(self.reference(goal, false));
                        continue;
                    }
                    None => value.clone(),
                },
                "$ref" | "nullable" | "discriminator" | "xml" | "example" | "examples"
                | "externalDocs" | "$id" | "$schema" | "$anchor" | "$defs" | "definitions" => {
                    continue;
                }
                "enum" => {
                    let listed = value.as_array().map_or(&[][..], Vec::as_slice);
                    let places = (0..listed.len()).map(|index| at.item(index)).collect();
                    Value::Array(self.meant(listed, members, places))
                }
                "const" => {
                    let only = std::slice::from_ref(value);
                    let meant = self.meant(only, members, vec![at.clone()]);
                    meant.into_iter().next().unwrap_or(Value::Null)
                }
                "pattern" => match value.as_str().and_then(to_ecma_pattern) {
                    Some(pattern) if !self.only_readable || is_readable(&pattern) => pattern.into(),
                    _ => continue,
                },
                "dependentSchemas" => self.map(value, &at),
                "patternProperties" => self.below(Present::properties, |own| own.map(value, &at)),
                // A discriminator chooses, whatever else the value is of.
                "oneOf"
                    if members.contains_key("discriminator")
                        || self.discriminators.chooses(place) =>
                {
                    also.push(json!({"anyOf": self.branches(value, place, &at)}));
                    continue;
                }
                "anyOf" | "oneOf" => self.branches(value, place, &at),
                "allOf" => self.all_of(value, place, &at),
                "prefixItems" => self.below(Present::items, |own| own.list(value, &at)),
                // Lists of items and what follows them, as earlier drafts write them.
                "items" if value.is_array() => {
                    let items = self.below(Present::items, |own| own.list(value, &at));
                    out.insert("prefixItems".into(), items);
                    continue;
                }
                "additionalItems" => {
                    if members.get("items").is_some_and(Value::is_array) {
                        let items = self.below(Present::items, |own| own.schema(value, &at));
                        out.insert("items".into(), items);
                    }
                    continue;
                }
                "items" | "contains" | "unevaluatedItems" => {
                    self.below(Present::items, |own| own.schema(value, &at))
                }
                "additionalProperties" | "unevaluatedProperties" => {
                    self.below(Present::properties, |own| own.schema(value, &at))
                }
                "propertyNames" => self.below(Present::names, |own| own.schema(value, &at)),
                "not" | "if" | "then" | "else" => self.schema(value, &at),
                "exclusiveMinimum" | "exclusiveMaximum" if value.is_boolean() => continue,
                "minimum" if members.get("exclusiveMinimum") == Some(&Value::Bool(true)) => {
                    out.insert("exclusiveMinimum".into(), value.clone());
                    continue;
                }
                "maximum" if members.get("exclusiveMaximum") == Some(&Value::Bool(true)) => {
                    out.insert("exclusiveMaximum".into(), value.clone());
                    continue;
                }
                "required" => self.required(value, place),
                "type" => once(value),
                "dependentRequired" => match value {
                    Value::Object(lists) => lists
                        .iter()
                        .map(|(name, list)| (name.clone(), self.required(list, place)))
                        .collect(),
                    other => other.clone(),
                },
                _ => value.clone(),
            };
            out.insert(key.clone(), value);
        }
        let range = members
            .get("format")
            .and_then(Value::as_str)
            .and_then(|name| range(&name.to_ascii_lowercase()));
        let encoding = members.get("contentEncoding").and_then(Value::as_str);
        if encoding.is_some_and(|name| name.eq_ignore_ascii_case("base64")) {
            out.entry("format").or_insert_with(|| "byte".into());
        }
        if let Some((low, high)) = range {
            // Formats of numbers are ranges.
            let bound = |number: i128| number.to_string().parse::<serde_json::Number>().ok();
            if let (Some(low), Some(high)) = (bound(low), bound(high)) {
                also.push(
                    json!({"minimum": low, "maximum": high, "$comment": "bounds of the format"}),
                );
            }
        }
        if !also.is_empty() {
            let all = out.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(all) = all {
                all.extend(also);
            }
        }
        self.nullable(out, members)
    }

    /// Listed values none of which is of the type are meant as values of it.
    fn meant(
        &self,
        values: &[Value],
        members: &Map<String, Value>,
        places: Vec<Place>,
    ) -> Vec<Value> {
        let kind = match members.get("type") {
            Some(Value::String(kind)) => Some(kind.as_str()),
            Some(Value::Array(kinds)) => {
                let mut kinds = kinds.iter().filter_map(Value::as_str);
                let mut rest = kinds.by_ref().filter(|kind| *kind != "null");
                rest.next().filter(|_| rest.next().is_none())
            }
            _ => None,
        };
        let meant = |(value, place): (&Value, Place)| match (kind, value) {
            (_, Value::Null) => Some(Value::Null),
            (Some("string"), Value::Number(number)) => {
                Some(number_text(&self.document.sources, number, &place).into())
            }
            (Some("string"), Value::Bool(flag)) => Some(flag.to_string().into()),
            (Some("integer" | "number"), Value::String(text)) => {
                text.parse().ok().map(Value::Number)
            }
            (Some("boolean"), Value::String(text)) => text.parse().ok().map(Value::Bool),
            _ => None,
        };
        let all: Option<Vec<Value>> = values.iter().zip(places).map(meant).collect();
        all.unwrap_or_else(|| values.to_vec())
    }

    /// `nullable: true` adds null to the type beside it; without one, to the whole.
    fn nullable(&self, mut out: Map<String, Value>, members: &Map<String, Value>) -> Value {
        if members.get("nullable") != Some(&Value::Bool(true)) {
            return Value::Object(out);
        }
        match out.get("type") {
            Some(Value::String(kind)) => {
                let kinds = json!([kind, "null"]);
                out.insert("type".into(), kinds);
                Value::Object(out)
            }
            Some(_) => Value::Object(out),
            None if out.is_empty() => Value::Object(out),
            None => json!({"anyOf": [out, {"type": "null"}]}),
        }
    }

    fn properties(&mut self, value: &Value, place: &Place) -> Value {
        let mut out = Map::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            let named = |present: &Present, instances: &[usize]| present.property(instances, name);
            let is_absent = |present: &Rc<Present>| named(present, &self.here).is_empty();
            if !self.present.as_ref().is_some_and(is_absent) {
                let schema = self.below(named, |own| own.schema(value, &place.join(name)));
                out.insert(name.clone(), schema);
            }
        }
        out.into()
    }

    fn map(&mut self, value: &Value, place: &Place) -> Value {
        let members = value.as_object().into_iter().flatten();
        let patterns = place.pointer.tokens().last().as_deref() == Some("patternProperties");
        let meant = |name: &String| match patterns {
            true => to_ecma_pattern(name).unwrap_or_else(|| name.clone()),
            false => name.clone(),
        };
        let only_readable = patterns && self.only_readable;
        Value::Object(
            members
                .map(|(name, value)| (meant(name), name, value))
                .filter(|(meant, ..)| !only_readable || is_readable(meant))
                .map(|(meant, name, value)| (meant, self.schema(value, &place.join(name))))
                .collect(),
        )
    }

    fn list(&mut self, value: &Value, place: &Place) -> Value {
        let items = value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| self.schema(value, &place.item(index)))
            .collect()
    }

    /// Names that need not be there in this direction are not required.
    fn required(&self, value: &Value, place: &Place) -> Value {
        let mut names = once(value);
        if let Value::Array(names) = &mut names {
            names.retain(|name| {
                let name = name.as_str();
                name.is_none_or(|name| !self.is_one_way(name, place, 8))
            });
        }
        names
    }

    /// Returns whether the schema at the place, or one composed with it, makes a property one-way.
    fn is_one_way(&self, name: &str, place: &Place, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let sources = &self.document.sources;
        let Some(value) = sources.value(place) else {
            return false;
        };
        let member = place.join("properties").join(name);
        if self.is_flagged(&member, depth) {
            return true;
        }
        let beside = self
            .target(value, place)
            .is_some_and(|target| self.is_one_way(name, &target, depth));
        let branches = value.get("allOf").and_then(Value::as_array);
        beside
            || (0..branches.map_or(0, Vec::len))
                .any(|index| self.is_one_way(name, &place.join("allOf").item(index), depth))
            || place_above(place).is_some_and(|above| {
                // A sibling property of the same `allOf` may say it.
                depth > 6 && self.is_one_way(name, &above, depth - 1)
            })
    }

    /// Returns whether a property's schema is not part of messages in this direction: by itself, by
    /// a part that always applies, or by all its branches.
    fn is_flagged(&self, place: &Place, depth: usize) -> bool {
        let sources = &self.document.sources;
        let (Some(depth), Some(value)) = (depth.checked_sub(1), sources.value(place)) else {
            return false;
        };
        let flag = if self.response {
            "writeOnly"
        } else {
            "readOnly"
        };
        if value.get(flag) == Some(&Value::Bool(true)) {
            return true;
        }
        let target = self.target(value, place);
        if target.is_some_and(|target| self.is_flagged(&target, depth)) {
            return true;
        }
        let branches = |key: &str| {
            let list = place.join(key);
            let count = value.get(key).and_then(Value::as_array).map_or(0, Vec::len);
            (0..count).map(move |index| list.item(index))
        };
        let every = |key: &str| {
            branches(key).next().is_some()
                && branches(key).all(|branch| self.is_flagged(&branch, depth))
        };
        branches("allOf").any(|branch| self.is_flagged(&branch, depth))
            || every("anyOf")
            || every("oneOf")
    }
}

/// The schema whose part, about the same value, the place is.
/// A list with what it says twice said once, as the validator wants it.
fn once(value: &Value) -> Value {
    let Value::Array(items) = value else {
        return value.clone();
    };
    let mut out: Vec<Value> = Vec::with_capacity(items.len());
    for item in items {
        if !out.contains(item) {
            out.push(item.clone());
        }
    }
    out.into()
}

fn place_above(place: &Place) -> Option<Place> {
    let list = place.pointer.parent()?;
    let above = list.parent()?;
    let key = list.tokens().last()?;
    ["allOf", "anyOf", "oneOf"]
        .contains(&key.as_ref())
        .then(|| Place::new(place.file, above))
}
