//! The table of a schema, keyword by keyword.

use indexmap::IndexSet;

use super::constants::IN_ORDER;
use super::{
    Additional, CheckBuilder, CheckRef, Combination, Contains, Ident, PatternConst, Property, Rule,
    Table,
};
use crate::contract::{Bound, Schema, SchemaId, Type};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Place;
use counterpart_contract::pattern::{Matching, matching};

pub(super) fn numbers(schema: &Schema, out: &mut Vec<Rule>) {
    let integral = schema.types.contains(Type::Integer) && !schema.types.contains(Type::Number);
    let whole = |bound: &Bound| {
        bound
            .value
            .to_i128()
            .filter(|_| !bound.exclusive || integral)
    };
    if let Some(bound) = &schema.minimum {
        out.push(match whole(bound) {
            Some(value) => Rule::MinInteger(value.saturating_add(i128::from(bound.exclusive))),
            None if bound.exclusive => Rule::ExclusiveMinimum(finite(bound)),
            None => Rule::Minimum(finite(bound)),
        });
    }
    if let Some(bound) = &schema.maximum {
        out.push(match whole(bound) {
            Some(value) => Rule::MaxInteger(value.saturating_sub(i128::from(bound.exclusive))),
            None if bound.exclusive => Rule::ExclusiveMaximum(finite(bound)),
            None => Rule::Maximum(finite(bound)),
        });
    }
    if let Some(step) = schema.multiple_of {
        out.push(Rule::MultipleOf(step.mantissa(), step.exponent()));
    }
    // The width that a format promises is a range.
    if schema.types.contains(Type::Integer) && schema.minimum.is_none() && schema.maximum.is_none()
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
            out.push(Rule::MinInteger(min));
            out.push(Rule::MaxInteger(max));
        }
    }
}

impl CheckBuilder<'_> {
    pub(super) fn strings(&mut self, schema: &Schema, hint: &str, out: &mut Vec<Rule>) {
        out.extend(schema.min_length.map(Rule::MinLength));
        out.extend(schema.max_length.map(Rule::MaxLength));
        if let Some(pattern) = &schema.pattern {
            out.push(Rule::Pattern(self.pattern(
                pattern,
                schema.place.join("pattern"),
                hint,
            )));
        }
        let tested = schema.format.as_deref().and_then(TestedFormat::of);
        let tested = tested.filter(|_| schema.types.contains(Type::String));
        out.extend(tested.map(Rule::Format));
    }

    pub(super) fn arrays(&mut self, schema: &Schema, hint: &str, out: &mut Table) {
        out.rules.extend(schema.min_items.map(Rule::MinItems));
        out.rules.extend(schema.max_items.map(Rule::MaxItems));
        if schema.unique_items {
            out.rules.push(Rule::UniqueItems);
        }
        for (index, id) in schema.prefix_items.iter().enumerate() {
            let check = self.of(*id, &format!("{hint} item {}", index + 1));
            out.prefix.push(check);
        }
        if let Some(items) = schema.items {
            let check = self.of(items, &format!("{hint} item"));
            out.items = Some(check).filter(|check| *check != CheckRef::ANYTHING);
        }
        if let Some(contains) = schema.contains {
            out.contains = Some(Contains {
                check: self.of(contains, &format!("{hint} contained")),
                min: schema.min_contains.unwrap_or(1),
                max: schema.max_contains,
            });
        }
    }

    pub(super) fn objects(&mut self, id: SchemaId, schema: &Schema, hint: &str, out: &mut Table) {
        out.additional = match schema.additional {
            None => Additional::Any,
            Some(additional) => match self.of(additional, &format!("{hint} additional")) {
                CheckRef::ANYTHING => Additional::Any,
                CheckRef::NOTHING => Additional::Forbidden,
                check => Additional::Of(check),
            },
        };
        // Without a demand on the others, what is declared need not be told from them.
        let is_open = matches!(out.additional, Additional::Any);
        out.properties = self.properties(id, schema, hint, is_open);
        for (source, id) in &schema.pattern_properties {
            let check = self.of(*id, &format!("{hint} matching"));
            if check != CheckRef::ANYTHING || !is_open {
                let pattern = self.pattern(source, named(schema), &format!("{hint} name"));
                out.patterns.push((pattern, check));
            }
        }
        if let Some(names) = schema.property_names {
            out.names = Some(self.of(names, &format!("{hint} names")));
        }
        out.rules
            .extend(schema.min_properties.map(Rule::MinProperties));
        out.rules
            .extend(schema.max_properties.map(Rule::MaxProperties));
        for (name, others) in &schema.dependent_required {
            let pairs = others
                .iter()
                .map(|other| Combination::DependentRequired(name.clone(), other.clone()));
            out.combinations.extend(pairs);
        }
        for (name, id) in &schema.dependent_schemas {
            let check = self.of(*id, &format!("{hint} with {name}"));
            let dependent = Combination::DependentSchema(name.clone(), check);
            out.combinations.push(dependent);
        }
    }

    /// The properties that are declared or required, in the order in which they are searched.
    fn properties(
        &mut self,
        id: SchemaId,
        schema: &Schema,
        hint: &str,
        is_open: bool,
    ) -> Vec<Property> {
        // What only responses have is not required of requests (OpenAPI 3.0.3, 4.7.24.2).
        let read_only = self.read_only.get(&id).cloned().unwrap_or_default();
        let required = schema.required.iter();
        let required: IndexSet<&str> = required
            .map(String::as_str)
            .filter(|name| !read_only.contains(name))
            .collect();
        let mut properties = Vec::new();
        for (name, id) in &schema.properties {
            let check = self.of(*id, &format!("{hint} {name}"));
            let is_required = required.contains(name.as_str());
            if is_required || !is_open || check != CheckRef::ANYTHING {
                properties.push(Property {
                    name: name.clone(),
                    check: Some(check),
                    is_required,
                });
            }
        }
        let undeclared = required.into_iter();
        let undeclared = undeclared.filter(|name| !schema.properties.contains_key(*name));
        properties.extend(undeclared.map(|name| Property {
            name: name.to_owned(),
            check: None,
            is_required: true,
        }));
        if properties.len() > IN_ORDER {
            properties.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        }
        properties
    }

    pub(super) fn combinations(&mut self, schema: &Schema, hint: &str, out: &mut Vec<Combination>) {
        let any_of = self.list(&schema.any_of, &format!("{hint} branch"));
        let one_of = self.list(&schema.one_of, &format!("{hint} branch"));
        match self.tagged(schema, hint) {
            Some(tagged) => out.push(tagged),
            None => {
                if !any_of.is_empty() && !any_of.contains(&CheckRef::ANYTHING) {
                    out.push(Combination::AnyOf(any_of));
                }
                if schema.is_discriminated() {
                    out.push(Combination::AnyOf(one_of));
                } else if !one_of.is_empty() {
                    out.push(Combination::OneOf(one_of));
                }
            }
        }
        if let Some(not) = schema.not {
            let check = self.of(not, &format!("{hint} excluded"));
            out.push(Combination::Not(check));
        }
        if let Some(condition) = schema.if_ {
            let condition = self.of(condition, &format!("{hint} if"));
            let mut branch = |id: Option<SchemaId>, name: &str| match id {
                Some(id) => self.of(id, &format!("{hint} {name}")),
                None => CheckRef::ANYTHING,
            };
            let then = branch(schema.then, "then");
            let otherwise = branch(schema.else_, "otherwise");
            out.push(Combination::Conditional(condition, then, otherwise));
        }
    }

    fn list(&mut self, ids: &[SchemaId], hint: &str) -> Vec<CheckRef> {
        ids.iter()
            .enumerate()
            .map(|(index, id)| self.of(*id, &format!("{hint} {}", index + 1)))
            .collect()
    }

    /// Branches that a discriminator picks from, where each has a value of it.
    fn tagged(&mut self, schema: &Schema, hint: &str) -> Option<Combination> {
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
            let check = self.of(*id, &format!("{hint} branch"));
            tagged.extend(tags.iter().map(|tag| (tag.clone(), check.clone())));
        }
        Some(Combination::Discriminated(
            discriminator.property.clone(),
            tagged,
        ))
    }

    /// The constant of a regular expression.
    pub(super) fn pattern(&mut self, source: &str, place: Place, hint: &str) -> Ident {
        if let Some(name) = self.by_pattern.get(source) {
            return name.clone();
        }
        let name = self.scope.screaming(&format!("{hint} pattern"));
        self.by_pattern.insert(source.to_owned(), name.clone());
        // Lowering leaves out what is no pattern.
        if let Ok(matching) = matching(source) {
            if matches!(matching, Matching::Backtracking(_)) {
                self.report_bounded(source, place);
            }
            self.checks.patterns.push(PatternConst {
                name: name.clone(),
                source: source.to_owned(),
                matching,
            });
        }
        name
    }

    /// Reports a pattern that is matched within a limit.
    fn report_bounded(&mut self, source: &str, place: Place) {
        let message = format!(
            "the pattern `{source}` is matched by backtracking; a string that takes too many steps is refused"
        );
        let problem = Diagnostic::new(&codes::BOUNDED_PATTERN, place, message).help(
            "write it without lookarounds and backreferences and with short repetitions, or limit the length",
        );
        self.problems.push(problem.cause(source));
    }
}

/// A format that the support code can test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestedFormat {
    DateTime,
    Date,
    Uuid,
    Uri,
    Email,
    Ipv4,
    Ipv6,
    Base64,
}

impl TestedFormat {
    pub(super) fn of(format: &str) -> Option<Self> {
        Some(match format {
            "date-time" => Self::DateTime,
            "date" => Self::Date,
            "uuid" => Self::Uuid,
            "uri" => Self::Uri,
            "email" => Self::Email,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "byte" => Self::Base64,
            _ => return None,
        })
    }
}

/// The location of patterns for names of properties.
pub(super) fn named(schema: &Schema) -> Place {
    schema.place.join("patternProperties")
}

/// A bound as a double: no value is beyond the largest of them.
fn finite(bound: &Bound) -> f64 {
    bound.value.to_f64().clamp(f64::MIN, f64::MAX)
}
