//! Which alternative a value is of, decided in one pass over what the alternatives look like.
#![forbid(unsafe_code)]

use std::cmp::Reverse;

use serde_json::Value;

use super::json::{FromJson, JsonError, integer, kind};

/// What the values of one alternative look like.
#[derive(Debug)]
pub struct Look {
    /// The types of JSON values, as bits: null 1, boolean 2, integer 4, number 8, string 16, array
    /// 32, object 64.
    pub types: u8,
    /// Values of the discriminator.
    pub tags: &'static [&'static str],
    pub required: &'static [&'static str],
    /// Members that hold, where they are there, what the same members of others do not.
    pub telling: &'static [(&'static str, Only)],
    /// All members that are known.
    pub members: &'static [&'static str],
    /// Whether members that are not known are kept.
    pub open: bool,
    /// What members look like, where the same members of others do not look like it.
    pub inside: &'static [(&'static str, Look)],
    /// What the items of lists look like: one look, where that tells something.
    pub items: &'static [Look],
    /// What members look like that are not known: one look, where that tells something.
    pub rest: &'static [Look],
}

impl Look {
    /// Values of types, of which nothing else is known.
    #[must_use]
    pub const fn of(types: u8) -> Self {
        Self {
            types,
            tags: &[],
            required: &[],
            telling: &[],
            members: &[],
            open: false,
            inside: &[],
            items: &[],
            rest: &[],
        }
    }

    /// What is known of the looks of a member.
    fn member(&self, name: &str) -> Option<&Look> {
        let inside = self.inside.iter().find(|(known, _)| *known == name);
        match inside {
            Some((_, look)) => Some(look),
            None if self.members.contains(&name) => None,
            None => self.rest.first(),
        }
    }
}

/// All that a member may hold.
#[derive(Debug)]
pub enum Only {
    /// Values of types, by their bits.
    Types(u8),
    Boolean(bool),
    Numbers(&'static [i64]),
    Texts(&'static [&'static str]),
}

impl Only {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Types(types) => kind(value) & types != 0,
            Self::Boolean(only) => value.as_bool() == Some(*only),
            Self::Numbers(numbers) => {
                integer(value).is_some_and(|found| numbers.iter().any(|one| found == (*one).into()))
            }
            Self::Texts(texts) => value.as_str().is_some_and(|text| texts.contains(&text)),
        }
    }
}

/// Decides which alternative a value is of: by the discriminator where there is one, else by its
/// type, for objects by what must be there, by members that tell, by what is inside of members, and
/// by how many of the members are known, and for lists by their items. The first of several equals
/// is taken.
///
/// An alternative that would lose members which another one keeps gives way, for a value may be of
/// several at once (`anyOf`). None where nothing fits, and where each that fits would lose some.
#[must_use]
pub fn choose(value: &Value, discriminator: &str, looks: &'static [Look]) -> Option<usize> {
    if !discriminator.is_empty() && value.is_object() {
        let tag = value.get(discriminator)?.as_str()?;
        return looks.iter().position(|look| look.tags.contains(&tag));
    }
    let ranked = looks
        .iter()
        .enumerate()
        .filter_map(|(index, look)| Some((rank(value, look)?, index, look)));
    let mut fitting: Vec<_> = ranked.collect();
    fitting.sort_by_key(|(rank, ..)| Reverse(*rank));
    let all: Vec<&Look> = fitting.iter().map(|(.., look)| *look).collect();
    let mut best = fitting.iter();
    best.find(|(.., look)| keeps(value, look, &all))
        .map(|(_, index, _)| *index)
}

/// Reads a value as the alternative that was chosen.
///
/// A look does not go deep. Where the type of the chosen one cannot hold the value, and the value
/// looks like another one as well, that one may be what admits it, with members that it does not
/// know: the value is kept as it is.
///
/// # Errors
/// Where the type cannot hold the value, and it can be nothing else.
pub fn read_or_keep<T: FromJson, U>(
    value: Value,
    looks: &'static [Look],
    read: impl FnOnce(T) -> U,
    keep: impl FnOnce(Value) -> U,
) -> Result<U, JsonError> {
    let fitting = looks.iter().filter(|look| rank(&value, look).is_some());
    if fitting.count() < 2 {
        return T::from_json(value).map(read);
    }
    Ok(match T::from_json(value.clone()) {
        Ok(typed) => read(typed),
        Err(_) => keep(value),
    })
}

/// How well a value fits what an alternative looks like: how many members are known, and of two
/// that know the same, how much is asked for. None where it does not fit.
fn rank(value: &Value, look: &Look) -> Option<(usize, usize, usize)> {
    if look.types & kind(value) == 0 {
        return None;
    }
    match value {
        Value::Array(items) => {
            let mut known = 0;
            if let Some(look) = look.items.first() {
                for item in items {
                    known += rank(item, look)?.0;
                }
            }
            Some((known, 0, 0))
        }
        Value::Object(members) => {
            let told = |(name, only): &(&str, Only)| match members.get(*name) {
                // As good as left out, where that may be.
                Some(Value::Null) if !look.required.contains(name) => true,
                Some(value) => only.holds(value),
                None => true,
            };
            let fits = look.required.iter().all(|name| members.contains_key(*name))
                && look.telling.iter().all(told);
            if !fits {
                return None;
            }
            let mut known = 0;
            for (name, value) in members {
                known += usize::from(look.members.contains(&name.as_str()));
                match look.member(name) {
                    Some(_) if value.is_null() && !look.required.contains(&name.as_str()) => {}
                    Some(member) => known += rank(value, member)?.0,
                    None => {}
                }
            }
            let telling = look.telling.iter();
            let there = telling.filter(|(name, _)| members.contains_key(*name));
            Some((known, there.count(), look.required.len()))
        }
        _ => Some((0, 0, 0)),
    }
}

/// Whether an alternative keeps every member that any other which fits as well keeps.
fn keeps(value: &Value, chosen: &Look, all: &[&Look]) -> bool {
    match value {
        Value::Array(items) => match chosen.items.first() {
            Some(chosen) => {
                let all: Vec<&Look> = all.iter().flat_map(|look| look.items).collect();
                items.iter().all(|item| keeps(item, chosen, &all))
            }
            None => true,
        },
        Value::Object(members) => {
            let fit = all.iter().filter(|look| rank(value, look).is_some());
            let fit: Vec<&Look> = fit.copied().collect();
            members.iter().all(|(name, value)| {
                let known = |look: &Look| look.open || look.members.contains(&name.as_str());
                if !known(chosen) {
                    return !fit.iter().any(|look| known(look));
                }
                match chosen.member(name) {
                    Some(chosen) => {
                        let all: Vec<&Look> =
                            fit.iter().filter_map(|look| look.member(name)).collect();
                        keeps(value, chosen, &all)
                    }
                    None => true,
                }
            })
        }
        _ => true,
    }
}
