//! The values of `enum` and `const`, as static tables.
#![forbid(unsafe_code)]

use std::cmp::Ordering;
use std::fmt::{self, Write as _};

use serde_json::{Number, Value};

use super::super::json;

/// A value that is known when the code is compiled.
#[derive(Debug, Clone, Copy)]
pub enum Constant {
    Null,
    Boolean(bool),
    Integer(i128),
    /// A number that is no integer, or too large to be exact.
    Number(f64),
    String(&'static str),
    Array(&'static [Constant]),
    Object(&'static [(&'static str, Constant)]),
}

/// A list that is not longer than this is searched in the order in which it is written. A longer one
/// is sorted.
pub(super) const IN_ORDER: usize = 16;

/// Whether a string is in a list.
pub(in super::super) fn contains(list: &[&str], text: &str) -> bool {
    if list.len() <= IN_ORDER {
        list.contains(&text)
    } else {
        list.binary_search(&text).is_ok()
    }
}

/// Whether an integer is in a list.
pub(super) fn contains_integer(list: &[i64], integer: i64) -> bool {
    if list.len() <= IN_ORDER {
        list.contains(&integer)
    } else {
        list.binary_search(&integer).is_ok()
    }
}

/// Whether a value is in a list. Of a long one, arrays and objects come last.
pub(super) fn contains_value(list: &[Constant], value: &Value) -> bool {
    if list.len() <= IN_ORDER || value.is_array() || value.is_object() {
        return list.iter().any(|constant| constant.equals(value));
    }
    list.binary_search_by(|constant| constant.order(value))
        .is_ok()
}

impl Constant {
    fn equals(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Array(constants), Value::Array(items)) => {
                let mut pairs = constants.iter().zip(items);
                constants.len() == items.len() && pairs.all(|(one, item)| one.equals(item))
            }
            (Self::Object(constants), Value::Object(properties)) => {
                let equal = |(name, one): &(&str, Self)| {
                    properties.get(*name).is_some_and(|value| one.equals(value))
                };
                constants.len() == properties.len() && constants.iter().all(equal)
            }
            _ => self.order(value) == Ordering::Equal,
        }
    }

    /// The order of a long list: null, booleans, integers, other numbers, strings, and the rest.
    /// Numbers are compared as numbers: `1` and `1.0` are one.
    fn order(&self, value: &Value) -> Ordering {
        match (self, value) {
            (Self::Null, Value::Null) => Ordering::Equal,
            (Self::Boolean(one), Value::Bool(other)) => one.cmp(other),
            (Self::String(one), Value::String(other)) => (*one).cmp(other),
            (Self::Integer(one), Value::Number(_)) => match json::integer(value) {
                Some(other) => one.cmp(&other),
                None => Ordering::Less,
            },
            (Self::Number(one), Value::Number(other)) => match json::integer(value) {
                Some(_) => Ordering::Greater,
                None => match other.as_f64() {
                    Some(other) => one.total_cmp(&other),
                    None => Ordering::Less,
                },
            },
            _ => self.rank().cmp(&rank(value)),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Boolean(_) => 1,
            Self::Integer(_) | Self::Number(_) => 2,
            Self::String(_) => 3,
            Self::Array(_) => 4,
            Self::Object(_) => 5,
        }
    }
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

/// Writes the constant as JSON.
impl fmt::Display for Constant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Boolean(flag) => flag.fmt(out),
            Self::Integer(integer) => integer.fmt(out),
            Self::Number(number) => match Number::from_f64(*number) {
                Some(number) => number.fmt(out),
                None => number.fmt(out),
            },
            Self::String(text) => Value::from(*text).fmt(out),
            Self::Array(items) => {
                out.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    write!(out, "{}{item}", if index > 0 { "," } else { "" })?;
                }
                out.write_char(']')
            }
            Self::Object(properties) => {
                out.write_char('{')?;
                for (index, (name, value)) in properties.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(out, "{comma}{}:{value}", Value::from(*name))?;
                }
                out.write_char('}')
            }
        }
    }
}
