//! Choices between types.

use serde_json::Value;

use super::super::names::{Case, Ident, Scope, Wanted};
use super::super::types::{Branch, Docs, Kind, Ty, Union, Variant, View};
use super::{Context, ModelBuilder, docs};
use crate::contract::{SchemaId, Type};
use counterpart_contract::merge::{Choice, Merged, Part};

/// A variant whose name depends on the others.
struct Unnamed {
    hint: String,
    ty: Ty,
    docs: Docs,
    /// Values of the discriminator.
    values: Vec<String>,
}

impl<'a> ModelBuilder<'a> {
    pub(super) fn union(
        &mut self,
        choice: &Choice<'_>,
        base: Option<&[Part]>,
        context: &Context,
    ) -> Union {
        let mut unnamed: Vec<Unnamed> = Vec::with_capacity(choice.members.len());
        for (index, id) in choice.members.iter().enumerate() {
            let schema = &self.contract[*id];
            let alone = choice.discriminator.and_then(|own| own.base) == Some(*id);
            let hint = match alone {
                true => "base".to_owned(),
                false => self.variant_hint(*id, index),
            };
            let parts: Vec<Part> = base
                .into_iter()
                .flatten()
                .copied()
                .chain([Part::from(*id)])
                .collect();
            let ty = self.of_all(&parts, &context.join(&hint));
            let values = choice.discriminator.map(|own| own.tags(*id).to_vec());
            if values.is_none() && unnamed.iter().any(|known| known.ty == ty) {
                continue;
            }
            unnamed.push(Unnamed {
                hint,
                ty,
                docs: docs(schema),
                values: values.unwrap_or_default(),
            });
        }
        let (variants, unknown) = self.name_variants(unnamed);
        let tagged = !variants.is_empty()
            && variants
                .iter()
                .all(|variant| !variant.branch.discriminator_values.is_empty());
        Union {
            discriminator: choice
                .discriminator
                .filter(|_| tagged)
                .map(|known| known.property.clone()),
            unknown,
            variants,
        }
    }

    /// Names variants by their hints, and those that have one hint by their types.
    fn name_variants(&self, unnamed: Vec<Unnamed>) -> (Vec<Variant>, Ident) {
        let (mut scope, unknown) = Scope::of_variants();
        let hints = unnamed.iter().map(|own| Wanted::new(&own.hint));
        let path = |ty: &Ty| self.models.path(ty, View::Outside("")).to_string();
        let typed = |own: &Unnamed| match &own.ty {
            Ty::List(inner) => format!("list of {}", path(inner)),
            // The plainest of those that say their type alone.
            Ty::String | Ty::Float | Ty::Bool | Ty::Integer("i64") => String::new(),
            ty => path(ty),
        };
        let otherwise = |index: usize| unnamed.get(index).map(typed).unwrap_or_default().into();
        let names = scope.all(Case::Camel, &hints.collect::<Vec<_>>(), &otherwise);
        let variants = unnamed.into_iter().zip(names).map(|(own, name)| Variant {
            docs: own.docs.beside(&[name.bare(), &own.hint]),
            name,
            ty: own.ty,
            branch: Branch {
                discriminator_values: own.values,
                ..Branch::default()
            },
        });
        (variants.collect(), unknown)
    }

    /// Returns the name of a variant: its schema's name or title, else its type.
    pub(super) fn variant_hint(&self, id: SchemaId, index: usize) -> String {
        let mut schema = &self.contract[id];
        if schema.name.is_none()
            && let Some(inner) = schema.wrapped()
        {
            schema = &self.contract[inner];
        }
        if let Some(given) = schema.extensions.get("x-rust-name").and_then(Value::as_str) {
            return given.to_owned();
        }
        if let Some(name) = schema
            .name
            .as_ref()
            .or(schema.title.as_ref().filter(|title| title.len() <= 40))
        {
            return name.clone();
        }
        match schema.types.single() {
            Some(Type::Object) | None => {
                // The one text that a member must have is what people call the variant.
                let constant = schema.properties.values().find_map(|id| {
                    let values = self.contract[*id].values.as_ref()?;
                    match values.as_slice() {
                        [Value::String(only)] if !only.is_empty() => Some(only.clone()),
                        _ => None,
                    }
                });
                constant.unwrap_or_else(|| format!("variant {}", index + 1))
            }
            Some(Type::Array) => "list".to_owned(),
            Some(kind) => match schema.values.as_deref() {
                Some([Value::String(only)]) if !only.is_empty() => only.clone(),
                _ => kind.name().to_owned(),
            },
        }
    }

    /// A choice between plain types: `type: [string, integer]`.
    pub(super) fn scalars(
        &mut self,
        types: &[Type],
        merged: &Merged<'_>,
        context: &Context,
    ) -> Union {
        let (mut scope, unknown) = Scope::of_variants();
        let variants = types
            .iter()
            .map(|kind| {
                let ty = match kind {
                    Type::Boolean => Ty::Bool,
                    Type::Integer => Ty::Integer("i64"),
                    Type::Number => Ty::Float,
                    Type::Array => self.list(merged, context),
                    Type::Object if merged.properties.is_empty() => self.map(merged, context),
                    Type::Object => {
                        let kind = Kind::Struct(self.structure(merged, context));
                        Ty::Model(self.declare_inline(kind, merged, &context.join("object")))
                    }
                    Type::String | Type::Null => Ty::String,
                };
                let name = if *kind == Type::Array {
                    "list"
                } else {
                    kind.name()
                };
                Variant {
                    name: scope.camel(name),
                    ty,
                    docs: Docs::default(),
                    branch: Branch::default(),
                }
            })
            .collect();
        Union {
            variants,
            discriminator: None,
            unknown,
        }
    }
}
