//! Schemas in the dialect of OpenAPI 3.0, and beside them what that dialect cannot say.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Writer, parts, put, put_flag, put_list, put_map, put_text};
use crate::contract::{
    Bound, Decimal, Discriminator, Schema, SchemaId, Type, Types, UncommonKeywords,
};
use crate::source::escape;

/// A schema being written.
#[derive(Default)]
struct Out {
    /// What 3.0 has keywords for.
    said: Map<String, Value>,
    /// What only JSON Schema 2020-12 has keywords for.
    beyond: Map<String, Value>,
}

impl Writer<'_> {
    /// A schema where it is used: a reference to it, where it is a component.
    pub(super) fn schema(&self, id: SchemaId) -> Value {
        match self.names.of(id) {
            Some(name) => json!({ "$ref": reference(name) }),
            None => self.schema_itself(id),
        }
    }

    pub(super) fn schema_itself(&self, id: SchemaId) -> Value {
        let schema = &self.contract[id];
        if let Some(base) = schema.discriminator.as_ref().and_then(|known| known.base) {
            // The choice follows from what is built on it.
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
        put_types(schema, &mut out.said);
        if let Some(values) = &schema.values {
            // Null alone is written as a value, and narrows those that are listed.
            let null_only = schema.types == Types::of(Type::Null);
            let values = values.iter().filter(|value| !null_only || value.is_null());
            out.said.insert("enum".into(), values.cloned().collect());
        }
        put_text(&mut out.said, "format", schema.format.as_ref());
        scalars(schema, &mut out);
        let content = schema.content_schema.map(|id| self.schema(id));
        put(&mut out.beyond, "contentSchema", content);
        self.arrays(schema, &mut out);
        self.objects(schema, &mut out);
        self.combinations(schema, &mut out);
        // The schema that a `$dynamicRef` was taken to mean is among the parts; its anchors are not
        // in the bundle, so that the name would lead nowhere.
        let mut unknown = schema.unknown.clone().into_inner();
        unknown.shift_remove("$dynamicRef");
        unknown.shift_remove("$ref");
        out.beyond.extend(unknown);
        put_map(&mut out.said, "x-json-schema", out.beyond);
        out.said.extend(schema.extensions.clone());
        Value::Object(out.said)
    }

    fn arrays(&self, schema: &Schema, out: &mut Out) {
        let items = schema.items.map(|id| self.schema(id));
        if schema.prefix_items.is_empty() {
            put(&mut out.said, "items", items);
        } else {
            // Here `items` is what all items are, there what those behind the listed ones are.
            put_list(
                &mut out.beyond,
                "prefixItems",
                self.schemas(&schema.prefix_items),
            );
            put(&mut out.beyond, "items", items);
        }
        let array = schema.types != Types::ANY && schema.types.contains(Type::Array);
        if array && !out.said.contains_key("items") {
            out.said.insert("items".into(), json!({}));
        }
        put(&mut out.said, "minItems", schema.min_items.map(Value::from));
        put(&mut out.said, "maxItems", schema.max_items.map(Value::from));
        put_flag(&mut out.said, "uniqueItems", schema.unique_items);
        put(
            &mut out.beyond,
            "contains",
            schema.contains.map(|id| self.schema(id)),
        );
        put(
            &mut out.beyond,
            "minContains",
            schema.min_contains.map(Value::from),
        );
        put(
            &mut out.beyond,
            "maxContains",
            schema.max_contains.map(Value::from),
        );
        let unevaluated = schema.unevaluated_items.map(|id| self.schema(id));
        put(&mut out.beyond, "unevaluatedItems", unevaluated);
    }

    fn objects(&self, schema: &Schema, out: &mut Out) {
        put_map(&mut out.said, "properties", self.map(&schema.properties));
        put_list(&mut out.said, "required", texts(&schema.required));
        let additional = schema.additional.map(|id| match self.contract[id].boolean {
            Some(admits) => Value::Bool(admits),
            None => self.schema(id),
        });
        if schema.pattern_properties.is_empty() {
            put(&mut out.said, "additionalProperties", additional);
        } else {
            // Here it would speak of members that match a pattern, too.
            put_map(
                &mut out.beyond,
                "patternProperties",
                self.map(&schema.pattern_properties),
            );
            put(&mut out.beyond, "additionalProperties", additional);
        }
        let names = schema.property_names.map(|id| self.schema(id));
        put(&mut out.beyond, "propertyNames", names);
        put(
            &mut out.said,
            "minProperties",
            schema.min_properties.map(Value::from),
        );
        put(
            &mut out.said,
            "maxProperties",
            schema.max_properties.map(Value::from),
        );
        let required = schema.dependent_required.iter();
        let required = required.map(|(name, all)| (name.clone(), texts(all).into()));
        put_map(&mut out.beyond, "dependentRequired", required.collect());
        put_map(
            &mut out.beyond,
            "dependentSchemas",
            self.map(&schema.dependent_schemas),
        );
        let unevaluated = schema.unevaluated_properties.map(|id| self.schema(id));
        put(&mut out.beyond, "unevaluatedProperties", unevaluated);
    }

    fn combinations(&self, schema: &Schema, out: &mut Out) {
        let mut all_of = self.schemas(&schema.all_of);
        if let Some(alternatives) = out.said.remove("anyOf") {
            // Types to choose from stand beside alternatives of the schema's own.
            if schema.any_of.is_empty() {
                out.said.insert("anyOf".into(), alternatives);
            } else {
                all_of.push(json!({ "anyOf": alternatives }));
            }
        }
        put_list(&mut out.said, "allOf", all_of);
        put_list(&mut out.said, "anyOf", self.schemas(&schema.any_of));
        put_list(&mut out.said, "oneOf", self.schemas(&schema.one_of));
        put(&mut out.said, "not", schema.not.map(|id| self.schema(id)));
        put(&mut out.beyond, "if", schema.if_.map(|id| self.schema(id)));
        put(
            &mut out.beyond,
            "then",
            schema.then.map(|id| self.schema(id)),
        );
        put(
            &mut out.beyond,
            "else",
            schema.else_.map(|id| self.schema(id)),
        );
        let discriminator = schema.discriminator.as_ref();
        put(
            &mut out.said,
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
        put_map(&mut out, "mapping", mapping.collect());
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

/// Does nothing, and does not compile when a keyword is added: then say here which function writes it.
fn names_every_keyword(schema: &Schema) {
    let Schema {
        // Not written: where it was, and what it is called.
        place: _,
        name: _,
        // What a comparison of two contracts adds.
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

fn texts(texts: &[String]) -> Vec<Value> {
    texts.iter().map(|text| json!(text)).collect()
}

fn annotations(schema: &Schema, out: &mut Out) {
    put_text(&mut out.said, "title", schema.title.as_ref());
    put_text(&mut out.said, "description", schema.description.as_ref());
    put_flag(&mut out.said, "deprecated", schema.deprecated);
    put_flag(&mut out.said, "readOnly", schema.read_only);
    put_flag(&mut out.said, "writeOnly", schema.write_only);
    put(&mut out.said, "default", schema.default.as_deref().cloned());
    let mut examples = schema.examples.iter().cloned();
    put(&mut out.said, "example", examples.next());
    put_list(&mut out.beyond, "examples", examples.collect());
    put(&mut out.said, "xml", schema.xml.as_deref().cloned());
    let docs = schema.external_docs.as_deref();
    put(
        &mut out.said,
        "externalDocs",
        docs.map(parts::external_docs),
    );
}

/// One type, with null beside it or not, or a choice between some.
fn put_types(schema: &Schema, out: &mut Map<String, Value>) {
    if schema.types == Types::ANY {
        return;
    }
    let null = schema.types.contains(Type::Null);
    let others: Vec<Type> = schema.types.without(Type::Null).iter().collect();
    match others.as_slice() {
        // Without a type, null is a value like any other.
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
            out.said.insert(limit.into(), number(bound.value));
            put_flag(&mut out.said, exclusive, bound.exclusive);
        }
    };
    bound(schema.minimum, "minimum", "exclusiveMinimum");
    bound(schema.maximum, "maximum", "exclusiveMaximum");
    put(&mut out.said, "multipleOf", schema.multiple_of.map(number));
    put(
        &mut out.said,
        "minLength",
        schema.min_length.map(Value::from),
    );
    put(
        &mut out.said,
        "maxLength",
        schema.max_length.map(Value::from),
    );
    put_text(&mut out.said, "pattern", schema.pattern.as_ref());
    put_text(
        &mut out.beyond,
        "contentEncoding",
        schema.content_encoding.as_ref(),
    );
    put_text(
        &mut out.beyond,
        "contentMediaType",
        schema.content_media_type.as_ref(),
    );
}

fn number(number: Decimal) -> Value {
    serde_json::from_str(&number.to_string()).unwrap_or(Value::Null)
}
