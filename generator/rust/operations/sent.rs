//! Requests that the service sends: webhooks and callbacks. They have no stub and no method, for
//! where they arrive is not of this contract; what they are made of has types all the same.

use super::super::models::Context;
use super::super::names::{Case, Ident, Otherwise, Scope, Wanted};
use super::build::OperationBuilder;
use super::names::called;
use super::status::status_title;
use crate::contract::{self, Direction, Method};

/// A request that the service sends.
struct Sent<'a> {
    text: String,
    operation: &'a contract::Operation,
}

impl<'a> Sent<'a> {
    /// One with a method that webhooks and callbacks seldom have is named with it, whether there are
    /// others or not.
    fn new(title: &str, operation: &'a contract::Operation) -> Self {
        let text = match operation.method {
            Method::Post => title.to_owned(),
            other => format!("{title}_{}", other.name().to_lowercase()),
        };
        Self { text, operation }
    }
}

impl<'a> OperationBuilder<'a, '_> {
    /// Gives types to the bodies of webhooks and callbacks, and to those of their responses.
    pub fn sent(&mut self) {
        let contract = self.contract;
        let webhooks: Vec<Sent<'_>> = contract
            .webhooks
            .iter()
            .map(|operation| Sent::new(&operation.path.text, operation))
            .collect();
        self.all_sent("webhooks", &webhooks, Scope::of_files(&["webhooks"]));
        let mut callbacks = Vec::new();
        for caller in &contract.operations {
            let caller_name = Case::Snake.of(&called(caller));
            for callback in &caller.callbacks {
                let title = format!("{caller_name}_{}", callback.name);
                let operations = callback.operations.iter();
                callbacks.extend(operations.map(|operation| Sent::new(&title, operation)));
            }
        }
        self.all_sent("callbacks", &callbacks, Scope::of_files(&["callbacks"]));
    }

    fn all_sent(&mut self, folder: &'static str, all: &[Sent<'a>], mut scope: Scope) {
        let wanted: Vec<Wanted<'_>> = all.iter().map(|sent| Wanted::new(&sent.text)).collect();
        let otherwise = |index: usize| {
            let sent = all.get(index);
            let text = sent.map(|sent| format!("{} {}", sent.text, sent.operation.path.text));
            Otherwise::from(text.unwrap_or_default())
        };
        let modules = scope.all(Case::Snake, &wanted, &otherwise);
        for (sent, module) in all.iter().zip(modules) {
            self.of_sent(sent.operation, folder, &module);
        }
    }

    fn of_sent(
        &mut self,
        operation: &'a contract::Operation,
        folder: &'static str,
        module: &Ident,
    ) {
        let about = format!(
            "Types of `{} {}`, which the service sends.",
            operation.method, operation.path.text
        );
        let context = Context {
            module: self.models.inline_module(folder, module, about),
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
