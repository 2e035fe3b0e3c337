//! Making a witness as small as it can be while it remains one.

use serde_json::Value;

/// How many smaller values are tried at most, where they are small themselves.
const TRIES: usize = 600;
/// A value with so many more parts counts as one try more: it takes as much longer to judge.
const PARTS: usize = 50;
/// How many items of an array are left out or made simpler: those of a longer one are much alike.
const ITEMS: usize = 50;

/// The smallest value that is found by leaving parts out and replacing parts by simpler ones, one
/// at a time, as long as `is_witness` holds.
pub(super) fn shrink(mut value: Value, mut is_witness: impl FnMut(&Value) -> bool) -> Value {
    let mut left = TRIES;
    loop {
        let smaller = simpler(&value).into_iter().find(|candidate| {
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
        Value::Object(members) => members.values().map(parts).sum(),
        Value::Array(items) => items.iter().map(parts).sum(),
        _ => 0,
    }
}

/// Values that are one step simpler, the boldest steps first: with nothing in it, with less in it,
/// what is in it alone, with something simpler in it.
fn simpler(value: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    match value {
        Value::Object(members) => {
            if !members.is_empty() {
                out.push(Value::Object(serde_json::Map::new()));
            }
            for name in members.keys() {
                let mut fewer = members.clone();
                fewer.shift_remove(name);
                out.push(Value::Object(fewer));
            }
            out.extend(members.values().cloned());
            for (name, member) in members {
                for simpler in simpler(member) {
                    let mut changed = members.clone();
                    changed.insert(name.clone(), simpler);
                    out.push(Value::Object(changed));
                }
            }
        }
        Value::Array(items) => {
            if !items.is_empty() {
                out.push(Value::Array(Vec::new()));
            }
            for index in 0..items.len().min(ITEMS) {
                let mut fewer = items.clone();
                fewer.remove(index);
                out.push(Value::Array(fewer));
            }
            out.extend(items.iter().take(ITEMS).cloned());
            for (index, item) in items.iter().enumerate().take(ITEMS) {
                for simpler in simpler(item) {
                    let mut changed = items.clone();
                    if let Some(slot) = changed.get_mut(index) {
                        *slot = simpler;
                    }
                    out.push(Value::Array(changed));
                }
            }
        }
        Value::String(text) if !text.is_empty() => {
            out.push(Value::from(""));
            let half: String = text.chars().take(text.chars().count() / 2).collect();
            out.push(Value::from(half));
        }
        Value::Number(number) if number.as_i64() != Some(0) => {
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
        }
        _ => {}
    }
    out
}
