//! A contract's schemas as JSON Schema 2020-12, for an independent judge.

use counterpart::contract::{Contract, Decimal, Schema, SchemaId, Type, Types};
use serde_json::{Map, Value, json};

/// A document with every schema under `$defs` by its index. What the other direction requires
/// and this one does not have is not required (OpenAPI 3.0.3, section 4.7.24.1).
pub fn export(contract: &Contract, response: bool) -> Value {
    let all: Map<String, Value> = contract
        .schemas
        .iter()
        .enumerate()
        .map(|(index, schema)| (index.to_string(), one(contract, schema, response)))
        .collect();
    json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": all })
}

fn reference(id: SchemaId) -> Value {
    json!({ "$ref": format!("#/$defs/{}", id.index()) })
}

fn number(number: Decimal) -> Value {
    serde_json::from_str(&number.to_string()).expect("a number")
}

fn one(contract: &Contract, schema: &Schema, response: bool) -> Value {
    if let Some(admits) = schema.boolean {
        return Value::Bool(admits);
    }
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), value);
        }
    };
    if schema.types != Types::ANY {
        let names: Vec<_> = schema.types.iter().map(Type::name).collect();
        put("type", Some(json!(names)));
    }
    let list = |ids: &[SchemaId]| {
        (!ids.is_empty()).then(|| ids.iter().map(|id| reference(*id)).collect::<Value>())
    };
    put("enum", schema.values.clone().map(Value::from));
    put("multipleOf", schema.multiple_of.map(number));
    for (bound, plain, exclusive) in [
        (schema.minimum, "minimum", "exclusiveMinimum"),
        (schema.maximum, "maximum", "exclusiveMaximum"),
    ] {
        let key = if bound.is_some_and(|bound| bound.exclusive) {
            exclusive
        } else {
            plain
        };
        put(key, bound.map(|bound| number(bound.value)));
    }
    put("minLength", schema.min_length.map(Value::from));
    put("maxLength", schema.max_length.map(Value::from));
    // Older patterns are not all ones to the judge.
    let pattern = schema
        .pattern
        .clone()
        .map(Value::from)
        .filter(|pattern| jsonschema::draft202012::new(&json!({ "pattern": pattern })).is_ok());
    put("pattern", pattern);
    put("items", schema.items.map(reference));
    put("prefixItems", list(&schema.prefix_items));
    put("minItems", schema.min_items.map(Value::from));
    put("maxItems", schema.max_items.map(Value::from));
    put(
        "uniqueItems",
        schema.unique_items.then_some(Value::Bool(true)),
    );
    put("contains", schema.contains.map(reference));
    let map = |ids: &indexmap::IndexMap<String, SchemaId>| {
        let members: Map<_, _> = ids
            .iter()
            .map(|(name, id)| (name.clone(), reference(*id)))
            .collect();
        (!members.is_empty()).then_some(Value::Object(members))
    };
    put("properties", map(&schema.properties));
    put("patternProperties", map(&schema.pattern_properties));
    let required: Vec<_> = schema
        .required
        .iter()
        .filter(|name| {
            let property = schema.properties.get(*name).map(|id| &contract[*id]);
            !property.is_some_and(|one| {
                if response {
                    one.write_only
                } else {
                    one.read_only
                }
            })
        })
        .collect();
    put("required", Some(json!(required)));
    put("additionalProperties", schema.additional.map(reference));
    put("propertyNames", schema.property_names.map(reference));
    put("minProperties", schema.min_properties.map(Value::from));
    put("maxProperties", schema.max_properties.map(Value::from));
    put("allOf", list(&schema.all_of));
    put("anyOf", list(&schema.any_of));
    put("oneOf", list(&schema.one_of));
    put("not", schema.not.map(reference));
    put("if", schema.if_.map(reference));
    put("then", schema.then.map(reference));
    put("else", schema.else_.map(reference));
    Value::Object(out)
}
