//! The statements of a schema, keyword by keyword.

use super::constants::searched;
use super::{CheckBuilder, CheckRef, Ident, PatternConst, Statement};
use crate::contract::{Bound, Schema, SchemaId, Type};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Place;
use counterpart_contract::pattern::{Matching, matching};

impl CheckBuilder<'_> {
    pub(super) fn numbers(&mut self, schema: &Schema, out: &mut Vec<Statement>) {
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
                None if bound.exclusive => Statement::ExclusiveMinimum(finite(bound)),
                None => Statement::Minimum(finite(bound)),
            });
        }
        if let Some(bound) = &schema.maximum {
            out.push(match whole(bound) {
                Some(value) => {
                    Statement::MaxInteger(value.saturating_sub(i128::from(bound.exclusive)))
                }
                None if bound.exclusive => Statement::ExclusiveMaximum(finite(bound)),
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

    pub(super) fn strings(&mut self, schema: &Schema, hint: &str, out: &mut Vec<Statement>) {
        out.extend(schema.min_length.map(Statement::MinLength));
        out.extend(schema.max_length.map(Statement::MaxLength));
        if let Some(pattern) = &schema.pattern {
            out.push(Statement::Pattern(self.pattern(
                pattern,
                schema.place.join("pattern"),
                hint,
            )));
        }
        let tested = schema.format.as_deref().and_then(TestedFormat::of);
        let tested = tested.filter(|_| schema.types.contains(Type::String));
        out.extend(tested.map(Statement::Format));
    }

    pub(super) fn arrays(&mut self, schema: &Schema, hint: &str, out: &mut Vec<Statement>) {
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

    pub(super) fn objects(
        &mut self,
        id: SchemaId,
        schema: &Schema,
        hint: &str,
        out: &mut Vec<Statement>,
    ) {
        for name in &schema.required {
            // What only responses have is not required of requests (OpenAPI 3.0.3, 4.7.24.2).
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
                let pattern = self.pattern(source, named(schema), &format!("{hint} name"));
                out.extend(check.map(|check| Statement::PatternProperties(pattern.clone(), check)));
                patterns.push(pattern);
            }
        }
        if let Some(check) = additional {
            let names = searched(schema.properties.keys().cloned().collect());
            out.push(match check {
                CheckRef::Support("nothing") => {
                    Statement::NoAdditionalProperties { names, patterns }
                }
                check => Statement::AdditionalProperties {
                    names,
                    patterns,
                    check,
                },
            });
        }
        if let Some(names) = schema.property_names {
            let check = self.of(names, &format!("{hint} names"));
            out.push(Statement::PropertyNames(check));
        }
        out.extend(schema.min_properties.map(Statement::MinProperties));
        out.extend(schema.max_properties.map(Statement::MaxProperties));
        for (name, others) in &schema.dependent_required {
            out.extend(
                others
                    .iter()
                    .map(|other| Statement::DependentRequired(name.clone(), other.clone())),
            );
        }
        for (name, id) in &schema.dependent_schemas {
            let check = self.of(*id, &format!("{hint} with {name}"));
            out.push(Statement::DependentSchema(name.clone(), check));
        }
    }

    pub(super) fn combinations(&mut self, schema: &Schema, hint: &str, out: &mut Vec<Statement>) {
        let any_of = self.list(&schema.any_of, &format!("{hint} branch"));
        let one_of = self.list(&schema.one_of, &format!("{hint} branch"));
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

    /// Branches that a discriminator picks from, where each has a value of it.
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
            let check = self.of(*id, &format!("{hint} branch"));
            tagged.extend(tags.iter().map(|tag| (tag.clone(), check.clone())));
        }
        Some(Statement::Discriminated(
            discriminator.property.clone(),
            tagged,
        ))
    }

    /// The constant of a regular expression.
    pub(super) fn pattern(&mut self, source: &str, place: Place, hint: &str) -> Ident {
        if let Some(name) = self.by_pattern.get(source) {
            return name.clone();
        }
        let name = self.constants.screaming(hint);
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
