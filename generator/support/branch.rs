//! Selects the branch of a union that a value is of, in one pass over what is known of the branches.
#![forbid(unsafe_code)]

use std::cmp::Reverse;

use serde_json::Value;

use super::json::{FromJson, JsonError, integer, kind};

/// What is known of the values of a branch of `oneOf` or `anyOf`.
#[derive(Debug)]
pub struct Branch {
    /// The types of JSON values, as bits: null 1, boolean 2, integer 4, number 8, string 16, array
    /// 32, object 64.
    pub types: u8,
    pub discriminator_values: &'static [&'static str],
    pub required: &'static [&'static str],
    /// Properties that hold, where they are there, what the same properties of others do not.
    pub distinguishing: &'static [(&'static str, Values)],
    /// All properties that are known.
    pub properties: &'static [&'static str],
    /// Whether additional properties are kept.
    pub keeps_additional: bool,
    /// What is known of the values of properties, where the same properties of others differ.
    pub nested: &'static [(&'static str, Branch)],
    /// What is known of the items of arrays: one branch, where that distinguishes something.
    pub items: &'static [Branch],
    /// What is known of additional properties: one branch, where that distinguishes something.
    pub additional: &'static [Branch],
}

impl Branch {
    /// Values of types, of which nothing else is known.
    #[must_use]
    pub const fn of(types: u8) -> Self {
        Self {
            types,
            discriminator_values: &[],
            required: &[],
            distinguishing: &[],
            properties: &[],
            keeps_additional: false,
            nested: &[],
            items: &[],
            additional: &[],
        }
    }

    /// What is known of the values of a property.
    fn property(&self, name: &str) -> Option<&Branch> {
        let nested = self.nested.iter().find(|(known, _)| *known == name);
        match nested {
            Some((_, branch)) => Some(branch),
            None if self.properties.contains(&name) => None,
            None => self.additional.first(),
        }
    }
}

/// All values that a property may have.
#[derive(Debug)]
pub enum Values {
    /// Values of types, by their bits.
    Types(u8),
    Boolean(bool),
    Integers(&'static [i64]),
    Strings(&'static [&'static str]),
}

impl Values {
    fn contain(&self, value: &Value) -> bool {
        match self {
            Self::Types(types) => kind(value) & types != 0,
            Self::Boolean(only) => value.as_bool() == Some(*only),
            Self::Integers(integers) => integer(value)
                .is_some_and(|found| integers.iter().any(|one| found == (*one).into())),
            Self::Strings(strings) => value.as_str().is_some_and(|text| strings.contains(&text)),
        }
    }
}

/// Selects the branch that a value is of: by the discriminator where there is one, else by its type,
/// for objects by required properties, by distinguishing ones, by what properties hold, and by how
/// many of the properties are known, and for arrays by their items. The first of several equals is
/// taken.
///
/// A branch that would lose properties which another one keeps gives way, for a value may be of
/// several at once (`anyOf`). None where nothing fits, and where each that fits would lose some.
#[must_use]
pub fn select_branch(
    value: &Value,
    discriminator: &str,
    branches: &'static [Branch],
) -> Option<usize> {
    if !discriminator.is_empty() && value.is_object() {
        let selected = value.get(discriminator)?.as_str()?;
        return branches
            .iter()
            .position(|branch| branch.discriminator_values.contains(&selected));
    }
    let ranked = branches
        .iter()
        .enumerate()
        .filter_map(|(index, branch)| Some((rank(value, branch)?, index, branch)));
    let mut fitting: Vec<_> = ranked.collect();
    fitting.sort_by_key(|(rank, ..)| Reverse(*rank));
    let all: Vec<&Branch> = fitting.iter().map(|(.., branch)| *branch).collect();
    let mut best = fitting.iter();
    best.find(|(.., branch)| keeps(value, branch, &all))
        .map(|(_, index, _)| *index)
}

/// Reads a value as the branch that was selected.
///
/// What is known of a branch does not go deep. Where the type of the selected one cannot hold the
/// value, and the value may be of another one as well, that one may be what admits it, with
/// properties that it does not know: the value is kept as it is.
///
/// # Errors
/// Where the type cannot hold the value, and it can be nothing else.
pub fn read_overlapping<T: FromJson, U>(
    value: Value,
    branches: &'static [Branch],
    read: impl FnOnce(T) -> U,
    keep: impl FnOnce(Value) -> U,
) -> Result<U, JsonError> {
    let fitting = branches
        .iter()
        .filter(|branch| rank(&value, branch).is_some());
    if fitting.count() < 2 {
        return T::from_json(value).map(read);
    }
    Ok(match T::from_json(value.clone()) {
        Ok(typed) => read(typed),
        Err(_) => keep(value),
    })
}

/// How well a value fits a branch: how many properties are known, and of two branches that know the
/// same, how many are required. None where it does not fit.
fn rank(value: &Value, branch: &Branch) -> Option<(usize, usize, usize)> {
    if branch.types & kind(value) == 0 {
        return None;
    }
    match value {
        Value::Array(items) => {
            let mut known = 0;
            if let Some(branch) = branch.items.first() {
                for item in items {
                    known += rank(item, branch)?.0;
                }
            }
            Some((known, 0, 0))
        }
        Value::Object(members) => {
            let may_be = |(name, values): &(&str, Values)| match members.get(*name) {
                // As good as absent, where it may be.
                Some(Value::Null) if !branch.required.contains(name) => true,
                Some(value) => values.contain(value),
                None => true,
            };
            let fits = branch
                .required
                .iter()
                .all(|name| members.contains_key(*name))
                && branch.distinguishing.iter().all(may_be);
            if !fits {
                return None;
            }
            let mut known = 0;
            for (name, value) in members {
                known += usize::from(branch.properties.contains(&name.as_str()));
                match branch.property(name) {
                    Some(_) if value.is_null() && !branch.required.contains(&name.as_str()) => {}
                    Some(branch) => known += rank(value, branch)?.0,
                    None => {}
                }
            }
            let distinguishing = branch.distinguishing.iter();
            let there = distinguishing.filter(|(name, _)| members.contains_key(*name));
            Some((known, there.count(), branch.required.len()))
        }
        _ => Some((0, 0, 0)),
    }
}

/// Whether a branch keeps every property that any other which fits as well keeps.
fn keeps(value: &Value, selected: &Branch, all: &[&Branch]) -> bool {
    match value {
        Value::Array(items) => match selected.items.first() {
            Some(selected) => {
                let all: Vec<&Branch> = all.iter().flat_map(|branch| branch.items).collect();
                items.iter().all(|item| keeps(item, selected, &all))
            }
            None => true,
        },
        Value::Object(members) => {
            let fit = all.iter().filter(|branch| rank(value, branch).is_some());
            let fit: Vec<&Branch> = fit.copied().collect();
            members.iter().all(|(name, value)| {
                let known = |branch: &Branch| {
                    branch.keeps_additional || branch.properties.contains(&name.as_str())
                };
                if !known(selected) {
                    return !fit.iter().any(|branch| known(branch));
                }
                match selected.property(name) {
                    Some(selected) => {
                        let all: Vec<&Branch> = fit
                            .iter()
                            .filter_map(|branch| branch.property(name))
                            .collect();
                        keeps(value, selected, &all)
                    }
                    None => true,
                }
            })
        }
        _ => true,
    }
}
