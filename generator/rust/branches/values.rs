//! The types of JSON values as bits, and what is known of the values of a property.

use crate::rust::types::Values;

/// The types of JSON values as the support code numbers them.
pub const NULL: u8 = 1;
pub const BOOLEAN: u8 = 2;
pub const INTEGER: u8 = 4;
pub const NUMBER: u8 = 8;
pub const STRING: u8 = 16;
pub const ARRAY: u8 = 32;
pub const OBJECT: u8 = 64;

/// The names that the support code gives to types, by their bits.
pub fn types_named(types: u8) -> impl Iterator<Item = &'static str> {
    const NAMES: [&str; 7] = [
        "NULL", "BOOLEAN", "INTEGER", "NUMBER", "STRING", "ARRAY", "OBJECT",
    ];
    let there = move |(bit, _): &(usize, &str)| types & (1 << bit) != 0;
    NAMES
        .into_iter()
        .enumerate()
        .filter(there)
        .map(|(_, name)| name)
}

/// Every type.
pub const ALL: u8 = NULL | BOOLEAN | INTEGER | NUMBER | STRING | ARRAY | OBJECT;

pub fn is_single(only: &Values) -> bool {
    match only {
        Values::Types(_) => false,
        Values::Boolean(_) => true,
        Values::Integers(numbers) => numbers.len() == 1,
        Values::Strings(strings) => strings.len() == 1,
    }
}

/// Whether no value is of both. Null does not count: a property that is null is as good as
/// absent.
pub fn disjoint(one: &Values, other: &Values) -> bool {
    match (one, other) {
        (Values::Boolean(one), Values::Boolean(other)) => one != other,
        (Values::Integers(one), Values::Integers(other)) => {
            one.iter().all(|one| !other.contains(one))
        }
        (Values::Strings(one), Values::Strings(other)) => {
            one.iter().all(|one| !other.contains(one))
        }
        _ => types(one) & types(other) & !NULL == 0,
    }
}

pub fn types(only: &Values) -> u8 {
    match only {
        Values::Types(types) => *types,
        Values::Boolean(_) => BOOLEAN,
        Values::Integers(_) => INTEGER,
        Values::Strings(_) => STRING,
    }
}

/// All that either admits.
pub fn either(one: Values, other: Values) -> Values {
    match (one, other) {
        (Values::Integers(mut one), Values::Integers(other)) => {
            let new = other.into_iter().filter(|other| !one.contains(other));
            one.extend(new.collect::<Vec<_>>());
            Values::Integers(one)
        }
        (Values::Strings(mut one), Values::Strings(other)) => {
            let new = other.into_iter().filter(|other| !one.contains(other));
            one.extend(new.collect::<Vec<_>>());
            Values::Strings(one)
        }
        (one, other) if one == other => one,
        (one, other) => Values::Types(types(&one) | types(&other)),
    }
}
