//! What a schema says, together with everything that its `allOf` brings in.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

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
        let mut flat = Self {
            parts: Vec::new(),
            types: Types::ANY,
            properties: IndexMap::new(),
            required: IndexSet::new(),
            choices: Vec::new(),
            model: None,
        };
        let mut seen = HashSet::new();
        let mut null = false;
        let mut waiting: Vec<SchemaId> = ids.iter().rev().copied().collect();
        while let Some(id) = waiting.pop() {
            let Some(schema) = contract.schemas.get(id.index()) else {
                continue;
            };
            if !seen.insert(id) {
                continue;
            }
            if flat.model.is_none() && schema.name.is_some() {
                flat.model = Some(id);
            }
            flat.types = flat.types.intersect(schema.types);
            flat.parts.push(schema);
            flat.required
                .extend(schema.required.iter().map(String::as_str));
            for (name, property) in &schema.properties {
                let entry = flat.properties.entry(name.as_str()).or_default();
                if !entry.contains(property) {
                    entry.push(*property);
                }
            }
            // Pushed in reverse, so that they are read in the order written.
            for (exactly_one, members) in [(false, &schema.any_of), (true, &schema.one_of)] {
                let (plain, nulls): (Vec<_>, Vec<_>) =
                    members.iter().copied().partition(|member| {
                        let member = &contract.schemas.get(member.index());
                        member.is_none_or(|member| !is_null(member))
                    });
                null |= !nulls.is_empty();
                match plain.as_slice() {
                    [] => {}
                    [only] => waiting.push(*only),
                    _ => flat.choices.push(Choice {
                        exactly_one,
                        members: plain,
                    }),
                }
            }
            waiting.extend(schema.all_of.iter().rev());
        }
        if null && flat.types != Types::ANY {
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

fn is_null(schema: &Schema) -> bool {
    schema.types == Types::of(Type::Null)
        || schema
            .values
            .as_deref()
            .is_some_and(|values| matches!(values, [Value::Null]))
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
