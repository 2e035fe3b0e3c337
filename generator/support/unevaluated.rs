//! `unevaluatedProperties` and `unevaluatedItems`: the parts of a value that no other keyword looks at
//! (JSON Schema 2020-12, core, section 11).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::check::{Check, Checker, Matcher, admits};

/// Parts of a value that something looks at.
pub enum Cover<'a> {
    All,
    /// Members by their names.
    Names(&'a [&'a str]),
    /// Members whose names match a pattern.
    Matching(&'a dyn Matcher),
    /// As many of the first items.
    First(usize),
    /// The items that a check admits.
    Items(Check),
    /// What is looked at where the value keeps a check.
    Where(Check, &'a [Cover<'a>]),
    /// What is looked at where it does not.
    Unless(Check, &'a [Cover<'a>]),
    /// What is looked at where a member is there.
    With(&'a str, &'a [Cover<'a>]),
}

/// Checks the members that nothing looks at.
pub fn members(checker: &mut Checker<'_>, covers: &[Cover<'_>], check: Check) {
    let value = checker.value();
    let covers = applying(value, covers);
    for name in value
        .as_object()
        .into_iter()
        .flat_map(|members| members.keys())
    {
        let covered = covers.iter().any(|cover| match cover {
            Cover::All => true,
            Cover::Names(names) => names.contains(&name.as_str()),
            Cover::Matching(pattern) => pattern.matches(name),
            _ => false,
        });
        if !covered {
            checker.property(name, check);
        }
    }
}

/// Checks the items that nothing looks at.
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

/// What is looked at in a value, alternatives decided.
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
