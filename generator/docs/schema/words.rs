//! Constraints in words.

use super::DEEPEST;
use super::flat::Flat;
use crate::contract::{Bound, Contract, Schema, Type};

/// A constraint: words, and code that belongs to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub words: String,
    pub code: Option<String>,
}

impl Rule {
    fn words(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            code: None,
        }
    }
}

/// Every constraint on the value itself; what its members and items must be is said with them.
#[must_use]
pub fn rules(contract: &Contract, flat: &Flat<'_>) -> Vec<Rule> {
    within(contract, flat, DEEPEST)
}

/// The same of lists in lists that are at most so deep: a list may be its own item.
fn within(contract: &Contract, flat: &Flat<'_>, deep: usize) -> Vec<Rule> {
    let mut rules = Vec::new();
    for schema in &flat.parts {
        own(schema, &mut rules);
    }
    if let Some(items) = flat.items()
        && flat.is(Type::Array)
        && deep > 0
    {
        let inner = Flat::of(contract, &[items]);
        if !inner.has_members() {
            for rule in within(contract, &inner, deep - 1) {
                rules.push(Rule {
                    words: format!("each: {}", rule.words),
                    code: rule.code,
                });
            }
        }
    }
    if closed(contract, flat) {
        rules.push(Rule::words("no other members"));
    }
    let mut unique: Vec<Rule> = Vec::with_capacity(rules.len());
    for rule in rules {
        if !unique.contains(&rule) {
            unique.push(rule);
        }
    }
    unique
}

/// Whether an object admits only the members that it names.
fn closed(contract: &Contract, flat: &Flat<'_>) -> bool {
    flat.additional()
        .and_then(|id| contract.schemas.get(id.index()))
        .is_some_and(|schema| schema.boolean == Some(false))
}

fn own(schema: &Schema, rules: &mut Vec<Rule>) {
    rules.extend(range(
        schema.min_length,
        schema.max_length,
        "character",
        "characters",
    ));
    rules.extend(bounds(schema.minimum, schema.maximum));
    if let Some(step) = schema.multiple_of {
        rules.push(Rule::words(format!("a multiple of {step}")));
    }
    if let Some(pattern) = &schema.pattern {
        rules.push(Rule {
            words: "matches".into(),
            code: Some(pattern.clone()),
        });
    }
    rules.extend(range(schema.min_items, schema.max_items, "item", "items"));
    if schema.unique_items {
        rules.push(Rule::words("no item twice"));
    }
    if schema.contains.is_some() {
        rules.push(Rule::words("contains certain items"));
    }
    rules.extend(range(
        schema.min_properties,
        schema.max_properties,
        "member",
        "members",
    ));
    for pattern in schema.pattern_properties.keys() {
        rules.push(Rule {
            words: "has a rule for members whose names match".into(),
            code: Some(pattern.clone()),
        });
    }
    if schema.property_names.is_some() {
        rules.push(Rule::words("limits the names of members"));
    }
    for (name, names) in &schema.dependent_required {
        rules.push(Rule {
            words: format!("`{name}` needs beside it"),
            code: Some(names.join(", ")),
        });
    }
    if schema.not.is_some() {
        rules.push(Rule::words("excludes certain values"));
    }
    if schema.if_.is_some() {
        rules.push(Rule::words("depends on other members"));
    }
    if let Some(encoding) = &schema.content_encoding {
        rules.push(Rule::words(format!("encoded as {encoding}")));
    }
    if let Some(media) = &schema.content_media_type {
        rules.push(Rule::words(format!("holds {media}")));
    }
}

fn range(low: Option<u64>, high: Option<u64>, one: &str, many: &str) -> Option<Rule> {
    let unit = |count: u64| if count == 1 { one } else { many };
    let words = match (low.filter(|low| *low > 0), high) {
        (None, None) => return None,
        (Some(low), None) => format!("at least {low} {}", unit(low)),
        (None, Some(high)) => format!("at most {high} {}", unit(high)),
        (Some(low), Some(high)) if low == high => format!("exactly {low} {}", unit(low)),
        (Some(low), Some(high)) => format!("{low} to {high} {}", unit(high)),
    };
    Some(Rule::words(words))
}

fn bounds(low: Option<Bound>, high: Option<Bound>) -> Option<Rule> {
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
    Some(Rule::words(words))
}
