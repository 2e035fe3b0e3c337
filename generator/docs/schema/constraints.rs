//! Constraints as short phrases.

use super::MAX_NESTING;
use super::flat::Flat;
use crate::contract::{Bound, Contract, Schema, Type};

/// A constraint as a phrase, and the code that the phrase ends with, such as a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    pub text: String,
    pub code: Option<String>,
}

impl Constraint {
    fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            code: None,
        }
    }
}

/// Returns the constraints on a value and on the items of an array, but not those on properties.
#[must_use]
pub fn constraints(contract: &Contract, flat: &Flat<'_>) -> Vec<Constraint> {
    within(contract, flat, MAX_NESTING)
}

/// Like `constraints`, down to a depth of nested arrays, because an array may be its own item.
fn within(contract: &Contract, flat: &Flat<'_>, deep: usize) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    for schema in &flat.parts {
        own(schema, &mut constraints);
    }
    if let Some(items) = flat.items()
        && flat.is(Type::Array)
        && deep > 0
    {
        let inner = Flat::of(contract, &[items]);
        if !inner.has_structure() {
            for constraint in within(contract, &inner, deep - 1) {
                constraints.push(Constraint {
                    text: format!("each item: {}", constraint.text),
                    code: constraint.code,
                });
            }
        }
    }
    if closed(contract, flat) {
        constraints.push(Constraint::new("no additional properties"));
    }
    let mut unique: Vec<Constraint> = Vec::with_capacity(constraints.len());
    for constraint in constraints {
        if !unique.contains(&constraint) {
            unique.push(constraint);
        }
    }
    unique
}

/// Returns whether an object admits only the properties that it declares.
fn closed(contract: &Contract, flat: &Flat<'_>) -> bool {
    flat.additional()
        .and_then(|id| contract.schemas.get(id.index()))
        .is_some_and(|schema| schema.boolean == Some(false))
}

fn own(schema: &Schema, constraints: &mut Vec<Constraint>) {
    constraints.extend(range(
        schema.min_length,
        schema.max_length,
        "character",
        "characters",
    ));
    constraints.extend(bounds(schema.minimum, schema.maximum));
    if let Some(step) = schema.multiple_of {
        constraints.push(Constraint::new(format!("multiple of {step}")));
    }
    if let Some(pattern) = &schema.pattern {
        constraints.push(Constraint {
            text: "matches".into(),
            code: Some(pattern.clone()),
        });
    }
    constraints.extend(range(schema.min_items, schema.max_items, "item", "items"));
    if schema.unique_items {
        constraints.push(Constraint::new("unique items"));
    }
    if schema.contains.is_some() {
        constraints.push(Constraint::new("must contain certain items"));
    }
    constraints.extend(range(
        schema.min_properties,
        schema.max_properties,
        "property",
        "properties",
    ));
    for pattern in schema.pattern_properties.keys() {
        constraints.push(Constraint {
            text: "properties matching".into(),
            code: Some(pattern.clone()),
        });
    }
    if schema.property_names.is_some() {
        constraints.push(Constraint::new("constrains property names"));
    }
    for (name, names) in &schema.dependent_required {
        constraints.push(Constraint {
            text: format!("`{name}` requires"),
            code: Some(names.join(", ")),
        });
    }
    if schema.not.is_some() {
        constraints.push(Constraint::new("excludes certain values"));
    }
    if schema.if_.is_some() {
        constraints.push(Constraint::new("depends on other properties"));
    }
    if let Some(encoding) = &schema.content_encoding {
        constraints.push(Constraint::new(format!("encoded as {encoding}")));
    }
    if let Some(media) = &schema.content_media_type {
        constraints.push(Constraint::new(format!("contains {media}")));
    }
}

fn range(low: Option<u64>, high: Option<u64>, one: &str, many: &str) -> Option<Constraint> {
    let unit = |count: u64| if count == 1 { one } else { many };
    let words = match (low.filter(|low| *low > 0), high) {
        (None, None) => return None,
        (Some(low), None) => format!("at least {low} {}", unit(low)),
        (None, Some(high)) => format!("at most {high} {}", unit(high)),
        (Some(low), Some(high)) if low == high => format!("exactly {low} {}", unit(low)),
        (Some(low), Some(high)) => format!("{low} to {high} {}", unit(high)),
    };
    Some(Constraint::new(words))
}

fn bounds(low: Option<Bound>, high: Option<Bound>) -> Option<Constraint> {
    let above = |bound: Bound| {
        let word = if bound.exclusive {
            "more than"
        } else {
            "at least"
        };
        format!("{word} {}", bound.value)
    };
    let below = |bound: Bound| {
        let word = if bound.exclusive {
            "less than"
        } else {
            "at most"
        };
        format!("{word} {}", bound.value)
    };
    let words = match (low, high) {
        (None, None) => return None,
        (Some(low), None) => above(low),
        (None, Some(high)) => below(high),
        (Some(low), Some(high)) if low.exclusive || high.exclusive => {
            format!("{} and {}", above(low), below(high))
        }
        (Some(low), Some(high)) if low.value == high.value => format!("exactly {}", low.value),
        (Some(low), Some(high)) => format!("{} to {}", low.value, high.value),
    };
    Some(Constraint::new(words))
}
