//! Checks: for each schema of requests, the table that its values are validated against.
//!
//! As in JSON Schema, a keyword for another type than the value's admits it, so that keywords need no
//! nesting and no order.

mod constants;
mod keywords;
mod repeats;
mod unevaluated;

use std::collections::{HashMap, HashSet};

use super::branches::{ALL, ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::names::{Ident, Scope};
use crate::contract::{Contract, Schema, SchemaId, Type, Types};
use crate::diagnostic::Diagnostic;
use counterpart_contract::pattern::Matching;

pub use constants::Constant;
pub use keywords::TestedFormat;
pub use unevaluated::{Cover, UnevaluatedKind};

/// A table of the generated `checks` module: what the values of a schema are validated against.
#[derive(Debug, Clone)]
pub struct Table {
    pub name: Ident,
    /// The schema's place, for the documentation of the table.
    pub pointer: String,
    /// The types of values, as bits.
    pub types: u8,
    pub rules: Vec<Rule>,
    pub properties: Vec<Property>,
    /// Patterns for names, by their constants.
    pub patterns: Vec<(Ident, CheckRef)>,
    pub additional: Additional,
    /// The check of the names of properties.
    pub names: Option<CheckRef>,
    pub prefix: Vec<CheckRef>,
    pub items: Option<CheckRef>,
    pub contains: Option<Contains>,
    pub combinations: Vec<Combination>,
    /// Whether probes may meet a value again and again.
    pub is_remembered: bool,
}

/// A check, by the table that it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CheckRef {
    /// One of the generated tables.
    Own(Ident),
    /// One that the support code has.
    Support(&'static str),
}

impl CheckRef {
    /// The check that admits everything.
    pub const ANYTHING: Self = Self::Support("ANYTHING");
    /// The check that admits nothing.
    pub const NOTHING: Self = Self::Support("NOTHING");
}

/// A keyword that looks at a value as a whole.
#[derive(Debug, Clone)]
pub enum Rule {
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
    MinProperties(u64),
    MaxProperties(u64),
}

impl Rule {
    fn is_enumeration(&self) -> bool {
        matches!(
            self,
            Self::EnumStrings(_) | Self::EnumIntegers(_) | Self::EnumValues(_)
        )
    }
}

/// A property that is declared, required, or both.
#[derive(Debug, Clone)]
pub struct Property {
    pub name: String,
    /// Its check, if it is declared.
    pub check: Option<CheckRef>,
    pub is_required: bool,
}

/// `additionalProperties`.
#[derive(Debug, Clone)]
pub enum Additional {
    Any,
    Forbidden,
    Of(CheckRef),
}

/// `contains`, `minContains` and `maxContains`.
#[derive(Debug, Clone)]
pub struct Contains {
    pub check: CheckRef,
    pub min: u64,
    pub max: Option<u64>,
}

/// A keyword that combines schemas, or applies one under a condition.
#[derive(Debug, Clone)]
pub enum Combination {
    AllOf(CheckRef),
    AnyOf(Vec<CheckRef>),
    OneOf(Vec<CheckRef>),
    Discriminated(String, Vec<(String, CheckRef)>),
    Not(CheckRef),
    Conditional(CheckRef, CheckRef, CheckRef),
    DependentRequired(String, String),
    DependentSchema(String, CheckRef),
    /// A property that a probe looks at first.
    First(String, CheckRef),
    /// `unevaluatedProperties` or `unevaluatedItems`: what other keywords evaluate, and the check of
    /// the rest.
    Unevaluated(UnevaluatedKind, Vec<Cover>, CheckRef),
}

impl Combination {
    /// Calls `visit` with every check of the combination.
    fn checks<'a>(&'a self, visit: &mut impl FnMut(&'a CheckRef)) {
        match self {
            Self::DependentRequired(..) => {}
            Self::AllOf(check)
            | Self::Not(check)
            | Self::DependentSchema(_, check)
            | Self::First(_, check) => visit(check),
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
    fn probes<'a>(&'a self, visit: &mut impl FnMut(&'a CheckRef)) {
        match self {
            Self::AnyOf(_) | Self::OneOf(_) | Self::Discriminated(..) | Self::Not(_) => {
                self.checks(visit);
            }
            Self::Conditional(condition, ..) => visit(condition),
            Self::Unevaluated(_, covers, _) => covers.iter().for_each(|cover| cover.checks(visit)),
            Self::AllOf(_)
            | Self::DependentRequired(..)
            | Self::DependentSchema(..)
            | Self::First(..) => {}
        }
    }
}

impl Table {
    fn new(name: Ident, pointer: String) -> Self {
        Self {
            name,
            pointer,
            types: ALL,
            rules: Vec::new(),
            properties: Vec::new(),
            patterns: Vec::new(),
            additional: Additional::Any,
            names: None,
            prefix: Vec::new(),
            items: None,
            contains: None,
            combinations: Vec::new(),
            is_remembered: false,
        }
    }

    /// Calls `visit` with every check that the table leads to.
    pub fn checks<'a>(&'a self, mut visit: impl FnMut(&'a CheckRef)) {
        let Self {
            name: _,
            pointer: _,
            types: _,
            rules: _,
            properties,
            patterns,
            additional,
            names,
            prefix,
            items,
            contains,
            combinations,
            is_remembered: _,
        } = self;
        let declared = properties.iter();
        declared
            .filter_map(|property| property.check.as_ref())
            .for_each(&mut visit);
        patterns.iter().for_each(|(_, check)| visit(check));
        if let Additional::Of(check) = additional {
            visit(check);
        }
        names.iter().chain(prefix).chain(items).for_each(&mut visit);
        contains.iter().for_each(|contains| visit(&contains.check));
        let combinations = combinations.iter();
        combinations.for_each(|combination| combination.checks(&mut visit));
    }

    /// Calls `visit` with every check that is asked whether it admits a value.
    fn probes<'a>(&'a self, visit: &mut impl FnMut(&'a CheckRef)) {
        self.contains
            .iter()
            .for_each(|contains| visit(&contains.check));
        let combinations = self.combinations.iter();
        combinations.for_each(|combination| combination.probes(visit));
    }

    /// Whether it leads to another table of the contract.
    fn descends(&self) -> bool {
        let mut descends = false;
        self.checks(|check| descends |= matches!(check, CheckRef::Own(_)));
        descends
    }
}

/// The checks of a contract.
#[derive(Debug, Default)]
pub struct Checks {
    pub tables: Vec<Table>,
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
    /// The names of tables and patterns.
    scope: Scope,
    known: HashMap<SchemaId, CheckRef>,
    /// Bases without what is built on them, and the schemas that have their names.
    bases: HashMap<SchemaId, SchemaId>,
    by_pattern: HashMap<String, Ident>,
    /// For each schema, its read-only properties.
    read_only: HashMap<SchemaId, HashSet<&'a str>>,
    /// Tables that have a name and nothing else yet.
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
            scope: Scope::with(&[]),
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
        let name = self.scope.screaming(&hint);
        let check = CheckRef::Own(name.clone());
        self.known.insert(id, check.clone());
        self.pending.push((id, self.checks.tables.len(), hint));
        let pointer = schema.place.pointer.to_string();
        self.checks.tables.push(Table::new(name, pointer));
        check
    }

    /// Fills in every table that is used, and those that it leads to. Problems go to `report`.
    #[must_use]
    pub fn finish(mut self, report: &mut Vec<Diagnostic>) -> Checks {
        while let Some((id, index, hint)) = self.pending.pop() {
            let Some(mut table) = self.checks.tables.get(index).cloned() else {
                continue;
            };
            self.fill(id, &hint, &mut table);
            if let Some(known) = self.checks.tables.get_mut(index) {
                *known = table;
            }
        }
        report.append(&mut self.problems);
        repeats::mark(&mut self.checks.tables);
        self.checks
    }

    fn fill(&mut self, id: SchemaId, hint: &str, out: &mut Table) {
        let contract = self.contract;
        let schema = &contract[id];
        if schema.types != Types::ANY {
            out.types = bits(schema.types);
        }
        for id in &schema.all_of {
            let check = self.of(*id, &format!("{hint} part"));
            if check != CheckRef::ANYTHING {
                out.combinations.push(Combination::AllOf(check));
            }
        }
        if let Some(values) = &schema.values {
            out.rules.push(constants::enumeration(values));
        }
        keywords::numbers(schema, &mut out.rules);
        self.strings(schema, hint, &mut out.rules);
        self.arrays(schema, hint, out);
        self.objects(id, schema, hint, out);
        self.combinations(schema, hint, &mut out.combinations);
        self.unevaluated(id, hint, &mut out.combinations);
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
        return Some(CheckRef::NOTHING);
    }
    if !is_silent(schema) {
        return None;
    }
    let name = if schema.types == Types::ANY {
        "ANYTHING"
    } else {
        match schema.types.single()? {
            Type::Boolean => "ANY_BOOLEAN",
            Type::Integer => "ANY_INTEGER",
            Type::Number => "ANY_NUMBER",
            Type::String => "ANY_STRING",
            Type::Array => "ANY_ARRAY",
            Type::Object => "ANY_OBJECT",
            Type::Null => "ANY_NULL",
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
