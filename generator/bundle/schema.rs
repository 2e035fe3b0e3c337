//! Writes schemas in the dialect of OpenAPI 3.0; keywords that it lacks go into an extension.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::put::{put, put_array, put_flag, put_object, put_string};
use super::{Writer, objects};
use crate::contract::{
    Bound, Decimal, Discriminator, Schema, SchemaId, Type, Types, UncommonKeywords,
};
use crate::source::escape;

/// A schema being written.
#[derive(Default)]
struct Out {
    /// Keywords of OpenAPI 3.0.
    keywords: Map<String, Value>,
    /// Keywords of JSON Schema 2020-12 that 3.0 lacks.
    extension: Map<String, Value>,
}

impl Writer<'_> {
    /// Writes a reference to a component, or any other schema in place.
    pub(super) fn schema(&self, id: SchemaId) -> Value {
        match self.names.of(id) {
            Some(name) => json!({ "$ref": reference(name) }),
            None => self.schema_itself(id),
        }
    }

    pub(super) fn schema_itself(&self, id: SchemaId) -> Value {
        let schema = &self.contract[id];
        if let Some(base) = schema.discriminator.as_ref().and_then(|known| known.base) {
            // The `oneOf` is implied by the schemas that extend the base.
            let whole = Schema {
                examples: schema.examples.clone(),
                discriminator: schema.discriminator.clone(),
                ..self.contract[base].clone()
            };
            return self.written(&whole);
        }
        self.written(schema)
    }

    fn written(&self, schema: &Schema) -> Value {
        match schema.boolean {
            Some(true) => return json!({}),
            Some(false) => return json!({ "not": {} }),
            None => {}
        }
        names_every_keyword(schema);
        let mut out = Out::default();
        annotations(schema, &mut out);
        put_types(schema, &mut out.keywords);
        if let Some(values) = &schema.values {
            // A schema that only admits null becomes an enumeration, and its other values are
            // dropped.
            let null_only = schema.types == Types::of(Type::Null);
            let values = values.iter().filter(|value| !null_only || value.is_null());
            out.keywords
                .insert("enum".into(), values.cloned().collect());
        }
        put_string(&mut out.keywords, "format", schema.format.as_ref());
        scalars(schema, &mut out);
        let content = schema.content_schema.map(|id| self.schema(id));
        put(&mut out.extension, "contentSchema", content);
        self.arrays(schema, &mut out);
        self.objects(schema, &mut out);
        self.combinations(schema, &mut out);
        // The target of a `$dynamicRef` goes into `allOf`, because the bundle has no anchors to
        // refer to.
        let mut unknown = schema.unknown.clone().into_inner();
        unknown.shift_remove("$dynamicRef");
        unknown.shift_remove("$ref");
        out.extension.extend(unknown);
        put_object(&mut out.keywords, "x-json-schema", out.extension);
        out.keywords.extend(schema.extensions.clone());
        Value::Object(out.keywords)
    }

    fn arrays(&self, schema: &Schema, out: &mut Out) {
        let items = schema.items.map(|id| self.schema(id));
        if schema.prefix_items.is_empty() {
            put(&mut out.keywords, "items", items);
        } else {
            // In 3.0 `items` applies to all items, in 2020-12 to those after `prefixItems`.
            put_array(
                &mut out.extension,
                "prefixItems",
                self.schemas(&schema.prefix_items),
            );
            put(&mut out.extension, "items", items);
        }
        let array = schema.types != Types::ANY && schema.types.contains(Type::Array);
        if array && !out.keywords.contains_key("items") {
            out.keywords.insert("items".into(), json!({}));
        }
        put(
            &mut out.keywords,
            "minItems",
            schema.min_items.map(Value::from),
        );
        put(
            &mut out.keywords,
            "maxItems",
            schema.max_items.map(Value::from),
        );
        put_flag(&mut out.keywords, "uniqueItems", schema.unique_items);
        put(
            &mut out.extension,
            "contains",
            schema.contains.map(|id| self.schema(id)),
        );
        put(
            &mut out.extension,
            "minContains",
            schema.min_contains.map(Value::from),
        );
        put(
            &mut out.extension,
            "maxContains",
            schema.max_contains.map(Value::from),
        );
        let unevaluated = schema.unevaluated_items.map(|id| self.schema(id));
        put(&mut out.extension, "unevaluatedItems", unevaluated);
    }

    fn objects(&self, schema: &Schema, out: &mut Out) {
        put_object(
            &mut out.keywords,
            "properties",
            self.map(&schema.properties),
        );
        put_array(&mut out.keywords, "required", strings(&schema.required));
        let additional = schema.additional.map(|id| match self.contract[id].boolean {
            Some(admits) => Value::Bool(admits),
            None => self.schema(id),
        });
        if schema.pattern_properties.is_empty() {
            put(&mut out.keywords, "additionalProperties", additional);
        } else {
            // In 3.0 it would also apply to properties that match a pattern.
            put_object(
                &mut out.extension,
                "patternProperties",
                self.map(&schema.pattern_properties),
            );
            put(&mut out.extension, "additionalProperties", additional);
        }
        let names = schema.property_names.map(|id| self.schema(id));
        put(&mut out.extension, "propertyNames", names);
        put(
            &mut out.keywords,
            "minProperties",
            schema.min_properties.map(Value::from),
        );
        put(
            &mut out.keywords,
            "maxProperties",
            schema.max_properties.map(Value::from),
        );
        let required = schema.dependent_required.iter();
        let required = required.map(|(name, all)| (name.clone(), strings(all).into()));
        put_object(&mut out.extension, "dependentRequired", required.collect());
        put_object(
            &mut out.extension,
            "dependentSchemas",
            self.map(&schema.dependent_schemas),
        );
        let unevaluated = schema.unevaluated_properties.map(|id| self.schema(id));
        put(&mut out.extension, "unevaluatedProperties", unevaluated);
    }

    fn combinations(&self, schema: &Schema, out: &mut Out) {
        let mut all_of = self.schemas(&schema.all_of);
        if let Some(types) = out.keywords.remove("anyOf") {
            // Several types become an `anyOf`, next to that of the schema itself.
            if schema.any_of.is_empty() {
                out.keywords.insert("anyOf".into(), types);
            } else {
                all_of.push(json!({ "anyOf": types }));
            }
        }
        put_array(&mut out.keywords, "allOf", all_of);
        put_array(&mut out.keywords, "anyOf", self.schemas(&schema.any_of));
        put_array(&mut out.keywords, "oneOf", self.schemas(&schema.one_of));
        put(
            &mut out.keywords,
            "not",
            schema.not.map(|id| self.schema(id)),
        );
        put(
            &mut out.extension,
            "if",
            schema.if_.map(|id| self.schema(id)),
        );
        put(
            &mut out.extension,
            "then",
            schema.then.map(|id| self.schema(id)),
        );
        put(
            &mut out.extension,
            "else",
            schema.else_.map(|id| self.schema(id)),
        );
        let discriminator = schema.discriminator.as_ref();
        put(
            &mut out.keywords,
            "discriminator",
            discriminator.map(|one| self.discriminator(one)),
        );
    }

    fn discriminator(&self, discriminator: &Discriminator) -> Value {
        let mut out = Map::new();
        out.insert("propertyName".into(), json!(discriminator.property));
        let mapping = discriminator.mapping.iter().filter_map(|(value, id)| {
            let name = self.names.of(*id)?;
            Some((value.clone(), json!(reference(name))))
        });
        put_object(&mut out, "mapping", mapping.collect());
        Value::Object(out)
    }

    fn schemas(&self, ids: &[SchemaId]) -> Vec<Value> {
        ids.iter().map(|id| self.schema(*id)).collect()
    }

    fn map(&self, map: &IndexMap<String, SchemaId>) -> Map<String, Value> {
        map.iter()
            .map(|(name, id)| (name.clone(), self.schema(*id)))
            .collect()
    }
}

/// Fails to compile when a keyword is added, so that it is assigned to one of the functions below.
fn names_every_keyword(schema: &Schema) {
    let Schema {
        // Not written: the location and the name.
        place: _,
        name: _,
        // Not written: added by reviews.
        chooses: _,
        // `schema_itself` and `written`
        boolean: _,
        types: _,
        values: _,
        format: _,
        // `annotations`
        title: _,
        description: _,
        deprecated: _,
        read_only: _,
        write_only: _,
        default: _,
        examples: _,
        // `scalars`
        min_length: _,
        max_length: _,
        pattern: _,
        // `arrays`
        items: _,
        // `objects`
        properties: _,
        required: _,
        additional: _,
        // `combinations`
        all_of: _,
        any_of: _,
        one_of: _,
        discriminator: _,
        uncommon,
    } = schema;
    let UncommonKeywords {
        // `annotations` and `written`
        external_docs: _,
        xml: _,
        extensions: _,
        content_schema: _,
        unknown: _,
        // `scalars`
        minimum: _,
        maximum: _,
        multiple_of: _,
        content_encoding: _,
        content_media_type: _,
        // `arrays`
        prefix_items: _,
        min_items: _,
        max_items: _,
        unique_items: _,
        contains: _,
        min_contains: _,
        max_contains: _,
        unevaluated_items: _,
        // `objects`
        pattern_properties: _,
        property_names: _,
        min_properties: _,
        max_properties: _,
        dependent_required: _,
        dependent_schemas: _,
        unevaluated_properties: _,
        // `combinations`
        not: _,
        if_: _,
        then: _,
        else_: _,
    } = &**uncommon;
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{}", escape(name))
}

fn strings(strings: &[String]) -> Vec<Value> {
    strings.iter().map(|string| json!(string)).collect()
}

fn annotations(schema: &Schema, out: &mut Out) {
    put_string(&mut out.keywords, "title", schema.title.as_ref());
    put_string(
        &mut out.keywords,
        "description",
        schema.description.as_ref(),
    );
    put_flag(&mut out.keywords, "deprecated", schema.deprecated);
    put_flag(&mut out.keywords, "readOnly", schema.read_only);
    put_flag(&mut out.keywords, "writeOnly", schema.write_only);
    put(
        &mut out.keywords,
        "default",
        schema.default.as_deref().cloned(),
    );
    let mut examples = schema.examples.iter().cloned();
    put(&mut out.keywords, "example", examples.next());
    put_array(&mut out.extension, "examples", examples.collect());
    put(&mut out.keywords, "xml", schema.xml.as_deref().cloned());
    let docs = schema.external_docs.as_deref();
    put(
        &mut out.keywords,
        "externalDocs",
        docs.map(objects::external_docs),
    );
}

/// Writes a type, possibly nullable, or several types as an `anyOf`.
fn put_types(schema: &Schema, out: &mut Map<String, Value>) {
    if schema.types == Types::ANY {
        return;
    }
    let null = schema.types.contains(Type::Null);
    let others: Vec<Type> = schema.types.without(Type::Null).iter().collect();
    match others.as_slice() {
        // Without a type, null is valid anyway.
        [] => {
            out.insert("enum".into(), json!([null]));
        }
        [only] => {
            out.insert("type".into(), json!(only.name()));
            put_flag(out, "nullable", null);
        }
        several => {
            let choices = several.iter().enumerate().map(|(index, kind)| {
                let mut one = Map::new();
                one.insert("type".into(), json!(kind.name()));
                put_flag(&mut one, "nullable", null && index == 0);
                if *kind == Type::Array {
                    one.insert("items".into(), json!({}));
                }
                Value::Object(one)
            });
            out.insert("anyOf".into(), choices.collect());
        }
    }
}

fn scalars(schema: &Schema, out: &mut Out) {
    let mut bound = |bound: Option<Bound>, limit: &str, exclusive: &str| {
        if let Some(bound) = bound {
            out.keywords.insert(limit.into(), number(bound.value));
            put_flag(&mut out.keywords, exclusive, bound.exclusive);
        }
    };
    bound(schema.minimum, "minimum", "exclusiveMinimum");
    bound(schema.maximum, "maximum", "exclusiveMaximum");
    put(
        &mut out.keywords,
        "multipleOf",
        schema.multiple_of.map(number),
    );
    put(
        &mut out.keywords,
        "minLength",
        schema.min_length.map(Value::from),
    );
    put(
        &mut out.keywords,
        "maxLength",
        schema.max_length.map(Value::from),
    );
    put_string(&mut out.keywords, "pattern", schema.pattern.as_ref());
    put_string(
        &mut out.extension,
        "contentEncoding",
        schema.content_encoding.as_ref(),
    );
    put_string(
        &mut out.extension,
        "contentMediaType",
        schema.content_media_type.as_ref(),
    );
}

fn number(number: Decimal) -> Value {
    serde_json::from_str(&number.to_string()).unwrap_or(Value::Null)
}
