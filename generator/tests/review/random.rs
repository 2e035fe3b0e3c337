//! Random schemas, other ways to write them, and values for them: the same ones for the same seed.
//!
//! Left out, because other tests look at them: patterns, formats, negation, conditions, recursion,
//! and everything of HTTP.

use serde_json::{Map, Value, json};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// Numbers that look random (xorshift64*).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below another.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    fn chance(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    /// Some of the names, in order.
    fn names(&mut self) -> Vec<&'static str> {
        NAMES.into_iter().filter(|_| self.below(2) == 0).collect()
    }

    fn bounds(&mut self, schema: &mut Value, low: &str, high: &str) {
        let start = self.below(3);
        if self.below(2) == 0 {
            schema[low] = json!(start);
        }
        if self.below(2) == 0 {
            schema[high] = json!(start + self.below(4));
        }
    }

    /// A schema that is at most so deep.
    pub fn schema(&mut self, depth: u64) -> Value {
        let kinds = if depth == 0 { 6 } else { 10 };
        match self.below(kinds) {
            0 => {
                let mut schema = json!({"type": "string"});
                self.bounds(&mut schema, "minLength", "maxLength");
                schema
            }
            1 => {
                let mut schema = json!({"type": "integer"});
                self.bounds(&mut schema, "minimum", "maximum");
                if self.chance(3) {
                    schema["multipleOf"] = json!(2);
                }
                schema
            }
            2 => {
                let mut schema = json!({"type": "number"});
                self.bounds(&mut schema, "exclusiveMinimum", "maximum");
                schema
            }
            3 => json!({"type": "boolean"}),
            4 => {
                let values: Vec<_> = self.names();
                json!({"type": "string", "enum": if values.is_empty() { vec!["a"] } else { values }})
            }
            5 => json!({"type": ["string", "null"]}),
            6 => {
                let mut schema = json!({"type": "array", "items": self.schema(depth - 1)});
                self.bounds(&mut schema, "minItems", "maxItems");
                schema
            }
            7 => {
                let key = if self.below(2) == 0 { "anyOf" } else { "oneOf" };
                json!({key: [self.schema(depth - 1), self.schema(depth - 1)]})
            }
            _ => {
                let mut properties = Map::new();
                for name in self.names() {
                    properties.insert(name.to_owned(), self.schema(depth - 1));
                }
                let required: Vec<_> = properties
                    .keys()
                    .filter(|_| self.below(2) == 0)
                    .cloned()
                    .collect();
                let mut schema = json!({"type": "object", "properties": properties});
                if !required.is_empty() {
                    schema["required"] = json!(required);
                }
                match self.below(4) {
                    0 => schema["additionalProperties"] = json!(false),
                    1 => schema["additionalProperties"] = self.schema(0),
                    _ => {}
                }
                schema
            }
        }
    }

    /// The schema with one place of it made anew.
    pub fn changed(&mut self, schema: &Value) -> Value {
        let mut out = schema.clone();
        if self.chance(3) {
            return self.schema(1);
        }
        let below: Vec<String> = places(schema);
        if below.is_empty() {
            return self.schema(1);
        }
        let at = &below[self.below(below.len() as u64) as usize];
        let part = out.pointer(at).cloned().unwrap_or_default();
        if let Some(place) = out.pointer_mut(at) {
            *place = self.changed(&part);
        }
        out
    }

    /// The schema written otherwise; what it names goes into `schemas`.
    pub fn rewritten(&mut self, schema: &Value, schemas: &mut Value) -> Value {
        let mut out = schema.clone();
        for at in places(schema) {
            let part = out.pointer(&at).cloned().unwrap_or_default();
            let new = self.rewritten(&part, schemas);
            if let Some(place) = out.pointer_mut(&at) {
                *place = new;
            }
        }
        let closed = out.get("additionalProperties").is_some();
        match self.below(8) {
            0 => json!({ "allOf": [out] }),
            1 => {
                let name = format!("N{}", schemas.as_object().map_or(0, Map::len));
                schemas[&name] = out;
                json!({ "$ref": format!("#/components/schemas/{name}") })
            }
            2 if out.get("enum").is_some() => {
                let values = out["enum"].as_array().cloned().unwrap_or_default();
                let alternatives: Vec<_> = values
                    .into_iter()
                    .rev()
                    .map(|value| json!({"const": value, "title": "one"}))
                    .collect();
                json!({ "oneOf": alternatives })
            }
            2..4 if out["type"].is_array() => {
                json!({"anyOf": [{"type": "null"}, {"type": "string"}]})
            }
            2..5 if out["type"] == "object" && !closed => {
                let Value::Object(mut members) = out else {
                    return schema.clone();
                };
                let moved = members.remove("required").unwrap_or_else(|| json!([]));
                let mut base = json!({"type": "object"});
                if let Some(Value::Object(properties)) = members.get_mut("properties")
                    && let Some((name, first)) = properties.shift_remove_entry(NAMES[0])
                {
                    base["properties"] = json!({ name: first });
                }
                json!({"allOf": [base, members, {"required": moved}]})
            }
            _ => reversed(out),
        }
    }

    /// A value that may be one of the schema's, with no names but declared ones.
    pub fn value(&mut self, schema: &Value) -> Value {
        for key in ["anyOf", "oneOf"] {
            if let Some(list) = schema.get(key).and_then(Value::as_array) {
                let at = self.below(list.len() as u64) as usize;
                return self.value(&list[at]);
            }
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values[self.below(values.len() as u64) as usize].clone();
        }
        match schema["type"].as_str() {
            Some("string") => json!("a".repeat(self.below(7) as usize)),
            Some("integer") => json!(self.below(8) as i64 - 1),
            Some("number") => json!(self.below(16) as f64 / 2.0 - 1.0),
            Some("boolean") => json!(self.below(2) == 0),
            Some("array") => {
                let count = self.below(6);
                (0..count).map(|_| self.value(&schema["items"])).collect()
            }
            Some("object") => {
                let mut members = Map::new();
                for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
                    let needed = schema["required"]
                        .as_array()
                        .is_some_and(|required| required.contains(&json!(name)));
                    if needed || self.below(2) == 0 {
                        members.insert(name.clone(), self.value(inner));
                    }
                }
                if schema["additionalProperties"].is_object() && self.below(2) == 0 {
                    let value = self.value(&schema["additionalProperties"]);
                    members.entry("other").or_insert(value);
                }
                Value::Object(members)
            }
            _ if self.below(2) == 0 => Value::Null,
            _ => json!("text"),
        }
    }
}

/// The pointers to the schemas directly below a schema.
fn places(schema: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for name in schema["properties"]
        .as_object()
        .into_iter()
        .flat_map(Map::keys)
    {
        out.push(format!("/properties/{name}"));
    }
    for key in ["items", "additionalProperties"] {
        if schema[key].is_object() {
            out.push(format!("/{key}"));
        }
    }
    for key in ["anyOf", "oneOf"] {
        for index in 0..schema[key].as_array().map_or(0, Vec::len) {
            out.push(format!("/{key}/{index}"));
        }
    }
    out
}

/// Members, alternatives and listed values the other way round.
fn reversed(mut schema: Value) -> Value {
    for key in ["anyOf", "oneOf", "enum", "required", "type"] {
        if let Some(list) = schema.get_mut(key).and_then(Value::as_array_mut) {
            list.reverse();
        }
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        *properties = std::mem::take(properties).into_iter().rev().collect();
    }
    schema
}
