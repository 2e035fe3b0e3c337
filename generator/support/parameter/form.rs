//! Form bodies.
#![forbid(unsafe_code)]

use serde_json::Value;

use super::super::media::form_pairs;
use super::{Parameter, Shape, deep_pairs, plainly};

/// The serialization of a form: its properties, and those with an encoding of their own.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub shape: Shape,
    pub properties: &'static [Parameter],
}

impl Form {
    /// Parses a form as an object.
    #[must_use]
    pub fn read(&self, text: &str) -> Value {
        let pairs = form_pairs(text);
        let plain = pairs
            .iter()
            .filter(|(name, _)| !self.properties.iter().any(|property| property.owns(name)));
        let mut value = self.shape.read_form(plain);
        if let Value::Object(properties) = &mut value {
            for property in self.properties {
                if let Some(value) = property.read_pairs(&pairs) {
                    properties.insert(property.name.to_owned(), value);
                }
            }
        }
        value
    }

    /// Serializes an object as a form.
    #[must_use]
    pub fn write(&self, value: &Value) -> String {
        let mut pairs = Vec::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            match self
                .properties
                .iter()
                .find(|property| property.name == name)
            {
                Some(property) => property.write_pairs(value, &mut pairs),
                None => deep_pairs(name, value, plainly, &mut pairs),
            }
        }
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }
}
