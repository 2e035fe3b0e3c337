//! The schemas of a contract as static tables: what a value is validated against.
#![forbid(unsafe_code)]

use super::super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::constant::Constant;

/// The schema that a value is validated against.
pub type Check = &'static Schema;

/// A schema. Keywords for another type than the value's admit it.
#[derive(Debug)]
pub struct Schema {
    /// `type`: the types that it admits, as bits.
    pub types: u8,
    /// The keywords that look at a value as a whole.
    pub rules: &'static [Rule],
    /// `properties` and `required`. More than sixteen are sorted by name.
    pub properties: &'static [Property],
    /// `patternProperties`.
    pub patterns: &'static [(&'static dyn Matcher, Check)],
    /// `additionalProperties`: every property that is neither declared nor matched.
    pub additional: Additional,
    /// `propertyNames`.
    pub names: Option<Check>,
    /// `prefixItems`.
    pub prefix: &'static [Check],
    /// `items`: every item behind those.
    pub items: Option<Check>,
    /// `contains`.
    pub contains: Option<Contains>,
    /// The keywords that combine schemas.
    pub combinations: &'static [Combination],
    /// Whether probes may meet a value with this schema again and again, so that the result is
    /// remembered.
    pub is_remembered: bool,
}

/// Every type.
const EVERY: u8 = NULL | BOOLEAN | INTEGER | NUMBER | STRING | ARRAY | OBJECT;

impl Schema {
    /// The schema that admits everything.
    pub const ANYTHING: Self = Self::of(EVERY);

    /// A schema of which only the types are known.
    #[must_use]
    pub const fn of(types: u8) -> Self {
        Self {
            types,
            rules: &[],
            properties: &[],
            patterns: &[],
            additional: Additional::Any,
            names: None,
            prefix: &[],
            items: None,
            contains: None,
            combinations: &[],
            is_remembered: false,
        }
    }

    /// Whether it says nothing of what an array or an object holds, nor of how much that is.
    pub(super) fn ignores_content(&self) -> bool {
        let Self {
            types: _,
            rules,
            properties,
            patterns,
            additional,
            names,
            prefix,
            items,
            contains,
            combinations: _,
            is_remembered: _,
        } = self;
        let of_objects = properties.is_empty() && patterns.is_empty() && names.is_none();
        let of_arrays = prefix.is_empty() && items.is_none() && contains.is_none();
        rules.is_empty() && of_objects && of_arrays && matches!(additional, Additional::Any)
    }
}

pub static ANYTHING: Schema = Schema::ANYTHING;
/// The schema that admits nothing.
pub static NOTHING: Schema = Schema::of(0);
pub static ANY_STRING: Schema = Schema::of(STRING);
pub static ANY_BOOLEAN: Schema = Schema::of(BOOLEAN);
pub static ANY_INTEGER: Schema = Schema::of(INTEGER);
pub static ANY_NUMBER: Schema = Schema::of(NUMBER | INTEGER);
pub static ANY_ARRAY: Schema = Schema::of(ARRAY);
pub static ANY_OBJECT: Schema = Schema::of(OBJECT);
pub static ANY_NULL: Schema = Schema::of(NULL);

/// A property that a schema mentions.
#[derive(Debug)]
pub struct Property {
    pub name: &'static str,
    /// Its schema, if it is declared.
    pub check: Option<Check>,
    pub is_required: bool,
}

impl Property {
    #[must_use]
    pub const fn required(name: &'static str, check: Check) -> Self {
        Self {
            name,
            check: Some(check),
            is_required: true,
        }
    }

    #[must_use]
    pub const fn optional(name: &'static str, check: Check) -> Self {
        Self {
            name,
            check: Some(check),
            is_required: false,
        }
    }

    /// A property that is required and not declared.
    #[must_use]
    pub const fn undeclared(name: &'static str) -> Self {
        Self {
            name,
            check: None,
            is_required: true,
        }
    }
}

/// `additionalProperties`.
#[derive(Debug)]
pub enum Additional {
    Any,
    Forbidden,
    Of(Check),
}

/// `contains`, `minContains` and `maxContains`.
#[derive(Debug)]
pub struct Contains {
    pub check: Check,
    pub min: usize,
    pub max: Option<usize>,
}

/// A keyword that looks at a value as a whole.
#[derive(Debug)]
pub enum Rule {
    /// `enum` and `const` if every value is a string. More than sixteen are sorted, in every `enum`.
    EnumStrings(&'static [&'static str]),
    /// `enum` and `const` if every value is an integer.
    EnumIntegers(&'static [i64]),
    /// `enum` and `const`.
    EnumValues(&'static [Constant]),
    /// In Unicode characters.
    MinLength(usize),
    MaxLength(usize),
    Pattern(&'static dyn Matcher),
    /// A format that has a test.
    Format(&'static str, fn(&str) -> bool),
    /// `minimum`, exactly, if it is an integer.
    MinInteger(i128),
    MaxInteger(i128),
    Minimum(f64),
    Maximum(f64),
    ExclusiveMinimum(f64),
    ExclusiveMaximum(f64),
    /// Exactly: the first times ten to the power of the second.
    MultipleOf(i128, i32),
    MinItems(usize),
    MaxItems(usize),
    UniqueItems,
    MinProperties(usize),
    MaxProperties(usize),
}

/// A keyword that combines schemas (JSON Schema core, section 10.2), or applies one under a condition.
#[derive(Debug)]
pub enum Combination {
    AllOf(Check),
    AnyOf(&'static [Check]),
    OneOf(&'static [Check]),
    /// `oneOf` or `anyOf` with a discriminator (OpenAPI 3.0, section 4.7.25): the value of a property
    /// selects the branch.
    Discriminated(&'static str, &'static [(&'static str, Check)]),
    Not(Check),
    /// `if`, `then` and `else`.
    Conditional(Check, Check, Check),
    /// `dependentRequired`: beside the first property, the second is required.
    DependentRequired(&'static str, &'static str),
    /// `dependentSchemas`, for one property.
    DependentSchema(&'static str, Check),
    /// A property that tells branches apart: a probe looks at it before it descends.
    First(&'static str, Check),
    /// `unevaluatedProperties`: what other keywords evaluate, and the schema of the rest.
    UnevaluatedProperties(&'static [Cover], Check),
    /// `unevaluatedItems`.
    UnevaluatedItems(&'static [Cover], Check),
}

/// Properties or items that a keyword evaluates (JSON Schema 2020-12, core, section 11).
#[derive(Debug)]
pub enum Cover {
    All,
    /// Properties by their names.
    Names(&'static [&'static str]),
    /// Properties whose names match a pattern.
    Matching(&'static dyn Matcher),
    /// The first items.
    First(usize),
    /// The items that a schema admits.
    Items(Check),
    /// What is evaluated if a schema admits the value.
    Where(Check, &'static [Cover]),
    /// What is evaluated if it does not.
    Unless(Check, &'static [Cover]),
    /// What is evaluated if a property is present.
    With(&'static str, &'static [Cover]),
}

/// A `pattern` of the contract.
pub trait Matcher: std::fmt::Debug + Sync {
    /// The regular expression, as the contract writes it.
    fn source(&self) -> &'static str;

    /// Returns whether it matches anywhere in the text; `None` where that needs too many steps.
    fn matches(&self, text: &str) -> Option<bool>;
}
