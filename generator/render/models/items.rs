//! The types of a file of models.

use std::fmt::{self, Display as _};

use askama::Template;

use super::super::filters;
use super::super::text::{DocComment, List, RustCode, Shown, separated};
use crate::rust::{
    Field, Ident, Kind, Look, Model, Models, Only, Presence, Struct, Texts, TypePath, Union, View,
};

/// clippy lets functions have so many arguments.
const MANY: usize = 7;

/// A type, by the template that has its text.
#[derive(Template)]
pub(super) enum Item<'a> {
    #[template(path = "rust/models/struct.rs")]
    Struct {
        docs: DocComment,
        name: &'a Ident,
        fields: Vec<FieldItem<'a>>,
        /// The field that keeps members without a field of their own.
        additional: Option<RestItem<'a>>,
        has_default: bool,
        has_many_required: bool,
        is_empty: bool,
        is_inlined: bool,
    },
    #[template(path = "rust/models/string_enum.rs")]
    Strings {
        docs: DocComment,
        name: &'a Ident,
        variants: Vec<StringItem<'a>>,
        unknown: &'a Ident,
        is_inlined: bool,
    },
    #[template(path = "rust/models/integer_enum.rs")]
    Integers {
        docs: DocComment,
        name: &'a Ident,
        variants: &'a [(Ident, i64)],
        unknown: &'a Ident,
        is_inlined: bool,
    },
    #[template(path = "rust/models/union.rs")]
    Union {
        docs: DocComment,
        name: &'a Ident,
        variants: Vec<VariantItem<'a>>,
        looks: Vec<LookItem<'a>>,
        unknown: &'a Ident,
        /// The property whose value picks the variant; empty where there is none.
        discriminator: &'a str,
        is_overlapping: bool,
        is_inlined: bool,
    },
    #[template(path = "rust/models/alias.rs")]
    Alias {
        docs: DocComment,
        name: &'a Ident,
        ty: TypePath,
    },
}

impl RustCode for Item<'_> {}

pub(super) struct FieldItem<'a> {
    docs: DocComment,
    name: &'a Ident,
    ty: TypePath,
    /// The name in JSON.
    json: &'a str,
    presence: Presence,
}

pub(super) struct RestItem<'a> {
    name: &'a Ident,
    /// The type of each value.
    ty: TypePath,
}

pub(super) struct StringItem<'a> {
    name: &'a Ident,
    value: &'a str,
    shown: Shown,
}

pub(super) struct VariantItem<'a> {
    docs: DocComment,
    name: &'a Ident,
    ty: TypePath,
}

/// What values look like.
#[derive(Template)]
#[template(path = "rust/models/look.rs")]
pub(super) struct LookItem<'a> {
    look: &'a Look,
}

impl RustCode for LookItem<'_> {}

impl List for Vec<Look> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, |look, out| LookItem::of(look).fmt(out))
    }
}

impl<'a> LookItem<'a> {
    fn of(look: &'a Look) -> Self {
        Self { look }
    }

    /// Whether nothing but their types is known.
    fn has_types_alone(&self) -> bool {
        let Look {
            types: _,
            tags,
            required,
            telling,
            members,
            open,
            inside,
            items,
            rest,
        } = self.look;
        let lists = tags.is_empty() && required.is_empty() && telling.is_empty();
        let deeper = inside.is_empty() && items.is_empty() && rest.is_empty();
        lists && deeper && members.is_empty() && !open
    }
}

impl<'a> Item<'a> {
    /// A model as it is written in one of the modules.
    pub fn of(models: &Models, model: &'a Model, view: View<'_>) -> Self {
        let docs = DocComment::of(&model.docs);
        let name = &model.name;
        // Compiled where it is used only: clients do not pay for what requests alone hold.
        let is_inlined = model.asked;
        match &model.kind {
            Kind::Struct(item) => Self::structure(models, model, item, view),
            Kind::Texts(Texts { variants, unknown }) => Self::Strings {
                docs,
                name,
                variants: variants.iter().map(StringItem::of).collect(),
                unknown,
                is_inlined,
            },
            Kind::Numbers(numbers) => Self::Integers {
                docs,
                name,
                variants: &numbers.variants,
                unknown: &numbers.unknown,
                is_inlined,
            },
            Kind::Union(item) => Self::union(models, model, item, view),
            Kind::Alias(ty) => Self::Alias {
                docs,
                name,
                ty: models.path(ty, view),
            },
        }
    }

    fn structure(models: &Models, model: &'a Model, item: &'a Struct, view: View<'_>) -> Self {
        let is_required = |field: &&Field| field.presence == Presence::Required;
        let required = item.fields.iter().filter(is_required).count();
        Self::Struct {
            docs: DocComment::of(&model.docs),
            name: &model.name,
            fields: item
                .fields
                .iter()
                .map(|field| FieldItem {
                    docs: DocComment::of(&field.docs),
                    name: &field.name,
                    ty: models.path(&field.declared(), view),
                    json: &field.json,
                    presence: field.presence,
                })
                .collect(),
            additional: item.additional.as_ref().map(|(name, ty)| RestItem {
                name,
                ty: models.path(ty, view),
            }),
            has_default: required == 0,
            has_many_required: required > MANY,
            is_empty: item.fields.is_empty() && item.additional.is_none(),
            is_inlined: model.asked,
        }
    }

    fn union(models: &Models, model: &'a Model, item: &'a Union, view: View<'_>) -> Self {
        Self::Union {
            docs: DocComment::of(&model.docs),
            name: &model.name,
            variants: item
                .variants
                .iter()
                .map(|variant| VariantItem {
                    docs: DocComment::of(&variant.docs),
                    name: &variant.name,
                    ty: models.path(&variant.ty, view),
                })
                .collect(),
            looks: item
                .variants
                .iter()
                .map(|variant| LookItem::of(&variant.look))
                .collect(),
            unknown: &item.unknown,
            discriminator: item.discriminator.as_deref().unwrap_or_default(),
            is_overlapping: item.is_overlapping(),
            is_inlined: model.asked,
        }
    }
}

impl<'a> StringItem<'a> {
    fn of((name, value): &'a (Ident, String)) -> Self {
        Self {
            name,
            value,
            shown: Shown::literal(value),
        }
    }
}
