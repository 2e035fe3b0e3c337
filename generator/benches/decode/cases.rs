//! What is read: a schema of a document, and values of it.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart::{ReadOptions, bundle, load};
use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};

use crate::derived::Structs;

pub struct Case {
    pub name: String,
    /// The document, absolute or within the folder of the bench.
    pub spec: PathBuf,
    /// The generated crate that has the model.
    pub krate: String,
    /// The module of the structs for serde.
    pub module: String,
    pub is_real: bool,
    document: Value,
    /// The name of the schema in the document.
    schema: String,
    /// Values, which are repeated.
    pub items: Value,
}

impl Case {
    /// The structs for serde, in a module of their own.
    pub fn structs(&self) -> String {
        let mut structs = Structs::new(&self.document);
        let root = structs.named(&self.schema);
        let gate = self.gate();
        let module = &self.module;
        format!(
            "{gate}pub mod {module} {{\npub type Root = {root};\n{}}}\n",
            structs.text()
        )
    }

    /// The call that measures it.
    pub fn call(&self) -> String {
        let Self {
            name,
            krate,
            module,
            ..
        } = self;
        let model = self.schema.to_upper_camel_case();
        format!(
            "{}case!(cases, {name:?}, {krate}, {model}, {module});\n",
            self.gate()
        )
    }

    fn gate(&self) -> &'static str {
        if self.is_real {
            "#[cfg(feature = \"documents\")]\n"
        } else {
            ""
        }
    }
}

/// The documents of this contract.
pub fn payments(spec: &Path) -> Case {
    let links = |name: &str| {
        json!({"links": {
            "self": format!("https://payments.example.com/api/external_payments/AbCdEfGhIj/relationships/{name}"),
            "related": format!("https://payments.example.com/api/external_payments/AbCdEfGhIj/{name}"),
        }})
    };
    let item = |number: usize| {
        json!({"data": {
            "id": "AbCdEfGhIj",
            "type": "external_payments",
            "links": {"self": "https://payments.example.com/api/external_payments/AbCdEfGhIj"},
            "attributes": {
                "payment_source_token": format!("tok_1NirD82eZvKYlo2CIvbt{number:04}"),
                "options": {"capture": true, "statement": "Shoes and more"},
                "created_at": "2024-05-01T12:00:00.250Z",
                "updated_at": "2024-05-01T12:00:00.250Z",
                "reference": format!("INV-2024-{number:04}"),
                "reference_origin": "erp",
                "metadata": if number.is_multiple_of(2) { json!({"cart": number, "tags": ["new", "paid"]}) } else { Value::Null },
            },
            "relationships": {"order": links("order"), "payment_gateway": links("payment_gateway")},
            "meta": {"mode": "test"},
        }})
    };
    Case {
        name: "external payments".into(),
        spec: spec.to_owned(),
        krate: "payments".into(),
        module: "external_payments".into(),
        is_real: false,
        document: bundle(&load(spec, ReadOptions::default()).contract),
        schema: "ExternalPaymentDocument".into(),
        items: (0..64).map(item).collect(),
    }
}

/// A document with an object of 100 properties and one of numbers, and the two cases.
pub fn shapes() -> (Value, [Case; 2]) {
    let property = |index: usize| match index % 4 {
        0 => json!({"type": "string"}),
        1 => json!({"type": "integer"}),
        2 => json!({"type": "boolean"}),
        _ => json!({"type": "string", "nullable": true}),
    };
    let wide: Map<String, Value> = (0..100)
        .map(|index| (format!("property_{index}"), property(index)))
        .collect();
    let names = [
        "latitude",
        "longitude",
        "altitude",
        "speed",
        "heading",
        "accuracy",
        "temperature",
        "pressure",
    ];
    let numbers: Map<String, Value> = names
        .map(|name| (name.to_owned(), json!({"type": "number"})))
        .into_iter()
        .collect();
    let object = |properties: &Map<String, Value>| {
        let required: Vec<&String> = properties.keys().collect();
        json!({"type": "object", "required": required, "properties": properties})
    };
    let get = |name: &str| {
        let schema =
            json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{name}")}});
        let content = json!({"application/json": {"schema": schema}});
        json!({"get": {"operationId": format!("get{name}"), "responses": {"200": {"description": "All.", "content": content}}}})
    };
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Shapes", "version": "1.0.0"},
        "paths": {"/wide": get("Wide"), "/fractions": get("Fractions")},
        "components": {"schemas": {"Wide": object(&wide), "Fractions": object(&numbers)}},
    });
    let wide_item = |number: usize| -> Value {
        let value = |index: usize| match index % 4 {
            0 => json!(format!("value {number} of {index}")),
            1 => json!(number * 1000 + index),
            2 => json!(number.is_multiple_of(2)),
            _ => json!(if number.is_multiple_of(3) {
                None
            } else {
                Some("present")
            }),
        };
        (0..100)
            .map(|index| (format!("property_{index}"), value(index)))
            .collect::<Map<_, _>>()
            .into()
    };
    let numbers_item = |number: usize| -> Value {
        let value =
            |index: usize| json!((number * 8 + index) as f64 * 0.731_058_578_630_004_9 - 90.0);
        let named = names.iter().enumerate();
        named
            .map(|(index, name)| ((*name).to_owned(), value(index)))
            .collect::<Map<_, _>>()
            .into()
    };
    let case = |name: &str, schema: &str, items: Value| Case {
        name: name.into(),
        spec: "shapes.json".into(),
        krate: "shapes".into(),
        module: schema.to_lowercase(),
        is_real: false,
        document: document.clone(),
        schema: schema.into(),
        items,
    };
    let cases = [
        case("100 properties", "Wide", (0..64).map(wide_item).collect()),
        case(
            "fractions",
            "Fractions",
            (0..64).map(numbers_item).collect(),
        ),
    ];
    (document, cases)
}

/// The longest example of a successful response in a document, where its schema has a name.
pub fn real_document(spec: &Path, index: usize) -> Option<Case> {
    let document: Value = serde_json::from_str(&fs::read_to_string(spec).ok()?).ok()?;
    let mut longest: Option<(usize, String, Value)> = None;
    let operations = document["paths"]
        .as_object()?
        .values()
        .filter_map(Value::as_object);
    for operation in operations.flat_map(Map::values) {
        let responses = operation["responses"].as_object().into_iter().flatten();
        for (_, response) in responses.filter(|(status, _)| status.starts_with('2')) {
            let media = &response["content"]["application/json"];
            let Some((schema, items)) = named_example(&document, media) else {
                continue;
            };
            let length = items.to_string().len();
            if longest.as_ref().is_none_or(|(most, ..)| length > *most) {
                longest = Some((length, schema, items));
            }
        }
    }
    let (_, schema, items) = longest?;
    Some(Case {
        name: format!(
            "{schema} of {}",
            document["info"]["title"].as_str().unwrap_or_default()
        ),
        spec: spec.to_owned(),
        krate: format!("document_{index}"),
        module: format!("document_{index}"),
        is_real: true,
        document,
        schema,
        items,
    })
}

/// The name of a schema, and an array of examples.
fn named_example(document: &Value, media: &Value) -> Option<(String, Value)> {
    let is_array = media["schema"]["type"] == "array";
    let schema = if is_array {
        &media["schema"]["items"]
    } else {
        &media["schema"]
    };
    let name = schema["$ref"]
        .as_str()?
        .strip_prefix("#/components/schemas/")?;
    let example = match &media["example"] {
        Value::Null => media["examples"].as_object()?.values().next()?,
        own => return Some((name.to_owned(), listed(own, is_array)?)),
    };
    let example = match example["$ref"].as_str() {
        Some(reference) => document.pointer(reference.strip_prefix('#')?)?,
        None => example,
    };
    Some((name.to_owned(), listed(&example["value"], is_array)?))
}

fn listed(example: &Value, is_array: bool) -> Option<Value> {
    match (example, is_array) {
        (Value::Array(items), true) if !items.is_empty() => Some(example.clone()),
        (Value::Object(_), false) => Some(json!([example])),
        _ => None,
    }
}
