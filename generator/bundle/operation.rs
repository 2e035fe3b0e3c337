//! Writes operations, grouped by path.

use serde_json::{Map, Value, json};

use super::put::{put, put_array, put_flag, put_object, put_string};
use super::{Writer, objects};
use crate::contract::{
    Encoding, Location, MediaType, Operation, Parameter, ParameterValue, RequestBody, Response,
    Style,
};

impl Writer<'_> {
    /// Path items, in the order of their first operations.
    pub(super) fn path_items(&self, operations: &[Operation]) -> Value {
        let mut items = Map::new();
        for operation in operations {
            let item = items
                .entry(operation.path.text.clone())
                .or_insert_with(|| json!({}));
            if let Value::Object(item) = item {
                let method = operation.method.name().to_lowercase();
                item.insert(method, self.operation(operation));
            }
        }
        Value::Object(items)
    }

    fn operation(&self, operation: &Operation) -> Value {
        let mut out = Map::new();
        let tags = operation.tags.iter().map(|tag| json!(tag)).collect();
        put_array(&mut out, "tags", tags);
        put_string(&mut out, "summary", operation.summary.as_ref());
        put_string(&mut out, "description", operation.description.as_ref());
        put_string(&mut out, "operationId", operation.id.as_ref());
        put_flag(&mut out, "deprecated", operation.deprecated);
        let docs = operation.external_docs.as_ref();
        put(&mut out, "externalDocs", docs.map(objects::external_docs));
        // URLs of callbacks are absolute and need no server.
        if operation.servers != self.contract.servers && !operation.servers.is_empty() {
            out.insert("servers".into(), objects::servers(&operation.servers));
        }
        if self.common_security() != Some(operation.security.as_slice())
            && !operation.security.is_empty()
        {
            out.insert("security".into(), objects::security(&operation.security));
        }
        let parameters = operation.parameters.iter().map(|one| self.parameter(one));
        put_array(&mut out, "parameters", parameters.collect());
        put(
            &mut out,
            "requestBody",
            operation.body.as_ref().map(|body| self.body(body)),
        );
        let responses = operation.responses.iter();
        let responses = responses.map(|one| (one.status.to_string(), self.response(one)));
        out.insert("responses".into(), Value::Object(responses.collect()));
        let callbacks = operation.callbacks.iter().map(|callback| {
            let items = self.path_items(&callback.operations);
            (callback.name.clone(), items)
        });
        put_object(&mut out, "callbacks", callbacks.collect());
        out.extend(operation.extensions.clone());
        Value::Object(out)
    }

    fn parameter(&self, parameter: &Parameter) -> Value {
        let mut out = Map::new();
        out.insert("name".into(), json!(parameter.name));
        out.insert("in".into(), json!(parameter.location.name()));
        self.put_parameter(&mut out, parameter);
        Value::Object(out)
    }

    fn headers(&self, headers: &[Parameter]) -> Map<String, Value> {
        let header = |header: &Parameter| {
            let mut out = Map::new();
            self.put_parameter(&mut out, header);
            (header.name.clone(), Value::Object(out))
        };
        headers.iter().map(header).collect()
    }

    /// The properties that parameters and headers share.
    fn put_parameter(&self, out: &mut Map<String, Value>, parameter: &Parameter) {
        put_string(out, "description", parameter.description.as_ref());
        put_flag(out, "required", parameter.required);
        put_flag(out, "deprecated", parameter.deprecated);
        put_flag(out, "allowEmptyValue", parameter.allow_empty_value);
        match &parameter.value {
            ParameterValue::Styled {
                schema,
                style,
                explode,
                allow_reserved,
            } => {
                let default = match parameter.location {
                    Location::Query | Location::Cookie => Style::Form,
                    Location::Path | Location::Header => Style::Simple,
                };
                put(
                    out,
                    "style",
                    (*style != default).then(|| objects::style(*style)),
                );
                let default = *style == Style::Form;
                put(
                    out,
                    "explode",
                    (*explode != default).then_some(json!(explode)),
                );
                put_flag(out, "allowReserved", *allow_reserved);
                out.insert("schema".into(), self.schema(*schema));
            }
            ParameterValue::Content(media) => {
                let content = json!({ &media.name: self.media_type(media) });
                out.insert("content".into(), content);
            }
        }
        objects::put_examples(out, &parameter.examples);
        out.extend(parameter.extensions.clone());
    }

    fn body(&self, body: &RequestBody) -> Value {
        let mut out = Map::new();
        put_string(&mut out, "description", body.description.as_ref());
        put_flag(&mut out, "required", body.required);
        out.insert("content".into(), self.content(&body.content));
        out.extend(body.extensions.clone());
        Value::Object(out)
    }

    fn content(&self, content: &[MediaType]) -> Value {
        let content = content.iter();
        Value::Object(
            content
                .map(|media| (media.name.clone(), self.media_type(media)))
                .collect(),
        )
    }

    fn media_type(&self, media: &MediaType) -> Value {
        let mut out = Map::new();
        put(&mut out, "schema", media.schema.map(|id| self.schema(id)));
        objects::put_examples(&mut out, &media.examples);
        let encoding = media.encoding.iter();
        let encoding = encoding.map(|(name, one)| (name.clone(), self.encoding(one)));
        put_object(&mut out, "encoding", encoding.collect());
        out.extend(media.extensions.clone());
        Value::Object(out)
    }

    fn encoding(&self, encoding: &Encoding) -> Value {
        let mut out = Map::new();
        put_string(&mut out, "contentType", encoding.content_type.as_ref());
        put_object(&mut out, "headers", self.headers(&encoding.headers));
        put(&mut out, "style", encoding.style.map(objects::style));
        put(&mut out, "explode", encoding.explode.map(Value::Bool));
        put_flag(&mut out, "allowReserved", encoding.allow_reserved);
        Value::Object(out)
    }

    fn response(&self, response: &Response) -> Value {
        let mut out = Map::new();
        out.insert("description".into(), json!(response.description));
        put_object(&mut out, "headers", self.headers(&response.headers));
        if !response.content.is_empty() {
            out.insert("content".into(), self.content(&response.content));
        }
        let links = response.links.iter();
        let links = links.map(|link| (link.name.clone(), objects::link(link)));
        put_object(&mut out, "links", links.collect());
        out.extend(response.extensions.clone());
        Value::Object(out)
    }
}
