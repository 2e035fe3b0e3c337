//! Equal JSON values: `1` and `1.0` are one number, and the order of properties has no meaning.
#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use serde_json::Value;

use super::super::json::{self, Reader, Scalar, string_at};

/// Returns whether two JSON values are equal.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.to_string(), right.to_string());
            match (json::integer(&left), json::integer(&right)) {
                (Some(left), Some(right)) => left == right,
                (None, None) => json::float(&left) == json::float(&right),
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

/// Hashes of values, made while they are read: equal values have the same. They are made only where
/// some array around must not have an item twice.
#[derive(Debug, Default)]
pub(super) struct Hashes {
    state: Option<RandomState>,
    /// How many arrays around want them.
    wanted: usize,
    /// Those of arrays and objects, by their offsets: probes within probes want them again.
    known: HashMap<usize, u64>,
}

impl Hashes {
    pub fn want(&mut self) {
        self.wanted += 1;
        self.state.get_or_insert_default();
    }

    pub fn unwant(&mut self) {
        self.wanted = self.wanted.saturating_sub(1);
    }

    /// A probe does not add to the hashes of what is around it.
    pub fn put_aside(&mut self) -> usize {
        std::mem::take(&mut self.wanted)
    }

    pub fn take_up(&mut self, wanted: usize) {
        self.wanted = wanted;
    }

    pub fn are_wanted(&self) -> bool {
        self.wanted > 0
    }

    fn of(&self, value: impl std::hash::Hash) -> u64 {
        let state = self.state.as_ref();
        state.map_or(0, |state| state.hash_one(value))
    }

    pub fn scalar(&self, scalar: Scalar<'_>) -> u64 {
        match scalar {
            Scalar::Null => self.of(0_u8),
            Scalar::Boolean(flag) => self.of((1_u8, flag)),
            Scalar::Number(text) => match json::integer(text) {
                Some(integer) => self.of((2_u8, integer)),
                None => self.of((3_u8, json::float(text).to_bits())),
            },
            Scalar::String(text) => self.of((4_u8, text)),
        }
    }

    /// The hash of an array or an object, of which what it holds has a hash.
    pub fn container(&mut self, at: usize, is_object: bool, count: usize, hash: u64) -> u64 {
        let hash = self.of((5 + u8::from(is_object), count, hash));
        self.known.insert(at, hash);
        hash
    }

    pub fn known(&self, at: usize) -> Option<u64> {
        self.known.get(&at).copied()
    }

    /// Adds an item or a property to the hash of what holds it.
    pub fn joined(&self, is_object: bool, token: usize, hash: u64, value: u64, text: &str) -> u64 {
        if is_object {
            hash.wrapping_add(self.of((string_at(text, token).as_ref(), value)))
        } else {
            self.of((hash, value))
        }
    }
}

/// The items of an array that must not have one twice.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// The offset of an item with a hash.
    known: HashMap<u64, usize>,
    pub has_equal: bool,
}

impl Items {
    pub fn add(&mut self, text: &str, at: usize, hash: u64) {
        if self.has_equal {
            return;
        }
        if let Some(before) = self.known.insert(hash, at) {
            let value = |at| Reader::from(text, at).value();
            let pair = (value(before), value(at));
            self.has_equal = matches!(pair, (Some(one), Some(other)) if equal(&one, &other));
        }
    }
}
