//! Reading the properties of an object, in whatever order they are.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::nullable::Nullable;
use super::FromJson;
use super::names::{Names, find};
use super::problem::Mismatch;
use super::reader::Reader;

/// Reads the properties of an object that have a name in a list, and the others.
#[derive(Debug)]
pub struct ObjectReader<'t> {
    at: usize,
    names: &'static [&'static str],
    is_first: bool,
    next: usize,
    /// The name of a property that is not in the list.
    other: Cow<'t, str>,
    /// The names of the list that were met, as bits.
    met: Bits,
    /// The other names that were met.
    others: Names<'t>,
}

impl<'t> Reader<'t> {
    /// Begins an object, with the names of its properties. More than sixteen names are sorted.
    pub fn object(&mut self, names: &'static [&'static str]) -> Option<ObjectReader<'t>> {
        let at = self.begin_object()?;
        Some(ObjectReader {
            at,
            names,
            is_first: true,
            next: 0,
            other: Cow::Borrowed(""),
            met: Bits::default(),
            others: Names::default(),
        })
    }

    /// Reads a required property.
    pub fn read<T: FromJson>(&mut self, slot: &mut Option<T>) {
        *slot = T::from_json(self);
    }

    /// Reads an optional property. Null is read as absent.
    pub fn optional<T: FromJson>(&mut self, slot: &mut Option<T>) {
        *slot = match self.is_null() {
            true => {
                self.null();
                None
            }
            false => T::from_json(self),
        };
    }

    /// Reads an optional property that may be null: absent and null mean different things.
    pub fn nullable<T: FromJson>(&mut self, slot: &mut Nullable<T>) {
        *slot = match self.is_null() {
            true => {
                self.null();
                Nullable::Null
            }
            false => match T::from_json(self) {
                Some(value) => Nullable::Value(value),
                None => Nullable::Absent,
            },
        };
    }
}

impl<'t> ObjectReader<'t> {
    /// Returns the position of the next property's name in the list, or the length of the list if it
    /// is none of them.
    pub fn next(&mut self, json: &mut Reader<'t>) -> Option<usize> {
        let name = json.name(self.is_first)?;
        self.is_first = false;
        match find(self.names, &name, self.next, |name| name) {
            Some(index) => {
                self.next = index + 1;
                if json.is_strict && self.met.set(index) {
                    json.twice();
                }
                Some(index)
            }
            None => {
                self.other = name;
                Some(self.names.len())
            }
        }
    }

    /// Passes over a property that is not in the list.
    pub fn skip(&mut self, json: &mut Reader<'t>) {
        if json.is_strict && self.others.met(std::mem::take(&mut self.other)) {
            json.twice();
        }
        json.skip();
    }

    /// Keeps a property that is not in the list.
    pub fn additional<T: FromJson>(
        &mut self,
        json: &mut Reader<'t>,
        properties: &mut BTreeMap<String, T>,
    ) {
        let name = std::mem::take(&mut self.other).into_owned();
        if let Some(value) = T::from_json(json)
            && properties.insert(name, value).is_some()
            && json.is_strict
        {
            json.twice();
        }
    }

    /// Returns a required property, whose name is at a position in the list.
    pub fn required<T>(&self, json: &mut Reader<'_>, slot: Option<T>, index: usize) -> Option<T> {
        if slot.is_none() {
            json.keep(Mismatch {
                at: self.at,
                name: self.names.get(index).copied(),
                message: Cow::Borrowed("is missing"),
            });
        }
        slot
    }
}

/// A set of small numbers.
#[derive(Debug, Default)]
struct Bits {
    low: u64,
    high: Vec<u64>,
}

impl Bits {
    /// Adds a number, and returns whether it was there.
    fn set(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let word = match index / 64 {
            0 => &mut self.low,
            word => {
                if self.high.len() < word {
                    self.high.resize(word, 0);
                }
                match self.high.get_mut(word - 1) {
                    Some(word) => word,
                    None => return false,
                }
            }
        };
        let was = *word & bit != 0;
        *word |= bit;
        was
    }
}
