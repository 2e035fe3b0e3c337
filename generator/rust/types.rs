//! The Rust view of a contract: every type, name and place decided.

use std::fmt;

use indexmap::IndexMap;

use super::names::Ident;

/// A model by its index in [`Models::models`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModelId(pub usize);

/// The struct that holds what has to be given to make a value of a type.
pub const REQUIRED: &str = "Required";

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    Bool,
    /// `i64` and the like.
    Integer(&'static str),
    Float,
    String,
    Timestamp,
    Date,
    Uuid,
    /// Any number, without loss.
    Number,
    /// Any JSON value.
    Value,
    /// An object of any properties.
    Object,
    /// Values null.
    Null,
    List(Box<Ty>),
    Map(Box<Ty>),
    Optional(Box<Ty>),
    /// Absent, null or a value: what an optional property that may be null holds.
    Nullable(Box<Ty>),
    Boxed(Box<Ty>),
    Model(ModelId),
}

impl Ty {
    #[must_use]
    pub fn optional(self) -> Self {
        match self {
            // A value of any kind has a null of its own.
            Self::Optional(_) | Self::Value | Self::Null => self,
            other => Self::Optional(Box::new(other)),
        }
    }

    #[must_use]
    pub fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    /// The type without its boxes.
    #[must_use]
    pub fn unboxed(&self) -> Self {
        match self {
            Self::Boxed(inner) => inner.unboxed(),
            Self::Optional(inner) => Self::Optional(Box::new(inner.unboxed())),
            other => other.clone(),
        }
    }

    /// Octets as they come.
    #[must_use]
    pub fn bytes() -> Self {
        Self::Integer("u8").list()
    }

    /// Calls `visit` with every model that the type names.
    pub fn models(&self, visit: &mut impl FnMut(ModelId)) {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Optional(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.models(visit),
            Self::Model(id) => visit(*id),
            _ => {}
        }
    }
}

/// A public module with the types of one named part of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    pub name: Ident,
    /// The module's documentation.
    pub about: String,
    /// A folder below the models, for what is not a named schema.
    pub folder: Option<&'static str>,
    /// Types that are known one level up instead.
    pub reexported: Vec<ModelId>,
}

/// A type of the contract's own.
#[derive(Debug, Clone)]
pub struct Model {
    pub name: Ident,
    pub module: usize,
    pub docs: Docs,
    pub kind: Kind,
    /// The module below its own that its `Required` stands in; none for what the module is named
    /// after, whose `Required` stands in the module itself.
    pub nested: Option<Ident>,
    /// Whether requests hold it and no response does, so that only a server reads it.
    pub request_only: bool,
}

impl Model {
    /// Calls `visit` with every type that this one is made of.
    pub fn types(&self, visit: &mut impl FnMut(&Ty)) {
        match &self.kind {
            Kind::Struct(structure) => {
                structure.fields.iter().for_each(|field| visit(&field.ty));
                structure.additional.iter().for_each(|(_, ty)| visit(ty));
            }
            Kind::Union(union) => union.variants.iter().for_each(|variant| visit(&variant.ty)),
            Kind::Alias(ty) => visit(ty),
            Kind::StringEnum(_) | Kind::IntegerEnum(_) => {}
        }
    }
}

/// Text of the document that becomes documentation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    pub title: Option<String>,
    pub text: Option<String>,
    /// Sentences of the generator's own.
    pub notes: Vec<String>,
    pub deprecated: bool,
}

impl Docs {
    /// Returns the documentation without a title that repeats one of the names.
    #[must_use]
    pub fn beside(mut self, names: &[&str]) -> Self {
        let bare = |text: &str| -> String {
            let kept = text.chars().filter(|character| character.is_alphanumeric());
            kept.flat_map(char::to_lowercase).collect()
        };
        let title = self.title.as_deref().map(bare);
        if names.iter().any(|name| title.as_ref() == Some(&bare(name))) {
            self.title = None;
        }
        self
    }
}

#[derive(Debug, Clone)]
pub enum Kind {
    Struct(Struct),
    StringEnum(StringEnum),
    IntegerEnum(IntegerEnum),
    Union(Union),
    Alias(Ty),
}

#[derive(Debug, Clone, Default)]
pub struct Struct {
    pub fields: Vec<Field>,
    /// The field that keeps additional properties, and their type.
    pub additional: Option<(Ident, Ty)>,
}

impl Struct {
    /// Whether construction requires some of its properties.
    #[must_use]
    pub fn has_required(&self) -> bool {
        self.given().next().is_some()
    }

    /// The properties that construction requires.
    pub fn given(&self) -> impl Iterator<Item = &Field> + Clone {
        self.fields.iter().filter(|field| field.is_given())
    }

    /// Whether an optional property may be null.
    #[must_use]
    pub fn has_nullable(&self) -> bool {
        let mut presences = self.fields.iter().map(|field| field.presence);
        presences.any(|presence| presence == Presence::Nullable)
    }
}

/// Whether a property is required, and whether it is nullable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there.
    Required,
    /// May be left out.
    Optional,
    /// May be left out; null is one of its type's own values.
    OwnNull,
    /// May be left out and may be null, which differ.
    Nullable,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub name: Ident,
    /// The property's name in JSON.
    pub json: String,
    /// The type of the value itself; presence adds to it.
    pub ty: Ty,
    pub presence: Presence,
    /// The one value that it can have, where the contract admits one alone.
    pub single: Option<SingleValue>,
    pub docs: Docs,
}

/// The one value that a property can have.
#[derive(Debug, Clone, PartialEq)]
pub enum SingleValue {
    Null,
    Boolean(bool),
    Number(f64),
    String(String),
    /// The variant of its enumeration.
    Variant(Ident),
}

impl Field {
    /// Whether construction requires the property.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.presence == Presence::Required && self.single.is_none()
    }

    /// The field's whole type.
    #[must_use]
    pub fn declared(&self) -> Ty {
        match self.presence {
            Presence::Required => self.ty.clone(),
            Presence::Optional | Presence::OwnNull => Ty::Optional(Box::new(self.ty.clone())),
            Presence::Nullable => Ty::Nullable(Box::new(self.ty.clone())),
        }
    }
}

/// An enumeration of strings.
#[derive(Debug, Clone)]
pub struct StringEnum {
    pub variants: Vec<(Ident, String)>,
    /// The variant that keeps what the contract does not list.
    pub unknown: Ident,
}

/// An enumeration of integers.
#[derive(Debug, Clone)]
pub struct IntegerEnum {
    pub variants: Vec<(Ident, i64)>,
    pub unknown: Ident,
}

/// A union of types.
#[derive(Debug, Clone)]
pub struct Union {
    pub variants: Vec<Variant>,
    /// The property whose value selects the variant.
    pub discriminator: Option<String>,
    pub unknown: Ident,
}

#[derive(Debug, Clone)]
pub struct Variant {
    pub name: Ident,
    pub ty: Ty,
    pub docs: Docs,
    /// The facts that distinguish its values.
    pub branch: Branch,
}

/// The facts about a branch of `oneOf` or `anyOf` that distinguish its values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branch {
    /// Types as the support code numbers them.
    pub types: u8,
    /// Values of the discriminator.
    pub discriminator_values: Vec<String>,
    pub required: Vec<String>,
    /// Properties whose values, where present, differ from those of other branches.
    pub distinguishing: Vec<(String, Values)>,
    /// All properties that are known, and what they hold.
    pub properties: IndexMap<String, Values>,
    /// Whether the type keeps additional properties.
    pub keeps_additional: bool,
    /// The values of properties that differ from those of other branches.
    pub nested: Vec<(String, Branch)>,
    /// The items of arrays, as one branch, where arrays have to be distinguished.
    pub items: Vec<Branch>,
    /// The additional properties, as one branch, where they distinguish it.
    pub additional: Vec<Branch>,
}

/// All values that a property may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Values of types, as the support code numbers them.
    Types(u8),
    Boolean(bool),
    Integers(Vec<i64>),
    Strings(Vec<String>),
}

/// Every model of a contract, and the modules they are in.
#[derive(Debug, Default)]
pub struct Models {
    pub models: Vec<Model>,
    pub modules: Vec<Module>,
}

impl std::ops::Index<ModelId> for Models {
    type Output = Model;

    fn index(&self, id: ModelId) -> &Model {
        // Ids are only made by pushing to `models`, which never shrinks.
        &self.models[id.0]
    }
}

impl Models {
    /// Resolves aliases.
    #[must_use]
    pub fn resolved<'a>(&'a self, mut ty: &'a Ty) -> &'a Ty {
        // Aliases that lead in a circle have been cut.
        while let Ty::Model(id) = ty
            && let Kind::Alias(inner) = &self[*id].kind
        {
            ty = inner;
        }
        ty
    }

    /// The type as code that stands in a module sees it. `outside` is the path to the models for
    /// code that is not one of them.
    #[must_use]
    pub fn path(&self, ty: &Ty, view: View<'_>) -> TypePath {
        let mut text = String::new();
        self.write(ty, view, &mut text);
        TypePath(text)
    }

    /// The type of an argument that takes a value of a type without its ownership.
    #[must_use]
    pub fn lent(&self, ty: &Ty, view: View<'_>) -> TypePath {
        let mut text = String::new();
        match ty {
            Ty::Bool | Ty::Integer(_) | Ty::Float => self.write(ty, view, &mut text),
            Ty::String => text.push_str("&str"),
            Ty::List(inner) => {
                text.push_str("&[");
                self.write(inner, view, &mut text);
                text.push(']');
            }
            ty => {
                text.push('&');
                self.write(ty, view, &mut text);
            }
        }
        TypePath(text)
    }

    fn write(&self, ty: &Ty, view: View<'_>, out: &mut String) {
        let mut wrap = |name: &str, inner: &Ty| {
            out.push_str(name);
            out.push('<');
            self.write(inner, view, out);
            out.push('>');
        };
        match ty {
            Ty::List(inner) => wrap("Vec", inner),
            Ty::Optional(inner) => wrap("Option", inner),
            Ty::Nullable(inner) => wrap("Nullable", inner),
            Ty::Boxed(inner) => wrap("Box", inner),
            Ty::Map(inner) => {
                out.push_str("BTreeMap<String, ");
                self.write(inner, view, out);
                out.push('>');
            }
            Ty::Model(id) => self.write_model(*id, view, out),
            Ty::Bool => out.push_str("bool"),
            Ty::Integer(name) => out.push_str(name),
            Ty::Float => out.push_str("f64"),
            Ty::String => out.push_str("String"),
            Ty::Timestamp => out.push_str("Timestamp"),
            Ty::Date => out.push_str("NaiveDate"),
            Ty::Uuid => out.push_str("Uuid"),
            Ty::Number => out.push_str("Number"),
            Ty::Value => out.push_str("Value"),
            Ty::Object => out.push_str("Map<String, Value>"),
            Ty::Null => out.push_str("()"),
        }
    }

    fn write_model(&self, id: ModelId, view: View<'_>, out: &mut String) {
        let model = &self[id];
        let Some(module) = self.modules.get(model.module) else {
            return;
        };
        match view {
            // All that is known one level up is here or imported.
            View::File { .. } if module.reexported.contains(&id) => {}
            View::File { modules, .. } if modules.contains(&model.module) => {
                out.push_str(module.name.as_str());
                out.push_str("::");
            }
            View::File { up, .. } => {
                out.extend(std::iter::repeat_n("super::", up));
                self.write_module(module, id, out);
            }
            View::Inside {
                module: here,
                imported,
                is_nested,
                up,
            } => {
                if is_nested {
                    out.push_str("super::");
                }
                let is_here = here == model.module && !module.reexported.contains(&id);
                if !is_here && !imported.contains(&id) {
                    out.extend(std::iter::repeat_n("super::", up));
                    self.write_module(module, id, out);
                }
            }
            View::Outside(prefix) => {
                out.push_str(prefix);
                self.write_module(module, id, out);
            }
        }
        out.push_str(model.name.as_str());
    }

    /// The path of the struct that holds the required properties of one that code makes.
    #[must_use]
    pub fn required_path(&self, model: &Model, view: View<'_>) -> TypePath {
        let mut text = String::new();
        if let Some(module) = self.modules.get(model.module) {
            match view {
                View::Inside { .. } => {}
                View::File { .. } => {
                    text.push_str(module.name.as_str());
                    text.push_str("::");
                }
                View::Outside(prefix) => {
                    text.push_str(prefix);
                    self.write_module_name(module, &mut text);
                }
            }
        }
        if let Some(nested) = &model.nested {
            text.push_str(nested.as_str());
            text.push_str("::");
        }
        text.push_str(REQUIRED);
        TypePath(text)
    }

    fn write_module(&self, module: &Module, id: ModelId, out: &mut String) {
        if module.reexported.contains(&id) {
            return;
        }
        self.write_module_name(module, out);
    }

    fn write_module_name(&self, module: &Module, out: &mut String) {
        if let Some(folder) = module.folder {
            out.push_str(folder);
            out.push_str("::");
        }
        out.push_str(module.name.as_str());
        out.push_str("::");
    }
}

/// The location of code that names a type.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    /// At the top of a file of models.
    File {
        /// The modules whose types are in the file.
        modules: &'a [usize],
        /// How many modules up the models are.
        up: usize,
    },
    /// In the module of a schema or an operation.
    Inside {
        module: usize,
        imported: &'a [ModelId],
        /// Whether the code stands one module below.
        is_nested: bool,
        /// How many modules up the models are from the module itself.
        up: usize,
    },
    /// Behind a path such as `models::`.
    Outside(&'a str),
}

impl View<'_> {
    /// The view from one module below.
    #[must_use]
    pub fn nested(self) -> Self {
        match self {
            Self::Inside {
                module,
                imported,
                up,
                ..
            } => Self::Inside {
                module,
                imported,
                up,
                is_nested: true,
            },
            other => other,
        }
    }
}

/// A type as Rust writes it. It is made of identifiers and the generator's own words only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypePath(String);

impl From<&Ident> for TypePath {
    fn from(name: &Ident) -> Self {
        Self(name.as_str().to_owned())
    }
}

impl TypePath {
    /// A type that the generator knows by name.
    #[must_use]
    pub fn known(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// A reference to the type.
    #[must_use]
    pub fn reference(mut self) -> Self {
        self.0.insert(0, '&');
        self
    }

    #[must_use]
    pub fn is_reference(&self) -> bool {
        self.0.starts_with('&')
    }

    /// The type with the lifetime `'a`, where it is a reference.
    #[must_use]
    pub fn within_lifetime(mut self) -> Self {
        if self.is_reference() {
            self.0.insert_str(1, "'a ");
        }
        self
    }

    /// The type behind the path to its module.
    #[must_use]
    pub fn inside(mut self, path: &'static str) -> Self {
        self.0.insert_str(0, path);
        self
    }
}

impl fmt::Display for TypePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
