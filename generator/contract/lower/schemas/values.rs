//! The values that a schema lists: `enum`, `const`, and what YAML made of them.

use serde_json::{Map, Number, Value};

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::number_text;
use crate::location::Place;
use crate::model::{Schema, Type, equal};

impl Reader<'_> {
    /// The only values that a schema admits, after its types are known. Beside `enum`, `const`
    /// narrows: both must hold.
    pub(super) fn read_values(
        &mut self,
        schema: &mut Schema,
        members: &Map<String, Value>,
        place: &Place,
    ) {
        if let Some(mut values) = schema.values.take() {
            self.as_meant(&mut values, schema, &place.join("enum"), true);
            schema.values = Some(values);
        }
        if let Some(constant) = members.get("const") {
            let mut values = vec![constant.clone()];
            self.as_meant(&mut values, schema, &place.join("const"), false);
            if let Some(listed) = schema.values.take() {
                values.retain(|value| listed.iter().any(|listed| equal(listed, value)));
            }
            schema.values = Some(values);
        }
        self.convert_default(schema, &place.join("default"));
    }

    /// A default of another type than that of its schema: what is clearly meant, or none.
    fn convert_default(&mut self, schema: &mut Schema, place: &Place) {
        let Some(default) = schema.default.as_deref().filter(|value| !value.is_null()) else {
            return;
        };
        if schema.types.admits(default) {
            return;
        }
        let kind = schema.types.without(Type::Null).single();
        let meant = kind.and_then(|kind| self.converted(default, kind, place));
        let (code, message) = match &meant {
            Some(meant) => (
                &codes::WRONG_TYPE,
                format!("the default is of another type than its schema; `{meant}` is used"),
            ),
            None => (
                &codes::INVALID_DEFAULT,
                "the default is of another type than its schema and is ignored".to_owned(),
            ),
        };
        self.report
            .push(Diagnostic::new(code, place.clone(), message));
        schema.default = meant.map(Box::new);
    }

    /// `enum: [1.10, yes]` beside `type: string`, or `['1']` beside `integer`: where none of the
    /// values is of the type, they are clearly meant as values of it. Among others that are, one that
    /// is not can never be a value, and may be meant as one.
    fn as_meant(&mut self, values: &mut [Value], schema: &Schema, place: &Place, listed: bool) {
        let Some(kind) = schema.types.without(Type::Null).single() else {
            return;
        };
        let mut meant = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            let place = if listed {
                place.item(index)
            } else {
                place.clone()
            };
            if let Some(value) = self.converted(value, kind, &place) {
                meant.push((index, value, place));
            }
        }
        let cause = format!("{}{}", place.file.index(), place.pointer);
        let nulls = values.iter().filter(|value| value.is_null()).count();
        let all = meant.len() + nulls == values.len();
        for (index, value, place) in meant {
            let says = match all {
                true => format!("`{value}` is used"),
                false => format!(
                    "write `{value}` if that is intended; no value of the schema equals this one"
                ),
            };
            let message = format!("expected a value of type {}; {says}", kind.name());
            self.report
                .push(Diagnostic::new(&codes::WRONG_TYPE, place, message).cause(cause.clone()));
            if let Some(slot) = values.get_mut(index).filter(|_| all) {
                *slot = value;
            }
        }
    }

    /// A scalar as one of another type: text for what is none, or what text says.
    fn converted(&self, value: &Value, kind: Type, place: &Place) -> Option<Value> {
        Some(match (kind, value) {
            (Type::String, Value::Number(number)) => {
                Value::String(number_text(&self.document.sources, number, place))
            }
            (Type::String, Value::Bool(flag)) => Value::String(flag.to_string()),
            (Type::Integer | Type::Number, Value::String(text)) => {
                Value::Number(text.parse::<Number>().ok()?)
            }
            (Type::Boolean, Value::String(text)) => Value::Bool(text.parse::<bool>().ok()?),
            _ => return None,
        })
    }
}
