//! Enumerations of strings and of integers.

use std::collections::HashSet;
use std::hash::Hash;

use serde_json::Value;

use super::super::names::{Case, Ident, Scope, Wanted};
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
    let texts = values.iter().filter_map(|value| value.as_str());
    let (variants, unknown) = variants(texts.map(str::to_owned), merged);
    StringEnum { variants, unknown }
}

pub(super) fn integer_variants(values: &[i64], merged: &Merged<'_>) -> IntegerEnum {
    let (variants, unknown) = variants(values.iter().copied(), merged);
    IntegerEnum { variants, unknown }
}

/// The variants of values, each once, and the one beside them.
fn variants<T: Clone + Eq + Hash + ToString>(
    values: impl Iterator<Item = T>,
    merged: &Merged<'_>,
) -> (Vec<(Ident, T)>, Ident) {
    let given = variant_names(merged);
    let mut known = HashSet::new();
    let (texts, values): (Vec<String>, Vec<T>) = values
        .enumerate()
        .filter(|(_, value)| known.insert(value.clone()))
        .map(|(index, value)| {
            let name = given.and_then(|names| names.get(index)?.as_str());
            (name.map_or_else(|| value.to_string(), str::to_owned), value)
        })
        .unzip();
    let (mut scope, unknown) = Scope::of_variants();
    let wanted: Vec<Wanted<'_>> = texts.iter().map(|text| Wanted::new(text)).collect();
    let value = |index: usize| {
        values
            .get(index)
            .map(T::to_string)
            .unwrap_or_default()
            .into()
    };
    let names = scope.all(Case::Camel, &wanted, &value);
    (
        names.into_iter().zip(values.iter().cloned()).collect(),
        unknown,
    )
}

/// Names for an enumeration's values, by the two extensions that are in wide use.
fn variant_names<'a>(merged: &Merged<'a>) -> Option<&'a Vec<Value>> {
    merged.schemas.iter().find_map(|schema| {
        ["x-enum-varnames", "x-enumNames"]
            .iter()
            .find_map(|key| schema.extensions.get(*key)?.as_array())
    })
}
