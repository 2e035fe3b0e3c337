//! Reading types from JSON: what they admit, and where something is wrong.

mod model;
mod validate;

use std::collections::BTreeMap;
use std::fmt::Debug;

use counterpart_support::branch::{Branch, read_overlapping, select_branch};
use counterpart_support::check::ViolationLimits;
use counterpart_support::check::schema::{ANYTHING, Combination, Property, Schema};
use counterpart_support::json::{
    FromJson, INTEGER, JsonError, OBJECT, Reader, STRING, from_slice, from_str, from_value,
};
use counterpart_support::nullable::Nullable;
use counterpart_support::server::RejectionKind;
use counterpart_support::uuid::Uuid;
use model::Model;
use serde::Deserialize;
use serde_json::{Value, json};

fn error<T: FromJson + Debug>(text: &str) -> JsonError {
    from_str::<T>(text).expect_err(text)
}

#[test]
fn integers_are_read_within_their_ranges() {
    macro_rules! limits {
        ($($name:ty),*) => {$({
            for limit in [<$name>::MIN, <$name>::MAX] {
                assert_eq!(from_str::<$name>(&limit.to_string()), Ok(limit));
            }
            let (min, max) = (i128::from(<$name>::MIN), i128::from(<$name>::MAX));
            for beyond in [min - 1, max + 1] {
                let error = error::<$name>(&beyond.to_string());
                let expected = concat!("the integer is out of the range of ", stringify!($name));
                assert_eq!(error.message(), expected, "{beyond}");
            }
            for (text, one) in [("0", 0), ("-0", 0), ("1.0", 1), ("1e2", 100), ("1200e-2", 12)] {
                assert_eq!(from_str::<$name>(text), Ok(one), "{text}");
            }
            for text in ["0.5", "-1.5", "1e-1"] {
                let error = error::<$name>(text);
                assert_eq!(error.message(), "an integer is expected, not a number", "{text}");
            }
            for text in ["1e300", "99999999999999999999999999999999999999999999"] {
                error::<$name>(text);
            }
            assert_eq!(error::<$name>("\"1\"").message(), "an integer is expected, not a string");
        })*};
    }
    limits!(i8, i16, i32, i64, u8, u16, u32, u64);
    assert_eq!(from_str::<i64>("-1.0"), Ok(-1));
    assert_eq!(from_str::<u64>("9007199254740992.0"), Ok(1 << 53));
}

#[test]
fn numbers_are_the_nearest_that_there_are() {
    let compare = |text: &str| {
        let expected: f64 = text.parse().expect("a number");
        let read = from_str::<f64>(text).map(f64::to_bits);
        assert_eq!(read, Ok(expected.to_bits()), "{text}");
    };
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for digits in 1..=20 {
        for _ in 0..500 {
            let mut fraction = String::new();
            for _ in 0..digits {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                fraction.push(char::from(b'0' + (seed >> 60) as u8 % 10));
            }
            for whole in [
                "0",
                "-0",
                "7",
                "-12",
                "123456",
                "98765432109876",
                "123456789012345678",
            ] {
                compare(&format!("{whole}.{fraction}"));
            }
            compare(&format!("0.{fraction}e5"));
            compare(&format!(
                "{}.{fraction}",
                fraction.trim_start_matches('0').len()
            ));
        }
    }
    for text in [
        "0",
        "-0",
        "-0.0",
        "1",
        "9007199254740993",
        "99999999999999",
        "999999999999999",
        "9999999999999999",
        "0.1",
        "0.3",
        "1e22",
        "1e23",
        "123456789012345e-22",
        "4.35",
        "0.000001",
        "1.7976931348623157e308",
        "1e-400",
        "5e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
    ] {
        compare(text);
    }
    for text in ["1e400", "-1e400", "1e309", "1.8e308"] {
        let error = error::<f64>(text);
        let expected = "is not JSON: a number that is out of range at line 1 column 1";
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

#[test]
fn scalars_lists_and_maps_are_read() {
    assert_eq!(from_str::<Option<bool>>(" null "), Ok(None));
    assert_eq!(from_str::<Option<bool>>("true"), Ok(Some(true)));
    assert_eq!(from_str::<()>("null"), Ok(()));
    assert_eq!(
        from_str::<Box<String>>(r#""\u00e9""#),
        Ok(Box::new("é".to_owned()))
    );
    assert_eq!(
        from_str::<Vec<Vec<i8>>>("[[],[1],[2,3]]"),
        Ok(vec![vec![], vec![1], vec![2, 3]])
    );
    let map = BTreeMap::from([("a".to_owned(), 1), ("b/c".to_owned(), 2)]);
    assert_eq!(
        from_str::<BTreeMap<String, u8>>(r#"{"b\/c":2,"a":1}"#),
        Ok(map)
    );
    let model = from_value::<Model>(&json!({
        "free": {"a": [1, {"b": null}]},
        "unknown": [{"x": 1}],
        "note": null,
        "parts": [{"id": 2, "name": null, "note": "n"}],
        "id": 1.0,
        "ratio": 2,
    }));
    let part = Model {
        id: 2,
        note: Nullable::Value("n".to_owned()),
        ..Model::default()
    };
    let expected = Model {
        id: 1,
        note: Nullable::Null,
        ratio: Some(2.0),
        parts: Some(vec![part]),
        free: json!({"a": [1, {"b": null}]}).as_object().cloned(),
        ..Model::default()
    };
    assert_eq!(model, Ok(expected));
}

#[test]
fn an_error_has_the_pointer_of_its_value() {
    for (text, pointer, message) in [
        (r#"1"#, "", "an object is expected, not a number"),
        (r#"{"name":"x"}"#, "/id", "is missing"),
        (
            r#"{"id":"1"}"#,
            "/id",
            "an integer is expected, not a string",
        ),
        (r#"{"id":null}"#, "/id", "an integer is expected, not null"),
        (
            r#"{"id":300e-1,"name":[]}"#,
            "/name",
            "a string is expected, not an array",
        ),
        (
            r#"{"id":1,"note":false}"#,
            "/note",
            "a string is expected, not a boolean",
        ),
        (
            r#"{"id":1,"ratio":{}}"#,
            "/ratio",
            "a number is expected, not an object",
        ),
        (
            r#"{"id":1,"parts":[{"id":1},{"id":2,"parts":[{}]}]}"#,
            "/parts/1/parts/0/id",
            "is missing",
        ),
        (
            r#"{"id":1,"parts":[{"id":1},7]}"#,
            "/parts/1",
            "an object is expected, not a number",
        ),
        (
            r#"{"id":1,"\u0066ree":1}"#,
            "/free",
            "an object is expected, not a number",
        ),
        // The first counts, and what is missing is known last.
        (
            r#"{"name":1,"note":2}"#,
            "/name",
            "a string is expected, not a number",
        ),
    ] {
        let error = error::<Model>(text);
        assert_eq!(
            (error.pointer(), error.message()),
            (pointer, message),
            "{text}"
        );
        let value = serde_json::from_str::<Value>(text).expect("JSON");
        assert_eq!(from_value::<Model>(&value).expect_err(text), error);
    }
    let error = error::<BTreeMap<String, bool>>(r#"{"a":true,"b\u007e\/\u00e9":0}"#);
    assert_eq!(
        error.to_string(),
        "/b~0~1é: a boolean is expected, not a number"
    );
}

#[test]
fn a_text_that_is_not_json_has_a_line_and_a_column() {
    for (text, expected) in [
        ("", "a value is expected at line 1 column 1"),
        (
            "{\"id\":1}}",
            "nothing is expected after the value at line 1 column 9",
        ),
        (
            "{\n  \"id\": 1\n  \"name\": 2}",
            "a comma or the end of the object is expected at line 3 column 3",
        ),
        (
            "{\"id\":1,}",
            "the name of a property is expected at line 1 column 9",
        ),
        ("{\"id\" 1}", "a colon is expected at line 1 column 7"),
        (
            "{\"id\":01}",
            "a number with a leading zero at line 1 column 7",
        ),
        ("{\"id\":1.}", "a digit is expected at line 1 column 9"),
        (
            "{\"id\":1,\"x\":[1 2]}",
            "a comma or the end of the array is expected at line 1 column 16",
        ),
        (
            "{\"id\":1,\n\"name\":\"a\tb\"}",
            "a control character in a string at line 2 column 10",
        ),
        (
            "{\"id\":1,\"name\":\"a",
            "a string without an end at line 1 column 18",
        ),
        (
            "{\"id\":1,\"name\":\"\\q\"}",
            "an unknown escape at line 1 column 18",
        ),
        (
            "{\"id\":1,\"x\":nil}",
            "a value is expected at line 1 column 13",
        ),
    ] {
        let found = error::<Model>(text);
        assert_eq!(found.pointer(), "", "{text}");
        assert_eq!(
            found.message(),
            format!("is not JSON: {expected}"),
            "{text}"
        );
        // A server says the same of a body.
        let body = validate::read::<Model>(text, &ANYTHING, ViolationLimits::default());
        let rejection = body.expect_err(text);
        assert_eq!(rejection.kind(), RejectionKind::MalformedBody, "{text}");
        if !text.is_empty() {
            let detail = format!("the body is not JSON: {expected}");
            assert_eq!(rejection.detail().to_string(), detail);
        }
    }
    let error = from_slice::<Value>(b"\"\xff\"").expect_err("no UTF-8");
    assert!(
        error.message().starts_with("is not JSON: invalid utf-8"),
        "{error}"
    );
}

#[test]
fn other_formats_are_read_by_way_of_their_values() {
    let text = r#"{"id":-0,"name":"\u00e9\"","ratio":0.1,"parts":[{"id":9223372036854775807}],"free":{"a":[null,true,-1,1e2,18446744073709551615,{}]},"other":[[],{}]}"#;
    let direct = from_str::<Model>(text).expect(text);
    assert_eq!(serde_json::from_str::<Model>(text).expect(text), direct);
    assert_eq!(
        serde_json::from_slice::<Model>(text.as_bytes()).expect(text),
        direct
    );
    let value: Value = serde_json::from_str(text).expect(text);
    assert_eq!(
        serde_json::from_value::<Model>(value.clone()).expect(text),
        direct
    );
    assert_eq!(Model::deserialize(&value).expect(text), direct);
    assert_eq!(from_value::<Model>(&value), Ok(direct.clone()));
    // Within others, too.
    let list: Vec<Option<Model>> = serde_json::from_str(&format!("[null,{text}]")).expect(text);
    assert_eq!(list, [None, Some(direct)]);
    let error = serde_json::from_str::<Model>(r#"{"id":1,"parts":[{"id":"x"}]}"#);
    let error = error.expect_err("a string").to_string();
    assert!(
        error.starts_with("/parts/0/id: an integer is expected, not a string"),
        "{error}"
    );
    let id = "00000000-0000-0000-0000-0000000000Af";
    let read: Uuid = serde_json::from_value(json!(id)).expect(id);
    assert_eq!(read.to_string(), id);
    assert!(serde_json::from_str::<Uuid>("1").is_err());
}

/// Two types of which one is a string in disguise: what the first cannot hold is kept as it is.
static OVERLAPPING: [Branch; 2] = [Branch::of(STRING | OBJECT), Branch::of(STRING | OBJECT)];

#[derive(Debug, PartialEq)]
enum Either {
    Id(Uuid),
    Model(Box<Model>),
    Other(Value),
}

impl FromJson for Either {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        match json.is_string() {
            true => read_overlapping(json, &OVERLAPPING, Self::Id, Self::Other),
            false => read_overlapping(json, &OVERLAPPING, Self::Model, Self::Other),
        }
    }
}

trait IsString {
    fn is_string(&mut self) -> bool;
}

impl IsString for Reader<'_> {
    fn is_string(&mut self) -> bool {
        static STRINGS: [Branch; 1] = [Branch::of(STRING)];
        select_branch(self, "", &STRINGS).is_some()
    }
}

#[test]
fn what_a_branch_cannot_hold_is_kept_and_validated_once() {
    let id = "00000000-0000-0000-0000-000000000001";
    let text = format!(r#"["{id}","no","",{{"id":1}},{{"id":"x","parts":[{{"id":[]}}]}}]"#);
    let expected = vec![
        Either::Id(id.parse().expect("a UUID")),
        Either::Other(json!("no")),
        Either::Other(json!("")),
        Either::Model(Box::new(Model {
            id: 1,
            ..Model::default()
        })),
        Either::Other(json!({"id": "x", "parts": [{"id": []}]})),
    ];
    assert_eq!(from_str::<Vec<Either>>(&text).as_ref(), Ok(&expected));
    let limits = ViolationLimits::default();
    let body = validate::read::<Vec<Either>>(&text, &ANYTHING, limits);
    assert_eq!(body.expect("a body"), expected);
    // What comes twice does so on either way.
    for text in [r#"[{"id":1,"id":1}]"#, r#"[{"id":"x","a":{"b":1,"b":1}}]"#] {
        assert!(from_str::<Vec<Either>>(text).is_ok(), "{text}");
        let rejection = validate::read::<Vec<Either>>(text, &ANYTHING, limits).expect_err(text);
        assert_eq!(rejection.kind(), RejectionKind::MalformedBody, "{text}");
        let detail = rejection.detail().to_string();
        assert!(detail.contains("two properties of one name"), "{detail}");
    }
    static ITEMS: Schema = Schema {
        items: Some(&ITEM),
        ..Schema::ANYTHING
    };
    static ITEM: Schema = Schema {
        properties: &[Property::optional("id", &ID)],
        ..Schema::ANYTHING
    };
    static ID: Schema = Schema::of(INTEGER);
    let rejection = validate::read::<Vec<Either>>(&text, &ITEMS, limits).expect_err("a string");
    let found: Vec<&str> = rejection
        .violations()
        .iter()
        .map(|one| one.pointer.as_str())
        .collect();
    assert_eq!(found, ["/4/id"]);
    // Text that is not JSON is found on either way.
    let error = error::<Vec<Either>>(r#"["no",{"id":"x","a":[}]"#);
    assert!(error.message().starts_with("is not JSON"), "{error}");
}

/// A name may hold what ends a string.
#[test]
fn properties_are_found_by_names_with_quotes_and_backslashes() {
    static BACKSLASH: Schema = Schema {
        combinations: &[Combination::DependentRequired("a\\", "other")],
        ..Schema::ANYTHING
    };
    static QUOTES: Schema = Schema {
        combinations: &[Combination::DependentRequired("a\":1,\"b", "other")],
        ..Schema::ANYTHING
    };
    let admits = |text: &str, check| {
        let body = validate::read::<Value>(text, check, ViolationLimits::default());
        body.is_ok()
    };
    assert!(!admits(r#"{"a\\":1}"#, &BACKSLASH));
    assert!(!admits(r#"{"\u0061\u005c":1}"#, &BACKSLASH));
    assert!(admits(r#"{"a\\":1,"other":1}"#, &BACKSLASH));
    assert!(admits(r#"{"a\\":1,"\u006fther":1}"#, &BACKSLASH));
    assert!(admits(r#"{"a\"b":1}"#, &BACKSLASH));
    assert!(!admits(r#"{"a\":1,\"b":1}"#, &QUOTES));
    assert!(admits(r#"{"a":1,"b":1}"#, &QUOTES));
}

/// When no more violations are listed, the rest is not JSON only if it is not.
#[test]
fn what_is_not_validated_any_more_is_still_read() {
    static STRINGS: Schema = Schema {
        properties: &[
            Property::optional("name", &STRING_SCHEMA),
            Property::optional("note", &STRING_SCHEMA),
        ],
        ..Schema::ANYTHING
    };
    static STRING_SCHEMA: Schema = Schema::of(STRING);
    let limits = ViolationLimits {
        count: 1,
        ..ViolationLimits::default()
    };
    for (rest, kind) in [
        (r#""free":1,"id":1}"#, RejectionKind::InvalidBody),
        (r#""free":{"a":{}},"id":1}"#, RejectionKind::InvalidBody),
        (r#""parts":2,"ratio":"x"}"#, RejectionKind::InvalidBody),
        (r#""free":{"a":1,"a":1}}"#, RejectionKind::MalformedBody),
        (r#""free":{"a":1},}"#, RejectionKind::MalformedBody),
    ] {
        let text = format!(r#"{{"name":1,"note":2,{rest}"#);
        let rejection = validate::read::<Model>(&text, &STRINGS, limits).expect_err(&text);
        assert_eq!(rejection.kind(), kind, "{text}");
    }
}
