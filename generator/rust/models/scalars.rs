//! Types of plain values.

use super::super::types::Ty;
use crate::contract::{Decimal, Type};
use counterpart_contract::merge::Merged;

/// Plain types to choose between, where there are several and they are named.
pub(super) fn scalar_choice(merged: &Merged<'_>) -> Option<Vec<Type>> {
    if !merged.has_types() || merged.types.single().is_some() {
        return None;
    }
    let mut kinds: Vec<Type> = merged.types.iter().collect();
    if kinds.contains(&Type::Number) {
        kinds.retain(|kind| *kind != Type::Integer);
    }
    let all = kinds.len() >= 5;
    (kinds.len() > 1 && !all).then_some(kinds)
}

pub(super) fn integer(merged: &Merged<'_>) -> Ty {
    let bounds = || {
        let all = merged.schemas.iter();
        all.flat_map(|schema| [schema.minimum, schema.maximum].into_iter().flatten())
    };
    let beyond = |limit: i128| bounds().any(|bound| bound.value > Decimal::new(limit, 0));
    let below = bounds().any(|bound| bound.value < Decimal::new(i128::from(i64::MIN), 0));
    let least = merged.schemas.iter().filter_map(|schema| schema.minimum);
    let positive = least
        .map(|bound| bound.value)
        .any(|value| value >= Decimal::ZERO);
    match merged.format {
        Some("int32") => Ty::Integer("i32"),
        Some("int16") => Ty::Integer("i16"),
        Some("int8") => Ty::Integer("i8"),
        Some("uint8") => Ty::Integer("u8"),
        Some("uint16") => Ty::Integer("u16"),
        Some("uint32") => Ty::Integer("u32"),
        Some("uint64" | "uint") => Ty::Integer("u64"),
        _ if below || beyond(i128::from(u64::MAX)) => Ty::Number,
        // No width takes both.
        _ if beyond(i128::from(i64::MAX)) && !positive => Ty::Number,
        _ if beyond(i128::from(i64::MAX)) => Ty::Integer("u64"),
        _ => Ty::Integer("i64"),
    }
}

/// A JSON number has no width, and a double holds every single without loss; only where the
/// contract wants decimals exactly is the number kept as it is written.
pub(super) fn number(merged: &Merged<'_>) -> Ty {
    match merged.format {
        Some("decimal" | "decimal128") => Ty::Number,
        _ => Ty::Float,
    }
}

pub(super) fn string(merged: &Merged<'_>) -> Ty {
    match merged.format {
        Some("date-time") => Ty::Timestamp,
        Some("date") => Ty::Date,
        Some("uuid") => Ty::Uuid,
        // Types for URIs rewrite what they read; what was sent is kept.
        _ => Ty::String,
    }
}
