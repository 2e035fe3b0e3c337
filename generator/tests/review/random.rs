//! Random schemas, other ways to write them, and values for them: the same ones for the same seed.
//!
//! Left out, because other tests look at them: discriminators, unknown keywords, and everything of
//! HTTP.

use serde_json::{Map, Value, json};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const PATTERNS: [&str; 5] = ["^a", "a$", "^[ab]{1,3}$", "^(?:a|aa|b*)$", "[0-9]"];
const FORMATS: [&str; 4] = ["date", "uuid", "byte", "ipv4"];

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
        if depth > 0 && self.chance(4) {
            return self.rare(depth - 1);
        }
        let kinds = if depth == 0 { 6 } else { 10 };
        match self.below(kinds) {
            0 => {
                let mut schema = json!({"type": "string"});
                self.bounds(&mut schema, "minLength", "maxLength");
                if self.chance(4) {
                    schema["pattern"] = json!(PATTERNS[self.below(5) as usize]);
                } else if self.chance(6) {
                    schema["format"] = json!(FORMATS[self.below(4) as usize]);
                }
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
                    let mut member = self.schema(depth - 1);
                    if self.chance(6) {
                        member[["readOnly", "writeOnly"][self.below(2) as usize]] = json!(true);
                    }
                    properties.insert(name.to_owned(), member);
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

    /// A schema with keywords that are written less often.
    fn rare(&mut self, depth: u64) -> Value {
        match self.below(10) {
            0 => json!({"type": "string", "not": self.schema(0)}),
            1 => json!({"not": self.schema(depth)}),
            2 => {
                let [condition, then, otherwise] = [0; 3].map(|_| self.schema(depth));
                json!({"if": condition, "then": then, "else": otherwise})
            }
            3 => {
                let mut schema = json!({"type": "array", "contains": self.schema(0)});
                self.bounds(&mut schema, "minContains", "maxContains");
                schema
            }
            4 => {
                let mut schema = self.schema(depth);
                schema["dependentRequired"] = json!({"a": ["b"], "c": self.names()});
                schema
            }
            5 => json!({
                "type": "object",
                "properties": {"a": self.schema(depth)},
                "patternProperties": {"^[ab]": self.schema(depth)},
                "additionalProperties": self.below(2) == 0,
            }),
            6 => {
                let prefix = [self.schema(depth), self.schema(0)];
                let mut schema = json!({"type": "array", "prefixItems": prefix});
                self.bounds(&mut schema, "minItems", "maxItems");
                if self.chance(2) {
                    schema["items"] = self.schema(0);
                }
                schema
            }
            7 => json!({"allOf": [self.schema(depth), self.schema(depth)]}),
            // The name under which it is sent, so that it leads back to itself.
            8 => json!({
                "type": "object",
                "properties": {"a": self.schema(depth), "next": {"$ref": "#/components/schemas/S"}},
            }),
            _ => {
                let mut schema =
                    json!({"type": "array", "items": self.schema(0), "uniqueItems": true});
                self.bounds(&mut schema, "minItems", "maxItems");
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
            0 => {
                let key = ["allOf", "anyOf", "oneOf"][self.below(3) as usize];
                json!({ key: [out] })
            }
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
                with_direction(json!({ "oneOf": alternatives }), schema)
            }
            2..4 if out["type"].is_array() => {
                let nullable = json!({"anyOf": [{"type": "null"}, {"type": "string"}]});
                with_direction(nullable, schema)
            }
            // What is required of members with a direction depends on what is said beside it.
            2..5 if out["type"] == "object" && !closed && !has_direction(&out) => {
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

    /// A value that may be sent in a request under the schema, with no names but declared ones.
    pub fn value(&mut self, schema: &Value) -> Value {
        if schema.get("$ref").is_some() {
            return json!({});
        }
        for key in ["not", "if"] {
            if schema.get(key).is_some() {
                let part = ["if", "then", "else"][self.below(3) as usize];
                let inner = self.schema(0);
                return self.value(schema.get(part).unwrap_or(&inner));
            }
        }
        for key in ["anyOf", "oneOf", "allOf"] {
            if let Some(list) = schema.get(key).and_then(Value::as_array) {
                let at = self.below(list.len() as u64) as usize;
                return self.value(&list[at]);
            }
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values[self.below(values.len() as u64) as usize].clone();
        }
        match schema["type"].as_str() {
            Some("string") if schema.get("pattern").is_some() => {
                let texts = ["", "a", "ab", "b", "ba", "a0", "abb", "aa"];
                json!(texts[self.below(8) as usize])
            }
            Some("string") if schema.get("format").is_some() => {
                let texts = [
                    "2024-02-29",
                    "aGk=",
                    "1.2.3.4",
                    "12345678-1234-1234-1234-123456789abc",
                ];
                json!(texts[self.below(4) as usize])
            }
            Some("string") => json!("a".repeat(self.below(7) as usize)),
            Some("integer") => json!(self.below(8) as i64 - 1),
            Some("number") => json!(self.below(16) as f64 / 2.0 - 1.0),
            Some("boolean") => json!(self.below(2) == 0),
            Some("array") => {
                let count = self.below(6);
                let prefix = schema["prefixItems"]
                    .as_array()
                    .cloned()
                    .unwrap_or_default();
                let item = |at: u64| {
                    let own = prefix.get(at as usize).or(schema.get("items"));
                    own.or(schema.get("contains")).cloned().unwrap_or_default()
                };
                (0..count).map(|at| self.value(&item(at))).collect()
            }
            Some("object") => {
                let mut members = Map::new();
                for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
                    let needed = schema["required"]
                        .as_array()
                        .is_some_and(|required| required.contains(&json!(name)));
                    let answered = inner["readOnly"] == json!(true);
                    if !answered && (needed || self.below(2) == 0) {
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

/// The schema as OpenAPI 3.0 writes it, where it can.
pub fn in_3_0(schema: &Value) -> Option<Value> {
    const LATER: [&str; 6] = [
        "if",
        "contains",
        "prefixItems",
        "patternProperties",
        "dependentRequired",
        "const",
    ];
    if LATER.iter().any(|key| schema.get(key).is_some()) {
        return None;
    }
    let mut out = schema.clone();
    for at in places(schema) {
        *out.pointer_mut(&at)? = in_3_0(schema.pointer(&at)?)?;
    }
    if out["type"].is_array() {
        out["type"] = json!("string");
        out["nullable"] = json!(true);
    }
    if let Some(bound) = out.get("exclusiveMinimum").cloned() {
        out["minimum"] = bound;
        out["exclusiveMinimum"] = json!(true);
    }
    Some(out)
}

/// Whether a member is not part of requests, or not of answers.
fn has_direction(schema: &Value) -> bool {
    let members = schema["properties"].as_object().into_iter().flatten();
    let mut schemas = members.map(|(_, member)| member);
    schemas.any(|own| own.get("readOnly").or(own.get("writeOnly")).is_some())
}

/// The schema with the `readOnly` and `writeOnly` of another.
fn with_direction(mut schema: Value, other: &Value) -> Value {
    for key in ["readOnly", "writeOnly"] {
        if let Some(flag) = other.get(key) {
            schema[key] = flag.clone();
        }
    }
    schema
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
    for key in [
        "items",
        "additionalProperties",
        "contains",
        "not",
        "if",
        "then",
        "else",
    ] {
        if schema[key].is_object() {
            out.push(format!("/{key}"));
        }
    }
    for name in schema["patternProperties"]
        .as_object()
        .into_iter()
        .flat_map(Map::keys)
    {
        out.push(format!("/patternProperties/{name}"));
    }
    for key in ["anyOf", "oneOf", "allOf", "prefixItems"] {
        for index in 0..schema[key].as_array().map_or(0, Vec::len) {
            out.push(format!("/{key}/{index}"));
        }
    }
    out
}

/// Members, alternatives and listed values the other way round.
fn reversed(mut schema: Value) -> Value {
    for key in ["anyOf", "oneOf", "allOf", "enum", "required", "type"] {
        if let Some(list) = schema.get_mut(key).and_then(Value::as_array_mut) {
            list.reverse();
        }
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        *properties = std::mem::take(properties).into_iter().rev().collect();
    }
    schema
}
