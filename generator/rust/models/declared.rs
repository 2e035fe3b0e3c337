//! The names and modules of types, which are decided before anything else.

use std::collections::HashSet;

use serde_json::Value;

use super::super::names::{Case, Ident, Otherwise, Scope, Wanted};
use super::super::types::{Docs, Kind, Model, ModelId, Module, Ty};
use super::{Context, ModelBuilder, docs};
use crate::contract::SchemaId;
use crate::diagnostic::{Diagnostic, codes};
use counterpart_contract::merge::Merged;

/// The type of an inline schema, and what names it.
#[derive(Debug)]
pub(super) struct Inline {
    model: ModelId,
    /// The names on the path to it.
    text: String,
    given: Option<String>,
    /// Where the schema is, which tells apart what has one path.
    place: String,
}

impl Inline {
    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            text: &self.text,
            given: self.given.as_deref(),
        }
    }
}

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
            let ident = self.root.behind(name, "Input");
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

    /// Types of named schemas, whatever they are.
    pub(super) fn declare(&mut self, named: &[(&str, SchemaId)]) {
        let contract = self.contract;
        // A schema may have several names, of which one is its own.
        let mut own = HashSet::new();
        let wanted: Vec<Wanted<'_>> = named
            .iter()
            .map(|(name, id)| {
                let schema = &contract[*id];
                let is_own = schema.name.as_deref() == Some(name) && own.insert(*id);
                let given = schema.extensions.get("x-rust-name").filter(|_| is_own);
                Wanted {
                    text: name,
                    given: given.and_then(Value::as_str),
                }
            })
            .collect();
        let types = self.root.all(Case::Camel, &wanted, &Otherwise::nothing);
        let plain: Vec<Wanted<'_>> = named.iter().map(|(name, _)| Wanted::new(name)).collect();
        let modules = self.modules.all(Case::Snake, &plain, &Otherwise::nothing);
        let all = named.iter().zip(&wanted).zip(types.iter().zip(&modules));
        let (exact, other): (Vec<_>, Vec<_>) =
            all.partition(|(((name, _), _), _)| Case::Camel.of(name) == *name);
        for (((name, id), wanted), (ident, module)) in exact.into_iter().chain(other) {
            if let Some(given) = wanted.given.filter(|given| *given != ident.bare()) {
                self.report.push(Diagnostic::new(
                    &codes::INVALID_RUST_NAME,
                    contract[*id].place.join("x-rust-name"),
                    format!("`{given}` cannot be used as a name here"),
                ));
            }
            self.declare_named(name, *id, ident.clone(), module);
        }
    }

    fn declare_named(&mut self, name: &str, id: SchemaId, ident: Ident, module: &Ident) {
        let schema = &self.contract[id];
        let own = !self.named.contains_key(&id) && schema.name.as_deref() == Some(name);
        let docs = docs(schema).beside(&[name, ident.bare()]);
        let module = self.module(module, None, format!("Types of the schema `{name}`."));
        self.scopes[module].reserve(ident.bare());
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

    /// A module for the inline schemas of an operation, or of a request that the service sends.
    pub fn inline_module(&mut self, folder: &'static str, name: &Ident, about: String) -> usize {
        self.module(name, Some(folder), about)
    }

    /// Adds a module. No module in it has its name, which clippy takes for a mistake.
    fn module(&mut self, name: &Ident, folder: Option<&'static str>, about: String) -> usize {
        self.models.modules.push(Module {
            name: name.clone(),
            about,
            folder,
            reexported: Vec::new(),
        });
        self.scopes.push(Scope::of_models());
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
        let schema = merged.schemas.first();
        let given = schema.and_then(|schema| schema.extensions.get("x-rust-name")?.as_str());
        let text = context.path.join(" ");
        let name = Scope::of_models().camel(given.unwrap_or(&text));
        let step = context.path.last().map_or("", String::as_str);
        let docs = schema.map(|schema| docs(schema));
        let docs = docs.unwrap_or_default().beside(&[name.bare(), step]);
        self.inline.push(Inline {
            model: ModelId(self.models.models.len()),
            text,
            given: given.map(str::to_owned),
            place: schema.map_or_else(String::new, |schema| schema.place.pointer.to_string()),
        });
        self.models.models.push(Model {
            name,
            nested: None,
            module: context.module,
            docs,
            kind,
            request_only: false,
        });
        ModelId(self.models.models.len() - 1)
    }

    /// Names the types of inline schemas, which so far have the names that they want: in which order
    /// they were met says nothing.
    pub(super) fn name_inline(&mut self) {
        let mut by_module: Vec<Vec<Inline>> = Vec::new();
        by_module.resize_with(self.scopes.len(), Vec::new);
        for inline in std::mem::take(&mut self.inline) {
            let module = self.models[inline.model].module;
            if let Some(own) = by_module.get_mut(module) {
                own.push(inline);
            }
        }
        for (module, mut inline) in by_module.into_iter().enumerate() {
            inline.sort_by(|one, other| one.place.cmp(&other.place));
            let owner = self.models.modules.get(module);
            let owner = owner.map_or("", |module| module.name.bare());
            let wanted: Vec<Wanted<'_>> = inline.iter().map(Inline::wanted).collect();
            let otherwise = |index: usize| {
                let own = inline.get(index).map(|own| format!("{owner} {}", own.text));
                Otherwise::from(own.unwrap_or_default())
            };
            let names = self.scopes[module].all(Case::Camel, &wanted, &otherwise);
            let wanted: Vec<Wanted<'_>> =
                names.iter().map(|name| Wanted::new(name.bare())).collect();
            let nested = self.nested_modules[module].all(Case::Snake, &wanted, &otherwise);
            for (own, (name, nested)) in inline.iter().zip(names.iter().zip(nested)) {
                if let Some(model) = self.models.models.get_mut(own.model.0) {
                    model.name = name.clone();
                    model.nested = Some(nested);
                }
            }
        }
    }
}
