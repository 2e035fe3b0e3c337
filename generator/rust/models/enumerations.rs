//! Enumerations of strings and of integers.

use serde_json::Value;

use super::super::names::{Ident, Scope};
use super::super::types::{IntegerEnum, StringEnum};
use crate::contract::Type;
use counterpart_contract::merge::Merged;

pub(super) fn is_string_enum(merged: &Merged<'_>, values: &[&Value]) -> bool {
    merged.types.contains(Type::String)
        && !values.is_empty()
        && values.iter().all(|value| value.is_string())
}

pub(super) fn integer_values(merged: &Merged<'_>, values: &[&Value]) -> Option<Vec<i64>> {
    let numbers: Option<Vec<i64>> = values.iter().map(|value| value.as_i64()).collect();
    numbers.filter(|numbers| {
        !numbers.is_empty()
            && merged.types.contains(Type::Integer)
            && !merged.types.contains(Type::Number)
    })
}

pub(super) fn string_variants(values: &[&Value], merged: &Merged<'_>) -> StringEnum {
    let given = variant_names(merged);
    let (mut scope, unknown) = Scope::of_variants();
    let mut variants: Vec<(Ident, String)> = Vec::with_capacity(values.len());
    for (index, text) in values.iter().filter_map(|value| value.as_str()).enumerate() {
        if variants.iter().any(|(_, known)| known == text) {
            continue;
        }
        let name = given
            .and_then(|names| names.get(index)?.as_str())
            .unwrap_or(text);
        variants.push((scope.variant(name), text.to_owned()));
    }
    StringEnum { variants, unknown }
}

pub(super) fn integer_variants(values: &[i64], merged: &Merged<'_>) -> IntegerEnum {
    let given = variant_names(merged);
    let (mut scope, unknown) = Scope::of_variants();
    let mut variants: Vec<(Ident, i64)> = Vec::with_capacity(values.len());
    for (index, number) in values.iter().enumerate() {
        if variants.iter().any(|(_, known)| known == number) {
            continue;
        }
        let name = given
            .and_then(|names| names.get(index)?.as_str())
            .map(str::to_owned);
        variants.push((
            scope.variant(&name.unwrap_or_else(|| number.to_string())),
            *number,
        ));
    }
    IntegerEnum { variants, unknown }
}

/// Names for an enumeration's values, by the two extensions that are in wide use.
fn variant_names<'a>(merged: &Merged<'a>) -> Option<&'a Vec<Value>> {
    merged.schemas.iter().find_map(|schema| {
        ["x-enum-varnames", "x-enumNames"]
            .iter()
            .find_map(|key| schema.extensions.get(*key)?.as_array())
    })
}
