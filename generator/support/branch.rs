//! Selects the branch of a union that a value matches, in one pass over the branches.
#![forbid(unsafe_code)]

use std::cmp::Reverse;

use serde_json::Value;

use super::json::{ARRAY, FromJson, NULL, Node, OBJECT, Reader, integer};

/// The facts about a branch of `oneOf` or `anyOf` that distinguish its values.
#[derive(Debug)]
pub struct Branch {
    /// The types of JSON values, as bits: null 1, boolean 2, integer 4, number 8, string 16, array
    /// 32, object 64.
    pub types: u8,
    pub discriminator_values: &'static [&'static str],
    pub required: &'static [&'static str],
    /// Properties whose values, where present, differ from those of other branches.
    pub distinguishing: &'static [(&'static str, Values)],
    /// All declared properties.
    pub properties: &'static [&'static str],
    /// Whether the type keeps additional properties.
    pub keeps_additional: bool,
    /// The values of properties that differ from those of other branches.
    pub nested: &'static [(&'static str, Branch)],
    /// The items of arrays, as one branch, where they distinguish it from others.
    pub items: &'static [Branch],
    /// The additional properties, as one branch, where they distinguish it from others.
    pub additional: &'static [Branch],
}

impl Branch {
    /// A branch of which only the types are known.
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

    /// Returns the values that a property may have.
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
    fn contain(&self, value: Node<'_>) -> bool {
        match self {
            Self::Types(types) => value.types() & types != 0,
            Self::Boolean(only) => value.boolean() == Some(*only),
            Self::Integers(integers) => value
                .number()
                .and_then(integer)
                .is_some_and(|found| integers.iter().any(|one| found == (*one).into())),
            Self::Strings(strings) => value
                .string()
                .is_some_and(|text| strings.contains(&text.as_ref())),
        }
    }
}

/// Selects the branch that a value matches: by the discriminator where there is one, else by type;
/// for objects by required properties, distinguishing properties, values of properties and the
/// number of declared properties, for arrays by their items. Of equal matches, the first is taken.
///
/// A value may match several branches at once (`anyOf`): a branch that would lose properties gives
/// way to one that keeps them. Returns `None` if no branch matches, or each match would lose some.
#[must_use]
pub fn select_branch(
    json: &mut Reader<'_>,
    discriminator: &str,
    branches: &'static [Branch],
) -> Option<usize> {
    let value = json.look()?;
    if !discriminator.is_empty() && value.types() == OBJECT {
        let selected = value.get(discriminator)?.string()?;
        return branches
            .iter()
            .position(|branch| branch.discriminator_values.contains(&selected.as_ref()));
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
/// Branches are compared on the surface. If the selected type cannot hold the value, and the value
/// may match another branch as well, the value is kept as it is.
pub fn read_overlapping<T: FromJson, U>(
    json: &mut Reader<'_>,
    branches: &'static [Branch],
    read: impl Fn(T) -> U,
    keep: impl FnOnce(Value) -> U,
) -> Option<U> {
    let value = json.look()?;
    let fitting = branches
        .iter()
        .filter(|branch| rank(value, branch).is_some());
    if fitting.count() < 2 {
        return T::from_json(json).map(read);
    }
    json.attempt(
        |json| T::from_json(json).map(&read),
        |json| json.value().map(keep),
    )
}

/// Rates how well a value matches a branch: by the number of declared properties, then by that of
/// required ones. `None` if it does not match.
fn rank(value: Node<'_>, branch: &Branch) -> Option<(usize, usize, usize)> {
    let types = value.types();
    if branch.types & types == 0 {
        return None;
    }
    match types {
        ARRAY => {
            let mut known = 0;
            if let Some(branch) = branch.items.first() {
                for item in value.children() {
                    known += rank(item, branch)?.0;
                }
            }
            Some((known, 0, 0))
        }
        OBJECT => {
            let may_be = |(name, values): &(&str, Values)| match value.get(name) {
                // Null counts as absent where the property is optional.
                Some(value) if value.types() == NULL && !branch.required.contains(name) => true,
                Some(value) => values.contain(value),
                None => true,
            };
            let fits = branch.required.iter().all(|name| value.get(name).is_some())
                && branch.distinguishing.iter().all(may_be);
            if !fits {
                return None;
            }
            let mut known = 0;
            for property in value.children() {
                let name = property.name();
                let name = name.as_ref();
                known += usize::from(branch.properties.contains(&name));
                match branch.property(name) {
                    Some(_) if property.types() == NULL && !branch.required.contains(&name) => {}
                    Some(branch) => known += rank(property, branch)?.0,
                    None => {}
                }
            }
            let distinguishing = branch.distinguishing.iter();
            let there = distinguishing.filter(|(name, _)| value.get(name).is_some());
            Some((known, there.count(), branch.required.len()))
        }
        _ => Some((0, 0, 0)),
    }
}

/// Whether a branch keeps every property that any other match keeps.
fn keeps(value: Node<'_>, selected: &Branch, all: &[&Branch]) -> bool {
    match value.types() {
        ARRAY => match selected.items.first() {
            Some(selected) => {
                let all: Vec<&Branch> = all.iter().flat_map(|branch| branch.items).collect();
                value.children().all(|item| keeps(item, selected, &all))
            }
            None => true,
        },
        OBJECT => {
            let fit = all.iter().filter(|branch| rank(value, branch).is_some());
            let fit: Vec<&Branch> = fit.copied().collect();
            value.children().all(|property| {
                let name = property.name();
                let name = name.as_ref();
                let known =
                    |branch: &Branch| branch.keeps_additional || branch.properties.contains(&name);
                if !known(selected) {
                    return !fit.iter().any(|branch| known(branch));
                }
                match selected.property(name) {
                    Some(selected) => {
                        let all: Vec<&Branch> = fit
                            .iter()
                            .filter_map(|branch| branch.property(name))
                            .collect();
                        keeps(property, selected, &all)
                    }
                    None => true,
                }
            })
        }
        _ => true,
    }
}
