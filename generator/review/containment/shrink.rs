//! Making a witness as small as it can be while it remains one.

use serde_json::{Map, Number, Value};

/// How many smaller values are tried at most, where they are small themselves.
const TRIES: usize = 600;
/// A value with so many more parts counts as one try more: it takes as much longer to judge.
const PARTS: usize = 50;
/// How many items of an array are left out or made simpler: those of a longer one are much alike.
const ITEMS: usize = 50;

/// The smallest value that is found by leaving parts out and replacing parts by simpler ones, one
/// at a time, as long as `is_witness` holds.
pub(crate) fn shrink(mut value: Value, mut is_witness: impl FnMut(&Value) -> bool) -> Value {
    let mut left = TRIES;
    loop {
        let smaller = simpler(&value).find(|candidate| {
            left = left.saturating_sub(1 + parts(candidate) / PARTS);
            left > 0 && is_witness(candidate)
        });
        match smaller {
            Some(smaller) => value = smaller,
            None => return value,
        }
    }
}

/// How many values there are in a value, itself included.
fn parts(value: &Value) -> usize {
    1 + match value {
        Value::Object(properties) => properties.values().map(parts).sum(),
        Value::Array(items) => items.iter().map(parts).sum(),
        _ => 0,
    }
}

/// Values that are one step simpler, the boldest steps first: with nothing in it, with less in it,
/// what is in it alone, with something simpler in it. Each is made when it is asked for: values are
/// large, and the first steps mostly do.
fn simpler(value: &Value) -> Box<dyn Iterator<Item = Value> + '_> {
    match value {
        Value::Object(properties) => {
            let none = (!properties.is_empty()).then(|| Value::Object(Map::new()));
            let fewer = properties.keys().map(move |name| {
                let mut fewer = properties.clone();
                fewer.shift_remove(name);
                Value::Object(fewer)
            });
            let changed = properties.iter().flat_map(move |(name, property)| {
                simpler(property).map(move |simpler| {
                    let mut changed = properties.clone();
                    changed.insert(name.clone(), simpler);
                    Value::Object(changed)
                })
            });
            let alone = properties.values().cloned();
            Box::new(none.into_iter().chain(fewer).chain(alone).chain(changed))
        }
        Value::Array(items) => {
            let none = (!items.is_empty()).then(|| Value::Array(Vec::new()));
            let fewer = (0..items.len().min(ITEMS)).map(move |index| {
                let mut fewer = items.clone();
                fewer.remove(index);
                Value::Array(fewer)
            });
            let few = items.iter().enumerate().take(ITEMS);
            let changed = few.flat_map(move |(index, item)| {
                simpler(item).map(move |simpler| {
                    let mut changed = items.clone();
                    if let Some(slot) = changed.get_mut(index) {
                        *slot = simpler;
                    }
                    Value::Array(changed)
                })
            });
            let alone = items.iter().take(ITEMS).cloned();
            Box::new(none.into_iter().chain(fewer).chain(alone).chain(changed))
        }
        Value::String(text) if !text.is_empty() => {
            let half: String = text.chars().take(text.chars().count() / 2).collect();
            Box::new([Value::from(""), Value::from(half)].into_iter())
        }
        Value::Number(number) => Box::new(rounder(number).into_iter()),
        _ => Box::new(std::iter::empty()),
    }
}

/// Numbers that are simpler than one.
fn rounder(number: &Number) -> Vec<Value> {
    let mut out = Vec::new();
    if number.as_i64() == Some(0) {
        return out;
    }
    out.push(Value::from(0));
    if let Some(whole) = number.as_i64() {
        if whole.unsigned_abs() > 1 {
            out.push(Value::from(whole.signum()));
        }
        if whole < 0 {
            out.extend(whole.checked_neg().map(Value::from));
        }
    } else if let Some(double) = number.as_f64().filter(|double| double.fract() == 0.0) {
        // Beyond the integers that JSON is read into on the one side, within on the other.
        let negated = (-double) as u64;
        if negated as f64 == -double && negated < u64::MAX {
            out.push(Value::from(negated));
        }
    }
    out
}
