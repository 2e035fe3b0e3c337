//! What the text of a value can mean.
#![forbid(unsafe_code)]

use serde_json::{Map, Value};

use super::super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::super::media::decode;

/// What the text of a value can mean.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The types of values, as [`super::super::json`] numbers them.
    pub types: u8,
    /// What the items of a list are, or the members of an object that `members` does not name.
    pub items: Option<&'static Shape>,
    /// What the members of an object are.
    pub members: &'static [(&'static str, Shape)],
}

impl Shape {
    /// A value without parts.
    #[must_use]
    pub const fn scalar(types: u8) -> Self {
        Self {
            types,
            items: None,
            members: &[],
        }
    }

    /// The value that a text means: the first type that it can be read as, text last. What cannot
    /// be read as any stays text, for the check to refuse.
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

    /// The object that the names and values of a form mean, the values still encoded. `a[b]` is a
    /// member of `a`, and `a[0]` an item; a name that stands there several times, or ends in `[]`,
    /// is a list.
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
            // Deeper than this nobody nests by hand.
            if keys.len() <= 16 {
                place(&mut root, &keys, leaf);
            }
        }
        self.settle(&mut root);
        root
    }

    /// Makes lists of the members that are numbered where a list is wanted.
    fn settle(&self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (name, member) in members.iter_mut() {
                    self.below(name).settle(member);
                }
                let numbered = !members.is_empty()
                    && members
                        .keys()
                        .all(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
                if numbered && self.types & ARRAY != 0 && self.types & OBJECT == 0 {
                    let mut items: Vec<(u64, Value)> = std::mem::take(members)
                        .into_iter()
                        .map(|(name, item)| (name.parse().unwrap_or(u64::MAX), item))
                        .collect();
                    items.sort_by_key(|(number, _)| *number);
                    *value = Value::Array(items.into_iter().map(|(_, item)| item).collect());
                }
            }
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.below("").settle(item)),
            _ => {}
        }
    }

    /// What a member of an object is, or an item of a list.
    fn below(&self, name: &str) -> &Self {
        let known = self
            .members
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, shape)| shape);
        known.or(self.items).unwrap_or(&ANYTHING)
    }

    pub(super) fn item(&self, text: &str) -> Value {
        self.items.unwrap_or(&ANYTHING).read(text)
    }

    pub(super) fn member(&self, name: &str, text: &str) -> Value {
        self.below(name).read(text)
    }

    /// The items that a list without a separator is, where the separator came encoded: a number
    /// or a word of a few has none in it.
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
    let Value::Object(members) = root else { return };
    if rest.is_empty() {
        match (members.get_mut(*first), leaf) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(Value::Array(items)), leaf) => items.push(leaf),
            (Some(known), leaf) => *known = Value::Array(vec![known.take(), leaf]),
            (None, leaf) => {
                members.insert((*first).to_owned(), leaf);
            }
        }
        return;
    }
    place(
        members
            .entry(*first)
            .or_insert_with(|| Value::Object(Map::new())),
        rest,
        leaf,
    );
}
