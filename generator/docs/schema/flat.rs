//! What a schema says, together with everything that its `allOf` brings in.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use counterpart_contract::merge::{self, Bounds, Merged};

use crate::contract::{Contract, Schema, SchemaId, Type, Types};

/// Alternatives of a schema.
#[derive(Debug, Clone)]
pub struct Choice {
    /// At most one of them may hold (`oneOf`).
    pub exactly_one: bool,
    pub members: Vec<SchemaId>,
}

/// One or more schemas that hold together, read as one.
///
/// An `allOf`, an alternative that stands alone and an alternative beside `null` are seen through:
/// readers care what a value may be, not how the contract is put together.
#[derive(Debug, Clone)]
pub struct Flat<'a> {
    /// Every schema that has a say, the outermost first.
    pub parts: Vec<&'a Schema>,
    pub types: Types,
    /// Each member with the schemas that all hold for it.
    pub properties: IndexMap<&'a str, Vec<SchemaId>>,
    pub required: IndexSet<&'a str>,
    pub choices: Vec<Choice>,
    /// The model that all of this is, where it is one and nothing was added.
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
        // What is only described under a condition is not said here.
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
                    members: choice.members,
                })
                .collect(),
            parts,
            properties,
            required,
        };
        if null_branch && flat.types != Types::ANY {
            flat.types = flat.types.with(Type::Null);
        }
        flat.settle_types();
        flat
    }

    /// A schema that names members is one of objects, whether or not it says so.
    fn settle_types(&mut self) {
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

    /// The tightest bounds of all parts.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds::of(self.parts.iter().copied())
    }

    /// The first answer that any of the parts gives.
    pub fn first<T>(&self, ask: impl Fn(&'a Schema) -> Option<T>) -> Option<T> {
        self.parts.iter().find_map(|part| ask(part))
    }

    pub fn any(&self, ask: impl Fn(&'a Schema) -> bool) -> bool {
        self.parts.iter().any(|part| ask(part))
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

    /// The only values, where they are listed.
    #[must_use]
    pub fn values(&self) -> Option<&'a [Value]> {
        self.first(|part| part.values.as_deref())
    }

    #[must_use]
    pub fn nullable(&self) -> bool {
        self.types.contains(Type::Null) && self.types.single().is_none() && self.types != Types::ANY
    }

    /// The types without null.
    #[must_use]
    pub fn plain_types(&self) -> Types {
        match self.types.without(Type::Null) {
            types if types.is_empty() || self.types == Types::ANY => self.types,
            types => types,
        }
    }

    /// What members are that no name or pattern covers, where the contract says.
    #[must_use]
    pub fn additional(&self) -> Option<SchemaId> {
        self.first(|part| part.additional.or(part.unevaluated_properties))
    }

    /// The one alternative type that the value has, where there is one.
    #[must_use]
    pub fn is(&self, kind: Type) -> bool {
        self.plain_types().single() == Some(kind)
    }

    /// Whether there is something to unfold.
    #[must_use]
    pub fn has_members(&self) -> bool {
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
