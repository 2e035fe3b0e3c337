//! The properties of an object and the parameters of an operation, as pages show them.

use super::constraints::Constraint;
use super::label::Label;
use super::values::EnumValue;
use crate::docs::text::Prose;

/// The direction in which a value is sent: requests omit `readOnly` properties, responses omit
/// `writeOnly` ones (OpenAPI 3.0.3, section 4.7.24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
    /// A model on its own page.
    Both,
}

/// A property, a parameter or a header.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    /// The id that links to this field refer to.
    pub anchor: String,
    /// The names of the enclosing properties, each followed by a dot.
    pub prefix: String,
    pub name: String,
    pub label: Label,
    /// `Required` or `Optional`; empty for required properties of responses, which are the rule.
    pub presence: &'static str,
    pub required: bool,
    pub deprecated: bool,
    /// `nullable`, `read-only`, `write-only`.
    pub flags: Vec<&'static str>,
    pub constraints: Vec<Constraint>,
    pub default: Option<String>,
    pub values: Vec<EnumValue<'a>>,
    /// The number of omitted values.
    pub more_values: usize,
    pub example: Option<String>,
    pub description: Option<Prose<'a>>,
    /// The structure of the value, if it unfolds below the field.
    pub inner: Option<Structure<'a>>,
}

/// The properties of a value, and its `oneOf` and `anyOf`.
#[derive(Debug, Clone, Default)]
pub struct Structure<'a> {
    pub fields: Vec<Field<'a>>,
    pub combinations: Vec<Combination<'a>>,
}

impl Structure<'_> {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.combinations.is_empty()
    }

    /// Returns the number of fields and branches at all depths.
    #[must_use]
    pub fn count(&self) -> usize {
        let inside = |inner: &Option<Structure<'_>>| inner.as_ref().map_or(0, Structure::count);
        let fields = self.fields.iter().map(|field| 1 + inside(&field.inner));
        let branches = (self.combinations.iter())
            .flat_map(|combination| &combination.branches)
            .map(|branch| 1 + inside(&branch.structure));
        fields.chain(branches).sum()
    }
}

/// A `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub struct Combination<'a> {
    /// `One of` or `Any of`.
    pub title: &'static str,
    /// The property whose value selects the branch.
    pub discriminator: Option<String>,
    pub branches: Vec<Branch<'a>>,
}

/// A subschema of a `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub struct Branch<'a> {
    pub anchor: String,
    pub title: String,
    pub label: Label,
    /// The discriminator value of this branch.
    pub discriminator_value: Option<String>,
    pub constraints: Vec<Constraint>,
    pub values: Vec<EnumValue<'a>>,
    pub description: Option<Prose<'a>>,
    pub structure: Option<Structure<'a>>,
}
