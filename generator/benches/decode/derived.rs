//! Structs that derive serde's `Deserialize`, made of the schemas of a document as a person would
//! write them.

use std::fmt::Write as _;

use heck::ToUpperCamelCase;
use serde_json::Value;

pub struct Structs<'a> {
    document: &'a Value,
    /// The schemas that have a type, by their names.
    known: Vec<&'a str>,
    /// The schemas that are being written: a type that holds itself does so in a box.
    open: Vec<&'a str>,
    text: String,
    count: usize,
}

impl<'a> Structs<'a> {
    pub fn new(document: &'a Value) -> Self {
        Self {
            document,
            known: Vec::new(),
            open: Vec::new(),
            text: String::new(),
            count: 0,
        }
    }

    /// The items that have been written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The type of a schema that has a name.
    pub fn named(&mut self, name: &str) -> String {
        let schemas = self.document["components"]["schemas"].as_object();
        let Some((name, schema)) = schemas.and_then(|schemas| schemas.get_key_value(name)) else {
            return "serde_json::Value".into();
        };
        if self.open.contains(&name.as_str()) {
            return format!("Box<{}>", alias(name));
        }
        if !self.known.contains(&name.as_str()) {
            self.known.push(name);
            self.open.push(name);
            let ty = self.ty(schema);
            self.open.pop();
            // Writing to a string cannot fail.
            let _ = writeln!(self.text, "pub type {} = {ty};", alias(name));
        }
        alias(name)
    }

    fn ty(&mut self, schema: &'a Value) -> String {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.named(reference.trim_start_matches("#/components/schemas/"));
        }
        if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
            return self.ty(only);
        }
        if ["allOf", "oneOf", "anyOf"]
            .iter()
            .any(|keyword| schema.get(keyword).is_some())
        {
            return "serde_json::Value".into();
        }
        match kind(schema) {
            "object" => self.object(schema),
            "array" => format!("Vec<{}>", self.ty(&schema["items"])),
            "string" => self.string(schema),
            "integer" if schema["format"] == "int32" => "i32".into(),
            "integer" => "i64".into(),
            "number" => "f64".into(),
            "boolean" => "bool".into(),
            _ => "serde_json::Value".into(),
        }
    }

    fn string(&mut self, schema: &Value) -> String {
        if let Some(values) = schema["enum"].as_array() {
            let name = self.next("Enum");
            let mut text = format!("#[derive(serde::Deserialize)]\npub enum {name} {{\n");
            for (index, value) in values.iter().filter_map(Value::as_str).enumerate() {
                let _ = writeln!(text, "#[serde(rename = {value:?})]\nValue{index},");
            }
            self.text.push_str(&text);
            self.text.push_str("#[serde(other)]\nOther,\n}\n");
            return name;
        }
        match schema["format"].as_str() {
            Some("date-time") => "chrono::DateTime<chrono::FixedOffset>".into(),
            Some("date") => "chrono::NaiveDate".into(),
            _ => "String".into(),
        }
    }

    fn object(&mut self, schema: &'a Value) -> String {
        let Some(properties) = schema["properties"].as_object() else {
            return match &schema["additionalProperties"] {
                Value::Object(_) => {
                    let ty = self.ty(&schema["additionalProperties"]);
                    format!("std::collections::BTreeMap<String, {ty}>")
                }
                _ => "serde_json::Map<String, serde_json::Value>".into(),
            };
        };
        let schema_required = schema["required"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let name = self.next("Object");
        let mut text = format!("#[derive(serde::Deserialize)]\npub struct {name} {{\n");
        for (index, (property, property_schema)) in properties.iter().enumerate() {
            let mut required = schema_required.iter().any(|name| name == property);
            required &= !self.is_nullable(property_schema);
            let ty = self.ty(property_schema);
            let ty = if required {
                ty
            } else {
                format!("Option<{ty}>")
            };
            let _ = writeln!(
                text,
                "#[serde(rename = {property:?})]\npub field{index}: {ty},"
            );
        }
        self.text.push_str(&text);
        self.text.push_str("}\n");
        name
    }

    fn is_nullable(&self, schema: &Value) -> bool {
        let null = |types: &Vec<Value>| types.iter().any(|one| one == "null");
        let reference = schema["$ref"]
            .as_str()
            .and_then(|reference| reference.strip_prefix('#'));
        match reference.and_then(|pointer| self.document.pointer(pointer)) {
            Some(target) => self.is_nullable(target),
            None => schema["nullable"] == true || schema["type"].as_array().is_some_and(null),
        }
    }

    fn next(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("{kind}{}", self.count)
    }
}

/// The name of the type of a schema that has a name.
fn alias(name: &str) -> String {
    format!("Named{}", name.to_upper_camel_case())
}

/// The type of the values of a schema, beside null.
fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(name) => name,
        Value::Array(names) => match names
            .iter()
            .filter(|name| *name != "null")
            .collect::<Vec<_>>()
            .as_slice()
        {
            [Value::String(name)] => name,
            _ => "",
        },
        _ if schema.get("properties").is_some() => "object",
        _ => "",
    }
}
