//! The names and modules of types, which are decided before anything else.

use serde_json::Value;

use super::super::names::{Ident, Scope};
use super::super::types::{Docs, Kind, Model, ModelId, Module, Ty};
use super::{Context, ModelBuilder, docs};
use crate::contract::{Schema, SchemaId};
use crate::diagnostic::{Diagnostic, codes};
use counterpart_contract::merge::Merged;

impl ModelBuilder<'_> {
    /// Types of requests beside those of responses, named after all others.
    pub(super) fn declare_inputs(&mut self) {
        let mut named: Vec<(SchemaId, ModelId)> =
            self.named.iter().map(|(id, model)| (*id, *model)).collect();
        named.sort_by_key(|(_, model)| *model);
        named.retain(|(id, _)| self.views.has_input(*id));
        for (id, model) in named {
            let Model { name, module, .. } = &self.models.models[model.0];
            let module = *module;
            let docs = docs(&self.contract[id]).beside(&[name.bare()]);
            let ident = self.root.camel(&format!("{}Input", name.bare()));
            self.scopes[module].reserve(ident.bare());
            let nested = Some(self.nested_modules[module].snake(ident.bare()));
            let input = ModelId(self.models.models.len());
            self.models.models.push(Model {
                name: ident,
                module,
                docs,
                kind: Kind::Alias(Ty::Value),
                nested,
                request_only: false,
            });
            if let Some(module) = self.models.modules.get_mut(module) {
                module.reexported.push(input);
            }
            self.inputs.insert(id, input);
        }
    }

    pub(super) fn declare(&mut self, name: &str, id: SchemaId) {
        let schema = &self.contract[id];
        let own = !self.named.contains_key(&id) && schema.name.as_deref() == Some(name);
        let given = own
            .then(|| schema.extensions.get("x-rust-name").and_then(Value::as_str))
            .flatten();
        let ident = self
            .given_name(given, schema)
            .unwrap_or_else(|| self.root.camel(name));
        let docs = docs(schema).beside(&[name, ident.bare()]);
        let module = self.module(name, None, format!("Types of the schema `{name}`."));
        let mut scope = Scope::of_types();
        scope.reserve(ident.bare());
        self.scopes[module] = scope;
        let model = ModelId(self.models.models.len());
        self.models.models.push(Model {
            name: ident,
            module,
            docs,
            kind: Kind::Alias(Ty::Value),
            nested: None,
            request_only: false,
        });
        if let Some(module) = self.models.modules.get_mut(module) {
            module.reexported.push(model);
        }
        if own {
            self.named.insert(id, model);
        } else {
            self.models.models[model.0].docs = Docs::default();
            self.second_names.push((model, id));
        }
    }

    fn given_name(&mut self, given: Option<&str>, schema: &Schema) -> Option<Ident> {
        let given = given?;
        let ident = self.root.given_type(given);
        if ident.is_none() {
            self.report.push(Diagnostic::new(
                &codes::INVALID_RUST_NAME,
                schema.place.join("x-rust-name"),
                format!("`{given}` cannot be used as a name here"),
            ));
        }
        ident
    }

    fn module(&mut self, name: &str, folder: Option<&'static str>, about: String) -> usize {
        let name = self.modules.snake(name);
        self.models.modules.push(Module {
            name: name.clone(),
            about,
            folder,
            reexported: Vec::new(),
        });
        self.add_scopes(&name)
    }

    /// A module for the inline schemas of an operation, or of a request that the service sends.
    pub fn inline_module(&mut self, folder: &'static str, name: &Ident, about: String) -> usize {
        self.models.modules.push(Module {
            name: name.clone(),
            about,
            folder: Some(folder),
            reexported: Vec::new(),
        });
        self.add_scopes(name)
    }

    /// Adds the names of the module that was pushed last. No module in it has its name, which clippy
    /// takes for a mistake.
    fn add_scopes(&mut self, name: &Ident) -> usize {
        self.scopes.push(Scope::of_types());
        let mut modules = Scope::of_modules(&[]);
        modules.reserve(name.bare());
        self.nested_modules.push(modules);
        self.models.modules.len() - 1
    }

    pub(super) fn declare_inline(
        &mut self,
        kind: Kind,
        merged: &Merged<'_>,
        context: &Context,
    ) -> ModelId {
        let given = merged
            .schemas
            .first()
            .and_then(|schema| schema.extensions.get("x-rust-name")?.as_str());
        let scope = &mut self.scopes[context.module];
        let given = given.and_then(|given| scope.given_type(given));
        let name = given.unwrap_or_else(|| scope.camel(&context.path.join(" ")));
        let nested = Some(self.nested_modules[context.module].snake(name.bare()));
        let step = context.path.last().map_or("", String::as_str);
        let docs = merged.schemas.first().map(|schema| docs(schema));
        let docs = docs.unwrap_or_default().beside(&[name.bare(), step]);
        self.models.models.push(Model {
            name,
            nested,
            module: context.module,
            docs,
            kind,
            request_only: false,
        });
        ModelId(self.models.models.len() - 1)
    }
}
