//! The items of a file of models.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{self, Display as _};
use std::sync::LazyLock;

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::filters;
use super::super::imports::Types;
use super::super::locals::{Locals, binding};
use super::super::text::{Above, List, RustCode, Shown, separated};
use crate::rust::{
    Branch, Field, Ident, Kind, Model, Models, Presence, SingleValue, StringEnum, Struct, Ty,
    TypePath, Union, Values, View,
};

static LOCALS: LazyLock<Locals> = LazyLock::new(|| {
    Locals::of(include_str!("../../../templates/rust/models/struct.rs")).and(&["json", "name"])
});

/// More names than these are sorted, as the support code searches them.
const IN_ORDER: usize = 16;

/// An item, by the template that renders it.
#[derive(Template)]
pub(super) enum Item<'a> {
    #[template(path = "rust/models/struct.rs")]
    Struct {
        docs: DocComment,
        name: &'a Ident,
        fields: Vec<FieldItem<'a>>,
        /// The names of the properties, in the order in which they are searched.
        names: Vec<&'a str>,
        additional: Option<AdditionalItem<'a>>,
        /// The struct for its required properties, if it has any.
        required: Option<TypePath>,
        /// Whether a new value has no content.
        has_default: bool,
        /// Whether there is nothing to pass although a new value has content.
        has_constant_default: bool,
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
        branches: Vec<BranchItem<'a>>,
        unknown: &'a Ident,
        /// The discriminator property; empty if there is none.
        discriminator: &'a str,
        is_overlapping: bool,
        /// Whether values of properties distinguish branches.
        has_values: bool,
        /// The path of the output's root module.
        root: Above,
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
    /// The variable that takes the value while the object is read.
    slot: Cow<'a, Ident>,
    /// The position of its name.
    index: usize,
    ty: TypePath,
    /// The type of the value, without `Option` and `Box`.
    value: TypePath,
    /// The name in JSON.
    json: &'a str,
    presence: Presence,
    initial: Initial<'a>,
    setter: Option<Setter>,
}

impl FieldItem<'_> {
    fn is_renamed(&self) -> bool {
        *self.name != *self.slot
    }
}

/// The field for properties without a field of their own.
pub(super) struct AdditionalItem<'a> {
    name: &'a Ident,
    slot: Cow<'a, Ident>,
    /// The type of each value.
    ty: TypePath,
    setter: Ident,
}

impl AdditionalItem<'_> {
    fn is_renamed(&self) -> bool {
        *self.name != *self.slot
    }
}

/// The initial value of a field.
pub(super) enum Initial<'a> {
    /// Taken from the required properties.
    Given,
    GivenBoxed,
    GivenOptional,
    /// The only possible value.
    Null,
    Boolean(bool),
    Number(f64),
    String(&'a str),
    Variant(&'a Ident),
    Absent,
    None,
}

impl<'a> Initial<'a> {
    fn of(field: &'a Field) -> Self {
        match (field.presence, &field.single) {
            (Presence::Nullable, _) => Self::Absent,
            (Presence::Optional | Presence::OwnNull, _) => Self::None,
            (Presence::Required, Some(single)) => match single {
                SingleValue::Null => Self::Null,
                SingleValue::Boolean(value) => Self::Boolean(*value),
                SingleValue::Number(value) => Self::Number(*value),
                SingleValue::String(value) => Self::String(value),
                SingleValue::Variant(variant) => Self::Variant(variant),
            },
            (Presence::Required, None) => match &field.ty {
                Ty::Boxed(_) => Self::GivenBoxed,
                Ty::Optional(inner) if matches!(**inner, Ty::Boxed(_)) => Self::GivenOptional,
                _ => Self::Given,
            },
        }
    }
}

/// A longer name than this would fill a line by itself.
const LONGEST: usize = 60;

/// Names the variable that takes a property while the object is read.
fn slot<'a>(field: &'a Ident, position: Option<&usize>) -> Cow<'a, Ident> {
    match position {
        Some(position) if field.as_str().len() > LONGEST => {
            Cow::Owned(Ident::numbered("property", *position))
        }
        _ => LOCALS.beside(field),
    }
}

/// The method that sets an optional property.
pub(super) struct Setter {
    name: Ident,
    argument: Ident,
    kind: SetterKind,
}

pub(super) enum SetterKind {
    String,
    Value,
    Boxed,
    Nullable,
    NullableBoxed,
}

impl Setter {
    fn of(models: &Models, field: &Field) -> Option<Self> {
        let is_boxed = matches!(field.ty, Ty::Boxed(_));
        let kind = match field.presence {
            Presence::Required => return None,
            Presence::Nullable if is_boxed => SetterKind::NullableBoxed,
            Presence::Nullable => SetterKind::Nullable,
            _ if is_boxed => SetterKind::Boxed,
            _ if *models.resolved(&field.ty) == Ty::String => SetterKind::String,
            _ => SetterKind::Value,
        };
        Some(Self {
            name: setter(&field.name),
            argument: binding(&field.name).into_owned(),
            kind,
        })
    }
}

fn setter(field: &Ident) -> Ident {
    field.preceded_by("with")
}

/// The struct of the required properties of another struct.
#[derive(Template)]
#[template(path = "rust/models/required.rs")]
pub(super) struct RequiredItem<'a> {
    of: &'a Ident,
    /// The number of modules from here up to the struct.
    up: Above,
    /// The module that contains it, unless it is the struct's own.
    module: Option<&'a Ident>,
    types: Types,
    /// The number of modules up to the output's root module.
    root: Above,
    fields: Vec<(&'a Ident, TypePath)>,
}

impl RustCode for RequiredItem<'_> {}

impl<'a> RequiredItem<'a> {
    /// Returns the struct of required properties of a model, if it has any, for a module at the
    /// given depth.
    pub fn of(models: &Models, model: &'a Model, view: View<'_>, depth: usize) -> Option<Self> {
        let Kind::Struct(item) = &model.kind else {
            return None;
        };
        if !item.has_required() {
            return None;
        }
        let module = model.nested.as_ref();
        let given = || item.given();
        let mut types = Types::default();
        given().for_each(|field| types.add(&field.ty));
        let view = match module {
            Some(_) => view.nested(),
            None => view,
        };
        let ty = |field: &Field| models.path(&field.ty.unboxed(), view);
        Some(Self {
            of: &model.name,
            up: Above(usize::from(module.is_some())),
            module,
            types,
            root: Above(depth + 1),
            fields: given().map(|field| (&field.name, ty(field))).collect(),
        })
    }

    /// Returns the same struct for a type one module further up.
    pub fn above(self) -> Self {
        Self {
            up: Above(self.up.0 + 1),
            ..self
        }
    }
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

/// The criteria that select a branch.
#[derive(Template)]
#[template(path = "rust/models/branch.rs")]
pub(super) struct BranchItem<'a> {
    branch: &'a Branch,
}

impl RustCode for BranchItem<'_> {}

impl List for Vec<Branch> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, |branch, out| BranchItem::of(branch).fmt(out))
    }
}

impl<'a> BranchItem<'a> {
    fn of(branch: &'a Branch) -> Self {
        Self { branch }
    }

    /// Returns whether only the JSON types are known.
    fn has_types_alone(&self) -> bool {
        let Branch {
            types: _,
            discriminator_values,
            required,
            distinguishing,
            properties,
            keeps_additional,
            nested,
            items,
            additional,
        } = self.branch;
        let own = discriminator_values.is_empty() && required.is_empty() && properties.is_empty();
        let deeper = nested.is_empty() && items.is_empty() && additional.is_empty();
        own && deeper && distinguishing.is_empty() && !keeps_additional
    }
}

impl<'a> Item<'a> {
    /// Creates the item of a model within a module.
    pub fn of(models: &Models, model: &'a Model, view: View<'_>, root: Above) -> Self {
        let docs = DocComment::of(&model.docs);
        let name = &model.name;
        // Generic code that is only compiled where it is used: clients do not pay for request-only
        // types.
        let is_inlined = model.request_only;
        match &model.kind {
            Kind::Struct(item) => Self::structure(models, model, item, view),
            Kind::StringEnum(StringEnum { variants, unknown }) => Self::Strings {
                docs,
                name,
                variants: variants.iter().map(StringItem::of).collect(),
                unknown,
                is_inlined,
            },
            Kind::IntegerEnum(numbers) => Self::Integers {
                docs,
                name,
                variants: &numbers.variants,
                unknown: &numbers.unknown,
                is_inlined,
            },
            Kind::Union(item) => Self::union(models, model, item, view, root),
            Kind::Alias(ty) => Self::Alias {
                docs,
                name,
                ty: models.path(ty, view),
            },
        }
    }

    fn structure(models: &Models, model: &'a Model, item: &'a Struct, view: View<'_>) -> Self {
        let is_required = |field: &Field| field.presence == Presence::Required;
        let has_default = !item.fields.iter().any(is_required);
        let fields = item.fields.iter();
        let mut names: Vec<&str> = fields.map(|field| field.json.as_str()).collect();
        if names.len() > IN_ORDER {
            names.sort_unstable();
        }
        let positions: HashMap<&str, usize> = names
            .iter()
            .enumerate()
            .map(|(index, name)| (*name, index))
            .collect();
        Self::Struct {
            docs: DocComment::of(&model.docs),
            name: &model.name,
            fields: item
                .fields
                .iter()
                .map(|field| FieldItem {
                    docs: DocComment::of(&field.docs),
                    name: &field.name,
                    slot: slot(&field.name, positions.get(field.json.as_str())),
                    index: positions.get(field.json.as_str()).copied().unwrap_or(0),
                    ty: models.path(&field.declared(), view),
                    value: models.path(&field.ty.unboxed(), view),
                    json: &field.json,
                    presence: field.presence,
                    initial: Initial::of(field),
                    setter: Setter::of(models, field),
                })
                .collect(),
            names,
            additional: item.additional.as_ref().map(|(name, ty)| AdditionalItem {
                name,
                slot: LOCALS.beside(name),
                ty: models.path(ty, view),
                setter: setter(name),
            }),
            required: item
                .has_required()
                .then(|| models.required_path(model, view)),
            has_default,
            has_constant_default: !has_default && !item.has_required(),
            is_empty: item.fields.is_empty() && item.additional.is_none(),
            is_inlined: model.request_only,
        }
    }

    fn union(
        models: &Models,
        model: &'a Model,
        item: &'a Union,
        view: View<'_>,
        root: Above,
    ) -> Self {
        let branches = item.variants.iter().map(|variant| &variant.branch);
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
            has_values: branches.clone().any(Branch::has_values),
            branches: branches.map(BranchItem::of).collect(),
            unknown: &item.unknown,
            discriminator: item.discriminator.as_deref().unwrap_or_default(),
            is_overlapping: item.is_overlapping(),
            root,
            is_inlined: model.request_only,
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
