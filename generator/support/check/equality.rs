//! Equality of JSON values.
#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use serde_json::Value;

use super::super::json;

/// Returns whether two JSON values are equal: `1` and `1.0` are one number.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(one), Value::Number(other)) => {
            match (json::integer(left), json::integer(right)) {
                (Some(left), Some(right)) => left == right,
                (None, None) => {
                    one == other || one.as_f64().is_some() && one.as_f64() == other.as_f64()
                }
                _ => false,
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| equal(left, right)))
        }
        _ => left == right,
    }
}

/// Hashes of values, which are the same for equal ones. Those of arrays and objects that hold others
/// are kept: arrays in arrays would be hashed as often as they are deep.
#[derive(Debug, Default)]
pub(super) struct Hashes {
    state: RandomState,
    known: HashMap<usize, u64>,
}

/// Items are compared in pairs if they are no more than these, and are all scalars.
const PAIRS: usize = 8;

impl Hashes {
    /// Returns whether two items of a list are equal.
    pub(super) fn has_equal(&mut self, items: &[Value]) -> bool {
        let is_plain = |item: &Value| !item.is_array() && !item.is_object();
        if items.len() <= PAIRS && items.iter().all(is_plain) {
            let mut numbered = items.iter().enumerate();
            return numbered.any(|(index, one)| {
                let mut others = items.iter().skip(index + 1);
                others.any(|other| equal(one, other))
            });
        }
        let mut seen = HashMap::with_capacity(items.len());
        items.iter().any(|item| {
            let before = seen.insert(self.hash(item), item);
            before.is_some_and(|before| equal(before, item))
        })
    }

    fn hash(&mut self, value: &Value) -> u64 {
        let holds = |value: &Value| value.is_array() || value.is_object();
        match value {
            Value::Null => self.state.hash_one(0_u8),
            Value::Bool(flag) => self.state.hash_one((1_u8, flag)),
            Value::Number(number) => match json::integer(value) {
                Some(integer) => self.state.hash_one((2_u8, integer)),
                None => self
                    .state
                    .hash_one((3_u8, number.as_f64().map(f64::to_bits))),
            },
            Value::String(text) => self.state.hash_one((4_u8, text)),
            Value::Array(items) => self.kept(value, items.iter().any(holds), |hashes| {
                let start = hashes.state.hash_one((5_u8, items.len()));
                items.iter().fold(start, |hash, item| {
                    let item = hashes.hash(item);
                    hashes.state.hash_one((hash, item))
                })
            }),
            Value::Object(properties) => {
                self.kept(value, properties.values().any(holds), |hashes| {
                    let start = hashes.state.hash_one((6_u8, properties.len()));
                    // The order of properties has no meaning.
                    properties.iter().fold(start, |hash, (name, value)| {
                        let value = hashes.hash(value);
                        hash.wrapping_add(hashes.state.hash_one((name, value)))
                    })
                })
            }
        }
    }

    fn kept(&mut self, value: &Value, keep: bool, make: impl FnOnce(&mut Self) -> u64) -> u64 {
        if !keep {
            return make(self);
        }
        let key = std::ptr::from_ref(value) as usize;
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let hash = make(self);
        self.known.insert(key, hash);
        hash
    }
}
