//! Places in YAML texts. A key that is looked for is refused: the parser's own error says where
//! that was, and the parser can go on behind it.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Found, Wanted};
use crate::location::Position;

/// Tells the errors that say where something is from those of a broken text.
const FOUND: &str = "counterpart: found the place";

pub(super) fn walk(text: &str, wanted: &Wanted<'_>, found: &mut Found) {
    let walk = Walk {
        wanted,
        found,
        item: false,
    };
    // The search ends with an error where all is found, and keeps what it has where the text is
    // broken.
    let _ = walk.deserialize(serde_yaml::Deserializer::from_str(text));
}

/// The position that an error of ours names; it names none for the beginning of the text.
fn position(error: &str) -> Option<Position> {
    let (_, at) = error.split_once(FOUND)?;
    let at = at.strip_prefix(" at line ");
    let (line, column) = at.and_then(|at| at.split_once(" column ")).unzip();
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).unwrap_or(1);
    Some(Position {
        line: number(line),
        column: number(column),
    })
}

/// Follows the pointers into a value.
struct Walk<'a, 'b> {
    wanted: &'a Wanted<'a>,
    found: &'b mut Found,
    /// Whether the value is an item of a list, which has no key: it is where its first key is, or
    /// where it is a scalar itself.
    item: bool,
}

impl Walk<'_, '_> {
    fn scalar<E: Error>(self) -> Result<(), E> {
        if self.item {
            Err(E::custom(FOUND))
        } else {
            // The pointer goes deeper than the value.
            Ok(())
        }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Self {
            wanted,
            found,
            mut item,
        } = self;
        loop {
            let mut stopped = None;
            let key = Key {
                wanted,
                any: item,
                stopped: &mut stopped,
            };
            let error = match access.next_key_seed(key) {
                Ok(None) => return Ok(()),
                Ok(Some(())) => {
                    access.next_value::<IgnoredAny>()?;
                    continue;
                }
                Err(error) => error,
            };
            let Some(key) = stopped else {
                return Err(error);
            };
            let Some(at) = position(&error.to_string()) else {
                return Err(error);
            };
            if std::mem::take(&mut item) {
                found.keep(wanted, at);
            }
            let below = wanted.below.get(key.as_str());
            if let Some(below) = below {
                found.keep(below, at);
            }
            if found.is_complete() {
                return Err(error);
            }
            match below {
                Some(wanted) => access.next_value_seed(Walk {
                    wanted,
                    found: &mut *found,
                    item: false,
                })?,
                None => {
                    access.next_value::<IgnoredAny>()?;
                }
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Self { wanted, found, .. } = self;
        let items = wanted.items();
        for index in 0.. {
            let Some(wanted) = items.get(&index) else {
                if access.next_element::<IgnoredAny>()?.is_none() {
                    break;
                }
                continue;
            };
            let walk = Walk {
                wanted,
                found: &mut *found,
                item: true,
            };
            match access.next_element_seed(walk) {
                Ok(None) => break,
                Ok(Some(())) => {}
                Err(error) => {
                    let at = position(&error.to_string()).filter(|_| !found.is_complete());
                    let Some(at) = at else {
                        return Err(error);
                    };
                    found.keep(wanted, at);
                    if found.is_complete() {
                        return Err(error);
                    }
                }
            }
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.scalar()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar()
    }
}

/// Refuses a key that is wanted, or any, and keeps it.
struct Key<'a> {
    wanted: &'a Wanted<'a>,
    any: bool,
    stopped: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        if self.any || self.wanted.below.contains_key(key) {
            *self.stopped = Some(key.to_owned());
            return Err(E::custom(FOUND));
        }
        Ok(())
    }
}
