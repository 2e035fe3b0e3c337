//! Writing objects property by property.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::super::nullable::Nullable;

/// Writes the properties of an object, in the order in which they are given.
#[derive(Debug)]
pub struct ObjectWriter<S: Serializer> {
    properties: S::SerializeMap,
}

impl<S: Serializer> ObjectWriter<S> {
    /// Starts an object.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        Ok(Self {
            properties: serializer.serialize_map(None)?,
        })
    }

    /// Writes a required property.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn required<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), S::Error> {
        self.properties.serialize_entry(name, value)
    }

    /// Writes an optional property.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn optional<T: Serialize>(
        &mut self,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), S::Error> {
        match value {
            Some(value) => self.properties.serialize_entry(name, value),
            None => Ok(()),
        }
    }

    /// Writes an optional property that may be null.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn nullable<T: Serialize>(
        &mut self,
        name: &str,
        value: &Nullable<T>,
    ) -> Result<(), S::Error> {
        match value {
            Nullable::Absent => Ok(()),
            Nullable::Null => self.properties.serialize_entry(name, &()),
            Nullable::Value(value) => self.properties.serialize_entry(name, value),
        }
    }

    /// Writes additional properties.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn additional<T: Serialize>(
        &mut self,
        properties: &BTreeMap<String, T>,
    ) -> Result<(), S::Error> {
        properties
            .iter()
            .try_for_each(|(name, value)| self.properties.serialize_entry(name, value))
    }

    /// Ends the object.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.properties.end()
    }
}
