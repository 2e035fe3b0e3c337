//! From a pointer to the line and column of the text it points into.
//!
//! The parsers keep no positions, and nearly no value ever needs one. So the text is read once
//! more when a message asks, down to the place itself, where reading stops with an error: the
//! parser's own error says where that was.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Notation, Pointer, Position};

/// Tells the error that ends the search from those of a broken text.
const FOUND: &str = "counterpart: found the place";

pub(super) fn locate(text: &str, notation: Notation, pointer: &Pointer) -> Option<Position> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tokens: Vec<Cow<'_, str>> = pointer.tokens().collect();
    // A place that is not there (something is missing) is shown at the deepest one that is.
    (0..=tokens.len()).rev().find_map(|depth| {
        let wanted = &tokens[..depth];
        if wanted.is_empty() {
            return Some(Position { line: 1, column: 1 });
        }
        match notation {
            Notation::Json => locate_json(bare, wanted),
            Notation::Yaml => locate_yaml(bare, wanted),
        }
    })
}

fn locate_yaml(text: &str, tokens: &[Cow<'_, str>]) -> Option<Position> {
    let error = Walk { tokens }
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    let location = error
        .location()
        .filter(|_| error.to_string().contains(FOUND))?;
    Some(Position {
        line: location.line(),
        column: location.column(),
    })
}

fn locate_json(text: &str, tokens: &[Cow<'_, str>]) -> Option<Position> {
    let error = Walk { tokens }
        .deserialize(&mut serde_json::Deserializer::from_str(text))
        .err()?;
    if !error.to_string().contains(FOUND) {
        return None;
    }
    // The parser stands behind the key that it has read; the message should stand before it.
    let line_text = text.lines().nth(error.line().checked_sub(1)?)?;
    let read = line_text.get(..error.column()).unwrap_or(line_text);
    let key = tokens
        .last()
        .and_then(|key| serde_json::to_string(key).ok())?;
    let start = read
        .rfind(&key)
        .unwrap_or_else(|| read.len().saturating_sub(1));
    Some(Position {
        line: error.line(),
        column: read[..start].chars().count() + 1,
    })
}

#[derive(Clone, Copy)]
struct Walk<'a> {
    tokens: &'a [Cow<'a, str>],
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a mapping or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some((wanted, rest)) = self.tokens.split_first() else {
            return Err(A::Error::custom(FOUND));
        };
        while let Some(matched) = access.next_key_seed(Key {
            wanted,
            last: rest.is_empty(),
        })? {
            if matched {
                return access.next_value_seed(Walk { tokens: rest });
            }
            access.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some((wanted, rest)) = self.tokens.split_first() else {
            return Err(A::Error::custom(FOUND));
        };
        let Ok(wanted) = wanted.parse::<usize>() else {
            return Ok(());
        };
        for _ in 0..wanted {
            if access.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        if rest.is_empty() {
            access.next_element_seed(Stop)?;
        } else {
            access.next_element_seed(Walk { tokens: rest })?;
        }
        Ok(())
    }

    // Scalars end the search without a find: the pointer goes deeper than the value.
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Compares a key; the last one of the pointer ends the search where the key stands.
struct Key<'a> {
    wanted: &'a str,
    last: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        let matched = key == self.wanted;
        if matched && self.last {
            Err(E::custom(FOUND))
        } else {
            Ok(matched)
        }
    }
}

/// Ends the search at an item of a list, of whatever type.
struct Stop;

impl<'de> DeserializeSeed<'de> for Stop {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Stop {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(FOUND))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom(FOUND))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(E::custom(FOUND))
    }
}

#[cfg(test)]
mod tests {
    use super::{Notation, Pointer, locate};

    fn at(text: &str, notation: Notation, pointer: &str) -> (usize, usize) {
        let position = locate(text, notation, &Pointer::new(pointer)).expect("a position");
        (position.line, position.column)
    }

    #[test]
    fn yaml_places() {
        let text = "a:\n  b: 1\n  200:\n    - x\n    - {y: z}\n";
        assert_eq!(at(text, Notation::Yaml, ""), (1, 1));
        assert_eq!(at(text, Notation::Yaml, "/a/b"), (2, 3));
        assert_eq!(at(text, Notation::Yaml, "/a/200"), (3, 3));
        assert_eq!(at(text, Notation::Yaml, "/a/200/1/y"), (5, 8));
        assert_eq!(at(text, Notation::Yaml, "/a/200/0"), (4, 7));
    }

    #[test]
    fn json_places() {
        let text = "{\n  \"a\": {\"b\": 1,\n    \"é\": [true, {\"c\": null}]}\n}";
        assert_eq!(at(text, Notation::Json, "/a"), (2, 3));
        assert_eq!(at(text, Notation::Json, "/a/b"), (2, 9));
        assert_eq!(at(text, Notation::Json, "/a/é/1/c"), (3, 18));
    }

    #[test]
    fn what_is_missing_is_shown_at_what_is_there() {
        assert_eq!(at("a:\n  b: 1\n", Notation::Yaml, "/a/c/d"), (1, 1));
        assert_eq!(at("a:\n  b: 1\n", Notation::Yaml, "/a/b/d"), (2, 3));
    }
}
