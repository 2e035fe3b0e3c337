//! The values that the text of a parameter may have.
#![forbid(unsafe_code)]

use serde_json::{Map, Value};

use super::super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::super::media::decode;

/// The values that the text of a parameter may have, by its schema.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The types of values, as [`super::super::json`] numbers them.
    pub types: u8,
    /// The items of an array, or the additional properties of an object.
    pub items: Option<&'static Shape>,
    /// The properties of an object.
    pub properties: &'static [(&'static str, Shape)],
}

impl Shape {
    /// A scalar value.
    #[must_use]
    pub const fn scalar(types: u8) -> Self {
        Self {
            types,
            items: None,
            properties: &[],
        }
    }

    /// Parses a value as the first type that fits, strings last. Text that fits no type stays a
    /// string, which the check then rejects.
    #[must_use]
    pub fn read(&self, text: &str) -> Value {
        let is = |kind: u8| self.types & kind != 0;
        if is(NULL) && (text.is_empty() || text == "null") && !is(STRING) {
            return Value::Null;
        }
        if is(BOOLEAN)
            && let Ok(flag) = text.parse::<bool>()
        {
            return Value::Bool(flag);
        }
        if is(INTEGER | NUMBER)
            && let Ok(Value::Number(number)) = serde_json::from_str::<Value>(text)
        {
            return Value::Number(number);
        }
        if is(ARRAY | OBJECT)
            && !is(STRING)
            && let Ok(value @ (Value::Array(_) | Value::Object(_))) =
                serde_json::from_str::<Value>(text)
        {
            return value;
        }
        if is(ARRAY) && !is(STRING) {
            return Value::Array(text.split(',').map(|item| self.item(item)).collect());
        }
        Value::String(text.to_owned())
    }

    /// Parses the pairs of a form, whose values are still encoded, as an object. `a[b]` is a property
    /// of `a`, and `a[0]` an item; a name that is repeated or ends in `[]` is an array.
    #[must_use]
    pub fn read_form<'a>(&self, pairs: impl Iterator<Item = &'a (String, String)>) -> Value {
        let mut root = Value::Object(Map::new());
        for (name, text) in pairs {
            let mut keys: Vec<&str> = name
                .split('[')
                .map(|key| key.trim_end_matches(']'))
                .collect();
            let mut shape = self;
            for key in keys.iter().filter(|key| !key.is_empty()) {
                shape = shape.below(key);
            }
            let text = &decode(text);
            let list = keys.len() > 1 && keys.last().is_some_and(|key| key.is_empty());
            let leaf = if shape.types & ARRAY != 0 && shape.types & STRING == 0 {
                keys.retain(|key| !key.is_empty());
                Value::Array(vec![shape.item(text)])
            } else if list {
                keys.retain(|key| !key.is_empty());
                Value::Array(vec![shape.read(text)])
            } else {
                shape.read(text)
            };
            // Limits the depth of objects that a request can create.
            if keys.len() <= 16 {
                place(&mut root, &keys, leaf);
            }
        }
        self.number_items(&mut root);
        root
    }

    /// Turns objects with numbered properties into arrays where the schema has arrays.
    fn number_items(&self, value: &mut Value) {
        match value {
            Value::Object(properties) => {
                for (name, property) in properties.iter_mut() {
                    self.below(name).number_items(property);
                }
                let numbered = !properties.is_empty()
                    && properties
                        .keys()
                        .all(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
                if numbered && self.types & ARRAY != 0 && self.types & OBJECT == 0 {
                    let mut items: Vec<(u64, Value)> = std::mem::take(properties)
                        .into_iter()
                        .map(|(name, item)| (name.parse().unwrap_or(u64::MAX), item))
                        .collect();
                    items.sort_by_key(|(number, _)| *number);
                    *value = Value::Array(items.into_iter().map(|(_, item)| item).collect());
                }
            }
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.below("").number_items(item)),
            _ => {}
        }
    }

    /// The shape of a property of an object, or of an item of an array.
    fn below(&self, name: &str) -> &Self {
        let known = self
            .properties
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, shape)| shape);
        known.or(self.items).unwrap_or(&ANYTHING)
    }

    pub(super) fn item(&self, text: &str) -> Value {
        self.items.unwrap_or(&ANYTHING).read(text)
    }

    pub(super) fn property(&self, name: &str, text: &str) -> Value {
        self.below(name).read(text)
    }

    /// Splits an array at encoded separators, where its items are of types that contain none, such
    /// as numbers.
    pub(super) fn items_of(&self, piece: &str, separator: char) -> Vec<Value> {
        let text = decode(piece);
        let text_items = self.items.is_none_or(|items| items.types & STRING != 0);
        if text_items || !text.contains(separator) {
            vec![self.item(&text)]
        } else {
            text.split(separator).map(|item| self.item(item)).collect()
        }
    }
}

const ANYTHING: Shape = Shape::scalar(STRING);

fn place(root: &mut Value, keys: &[&str], leaf: Value) {
    let Some((first, rest)) = keys.split_first() else {
        return;
    };
    if first.is_empty() && rest.is_empty() {
        match root {
            Value::Array(items) => items.push(leaf),
            other => *other = Value::Array(vec![leaf]),
        }
        return;
    }
    let Value::Object(properties) = root else {
        return;
    };
    if rest.is_empty() {
        match (properties.get_mut(*first), leaf) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(Value::Array(items)), leaf) => items.push(leaf),
            (Some(known), leaf) => *known = Value::Array(vec![known.take(), leaf]),
            (None, leaf) => {
                properties.insert((*first).to_owned(), leaf);
            }
        }
        return;
    }
    place(
        properties
            .entry(*first)
            .or_insert_with(|| Value::Object(Map::new())),
        rest,
        leaf,
    );
}
