//! Objects that have two properties of one name: a server refuses them.

mod model;
mod validate;

use std::collections::BTreeMap;
use std::fmt::Debug;

use counterpart_support::check::ViolationLimits;
use counterpart_support::check::schema::ANYTHING;
use counterpart_support::json::{FromJson, Reader, from_str};
use counterpart_support::nullable::Nullable;
use counterpart_support::server::RejectionKind;
use model::Model;
use serde_json::{Map, Value, json};

/// A model that keeps additional properties.
#[derive(Debug, PartialEq)]
struct Open {
    id: Option<i64>,
    rest: BTreeMap<String, i64>,
}

impl FromJson for Open {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        let mut object = json.object(&["id"])?;
        let mut id = None;
        let mut rest = BTreeMap::new();
        while let Some(index) = object.next(json) {
            match index {
                0 => json.optional(&mut id),
                _ => object.additional(json, &mut rest),
            }
        }
        Some(Self { id, rest })
    }
}

/// How a body is refused.
fn refused<T: FromJson + Debug>(text: &str) -> (RejectionKind, String) {
    let body = validate::read::<T>(text, &ANYTHING, ViolationLimits::default());
    let rejection = body.expect_err(text);
    (rejection.kind(), rejection.detail().to_string())
}

#[track_caller]
fn assert_twice<T: FromJson + Debug>(text: &str) {
    // A client takes the last.
    assert!(from_str::<T>(text).is_ok(), "{text}");
    let (kind, detail) = refused::<T>(text);
    assert_eq!(kind, RejectionKind::MalformedBody, "{text}");
    assert!(
        detail.contains("an object has two properties of one name"),
        "{detail}"
    );
}

#[track_caller]
fn assert_once<T: FromJson + Debug>(text: &str) {
    let body = validate::read::<T>(text, &ANYTHING, ViolationLimits::default());
    assert!(body.is_ok(), "{text}");
}

/// An object with so many properties, and the last name once more or not.
fn many(count: usize, again: Option<usize>) -> String {
    let names = (0..count).chain(again);
    let list: Vec<String> = names.map(|index| format!("\"p{index:03}\":1")).collect();
    format!("{{{}}}", list.join(","))
}

#[test]
fn a_server_refuses_two_properties_of_one_name() {
    // Properties of a model: known ones, and those that it passes over.
    assert_twice::<Model>(r#"{"id":1,"id":2}"#);
    assert_twice::<Model>(r#"{"id":1,"\u0069d":1}"#);
    assert_twice::<Model>(r#"{"id":1,"x":1,"name":"","x":2}"#);
    assert_twice::<Model>(r#"{"id":1,"x\/":1,"x/":2}"#);
    assert_twice::<Model>(r#"{"id":1,"x":{"a":[{"b":1,"b":1}]}}"#);
    assert_twice::<Model>(r#"{"id":1,"parts":[{"id":1},{"id":1,"id":1}]}"#);
    assert_twice::<Model>(r#"{"id":1,"free":{"a":1,"b":2,"a":3}}"#);
    assert_twice::<Model>(r#"{"id":1,"free":{"a":{"b":null,"b":null}}}"#);
    // Properties that it keeps.
    assert_twice::<Open>(r#"{"a":1,"id":1,"a":2}"#);
    assert_twice::<Open>(r#"{"a":1,"id":1,"id":2}"#);
    assert_twice::<BTreeMap<String, bool>>(r#"{"é":true,"\u00e9":true}"#);
    // Free-form values.
    assert_twice::<Value>(r#"[{"a":1,"a":1}]"#);
    assert_twice::<Value>(r#"{"a":{},"\u0061":{}}"#);
    assert_twice::<Value>(r#"{"":0,"":0}"#);
    assert_twice::<Map<String, Value>>(r#"{"a":[[{"b":1,"c":2,"b":3}]]}"#);
    // Names of their own.
    assert_once::<Model>(r#"{"id":1,"x":{"id":1},"y":{"id":1},"X":1}"#);
    assert_once::<Open>(r#"{"a":1,"A":1,"id":1," a":1}"#);
    assert_once::<Value>(r#"[{"a":1},{"a":1},{"a":{"a":{}},"b":{"a":1}}]"#);
    // However many there are.
    for count in [1, 2, 15, 16, 17, 18, 40, 300] {
        for again in [0, count / 2, count - 1] {
            let text = many(count, Some(again));
            assert_twice::<Value>(&text);
            assert_twice::<BTreeMap<String, i64>>(&text);
            assert_twice::<Open>(&text);
            assert_twice::<Model>(&format!("{{\"id\":1,{}", &text[1..]));
            assert_twice::<Model>(&format!("{{\"id\":1,\"x\":{text}}}"));
        }
        let text = many(count, None);
        assert_once::<Value>(&text);
        assert_once::<Open>(&text);
        assert_once::<Model>(&format!("{{\"id\":1,{}", &text[1..]));
        assert_once::<Model>(&format!("{{\"id\":1,\"x\":{text}}}"));
    }
}

const COUNT: usize = 200;

/// More names than a word has bits, sorted as the generator sorts.
static NAMES: [&str; COUNT] = {
    const DIGITS: [u8; 4 * COUNT] = {
        let mut all = [b'p'; 4 * COUNT];
        let mut index = 0;
        while index < COUNT {
            all[4 * index + 1] = b'0' + (index / 100) as u8;
            all[4 * index + 2] = b'0' + (index / 10 % 10) as u8;
            all[4 * index + 3] = b'0' + (index % 10) as u8;
            index += 1;
        }
        all
    };
    let mut names = [""; COUNT];
    let mut index = 0;
    while index < COUNT {
        let name = DIGITS.split_at(4 * index).1.split_at(4).0;
        names[index] = match std::str::from_utf8(name) {
            Ok(name) => name,
            Err(_) => "",
        };
        index += 1;
    }
    names
};

/// The values of the properties of a large model.
#[derive(Debug, PartialEq)]
struct Large(Vec<Option<i64>>);

impl FromJson for Large {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        let mut object = json.object(&NAMES)?;
        let mut slots = vec![None; COUNT];
        while let Some(index) = object.next(json) {
            match slots.get_mut(index) {
                Some(slot) => json.read(slot),
                None => object.skip(json),
            }
        }
        Some(Self(slots))
    }
}

#[test]
fn a_model_may_have_many_properties_in_any_order() {
    let expected: Vec<Option<i64>> = (0..200).map(Some).collect();
    let pairs: Vec<String> = (0..COUNT)
        .map(|index| format!("\"p{index:03}\":{index}"))
        .collect();
    let reversed: Vec<String> = pairs.iter().rev().cloned().collect();
    for list in [&pairs, &reversed] {
        let text = format!("{{{},\"p\":0,\"p2000\":0}}", list.join(","));
        assert_eq!(from_str::<Large>(&text), Ok(Large(expected.clone())));
        assert_once::<Large>(&text);
    }
    for again in [0, 63, 64, 65, 127, 128, 199] {
        assert_twice::<Large>(&many(COUNT, Some(again)));
    }
}

#[test]
fn the_last_of_two_properties_counts_for_a_client() {
    let model = from_str::<Model>(r#"{"id":1,"note":"x","id":2,"note":null}"#);
    let expected = Model {
        id: 2,
        note: Nullable::Null,
        ..Model::default()
    };
    assert_eq!(model, Ok(expected));
    let value = from_str::<Value>(r#"{"a":1,"b":2,"a":3}"#);
    assert_eq!(value, Ok(json!({"a": 3, "b": 2})));
}
