//! The values of `enum` and `const`, as static tables.
#![forbid(unsafe_code)]

use std::cmp::Ordering;
use std::fmt::{self, Write as _};

use serde_json::{Number, Value};

use super::super::json::{self, ARRAY, Node, OBJECT, Scalar};

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

/// Whether a scalar is in a list. Of a long one, arrays and objects come last.
pub(super) fn contains_scalar(list: &[Constant], scalar: Scalar<'_>) -> bool {
    if list.len() <= IN_ORDER {
        let mut all = list.iter();
        return all.any(|constant| constant.order(scalar) == Ordering::Equal);
    }
    list.binary_search_by(|constant| constant.order(scalar))
        .is_ok()
}

impl Constant {
    pub(super) fn equals(&self, value: Node<'_>) -> bool {
        match (self, value.types()) {
            (Self::Array(constants), ARRAY) => {
                let mut items = value.children();
                let mut pairs = constants.iter();
                pairs.all(|one| items.next().is_some_and(|item| one.equals(item)))
                    && items.next().is_none()
            }
            (Self::Object(constants), OBJECT) => {
                let equal =
                    |(name, one): &(&str, Self)| value.get(name).is_some_and(|own| one.equals(own));
                // One more is one too many.
                let count = value.children().take(constants.len() + 1).count();
                count == constants.len() && constants.iter().all(equal)
            }
            (Self::Array(_) | Self::Object(_), _) | (_, ARRAY | OBJECT) => false,
            _ => value.is_scalar(|scalar| self.order(scalar) == Ordering::Equal),
        }
    }

    /// The order of a long list: null, booleans, integers, other numbers, strings, and the rest.
    /// Numbers are compared as numbers: `1` and `1.0` are one.
    fn order(&self, scalar: Scalar<'_>) -> Ordering {
        match (self, scalar) {
            (Self::Null, Scalar::Null) => Ordering::Equal,
            (Self::Boolean(one), Scalar::Boolean(other)) => one.cmp(&other),
            (Self::String(one), Scalar::String(other)) => (*one).cmp(other),
            (Self::Integer(one), Scalar::Number(text)) => match json::integer(text) {
                Some(other) => one.cmp(&other),
                None => Ordering::Less,
            },
            (Self::Number(one), Scalar::Number(text)) => match json::integer(text) {
                Some(_) => Ordering::Greater,
                None => one.total_cmp(&json::float(text)),
            },
            _ => self.rank().cmp(&rank(scalar)),
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

fn rank(scalar: Scalar<'_>) -> u8 {
    match scalar {
        Scalar::Null => 0,
        Scalar::Boolean(_) => 1,
        Scalar::Number(_) => 2,
        Scalar::String(_) => 3,
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
