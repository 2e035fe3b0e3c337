{%- import "rust/imports.rs" as imports -%}
//! Round trips of the contract's valid examples through the generated types. Properties that the
//! contract does not declare are not compared, as types do not keep them.
#![forbid(unsafe_code)]

use std::fmt::Display;
{%- call imports::std(types) %}{% endcall %}

use serde::Serialize;
{%- call imports::crates(types) %}{% endcall %}

{% if types.models %}
use super::models;
{%- endif %}
use super::support::json::{FromJson, from_str};
{%- call imports::support(types, 1) %}{% endcall %}

/// Deserializes an example, serializes it again, and compares.
fn goes_round<T: FromJson + Serialize>(pointer: &str, json: &str, undeclared: &[&str]) {
    let mut example: Value = serde_json::from_str(json).expect("examples are JSON");
    let read = match from_str::<T>(json) {
        Ok(read) => read,
        Err(error) => panic!("{pointer} cannot be read: {error}"),
    };
    let mut written = serde_json::to_value(&read).expect("what was read can be written");
    for place in undeclared {
        remove(&mut example, place);
        remove(&mut written, place);
    }
    if let Some(difference) = difference(&example, &written) {
        panic!("{pointer} changes, {difference}");
    }
}

/// Returns the first difference between two JSON values; `1` and `1.0` are equal.
fn difference(read: &Value, written: &Value) -> Option<String> {
    let within = |step: &dyn Display, difference: String| format!("in {step}: {difference}");
    match (read, written) {
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => None,
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| {
                difference(one, other).map(|difference| within(&index, difference))
            })
        }
        (Value::Object(one), Value::Object(other)) => {
            let more = other.keys().find(|name| !one.contains_key(*name));
            let member = one.iter().find_map(|(name, value)| {
                let difference = match other.get(name) {
                    Some(other) => difference(value, other),
                    None => Some("left out".to_owned()),
                };
                difference.map(|difference| within(name, difference))
            });
            member.or_else(|| more.map(|name| within(name, "made up".to_owned())))
        }
        (one, other) if one == other => None,
        (one, other) => Some(format!("{one} becomes {other}")),
    }
}

/// Removes the property at a JSON pointer, if it is present.
fn remove(value: &mut Value, pointer: &str) {
    let Some((above, name)) = pointer.rsplit_once('/') else {
        return;
    };
    if let Some(Value::Object(members)) = value.pointer_mut(above) {
        members.remove(&name.replace("~1", "/").replace("~0", "~"));
    }
}
{%- for test in tests %}

/// Examples of `{{ test.about|code }}`.
#[test]
fn {{ test.name|code }}() {
{%- for example in test.examples %}
    goes_round::<{{ example.ty|code }}>({{ example.pointer }}, {{ example.json|code }}, &[{{ example.undeclared|list }}]);
{%- endfor %}
}
{%- endfor %}
