//! Merged schemas, as readers need them.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use counterpart_contract::merge::{self, Bounds, Merged};

use crate::contract::{Contract, Schema, SchemaId, Type, Types};

/// A `oneOf` or `anyOf` of a merged schema.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Exactly one branch must match (`oneOf`).
    pub exactly_one: bool,
    pub branches: Vec<SchemaId>,
}

/// One or more schemas that apply together, merged into one.
///
/// An `allOf`, a `oneOf` of a single branch, and a branch beside `null` are merged too: readers
/// care about which values are valid, not about how the contract composes schemas.
#[derive(Debug, Clone)]
pub struct Flat<'a> {
    /// All merged schemas, the outermost first.
    pub parts: Vec<&'a Schema>,
    pub types: Types,
    /// Each property with all schemas that apply to it.
    pub properties: IndexMap<&'a str, Vec<SchemaId>>,
    pub required: IndexSet<&'a str>,
    pub choices: Vec<Choice>,
    /// The model that the merged schema is equal to, if any.
    pub model: Option<SchemaId>,
}

impl<'a> Flat<'a> {
    #[must_use]
    pub fn of(contract: &'a Contract, ids: &[SchemaId]) -> Self {
        let Merged {
            schemas: parts,
            ids,
            mut properties,
            required,
            choices,
            constraining,
            null_branch,
            ..
        } = Merged::for_readers(contract, ids);
        // Properties that are only described conditionally are omitted.
        properties.retain(|_, schemas| !schemas.is_empty());
        let mut choices: Vec<merge::Choice<'_>> = choices.into_iter().chain(constraining).collect();
        choices.sort_by_key(|choice| (choice.owner, choice.exactly_one));
        let types = parts.iter().map(|part| part.types);
        let model = parts.iter().zip(ids).find(|(part, _)| part.name.is_some());
        let mut flat = Self {
            types: types.fold(Types::ANY, Types::intersect),
            model: model.map(|(_, id)| id),
            choices: choices
                .into_iter()
                .map(|choice| Choice {
                    exactly_one: choice.exactly_one,
                    branches: choice.members,
                })
                .collect(),
            parts,
            properties,
            required,
        };
        if null_branch && flat.types != Types::ANY {
            flat.types = flat.types.with(Type::Null);
        }
        flat.infer_types();
        flat
    }

    /// Infers the type of a schema that has properties, items or values but no `type`.
    fn infer_types(&mut self) {
        if self.types != Types::ANY {
            return;
        }
        if !self.properties.is_empty() {
            self.types = Types::of(Type::Object);
        } else if self.items().is_some() {
            self.types = Types::of(Type::Array);
        } else if let Some(values) = self.values()
            && !values.is_empty()
        {
            self.types = values.iter().map(type_of).collect();
        }
    }

    /// Returns the tightest bounds of all parts.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds::of(self.parts.iter().copied())
    }

    /// Returns the first `Some` that `get` returns for a part.
    pub fn first<T>(&self, get: impl Fn(&'a Schema) -> Option<T>) -> Option<T> {
        self.parts.iter().find_map(|part| get(part))
    }

    pub fn any(&self, get: impl Fn(&'a Schema) -> bool) -> bool {
        self.parts.iter().any(|part| get(part))
    }

    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        self.first(|part| {
            let text = part.description.as_deref()?;
            (!text.trim().is_empty()).then_some(text)
        })
    }

    #[must_use]
    pub fn items(&self) -> Option<SchemaId> {
        self.first(|part| part.items)
    }

    /// Returns the values of an enumeration.
    #[must_use]
    pub fn values(&self) -> Option<&'a [Value]> {
        self.first(|part| part.values.as_deref())
    }

    #[must_use]
    pub fn nullable(&self) -> bool {
        self.types.contains(Type::Null) && self.types.single().is_none() && self.types != Types::ANY
    }

    /// Returns the types without null.
    #[must_use]
    pub fn plain_types(&self) -> Types {
        match self.types.without(Type::Null) {
            types if types.is_empty() || self.types == Types::ANY => self.types,
            types => types,
        }
    }

    /// Returns the schema of properties that are not declared by name or pattern.
    #[must_use]
    pub fn additional(&self) -> Option<SchemaId> {
        self.first(|part| part.additional.or(part.unevaluated_properties))
    }

    /// Returns whether the value has exactly this type, apart from null.
    #[must_use]
    pub fn is(&self, kind: Type) -> bool {
        self.plain_types().single() == Some(kind)
    }

    /// Returns whether there are properties or branches to unfold.
    #[must_use]
    pub fn has_structure(&self) -> bool {
        !self.properties.is_empty() || !self.choices.is_empty()
    }
}

#[must_use]
pub fn type_of(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Boolean,
        Value::Number(number) if number.is_f64() => Type::Number,
        Value::Number(_) => Type::Integer,
        Value::String(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    }
}
