//! Text to raw value. One visitor reads both notations, so that both mean the same: keys are
//! strings whatever they look like (`200:` too), and a key written twice is noticed.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Notation, anchors};
use crate::location::{Pointer, Position};

pub(super) struct Parsed {
    pub value: Value,
    pub duplicates: Vec<Pointer>,
}

pub(super) struct Failure {
    pub message: String,
    pub position: Option<Position>,
    /// A number is beyond what the parser has numbers for, which is no fault of the text.
    too_large: bool,
}

/// Reads a text by its looks: what starts like JSON and is JSON is read as JSON, everything else
/// as YAML. A file that is named as prose, which descriptions may be kept in, is one text. The notation that is returned is the one whose error, if any, is reported.
pub(super) fn parse(name: &str, text: &str) -> (Notation, Result<Parsed, Failure>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let named = |endings: &[&str]| {
        let ending = std::path::Path::new(name).extension();
        ending.is_some_and(|end| endings.iter().any(|one| end.eq_ignore_ascii_case(one)))
    };
    if named(&["md", "markdown", "txt"]) {
        let value = Value::String(text.to_owned());
        let duplicates = Vec::new();
        return (Notation::Yaml, Ok(Parsed { value, duplicates }));
    }
    let json_name = named(&["json"]);
    let json_start = text.trim_start().starts_with(['{', '[']);
    if json_start {
        match parse_json(text) {
            Ok(parsed) => return (Notation::Json, Ok(parsed)),
            Err(failure) if json_name && !failure.too_large => {
                return (Notation::Json, Err(failure));
            }
            // A YAML flow mapping starts with a brace as well, and YAML's numbers have no bounds.
            Err(failure) => {
                let yaml = parse_yaml(text);
                return if yaml.is_ok() {
                    (Notation::Yaml, yaml)
                } else {
                    (Notation::Json, Err(failure))
                };
            }
        }
    }
    (Notation::Yaml, parse_yaml(text))
}

fn parse_json(text: &str) -> Result<Parsed, Failure> {
    let mut duplicates = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Raw {
        path: Path::Root,
        duplicates: &mut duplicates,
        merge: false,
    };
    let outcome = value
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    outcome
        .map(|value| Parsed { value, duplicates })
        .map_err(|error| Failure {
            message: format!("not valid JSON: {}", without_position(&error.to_string())),
            position: Some(Position {
                line: error.line(),
                column: error.column().max(1),
            }),
            too_large: error.to_string().starts_with("number out of range"),
        })
}

/// How many brackets may be open at once before the text is not given to the YAML parser at all:
/// it refuses deep nesting too, but only after work that grows with the square of the depth.
const OPEN_BRACKETS: usize = 10_000;

fn parse_yaml(text: &str) -> Result<Parsed, Failure> {
    let mut open = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > OPEN_BRACKETS {
            return Err(Failure {
                message: "not valid YAML: nested too deeply".into(),
                position: None,
                too_large: false,
            });
        }
    }
    let mut duplicates = Vec::new();
    let value = Raw {
        path: Path::Root,
        duplicates: &mut duplicates,
        merge: true,
    };
    let named = anchors::distinct(text);
    let outcome = value.deserialize(serde_yaml::Deserializer::from_str(&named));
    outcome
        .map(|mut value| {
            if matches!(named, Cow::Owned(_)) {
                anchors::clean(&mut value);
            }
            Parsed { value, duplicates }
        })
        .map_err(|error| Failure {
            message: format!("not valid YAML: {}", without_position(&error.to_string())),
            position: error.location().map(|location| Position {
                line: location.line(),
                column: location.column(),
            }),
            too_large: false,
        })
}

/// The parsers' messages end in the position that is told apart already.
fn without_position(message: &str) -> &str {
    message
        .rfind(" at line ")
        .map_or(message, |at| &message[..at])
}

/// The way from the root to the value being read, kept on the stack so that reading costs nothing
/// for it.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::default(),
            Self::Member(parent, name) => parent.pointer().join(name),
            Self::Item(parent, index) => parent.pointer().join(&index.to_string()),
        }
    }
}

struct Raw<'a> {
    path: Path<'a>,
    duplicates: &'a mut Vec<Pointer>,
    /// Whether `<<` merges mappings (YAML 1.1 merge keys, which people still write).
    merge: bool,
}

impl<'de> DeserializeSeed<'de> for Raw<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Raw<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Number::from_i128(value).map_or_else(|| Value::from(value as f64), Value::Number))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(Number::from_u128(value).map_or_else(|| Value::from(value as f64), Value::Number))
    }

    /// What JSON has no number for (`.inf`, `.nan`) stays the text it was.
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    /// A tagged YAML value (`!thing …`): the tag means nothing in JSON.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (_, content) = access.variant::<String>()?;
        content.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            let seed = Raw {
                path: Path::Item(&self.path, items.len()),
                duplicates: &mut *self.duplicates,
                merge: self.merge,
            };
            match access.next_element_seed(seed)? {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = access.next_key_seed(Key)? {
            let seed = Raw {
                path: Path::Member(&self.path, &key),
                duplicates: &mut *self.duplicates,
                merge: self.merge,
            };
            let value = access.next_value_seed(seed)?;
            if members.contains_key(&key) {
                self.duplicates
                    .push(Path::Member(&self.path, &key).pointer());
            }
            members.insert(key, value);
        }
        if self.merge
            && let Some(merged) = members.shift_remove("<<")
        {
            merge(&mut members, merged).map_err(A::Error::custom)?;
        }
        Ok(Value::Object(members))
    }
}

/// Adds the members of the merged mappings that are not there yet.
fn merge(members: &mut Map<String, Value>, merged: Value) -> Result<(), &'static str> {
    match merged {
        Value::Object(more) => {
            for (key, value) in more {
                members.entry(key).or_insert(value);
            }
            Ok(())
        }
        Value::Array(list) => list.into_iter().try_for_each(|more| merge(members, more)),
        _ => Err("a merge key `<<` must hold a mapping or a list of mappings"),
    }
}

/// A key, as the text that was written.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string as a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Notation, parse};
    use serde_json::json;

    fn read(text: &str) -> serde_json::Value {
        match parse("x.yaml", text).1 {
            Ok(parsed) => parsed.value,
            Err(failure) => panic!("{}", failure.message),
        }
    }

    #[test]
    fn both_notations_mean_the_same() {
        assert_eq!(
            read("{\"a\": [1, 2.5, null, true]}"),
            read("a: [1, 2.5, ~, true]")
        );
        assert_eq!(parse("x", "{a: 1}").0, Notation::Yaml);
    }

    /// A number that no float holds stays the text it was.
    #[test]
    fn no_number_is_too_large_for_a_document() {
        let Ok(parsed) = parse("x.json", "{\"a\": 1e400, \"b\": 5}").1 else {
            panic!("valid JSON")
        };
        assert_eq!(parsed.value, json!({"a": "1e400", "b": 5}));
    }

    #[test]
    fn prose_is_one_text() {
        let Ok(parsed) = parse("intro.md", "# a: b: c\n- d\n").1 else {
            panic!("any text is prose")
        };
        assert_eq!(parsed.value, json!("# a: b: c\n- d\n"));
    }

    #[test]
    fn keys_are_text() {
        assert_eq!(
            read("200: x\ntrue: y\n1.10: z"),
            json!({"200": "x", "true": "y", "1.10": "z"})
        );
    }

    #[test]
    fn yaml_conveniences_are_resolved() {
        let text = "base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\ntag: !t {z: .inf}";
        let expected =
            json!({"base": {"x": 1, "y": 2}, "use": {"y": 3, "x": 1}, "tag": {"z": "inf"}});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn an_alias_means_the_anchor_before_it() {
        let text = "a: &x 1\nb: [*x, &x 2, *x]\nc: &y 3\nd: [*x, *y]\ne: 'say &x and &x *x'";
        let expected = json!({
            "a": 1, "b": [1, 2, 2], "c": 3, "d": [2, 3], "e": "say &x and &x *x"
        });
        assert_eq!(read(text), expected);
    }

    #[test]
    fn a_key_written_twice_is_noticed() {
        let Ok(parsed) = parse("x", "{\"a\": {\"b\": 1, \"b\": 2}}").1 else {
            panic!("valid JSON")
        };
        assert_eq!(parsed.duplicates[0].as_str(), "/a/b");
    }

    #[test]
    fn bombs_and_abysses_are_refused() {
        let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (index, name) in ('b'..='k').enumerate() {
            let before = char::from(b'a' + index as u8);
            bomb.push_str(&format!(
                "{name}: &{name} [{}]\n",
                vec![format!("*{before}"); 9].join(", ")
            ));
        }
        assert!(parse("x", &bomb).1.is_err());
        assert!(parse("x.json", &"[".repeat(100_000)).1.is_err());
        assert!(
            parse("x.yaml", &format!("a: {}", "[".repeat(100_000)))
                .1
                .is_err()
        );
    }
}
