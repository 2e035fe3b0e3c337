//! Checks: for each schema of requests, the function that finds every violation.
//!
//! One statement for each keyword. As in JSON Schema, a statement for another type than the value's
//! admits it, so that statements need no nesting and no order.

mod constants;
mod keywords;
mod repeats;
mod unevaluated;

use std::collections::{HashMap, HashSet};

use super::branches::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::names::{Ident, Scope};
use crate::contract::{Contract, Schema, SchemaId, Type, Types};
use crate::diagnostic::Diagnostic;
use counterpart_contract::pattern::Matching;

pub use constants::Constant;
pub use keywords::TestedFormat;
pub use unevaluated::{Cover, UnevaluatedKind};

/// A function of the generated `checks` module.
#[derive(Debug, Clone)]
pub struct CheckFn {
    pub name: Ident,
    /// The schema's place, for the function's documentation.
    pub pointer: String,
    pub statements: Vec<Statement>,
    pub once: Once,
}

/// When a check remembers a value that it has met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Once {
    #[default]
    Never,
    /// In probes.
    Probed,
    /// Also where violations are reported.
    Met,
}

/// A check to call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CheckRef {
    /// One of the generated functions.
    Own(Ident),
    /// One that the support code has.
    Support(&'static str),
}

/// One keyword.
#[derive(Debug, Clone)]
pub enum Statement {
    Types(u8),
    EnumStrings(Vec<String>),
    EnumIntegers(Vec<i64>),
    EnumValues(Vec<Constant>),
    MinLength(u64),
    MaxLength(u64),
    /// The constant of a regular expression.
    Pattern(Ident),
    Format(TestedFormat),
    MinInteger(i128),
    MaxInteger(i128),
    Minimum(f64),
    Maximum(f64),
    ExclusiveMinimum(f64),
    ExclusiveMaximum(f64),
    MultipleOf(i128, i32),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    Items(usize, CheckRef),
    Item(usize, CheckRef),
    Contains(CheckRef, u64, Option<u64>),
    Required(String),
    Property(String, CheckRef),
    /// A property that a probe looks at first.
    ToldBy(String, CheckRef),
    PatternProperties(Ident, CheckRef),
    AdditionalProperties {
        names: Vec<String>,
        patterns: Vec<Ident>,
        check: CheckRef,
    },
    NoAdditionalProperties {
        names: Vec<String>,
        patterns: Vec<Ident>,
    },
    PropertyNames(CheckRef),
    MinProperties(u64),
    MaxProperties(u64),
    DependentRequired(String, String),
    DependentSchema(String, CheckRef),
    AllOf(CheckRef),
    AnyOf(Vec<CheckRef>),
    OneOf(Vec<CheckRef>),
    Discriminated(String, Vec<(String, CheckRef)>),
    Not(CheckRef),
    Conditional(CheckRef, CheckRef, CheckRef),
    /// `unevaluatedProperties` or `unevaluatedItems`: what other keywords evaluate, and the check of
    /// the rest.
    Unevaluated(UnevaluatedKind, Vec<Cover>, CheckRef),
    Nothing,
}

impl Statement {
    /// Calls `visit` with every check that the statement calls.
    pub fn checks(&self, visit: &mut impl FnMut(&CheckRef)) {
        match self {
            Self::Types(_)
            | Self::EnumStrings(_)
            | Self::EnumIntegers(_)
            | Self::EnumValues(_)
            | Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::MinInteger(_)
            | Self::MaxInteger(_)
            | Self::Minimum(_)
            | Self::Maximum(_)
            | Self::ExclusiveMinimum(_)
            | Self::ExclusiveMaximum(_)
            | Self::MultipleOf(..)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::Required(_)
            | Self::NoAdditionalProperties { .. }
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::DependentRequired(..)
            | Self::Nothing => {}
            Self::Items(_, check)
            | Self::Item(_, check)
            | Self::Contains(check, ..)
            | Self::Property(_, check)
            | Self::ToldBy(_, check)
            | Self::PatternProperties(_, check)
            | Self::AdditionalProperties { check, .. }
            | Self::PropertyNames(check)
            | Self::DependentSchema(_, check)
            | Self::AllOf(check)
            | Self::Not(check) => visit(check),
            Self::AnyOf(all) | Self::OneOf(all) => all.iter().for_each(visit),
            Self::Discriminated(_, all) => all.iter().for_each(|(_, check)| visit(check)),
            Self::Conditional(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(visit);
            }
            Self::Unevaluated(_, covers, rest) => {
                covers.iter().for_each(|cover| cover.checks(visit));
                visit(rest);
            }
        }
    }

    /// Calls `visit` with every check that is asked whether it admits a value.
    fn probes(&self, visit: &mut impl FnMut(&CheckRef)) {
        match self {
            Self::AnyOf(_) | Self::OneOf(_) | Self::Discriminated(..) => self.checks(visit),
            Self::Not(check) | Self::Contains(check, ..) => visit(check),
            Self::Conditional(condition, ..) => visit(condition),
            Self::Unevaluated(_, covers, _) => covers.iter().for_each(|cover| cover.checks(visit)),
            _ => {}
        }
    }

    /// Whether it calls another check of the contract.
    fn descends(&self) -> bool {
        let mut descends = false;
        self.checks(&mut |check| descends |= matches!(check, CheckRef::Own(_)));
        descends
    }

    fn is_enumeration(&self) -> bool {
        matches!(
            self,
            Self::EnumStrings(_) | Self::EnumIntegers(_) | Self::EnumValues(_)
        )
    }
}

/// The checks of a contract.
#[derive(Debug, Default)]
pub struct Checks {
    pub functions: Vec<CheckFn>,
    pub patterns: Vec<PatternConst>,
}

/// A regular expression of the contract.
#[derive(Debug)]
pub struct PatternConst {
    pub name: Ident,
    /// As the contract writes it.
    pub source: String,
    pub matching: Matching,
}

/// Decides checks on demand.
pub struct CheckBuilder<'a> {
    contract: &'a Contract,
    checks: Checks,
    scope: Scope,
    constants: Scope,
    known: HashMap<SchemaId, CheckRef>,
    /// Bases without what is built on them, and the schemas that have their names.
    bases: HashMap<SchemaId, SchemaId>,
    by_pattern: HashMap<String, Ident>,
    /// For each schema, its read-only properties.
    read_only: HashMap<SchemaId, HashSet<&'a str>>,
    /// Functions that have a name and no statements yet.
    pending: Vec<(SchemaId, usize, String)>,
    /// Patterns that are matched within a limit.
    problems: Vec<Diagnostic>,
}

impl<'a> CheckBuilder<'a> {
    #[must_use]
    pub fn new(contract: &'a Contract) -> Self {
        Self {
            contract,
            checks: Checks::default(),
            // Names of what the module imports.
            scope: Scope::with(&[
                "check", "checker", "format", "pattern", "time", "anything", "nothing",
            ]),
            constants: Scope::with(&[
                "NULL", "BOOLEAN", "INTEGER", "NUMBER", "STRING", "ARRAY", "OBJECT",
            ]),
            known: HashMap::new(),
            bases: contract.bases(),
            by_pattern: HashMap::new(),
            read_only: read_only(contract),
            pending: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The check of a schema; `hint` names it where the schema has no name.
    pub fn of(&mut self, id: SchemaId, hint: &str) -> CheckRef {
        let schema = &self.contract[id];
        if let Some(check) = builtin(schema) {
            return check;
        }
        if let Some(inner) = schema
            .wrapped()
            .filter(|inner| *inner != id && says_nothing(schema))
        {
            return self.of(inner, hint);
        }
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        let alone = self.bases.get(&id);
        let alone = alone.and_then(|choice| self.contract[*choice].name.as_ref());
        let hint = match (&schema.name, alone) {
            (Some(name), _) => name.clone(),
            (None, Some(name)) => format!("{name} base"),
            (None, None) => hint.to_owned(),
        };
        let name = self.scope.snake(&hint);
        let check = CheckRef::Own(name.clone());
        self.known.insert(id, check.clone());
        self.pending.push((id, self.checks.functions.len(), hint));
        let pointer = schema.place.pointer.to_string();
        self.checks.functions.push(CheckFn {
            name,
            pointer,
            statements: Vec::new(),
            once: Once::Never,
        });
        check
    }

    /// Writes every function that is used, and those that it uses. Problems go to `report`.
    #[must_use]
    pub fn finish(mut self, report: &mut Vec<Diagnostic>) -> Checks {
        while let Some((id, index, hint)) = self.pending.pop() {
            let statements = self.statements(id, &hint);
            if let Some(function) = self.checks.functions.get_mut(index) {
                function.statements = statements;
            }
        }
        report.append(&mut self.problems);
        repeats::mark(&mut self.checks.functions);
        self.checks
    }

    fn statements(&mut self, id: SchemaId, hint: &str) -> Vec<Statement> {
        let contract = self.contract;
        let schema = &contract[id];
        let mut out = Vec::new();
        if schema.boolean == Some(false) {
            out.push(Statement::Nothing);
        }
        if schema.types != Types::ANY {
            out.push(Statement::Types(bits(schema.types)));
        }
        for id in &schema.all_of {
            let check = self.of(*id, &format!("{hint} part"));
            if check != CheckRef::Support("anything") {
                out.push(Statement::AllOf(check));
            }
        }
        if let Some(values) = &schema.values {
            out.push(constants::enumeration(values));
        }
        self.numbers(schema, &mut out);
        self.strings(schema, hint, &mut out);
        self.arrays(schema, hint, &mut out);
        self.objects(id, schema, hint, &mut out);
        self.combinations(schema, hint, &mut out);
        self.unevaluated(id, hint, &mut out);
        out
    }
}

/// The bits that the support code has for types.
#[must_use]
pub fn bits(types: Types) -> u8 {
    types.iter().fold(0, |bits, kind| {
        bits | match kind {
            Type::Null => NULL,
            Type::Boolean => BOOLEAN,
            Type::Integer => INTEGER,
            Type::Number => NUMBER,
            Type::String => STRING,
            Type::Array => ARRAY,
            Type::Object => OBJECT,
        }
    })
}

/// For each schema, the members that are read only by its own word or by that of a schema that it
/// is composed with: one part of an `allOf` may say what another requires.
fn read_only(contract: &Contract) -> HashMap<SchemaId, HashSet<&str>> {
    let mut found: HashMap<SchemaId, HashSet<&str>> = HashMap::new();
    for root in contract.ids() {
        let mut parts = vec![root];
        let mut next = 0;
        while let Some(part) = parts.get(next).copied() {
            let new = contract[part]
                .all_of
                .iter()
                .filter(|id| !parts.contains(id));
            let new: Vec<SchemaId> = new.copied().collect();
            parts.extend(new);
            next += 1;
        }
        let names: HashSet<&str> = parts
            .iter()
            .flat_map(|part| &contract[*part].properties)
            .filter(|(_, id)| contract[**id].read_only)
            .map(|(name, _)| name.as_str())
            .collect();
        if !names.is_empty() {
            for part in parts {
                found.entry(part).or_default().extend(&names);
            }
        }
    }
    found
}

/// Schemas without constraints or with only a type have a check in the support code.
fn builtin(schema: &Schema) -> Option<CheckRef> {
    if schema.boolean == Some(false) {
        return Some(CheckRef::Support("nothing"));
    }
    if !is_silent(schema) {
        return None;
    }
    let name = if schema.types == Types::ANY {
        "anything"
    } else {
        match schema.types.single()? {
            Type::Boolean => "boolean",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::String => "string",
            Type::Array => "array",
            Type::Object => "object",
            Type::Null => "null",
        }
    };
    Some(CheckRef::Support(name))
}

/// Whether a schema constrains at most the type.
fn is_silent(schema: &Schema) -> bool {
    says_nothing(schema) && schema.children().next().is_none()
}

/// Whether a schema that wraps another adds no constraint.
fn says_nothing(schema: &Schema) -> bool {
    let formatted = schema.format.as_deref().is_some_and(|format| {
        TestedFormat::of(format).is_some()
            || format.starts_with("int")
            || format.starts_with("uint")
    });
    schema.boolean != Some(false)
        && schema.values.is_none()
        && !formatted
        && schema.minimum.is_none()
        && schema.maximum.is_none()
        && schema.multiple_of.is_none()
        && schema.min_length.is_none()
        && schema.max_length.is_none()
        && schema.pattern.is_none()
        && schema.min_items.is_none()
        && schema.max_items.is_none()
        && !schema.unique_items
        && schema.contains.is_none()
        && schema.required.is_empty()
        && schema.min_properties.is_none()
        && schema.max_properties.is_none()
        && schema.dependent_required.is_empty()
        && schema.children().count() == schema.all_of.len()
}
