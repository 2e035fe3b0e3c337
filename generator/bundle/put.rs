//! Inserts properties only if they have a value.

use serde_json::{Map, Value, json};

pub(super) fn put(out: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        out.insert(key.to_owned(), value);
    }
}

pub(super) fn put_string(out: &mut Map<String, Value>, key: &str, string: Option<&String>) {
    put(out, key, string.map(|string| json!(string)));
}

pub(super) fn put_flag(out: &mut Map<String, Value>, key: &str, flag: bool) {
    put(out, key, flag.then_some(Value::Bool(true)));
}

pub(super) fn put_array(out: &mut Map<String, Value>, key: &str, array: Vec<Value>) {
    put(out, key, (!array.is_empty()).then_some(Value::Array(array)));
}

pub(super) fn put_object(out: &mut Map<String, Value>, key: &str, object: Map<String, Value>) {
    put(
        out,
        key,
        (!object.is_empty()).then_some(Value::Object(object)),
    );
}
