//! Requests that the service sends: webhooks and callbacks. They have no stub and no method, for
//! where they arrive is not of this contract; what they are made of has types all the same.

use super::super::models::Context;
use super::super::names::Scope;
use super::build::{OperationBuilder, called};
use super::status::status_title;
use crate::contract::{self, Direction};

impl<'a> OperationBuilder<'a, '_> {
    /// Gives types to the bodies of webhooks and callbacks, and to those of their responses.
    pub fn sent(&mut self) {
        let contract = self.contract;
        let mut names = Scope::of_files(&["webhooks"]);
        for operation in &contract.webhooks {
            let name = name(&operation.path.text, operation, &contract.webhooks);
            self.of_sent(operation, "webhooks", &name, &mut names);
        }
        let mut names = Scope::of_files(&["callbacks"]);
        for caller in &contract.operations {
            for callback in &caller.callbacks {
                let title = format!("{} {}", called(caller), callback.name);
                for operation in &callback.operations {
                    let name = name(&title, operation, &callback.operations);
                    self.of_sent(operation, "callbacks", &name, &mut names);
                }
            }
        }
    }

    fn of_sent(
        &mut self,
        operation: &'a contract::Operation,
        folder: &'static str,
        name: &str,
        names: &mut Scope,
    ) {
        let about = format!(
            "Types of `{} {}`, which the service sends.",
            operation.method, operation.path.text
        );
        let module = names.snake(name);
        let context = Context {
            module: self.models.inline_module(folder, &module, about),
            path: Vec::new(),
        };
        // The service writes the request and reads the response.
        self.models.direction = Some(Direction::Response);
        if let Some(body) = &operation.body {
            self.payloads(&body.content, None, "Body", &context);
        }
        self.models.direction = Some(Direction::Request);
        for response in &operation.responses {
            let title = status_title(response.status);
            self.payloads(&response.content, None, &title, &context);
        }
        self.models.direction = None;
    }
}

/// Returns the name of a request, with its method if its callback or webhook has several.
fn name(title: &str, operation: &contract::Operation, all: &[contract::Operation]) -> String {
    let alike = |other: &&contract::Operation| other.path.text == operation.path.text;
    if all.iter().filter(alike).count() > 1 {
        format!("{title} {}", operation.method.name().to_lowercase())
    } else {
        title.to_owned()
    }
}
