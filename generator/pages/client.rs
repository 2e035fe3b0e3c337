//! Samples for the generated client, whose names only the Rust view knows.

use std::collections::HashMap;

use crate::contract::Operation;
use crate::docs::code::Code;
use crate::docs::request::Request;
use crate::docs::snippet::{Client, Snippet};
use crate::render;
use crate::rust::{self, Api, Ident, module_name};

/// For each operation, by method and path: its group and its index there.
pub type Places = HashMap<(&'static str, String), (usize, usize)>;

pub fn places(api: &Api) -> Places {
    let mut places = HashMap::new();
    for (at, group) in api.groups.iter().enumerate() {
        for (index, operation) in group.operations.iter().enumerate() {
            let key = (operation.method.name(), operation.path.clone());
            places.insert(key, (at, index));
        }
    }
    places
}

pub struct RustClient<'a> {
    api: &'a Api,
    package: Ident,
    places: Places,
}

impl<'a> RustClient<'a> {
    pub fn new(api: &'a Api, name: &str) -> Self {
        Self {
            api,
            package: module_name(name),
            places: places(api),
        }
    }

    fn operation(&self, operation: &Operation) -> Option<&rust::Operation> {
        let key = (operation.method.name(), operation.path.text.clone());
        let (group, index) = self.places.get(&key)?;
        self.api.groups.get(*group)?.operations.get(*index)
    }
}

impl Client for RustClient<'_> {
    fn sample(&self, operation: &Operation, request: &Request) -> Option<Snippet> {
        let operation = self.operation(operation)?;
        let text = render::sample(self.api, operation, &self.package, request).ok()?;
        Some(Snippet {
            title: "Rust",
            code: Code {
                language: "rust",
                text,
            },
        })
    }
}
