//! `unevaluatedProperties` and `unevaluatedItems`: what no other keyword of a schema evaluates
//! (JSON Schema 2020-12, core, section 11).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::check::{Check, Checker, Matcher, admits};

/// Properties or items that a keyword evaluates.
pub enum Cover<'a> {
    All,
    /// Properties by their names.
    Names(&'a [&'a str]),
    /// Properties whose names match a pattern.
    Matching(&'a dyn Matcher),
    /// The first items.
    First(usize),
    /// The items that a check admits.
    Items(Check),
    /// What is evaluated if a check admits the value.
    Where(Check, &'a [Cover<'a>]),
    /// What is evaluated if it does not.
    Unless(Check, &'a [Cover<'a>]),
    /// What is evaluated if a property is present.
    With(&'a str, &'a [Cover<'a>]),
}

/// Validates the properties that are not evaluated.
pub fn properties(checker: &mut Checker<'_>, covers: &[Cover<'_>], check: Check) {
    let value = checker.value();
    let covers = applying(value, covers);
    for name in value
        .as_object()
        .into_iter()
        .flat_map(|object| object.keys())
    {
        let covered = covers.iter().any(|cover| match cover {
            Cover::All => true,
            Cover::Names(names) => names.contains(&name.as_str()),
            Cover::Matching(pattern) => checker.is_named(*pattern, name),
            _ => false,
        });
        if !covered {
            checker.property(name, check);
        }
    }
}

/// Validates the items that are not evaluated.
pub fn items(checker: &mut Checker<'_>, covers: &[Cover<'_>], check: Check) {
    let value = checker.value();
    let covers = applying(value, covers);
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        let covered = covers.iter().any(|cover| match cover {
            Cover::All => true,
            Cover::First(count) => index < *count,
            Cover::Items(check) => admits(item, *check),
            _ => false,
        });
        if !covered {
            checker.item(index, check);
        }
    }
}

/// Returns what is evaluated in a value, with conditions decided.
fn applying<'a>(value: &Value, covers: &'a [Cover<'a>]) -> Vec<&'a Cover<'a>> {
    let mut found = Vec::new();
    for cover in covers {
        let inner = match cover {
            Cover::Where(check, inner) if admits(value, *check) => inner,
            Cover::Unless(check, inner) if !admits(value, *check) => inner,
            Cover::With(name, inner) if value.get(name).is_some() => inner,
            Cover::Where(..) | Cover::Unless(..) | Cover::With(..) => continue,
            plain => {
                found.push(plain);
                continue;
            }
        };
        found.extend(applying(value, inner));
    }
    found
}
