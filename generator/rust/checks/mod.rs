//! Checks: for each schema that requests are made of, the function that finds every violation.
//!
//! One statement for each keyword. A statement that concerns another type than the value's admits
//! it, as JSON Schema has it, so that statements need no nesting and no order.

mod unevaluated;

use std::collections::{HashMap, HashSet};

use super::looks::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::names::{Ident, Scope};
use crate::contract::{Bound, Contract, Schema, SchemaId, Type, Types};

pub use unevaluated::{Cover, Parts};

/// A function of the generated `checks` module.
#[derive(Debug, Clone)]
pub struct CheckFn {
    pub name: Ident,
    /// The schema's place, for the function's documentation.
    pub pointer: String,
    pub statements: Vec<Statement>,
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
    Texts(Vec<String>),
    /// The values as a JSON list.
    Values(String),
    MinLength(u64),
    MaxLength(u64),
    Pattern(usize),
    /// A format's name and the support function that tests it.
    Format(&'static str, &'static str),
    MinInteger(i128),
    MaxInteger(i128),
    Minimum(f64),
    Maximum(f64),
    Above(f64),
    Under(f64),
    MultipleOf(i128, i32),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    Items(usize, CheckRef),
    Item(usize, CheckRef),
    Contains(CheckRef, u64, Option<u64>),
    Required(String),
    Property(String, CheckRef),
    Matching(usize, CheckRef),
    Additional {
        names: Vec<String>,
        patterns: Vec<usize>,
        check: CheckRef,
    },
    Closed {
        names: Vec<String>,
        patterns: Vec<usize>,
    },
    Names(CheckRef),
    MinProperties(u64),
    MaxProperties(u64),
    Requires(String, String),
    WhenPresent(String, CheckRef),
    Also(CheckRef),
    AnyOf(Vec<CheckRef>),
    OneOf(Vec<CheckRef>),
    Discriminated(String, Vec<(String, CheckRef)>),
    Not(CheckRef),
    Conditional(CheckRef, CheckRef, CheckRef),
    /// What no other keyword looks at: the members or items that are looked at, and the check of
    /// the rest.
    Unevaluated(Parts, Vec<Cover>, CheckRef),
    Nothing,
}

/// The checks of a contract.
#[derive(Debug, Default)]
pub struct Checks {
    pub functions: Vec<CheckFn>,
    /// Regular expressions, with the names of their constants.
    pub patterns: Vec<(Ident, String)>,
}

/// Decides checks on demand.
pub struct Builder<'a> {
    contract: &'a Contract,
    checks: Checks,
    scope: Scope,
    constants: Scope,
    known: HashMap<SchemaId, CheckRef>,
    /// Bases without what is built on them, and the schemas that have their names.
    bases: HashMap<SchemaId, SchemaId>,
    by_pattern: HashMap<String, usize>,
    /// For each schema, the members that only answers have.
    read_only: HashMap<SchemaId, HashSet<&'a str>>,
    /// Functions that have a name and no statements yet.
    pending: Vec<(SchemaId, usize, String)>,
}

impl<'a> Builder<'a> {
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
        });
        check
    }

    /// Writes every function that was asked for, and those that it asks for.
    #[must_use]
    pub fn finish(mut self) -> Checks {
        while let Some((id, index, hint)) = self.pending.pop() {
            let statements = self.statements(id, &hint);
            if let Some(function) = self.checks.functions.get_mut(index) {
                function.statements = statements;
            }
        }
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
                out.push(Statement::Also(check));
            }
        }
        if let Some(values) = &schema.values {
            let texts: Option<Vec<String>> = values
                .iter()
                .map(|value| value.as_str().map(str::to_owned))
                .collect();
            out.push(match texts {
                Some(texts) => Statement::Texts(texts),
                None => Statement::Values(serde_json::Value::Array(values.clone()).to_string()),
            });
        }
        self.numbers(schema, &mut out);
        self.strings(schema, hint, &mut out);
        self.arrays(schema, hint, &mut out);
        self.objects(id, schema, hint, &mut out);
        self.combinations(schema, hint, &mut out);
        self.unevaluated(id, hint, &mut out);
        out
    }

    fn numbers(&mut self, schema: &Schema, out: &mut Vec<Statement>) {
        let integral = schema.types.contains(Type::Integer) && !schema.types.contains(Type::Number);
        let whole = |bound: &Bound| {
            bound
                .value
                .to_i128()
                .filter(|_| !bound.exclusive || integral)
        };
        if let Some(bound) = &schema.minimum {
            out.push(match whole(bound) {
                Some(value) => {
                    Statement::MinInteger(value.saturating_add(i128::from(bound.exclusive)))
                }
                None if bound.exclusive => Statement::Above(finite(bound)),
                None => Statement::Minimum(finite(bound)),
            });
        }
        if let Some(bound) = &schema.maximum {
            out.push(match whole(bound) {
                Some(value) => {
                    Statement::MaxInteger(value.saturating_sub(i128::from(bound.exclusive)))
                }
                None if bound.exclusive => Statement::Under(finite(bound)),
                None => Statement::Maximum(finite(bound)),
            });
        }
        if let Some(step) = schema.multiple_of {
            out.push(Statement::MultipleOf(step.mantissa(), step.exponent()));
        }
        // The width that a format promises is a range.
        if schema.types.contains(Type::Integer)
            && schema.minimum.is_none()
            && schema.maximum.is_none()
        {
            let range: Option<(i128, i128)> = match schema.format.as_deref() {
                Some("int8") => Some((i8::MIN.into(), i8::MAX.into())),
                Some("int16") => Some((i16::MIN.into(), i16::MAX.into())),
                Some("int32") => Some((i32::MIN.into(), i32::MAX.into())),
                Some("int64") => Some((i64::MIN.into(), i64::MAX.into())),
                Some("uint8") => Some((0, u8::MAX.into())),
                Some("uint16") => Some((0, u16::MAX.into())),
                Some("uint32") => Some((0, u32::MAX.into())),
                Some("uint" | "uint64") => Some((0, u64::MAX.into())),
                _ => None,
            };
            if let Some((min, max)) = range {
                out.push(Statement::MinInteger(min));
                out.push(Statement::MaxInteger(max));
            }
        }
    }

    fn strings(&mut self, schema: &Schema, hint: &str, out: &mut Vec<Statement>) {
        out.extend(schema.min_length.map(Statement::MinLength));
        out.extend(schema.max_length.map(Statement::MaxLength));
        if let Some(pattern) = &schema.pattern {
            out.push(Statement::Pattern(self.pattern(pattern, hint)));
        }
        let tested = schema.format.as_deref().and_then(format_test);
        if let Some((name, test)) = tested.filter(|_| schema.types.contains(Type::String)) {
            out.push(Statement::Format(name, test));
        }
    }

    fn arrays(&mut self, schema: &Schema, hint: &str, out: &mut Vec<Statement>) {
        out.extend(schema.min_items.map(Statement::MinItems));
        out.extend(schema.max_items.map(Statement::MaxItems));
        if schema.unique_items {
            out.push(Statement::UniqueItems);
        }
        for (index, id) in schema.prefix_items.iter().enumerate() {
            let check = self.of(*id, &format!("{hint} item {}", index + 1));
            if check != CheckRef::Support("anything") {
                out.push(Statement::Item(index, check));
            }
        }
        if let Some(items) = schema.items {
            let check = self.of(items, &format!("{hint} item"));
            if check != CheckRef::Support("anything") {
                out.push(Statement::Items(schema.prefix_items.len(), check));
            }
        }
        if let Some(contains) = schema.contains {
            let check = self.of(contains, &format!("{hint} contained"));
            out.push(Statement::Contains(
                check,
                schema.min_contains.unwrap_or(1),
                schema.max_contains,
            ));
        }
    }

    fn objects(&mut self, id: SchemaId, schema: &Schema, hint: &str, out: &mut Vec<Statement>) {
        for name in &schema.required {
            // What only answers have is not required of requests (OpenAPI 3.0.3, 4.7.24.2).
            let read_only = self
                .read_only
                .get(&id)
                .is_some_and(|names| names.contains(name.as_str()));
            if !read_only {
                out.push(Statement::Required(name.clone()));
            }
        }
        for (name, id) in &schema.properties {
            let check = self.of(*id, &format!("{hint} {name}"));
            if check != CheckRef::Support("anything") {
                out.push(Statement::Property(name.clone(), check));
            }
        }
        let demands = |check: &CheckRef| *check != CheckRef::Support("anything");
        let matching = schema.pattern_properties.iter();
        let matching = matching.map(|(source, id)| {
            let check = self.of(*id, &format!("{hint} matching"));
            (source, Some(check).filter(demands))
        });
        let matching: Vec<(&String, Option<CheckRef>)> = matching.collect();
        let additional = schema.additional;
        let additional = additional.map(|id| self.of(id, &format!("{hint} additional")));
        let additional = additional.filter(demands);
        let mut patterns = Vec::new();
        for (source, check) in matching {
            // A pattern that says nothing counts only where other members are told from it.
            if check.is_some() || additional.is_some() {
                let pattern = self.pattern(source, &format!("{hint} name"));
                patterns.push(pattern);
                out.extend(check.map(|check| Statement::Matching(pattern, check)));
            }
        }
        if let Some(check) = additional {
            let names: Vec<String> = schema.properties.keys().cloned().collect();
            out.push(match check {
                CheckRef::Support("nothing") => Statement::Closed { names, patterns },
                check => Statement::Additional {
                    names,
                    patterns,
                    check,
                },
            });
        }
        if let Some(names) = schema.property_names {
            let check = self.of(names, &format!("{hint} names"));
            out.push(Statement::Names(check));
        }
        out.extend(schema.min_properties.map(Statement::MinProperties));
        out.extend(schema.max_properties.map(Statement::MaxProperties));
        for (name, others) in &schema.dependent_required {
            out.extend(
                others
                    .iter()
                    .map(|other| Statement::Requires(name.clone(), other.clone())),
            );
        }
        for (name, id) in &schema.dependent_schemas {
            let check = self.of(*id, &format!("{hint} with {name}"));
            out.push(Statement::WhenPresent(name.clone(), check));
        }
    }

    fn combinations(&mut self, schema: &Schema, hint: &str, out: &mut Vec<Statement>) {
        let any_of = self.list(&schema.any_of, &format!("{hint} alternative"));
        let one_of = self.list(&schema.one_of, &format!("{hint} alternative"));
        match self.tagged(schema, hint) {
            Some(tagged) => out.push(tagged),
            None => {
                if !any_of.is_empty() && !any_of.contains(&CheckRef::Support("anything")) {
                    out.push(Statement::AnyOf(any_of));
                }
                if schema.is_discriminated() {
                    out.push(Statement::AnyOf(one_of));
                } else if !one_of.is_empty() {
                    out.push(Statement::OneOf(one_of));
                }
            }
        }
        if let Some(not) = schema.not {
            let check = self.of(not, &format!("{hint} excluded"));
            out.push(Statement::Not(check));
        }
        if let Some(condition) = schema.if_ {
            let condition = self.of(condition, &format!("{hint} if"));
            let mut branch = |id: Option<SchemaId>, name: &str| match id {
                Some(id) => self.of(id, &format!("{hint} {name}")),
                None => CheckRef::Support("anything"),
            };
            let then = branch(schema.then, "then");
            let otherwise = branch(schema.else_, "otherwise");
            out.push(Statement::Conditional(condition, then, otherwise));
        }
    }

    fn list(&mut self, ids: &[SchemaId], hint: &str) -> Vec<CheckRef> {
        ids.iter()
            .enumerate()
            .map(|(index, id)| self.of(*id, &format!("{hint} {}", index + 1)))
            .collect()
    }

    /// Alternatives that a discriminator picks from, where each has a value of it.
    fn tagged(&mut self, schema: &Schema, hint: &str) -> Option<Statement> {
        let discriminator = schema.discriminator.as_ref()?;
        let members = match (schema.one_of.as_slice(), schema.any_of.as_slice()) {
            (members, []) | ([], members) if !members.is_empty() => members,
            _ => return None,
        };
        let mut tagged = Vec::new();
        for id in members {
            let tags = discriminator.tags(*id);
            if tags.is_empty() {
                return None;
            }
            let check = self.of(*id, &format!("{hint} alternative"));
            tagged.extend(tags.iter().map(|tag| (tag.clone(), check.clone())));
        }
        Some(Statement::Discriminated(
            discriminator.property.clone(),
            tagged,
        ))
    }

    pub(super) fn pattern(&mut self, source: &str, hint: &str) -> usize {
        if let Some(index) = self.by_pattern.get(source) {
            return *index;
        }
        let index = self.checks.patterns.len();
        let name = self.constants.screaming(hint);
        self.checks.patterns.push((name, source.to_owned()));
        self.by_pattern.insert(source.to_owned(), index);
        index
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

/// Schemas that say nothing or only a type have a check in the support code.
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
            Type::String => "text",
            Type::Array => "list",
            Type::Object => "object",
            Type::Null => "null",
        }
    };
    Some(CheckRef::Support(name))
}

/// Whether a schema constrains nothing but, perhaps, the type.
fn is_silent(schema: &Schema) -> bool {
    says_nothing(schema) && schema.children().next().is_none()
}

/// Whether a schema that wraps another constrains nothing more.
fn says_nothing(schema: &Schema) -> bool {
    let formatted = schema.format.as_deref().is_some_and(|format| {
        format_test(format).is_some() || format.starts_with("int") || format.starts_with("uint")
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

/// The formats that the support code can test: the name in messages, and the function.
fn format_test(format: &str) -> Option<(&'static str, &'static str)> {
    Some(match format {
        "date-time" => ("date-time", "time::is_date_time"),
        "date" => ("date", "time::is_date"),
        "uuid" => ("uuid", "format::is_uuid"),
        "uri" => ("uri", "format::is_uri"),
        "email" => ("email", "format::is_email"),
        "ipv4" => ("ipv4", "format::is_ipv4"),
        "ipv6" => ("ipv6", "format::is_ipv6"),
        "byte" => ("base64 text", "format::is_base64"),
        _ => return None,
    })
}

/// A bound as a double: no value is beyond the largest of them.
fn finite(bound: &Bound) -> f64 {
    bound.value.to_f64().clamp(f64::MIN, f64::MAX)
}
