//! The values that a schema lists: `enum`, `const`, and what YAML made of them.

use serde_json::{Map, Number, Value};

use super::super::{Decimal, Schema, Type};
use super::schema::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::number_text;
use crate::source::Place;

impl Reader<'_> {
    /// The only values that a schema admits, after its types are known. Beside `enum`, `const`
    /// narrows: both must hold.
    pub(super) fn settle_values(
        &mut self,
        schema: &mut Schema,
        members: &Map<String, Value>,
        place: &Place,
    ) {
        if let Some(mut values) = schema.values.take() {
            let list = place.join("enum");
            for (index, value) in values.iter_mut().enumerate() {
                self.as_meant(value, schema, &list.item(index));
            }
            schema.values = Some(values);
        }
        if let Some(constant) = members.get("const") {
            let mut constant = constant.clone();
            self.as_meant(&mut constant, schema, &place.join("const"));
            let listed = schema.values.take();
            let admits = listed.is_none_or(|values| {
                let mut values = values.iter();
                values.any(|value| is_same(value, &constant))
            });
            schema.values = Some(if admits { vec![constant] } else { Vec::new() });
        }
    }

    /// `enum: [1.10, yes]` beside `type: string`, or `['1']` beside `integer`: no value of that
    /// type is any of these, so that text and scalar are clearly meant as each other.
    fn as_meant(&mut self, value: &mut Value, schema: &Schema, place: &Place) {
        let Some(kind) = schema.types.without(Type::Null).single() else {
            return;
        };
        let meant = match (kind, &*value) {
            (Type::String, Value::Number(number)) => {
                Value::String(number_text(&self.document.sources, number, place))
            }
            (Type::String, Value::Bool(flag)) => Value::String(flag.to_string()),
            (Type::Integer | Type::Number, Value::String(text)) => match text.parse::<Number>() {
                Ok(number) => Value::Number(number),
                Err(_) => return,
            },
            (Type::Boolean, Value::String(text)) => match text.parse::<bool>() {
                Ok(flag) => Value::Bool(flag),
                Err(_) => return,
            },
            _ => return,
        };
        let message = format!(
            "a value of type {} is wanted here; `{meant}` is taken",
            kind.name()
        );
        let cause = format!("{}{}", schema.place.file.index(), schema.place.pointer);
        self.report
            .push(Diagnostic::new(&codes::WRONG_TYPE, place.clone(), message).cause(cause));
        *value = meant;
    }
}

/// Whether two values are one: `1` and `1.0` are (JSON Schema 2020-12, core, 4.2.2).
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    let number = |value: &Value| Decimal::from_json(value.as_number()?);
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same = |(name, value): (&String, &Value)| {
                other.get(name).is_some_and(|other| is_same(value, other))
            };
            one.len() == other.len() && one.iter().all(same)
        }
        _ => one == other || number(one).is_some() && number(one) == number(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_same;

    #[test]
    fn numbers_are_compared_by_value_however_deep() {
        assert!(is_same(&json!({"a": [1, "x"]}), &json!({"a": [1.0, "x"]})));
        assert!(!is_same(&json!({"a": 1}), &json!({"a": 1, "b": 2})));
        assert!(!is_same(&json!([1]), &json!([1, 1])));
        assert!(!is_same(&json!("1"), &json!(1)));
    }
}
