//! The values of enumerations as tables: a long one is sorted, so that the support code can search it
//! without trying every value.

use std::cmp::Ordering;

use serde_json::Value;

use super::Rule;
use crate::contract::Decimal;

/// A list that is not longer than this stays in its order, as the support code has it.
pub(super) const IN_ORDER: usize = 16;

/// A value of an enumeration. Integers, however they are written, come before other numbers, and what
/// has no order comes last.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub enum Constant {
    Null,
    Boolean(bool),
    Integer(i128),
    Number(f64),
    String(String),
    Array(Vec<Constant>),
    Object(Vec<(String, Constant)>),
}

impl Constant {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Boolean(*flag),
            Value::Number(number) => {
                let integer = Decimal::from_json(number).and_then(Decimal::to_i128);
                match integer {
                    Some(integer) => Self::Integer(integer),
                    None => Self::Number(number.as_f64().unwrap_or_default()),
                }
            }
            Value::String(text) => Self::String(text.clone()),
            Value::Array(items) => Self::Array(items.iter().map(Self::of).collect()),
            Value::Object(properties) => {
                let properties = properties.iter();
                let pairs = properties.map(|(name, value)| (name.clone(), Self::of(value)));
                Self::Object(pairs.collect())
            }
        }
    }
}

/// The rule of an enumeration.
pub(super) fn enumeration(values: &[Value]) -> Rule {
    let strings = values.iter().map(|value| value.as_str().map(str::to_owned));
    if let Some(strings) = strings.collect::<Option<Vec<_>>>() {
        return Rule::EnumStrings(searched(strings));
    }
    let mut constants: Vec<Constant> = values.iter().map(Constant::of).collect();
    let integers = constants.iter().map(|constant| match constant {
        Constant::Integer(integer) => i64::try_from(*integer).ok(),
        _ => None,
    });
    if let Some(mut integers) = integers.collect::<Option<Vec<i64>>>() {
        if integers.len() > IN_ORDER {
            integers.sort_unstable();
        }
        return Rule::EnumIntegers(integers);
    }
    if constants.len() > IN_ORDER {
        constants.sort_by(|one, other| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    }
    Rule::EnumValues(constants)
}

/// Strings in the order in which they are searched.
pub(super) fn searched(mut strings: Vec<String>) -> Vec<String> {
    if strings.len() > IN_ORDER {
        strings.sort_unstable();
    }
    strings
}
