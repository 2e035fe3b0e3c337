//! Models: which schemas become types of their own, what they are called, and what is in them.

mod declared;
mod enumerations;
mod nullable;
mod scalars;
mod single;
mod unions;
mod views;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::names::{Case, Ident, Otherwise, Scope, Wanted};
use super::types::{Docs, Field, Kind, Model, ModelId, Models, Presence, SingleValue, Struct, Ty};
use super::{boxes, branches};
use crate::contract::{Contract, Direction, Schema, SchemaId, Type};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::FileId;
use counterpart_contract::merge::{Additional, Merged, Part};
use declared::Inline;
use enumerations::{integer_values, integer_variants, is_string_enum, string_variants};
use scalars::{integer, number, scalar_choice, string};
use views::{Views, is_absent};

/// Folders of models that no schema may be the module of.
const FOLDERS: &[&str] = &[OPERATIONS, "webhooks", "callbacks", "models"];

/// So many schemas lead to each other's parts before the one that comes first gives the name.
const NESTED: usize = 50;

/// The field that keeps properties without a field of their own.
const ADDITIONAL_PROPERTIES: &str = "additional_properties";

/// The folder of what only single operations use.
pub const OPERATIONS: &str = "operations";

/// The location of an inline schema, for its name: the module, and the names on the path to it.
#[derive(Debug, Clone)]
pub struct Context {
    pub module: usize,
    pub path: Vec<String>,
}

impl Context {
    #[must_use]
    pub fn join(&self, step: &str) -> Self {
        let mut path = self.path.clone();
        path.push(step.to_owned());
        Self {
            module: self.module,
            path,
        }
    }
}

/// The key of a type: the schemas whose values it has, and the direction where it matters.
type Key = (Option<Direction>, Vec<Part>);

/// Decides models on demand.
pub struct ModelBuilder<'a> {
    pub contract: &'a Contract,
    pub models: Models,
    pub report: Vec<Diagnostic>,
    modules: Scope,
    /// Names of types, for each module.
    scopes: Vec<Scope>,
    /// Names of the modules below each module.
    nested_modules: Vec<Scope>,
    /// Names of re-exported types.
    root: Scope,
    /// Types of inline schemas, which are named when all are known.
    inline: Vec<Inline>,
    named: HashMap<SchemaId, ModelId>,
    views: Views,
    /// Types of requests, for named schemas whose own type is that of responses.
    inputs: HashMap<SchemaId, ModelId>,
    /// The direction that types are being decided for.
    pub direction: Option<Direction>,
    /// Set while the content of a separate type of requests is decided.
    inside_input: bool,
    /// Names for schemas that have another one already.
    second_names: Vec<(ModelId, SchemaId)>,
    memo: HashMap<Key, Ty>,
    /// Named schemas by file and pointer.
    owners: HashMap<FileId, HashMap<String, SchemaId>>,
    /// Models that are decided or being decided.
    decided: HashSet<ModelId>,
    /// How many are being decided because what is written in them was met elsewhere.
    nested: usize,
    /// Lists and maps being decided, which would otherwise hold themselves for ever.
    deciding: HashSet<Key>,
    /// Bases without what is built on them with `allOf`.
    bases: HashMap<SchemaId, SchemaId>,
    /// With so many types, schemas that hold together get none of their own: choices among the
    /// parts of an `allOf`, which are choices again, make as many as there are ways through them.
    most: usize,
}

impl<'a> ModelBuilder<'a> {
    /// Gives every named schema its type, whatever it is, before any is looked into: their names
    /// depend on nothing but each other.
    #[must_use]
    pub fn new(contract: &'a Contract) -> Self {
        let mut builder = Self {
            contract,
            models: Models::default(),
            report: Vec::new(),
            modules: Scope::of_modules(FOLDERS).after(Case::Camel),
            scopes: Vec::new(),
            nested_modules: Vec::new(),
            root: Scope::of_models(),
            inline: Vec::new(),
            named: HashMap::new(),
            views: Views::new(contract),
            inputs: HashMap::new(),
            direction: None,
            inside_input: false,
            second_names: Vec::new(),
            memo: HashMap::new(),
            owners: HashMap::new(),
            decided: HashSet::new(),
            nested: 0,
            deciding: HashSet::new(),
            bases: contract.bases(),
            most: 100 + 2 * contract.schemas.len(),
        };
        let names: Vec<(&str, SchemaId)> = contract.named().collect();
        for (_, id) in &names {
            let place = &contract[*id].place;
            let own = builder.owners.entry(place.file).or_default();
            own.insert(place.pointer.as_str().to_owned(), *id);
        }
        builder.declare(&names);
        builder.declare_inputs();
        builder
    }

    /// Decides what every named schema is.
    pub fn fill(&mut self) {
        for inside_input in [false, true] {
            self.inside_input = inside_input;
            let own = if inside_input {
                &self.inputs
            } else {
                &self.named
            };
            let mut all: Vec<(SchemaId, ModelId)> =
                own.iter().map(|(id, model)| (*id, *model)).collect();
            all.sort_by_key(|(_, model)| *model);
            for (id, model) in all {
                self.fill_one(id, model);
            }
        }
        self.direction = None;
        self.inside_input = false;
        for (model, id) in std::mem::take(&mut self.second_names) {
            let context = Context {
                module: self.models[model].module,
                path: vec!["value".to_owned()],
            };
            self.models.models[model.0].kind = Kind::Alias(self.of(id, &context));
        }
    }

    /// Decides what a named schema is, or what it is in requests, once.
    fn fill_one(&mut self, id: SchemaId, model: ModelId) {
        if !self.decided.insert(model) {
            return;
        }
        let Model { name, module, .. } = &self.models.models[model.0];
        let (name, direction) = match self.inside_input {
            true => (name.bare().to_owned(), Some(Direction::Request)),
            false => {
                let name = self.contract[id].name.clone().unwrap_or_default();
                (name, self.views.own(id))
            }
        };
        let context = Context {
            module: *module,
            path: Vec::new(),
        };
        let outer = std::mem::replace(&mut self.direction, direction);
        let kind = self.decide_named(id, &name, &context);
        self.direction = outer;
        self.models.models[model.0].kind = kind;
    }

    /// Decides first what a schema is written in, where that is a named one: whoever else leads to
    /// the schema, its type stands with that name.
    fn fill_owner(&mut self, id: SchemaId) {
        let place = &self.contract[id].place;
        let Some(named) = self.owners.get(&place.file) else {
            return;
        };
        let pointer = place.pointer.as_str();
        let mut above = pointer.rmatch_indices('/').map(|(at, _)| &pointer[..at]);
        let Some(owner) = above.find_map(|pointer| named.get(pointer).copied()) else {
            return;
        };
        let own = if self.inside_input {
            &self.inputs
        } else {
            &self.named
        };
        // Chains of such schemas may be longer than the stack is deep.
        if let Some(model) = own.get(&owner).copied().filter(|_| self.nested < NESTED) {
            self.nested += 1;
            self.fill_one(owner, model);
            self.nested -= 1;
        }
    }

    /// Ends deciding: boxes where types would be infinite, and what tells variants apart.
    pub fn finish(mut self) -> (Models, Vec<Diagnostic>) {
        self.name_inline();
        boxes::cut_aliases(&mut self.models);
        nullable::mark(&mut self.models);
        single::mark(&mut self.models);
        boxes::put(&mut self.models);
        branches::fill(&mut self.models);
        (self.models, self.report)
    }

    /// The type of a schema.
    pub fn of(&mut self, id: SchemaId, context: &Context) -> Ty {
        self.of_all(&[Part::from(id)], context)
    }

    /// The type of a schema's values in a direction, where it has been decided.
    #[must_use]
    pub fn known(&self, id: SchemaId, direction: Direction) -> Option<Ty> {
        if let Some(ty) = self.of_named(id, Some(direction)) {
            return Some(ty);
        }
        if let Some(inner) = self.contract[id].wrapped().filter(|inner| *inner != id) {
            return self.known(inner, direction);
        }
        if let Some(inner) = self.contract.non_null_branch(id) {
            return self.known(inner, direction).map(Ty::optional);
        }
        let key = self.key(&[Part::from(id)], Some(direction));
        self.memo.get(&key).cloned()
    }

    fn of_named(&self, id: SchemaId, direction: Option<Direction>) -> Option<Ty> {
        let input = self.inputs.get(&id);
        let model = input.filter(|_| direction == Some(Direction::Request));
        model.or(self.named.get(&id)).map(|model| Ty::Model(*model))
    }

    fn key(&self, parts: &[Part], direction: Option<Direction>) -> Key {
        let differs = parts.iter().any(|part| self.views.differs(part.id));
        (direction.filter(|_| differs), parts.to_vec())
    }

    /// The type of values that schemas admit all at once.
    pub fn of_all(&mut self, parts: &[Part], context: &Context) -> Ty {
        if let [Part { id, bare: false }] = parts {
            if let Some(ty) = self.of_named(*id, self.direction) {
                return ty;
            }
            if let Some(inner) = self.contract[*id].wrapped() {
                return self.of(inner, context);
            }
            if let Some(inner) = self.contract.non_null_branch(*id) {
                return self.of(inner, context).optional();
            }
        }
        let key = self.key(parts, self.direction);
        if let [Part { id, bare: false }] = parts
            && !self.memo.contains_key(&key)
        {
            self.fill_owner(*id);
        }
        if let Some(ty) = self.memo.get(&key) {
            return ty.clone();
        }
        if !self.deciding.insert(key.clone()) {
            return Ty::Value;
        }
        let ty = self.decide(parts, context);
        self.deciding.remove(&key);
        self.memo.insert(key, ty.clone());
        ty
    }

    fn decide_named(&mut self, id: SchemaId, name: &str, context: &Context) -> Kind {
        let inner = self.contract[id].wrapped();
        // One that is built on a base, and adds nothing, is a type all the same.
        if let Some(inner) = inner.filter(|inner| *inner != id && !self.bases.contains_key(inner)) {
            return Kind::Alias(self.of(inner, &context.join(name)));
        }
        if let Some(inner) = self.contract.non_null_branch(id) {
            return Kind::Alias(self.of(inner, &context.join(name).join("value")).optional());
        }
        let parts = [Part::from(id)];
        let merged = Merged::new(self.contract, &parts);
        match self.own_kind(&merged, &parts, context, name) {
            Some(kind) if !merged.nullable => kind,
            Some(kind) => {
                // The name is that of the whole, null included; what is not null has its own.
                let inner = self.declare_inline(kind, &merged, &context.join(name).join("value"));
                Kind::Alias(Ty::Model(inner).optional())
            }
            None => Kind::Alias(self.plain(&merged, &context.join(name))),
        }
    }

    fn decide(&mut self, parts: &[Part], context: &Context) -> Ty {
        let merged = Merged::new(self.contract, parts);
        if parts.len() > 1 && self.models.models.len() >= self.most && self.is_own_kind(&merged) {
            let place = merged.schemas.first().map(|schema| schema.place.clone());
            let message = "too many combined branches; the value is kept as JSON";
            self.report.push(
                Diagnostic::new(&codes::TOO_MANY_CHOICES, place.unwrap_or_default(), message)
                    .cause("too many"),
            );
            return Ty::Value;
        }
        if self.is_own_kind(&merged) {
            // Known before it is looked into, for it may hold itself.
            let differs = self.key(parts, self.direction).0.is_some();
            let named = if self.inside_input && differs {
                &context.join("input")
            } else {
                context
            };
            let model = self.declare_inline(Kind::Alias(Ty::Value), &merged, named);
            let ty = Ty::Model(model);
            let ty = if merged.nullable { ty.optional() } else { ty };
            self.memo
                .insert(self.key(parts, self.direction), ty.clone());
            let name = context.path.last().cloned().unwrap_or_default();
            if let Some(kind) = self.own_kind(&merged, parts, context, &name) {
                self.models.models[model.0].kind = kind;
            }
            return ty;
        }
        self.plain(&merged, context)
    }

    /// Whether values are of a generated type.
    fn is_own_kind(&self, merged: &Merged<'_>) -> bool {
        if merged.never {
            return false;
        }
        if let Some(values) = &merged.values {
            return is_string_enum(merged, values) || integer_values(merged, values).is_some();
        }
        match merged.choices.len() {
            0 => {
                merged.is_object() && !merged.properties.is_empty()
                    || scalar_choice(merged).is_some()
            }
            1 => true,
            _ => false,
        }
    }

    fn own_kind(
        &mut self,
        merged: &Merged<'_>,
        _: &[Part],
        context: &Context,
        name: &str,
    ) -> Option<Kind> {
        if !self.is_own_kind(merged) {
            return None;
        }
        if let Some(values) = &merged.values {
            return Some(match integer_values(merged, values) {
                Some(numbers) => Kind::IntegerEnum(integer_variants(&numbers, merged)),
                None => Kind::StringEnum(string_variants(values, merged)),
            });
        }
        let nested = if context.path.is_empty() {
            context.join(name)
        } else {
            context.clone()
        };
        if let [choice] = merged.choices.as_slice() {
            let described =
                !merged.properties.is_empty() || matches!(merged.additional, Additional::Wanted(_));
            let base = described.then_some(merged.base.as_slice());
            return Some(Kind::Union(self.union(choice, base, &nested)));
        }
        if let Some(types) = scalar_choice(merged) {
            return Some(Kind::Union(self.scalars(&types, merged, &nested)));
        }
        Some(Kind::Struct(self.structure(merged, context)))
    }

    fn structure(&mut self, merged: &Merged<'_>, context: &Context) -> Struct {
        // Whatever properties are called or will be, this name is the same.
        let additional = Ident::known(ADDITIONAL_PROPERTIES);
        let mut scope = Scope::with(&[ADDITIONAL_PROPERTIES]);
        let mut fields = Vec::with_capacity(merged.properties.len());
        let unnamed: Vec<&str> = merged
            .required
            .iter()
            .copied()
            .filter(|name| !merged.properties.contains_key(name))
            .collect();
        // A member without a field of its own would be taken for an additional one.
        let collects = matches!(merged.additional, Additional::Wanted(_));
        let (contract, direction) = (self.contract, self.direction);
        let absent = |id: &SchemaId| is_absent(&contract[*id], direction);
        let properties: Vec<(&str, &Vec<SchemaId>)> = merged
            .properties
            .iter()
            .filter(|(_, ids)| collects || !ids.iter().any(absent))
            .map(|(json, ids)| (*json, ids))
            .collect();
        let given = |ids: &[SchemaId]| -> Option<&str> {
            let schema = &contract[*ids.first()?];
            schema.extensions.get("x-rust-name")?.as_str()
        };
        let named = properties.iter().map(|(json, ids)| Wanted {
            text: json,
            given: given(ids),
        });
        let wanted: Vec<Wanted<'_>> = named
            .chain(unnamed.iter().copied().map(Wanted::new))
            .collect();
        let names = scope.all(Case::Snake, &wanted, &Otherwise::nothing);
        let mut names = names.into_iter();
        for ((json, ids), name) in properties.iter().zip(names.by_ref()) {
            let schema = ids.first().map(|id| &self.contract[*id]);
            let parts: Vec<Part> = ids.iter().map(|id| Part::from(*id)).collect();
            let ty = self.of_all(&parts, &context.join(json));
            // What only one side sends may be missing on the other.
            let one_sided = (self.direction.is_none() || collects)
                && ids.iter().any(|id| {
                    let schema = &self.contract[*id];
                    schema.read_only || schema.write_only
                });
            let required = merged.required.contains(json) && !one_sided;
            let (presence, ty) = match ty {
                ty if required => (Presence::Required, ty),
                Ty::Optional(inner) => (Presence::Nullable, *inner),
                ty => (Presence::Optional, ty),
            };
            let single = self.single_value(&ty, &parts);
            let of = schema.and_then(|schema| schema.name.as_deref());
            let names = [json, name.bare(), of.unwrap_or(json)];
            let docs = schema.map(docs).unwrap_or_default().beside(&names);
            fields.push(Field {
                name,
                json: (*json).to_owned(),
                ty,
                presence,
                single,
                docs,
            });
        }
        for (json, name) in unnamed.into_iter().zip(names) {
            fields.push(Field {
                name,
                json: json.to_owned(),
                ty: Ty::Value,
                presence: Presence::Required,
                single: None,
                docs: Docs::default(),
            });
        }
        let additional_type = match &merged.additional {
            Additional::Wanted(ids) => {
                let parts: Vec<Part> = ids.iter().map(|id| Part::from(*id)).collect();
                let ty = if parts.is_empty() {
                    Ty::Value
                } else {
                    self.of_all(&parts, &context.join("additional value"))
                };
                Some(ty)
            }
            _ => None,
        };
        Struct {
            fields,
            additional: additional_type.map(|ty| (additional, ty)),
        }
    }

    /// The value that schemas admit, where it is one alone and needs no type of its own.
    fn single_value(&self, ty: &Ty, parts: &[Part]) -> Option<SingleValue> {
        let listed = |part: &Part| self.contract[part.id].values.is_some();
        let may_be = match ty {
            Ty::Bool => true,
            Ty::Float | Ty::Model(_) => parts.iter().any(listed),
            _ => false,
        };
        if !may_be {
            return None;
        }
        match Merged::new(self.contract, parts).values?.as_slice() {
            [Value::Bool(only)] => Some(SingleValue::Boolean(*only)),
            [Value::Number(only)] => only.as_f64().map(SingleValue::Number),
            _ => None,
        }
    }

    /// A type that needs no name.
    fn plain(&mut self, merged: &Merged<'_>, context: &Context) -> Ty {
        let ty = self.plain_inner(merged, context);
        if merged.nullable { ty.optional() } else { ty }
    }

    fn plain_inner(&mut self, merged: &Merged<'_>, context: &Context) -> Ty {
        if merged.never || !merged.choices.is_empty() {
            return Ty::Value;
        }
        if merged.types.is_empty() {
            return if merged.nullable { Ty::Null } else { Ty::Value };
        }
        if merged.is_object() {
            return self.map(merged, context);
        }
        if merged.is_list() {
            return self.list(merged, context);
        }
        match merged.types.single() {
            Some(Type::Boolean) => Ty::Bool,
            Some(Type::Integer) => integer(merged),
            // Every integer is a number.
            Some(Type::Number) => number(merged),
            None if merged.types == [Type::Integer, Type::Number].into_iter().collect() => {
                Ty::Float
            }
            Some(Type::String) => string(merged),
            _ => Ty::Value,
        }
    }

    fn list(&mut self, merged: &Merged<'_>, context: &Context) -> Ty {
        if merged.tuple || merged.items.is_empty() {
            return Ty::Value.list();
        }
        let parts: Vec<Part> = merged.items.iter().map(|id| Part::from(*id)).collect();
        let context = if context.path.is_empty() {
            context.clone()
        } else {
            context.join("item")
        };
        self.of_all(&parts, &context).list()
    }

    fn map(&mut self, merged: &Merged<'_>, context: &Context) -> Ty {
        match &merged.additional {
            Additional::Wanted(ids) if !ids.is_empty() => {
                let parts: Vec<Part> = ids.iter().map(|id| Part::from(*id)).collect();
                match self.of_all(&parts, &context.join("value")) {
                    Ty::Value => Ty::Object,
                    ty => Ty::Map(Box::new(ty)),
                }
            }
            _ => Ty::Object,
        }
    }
}

/// The documentation that a schema gives.
#[must_use]
pub fn docs(schema: &Schema) -> Docs {
    Docs {
        title: schema.title.clone(),
        text: schema.description.clone(),
        notes: Vec::new(),
        deprecated: schema.deprecated,
    }
}
