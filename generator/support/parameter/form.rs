//! Bodies that are forms.
#![forbid(unsafe_code)]

use serde_json::Value;

use super::super::media::form_pairs;
use super::{Parameter, Shape, deep_pairs, plainly};

/// How a form is written: what its members are, and those that are written in a way of their own.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub shape: Shape,
    pub members: &'static [Parameter],
}

impl Form {
    /// The object that a form means.
    #[must_use]
    pub fn read(&self, text: &str) -> Value {
        let pairs = form_pairs(text);
        let plain = pairs
            .iter()
            .filter(|(name, _)| !self.members.iter().any(|member| member.owns(name)));
        let mut value = self.shape.read_form(plain);
        if let Value::Object(members) = &mut value {
            for member in self.members {
                if let Some(value) = member.read_pairs(&pairs) {
                    members.insert(member.name.to_owned(), value);
                }
            }
        }
        value
    }

    /// The text of a form, for an object.
    #[must_use]
    pub fn write(&self, value: &Value) -> String {
        let mut pairs = Vec::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            match self.members.iter().find(|member| member.name == name) {
                Some(member) => member.write_pairs(value, &mut pairs),
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
