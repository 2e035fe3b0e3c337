//! The support code that is emitted with every contract.

mod validate;

use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use axum::response::Response;
use counterpart_support::check::schema::{ANYTHING, Additional, Property, Rule, Schema};
use counterpart_support::check::{Check, ViolationLimits};
use counterpart_support::json::{ARRAY, FromJson, INTEGER, OBJECT, Reader, STRING, from_value};
use counterpart_support::media::{MediaRange, form_pairs, is_accepted};
use counterpart_support::nullable::Nullable;
use counterpart_support::parameter::{Form, Location, Parameter, Piece, Shape, Style, Template};
use counterpart_support::pattern::Pattern;
use counterpart_support::server::{Context, Head, Matched, WithHeaders};
use counterpart_support::time::Timestamp;
use serde_json::{Value, json};

static NUMBERS: Shape = Shape::scalar(INTEGER);
static OBJECTS: &[(&str, Shape)] = &[("a", Shape::scalar(INTEGER)), ("b", Shape::scalar(STRING))];

fn parameter(location: Location, style: Style, explode: bool, value: &Value) -> Parameter {
    let shape = match value {
        Value::Array(_) => Shape {
            types: ARRAY,
            items: Some(&NUMBERS),
            properties: &[],
        },
        Value::Object(_) => Shape {
            types: OBJECT,
            items: None,
            properties: OBJECTS,
        },
        Value::Number(_) => Shape::scalar(INTEGER),
        _ => Shape::scalar(STRING),
    };
    Parameter {
        name: "id",
        location,
        style,
        explode,
        allow_reserved: false,
        shape,
    }
}

/// The examples are those of the specification's table (OpenAPI 3.0.3, section 4.7.12.3).
#[test]
fn every_style_is_read_as_it_is_written() {
    let text = json!("blue");
    let list = json!([3, 4, 5]);
    let object = json!({"a": 1, "b": "x y"});
    use Location::{Header, Path};
    let cases = [
        (Path, Style::Simple, false, &text, "blue"),
        (Path, Style::Simple, false, &list, "3,4,5"),
        (Path, Style::Simple, false, &object, "a,1,b,x%20y"),
        (Path, Style::Simple, true, &object, "a=1,b=x%20y"),
        (Path, Style::Label, false, &text, ".blue"),
        (Path, Style::Label, true, &list, ".3.4.5"),
        (Path, Style::Label, true, &object, ".a=1.b=x%20y"),
        (Path, Style::Matrix, false, &text, ";id=blue"),
        (Path, Style::Matrix, false, &list, ";id=3,4,5"),
        (Path, Style::Matrix, true, &list, ";id=3;id=4;id=5"),
        (Path, Style::Matrix, true, &object, ";a=1;b=x%20y"),
        (Header, Style::Simple, false, &list, "3,4,5"),
    ];
    for (location, style, explode, value, expected) in cases {
        let parameter = parameter(location, style, explode, value);
        let written = parameter.write_text(value);
        assert_eq!(written, expected, "{style:?} {explode}");
        let received = written.replace("%20", " ");
        assert_eq!(
            parameter.read_text(vec![received]).as_ref(),
            Some(value),
            "{style:?} {explode} {written}"
        );
    }
}

#[test]
fn queries_are_read_as_they_are_written() {
    let list = json!([3, 4]);
    let object = json!({"a": 1, "b": "x&y"});
    let text = json!("ü +/");
    let cases = [
        (Style::Form, true, &list, "id=3&id=4"),
        (Style::Form, false, &list, "id=3,4"),
        (Style::SpaceDelimited, false, &list, "id=3%204"),
        (Style::PipeDelimited, false, &list, "id=3|4"),
        (Style::Form, true, &object, "a=1&b=x%26y"),
        (
            Style::DeepObject,
            true,
            &object,
            "id%5Ba%5D=1&id%5Bb%5D=x%26y",
        ),
        (Style::Form, true, &text, "id=%C3%BC%20%2B%2F"),
        (
            Style::Json,
            false,
            &object,
            "id=%7B%22a%22%3A1%2C%22b%22%3A%22x%26y%22%7D",
        ),
    ];
    for (style, explode, value, expected) in cases {
        let parameter = parameter(Location::Query, style, explode, value);
        let mut pairs = Vec::new();
        parameter.write_pairs(value, &mut pairs);
        let written: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let written = written.join("&");
        assert_eq!(written, expected);
        assert_eq!(
            parameter.read_pairs(&form_pairs(&written)).as_ref(),
            Some(value),
            "{written}"
        );
    }
    let absent = parameter(Location::Query, Style::Form, true, &json!("x"));
    assert_eq!(absent.read_pairs(&form_pairs("other=1")), None);
}

#[test]
fn nothing_in_a_query_makes_a_server_panic() {
    for text in [
        "id[",
        "id[]]",
        "id[a][b][",
        "%",
        "%zz=%",
        "=&=&",
        "id[[[[=1",
        "&&&",
        "id[a]=1&id[a][b]=2",
    ] {
        let value = json!({});
        let parameter = parameter(Location::Query, Style::DeepObject, true, &value);
        let _ = parameter.read_pairs(&form_pairs(text));
        let pairs = form_pairs(text);
        let _ = parameter.shape.read_form(pairs.iter());
    }
}

#[test]
fn paths_are_told_apart() {
    let template = Template {
        pieces: &[
            Piece::Literal("/pets/"),
            Piece::Parameter("id"),
            Piece::Literal(".json"),
        ],
    };
    let read = |path: &str| {
        template.read(path, "").map(|found| {
            found
                .into_iter()
                .map(|(_, value)| value)
                .collect::<String>()
        })
    };
    assert_eq!(read("/pets/a%2Fb.json").as_deref(), Some("a%2Fb"));
    assert_eq!(read("/pets/.json.json").as_deref(), Some(".json"));
    for path in ["/pets/a", "/pets/.json", "/pets/a/b.json", "/pets", ""] {
        assert_eq!(read(path), None, "{path}");
    }
}

#[test]
fn paths_with_a_query_are_told_apart_by_it() {
    let template = Template {
        pieces: &[
            Piece::Literal("/?Action=Get&Id="),
            Piece::Parameter("id"),
            Piece::Literal("#part"),
        ],
    };
    let read = |query: &str| template.read("/", query);
    let expected = vec![("id".to_owned(), "7%2F8".to_owned())];
    assert_eq!(read("Version=1&Id=7%2F8&Action=Get"), Some(expected));
    for query in ["Action=Put&Id=7", "Action=Get", "Id=7", ""] {
        assert_eq!(read(query), None, "{query}");
    }
}

#[test]
fn what_separates_is_told_from_what_is_separated() {
    static TEXTS: Shape = Shape::scalar(STRING);
    let list = json!(["a,b", "c d", "e|f", "100%"]);
    let texts = Shape {
        types: ARRAY,
        items: Some(&TEXTS),
        properties: &[],
    };
    for (location, style) in [
        (Location::Path, Style::Simple),
        (Location::Path, Style::Matrix),
        (Location::Query, Style::Form),
        (Location::Cookie, Style::Form),
    ] {
        let parameter = Parameter {
            shape: texts,
            ..parameter(location, style, false, &list)
        };
        let read = if location == Location::Path {
            parameter.read_text(vec![parameter.write_text(&list)])
        } else {
            let mut pairs = Vec::new();
            parameter.write_pairs(&list, &mut pairs);
            parameter.read_pairs(&pairs)
        };
        assert_eq!(read.as_ref(), Some(&list), "{location:?} {style:?}");
    }
    // Others encode what separates numbers, where it can mean nothing else.
    let numbers = parameter(Location::Query, Style::Form, false, &json!([1]));
    let read = numbers.read_pairs(&form_pairs("id=1%2C2"));
    assert_eq!(read, Some(json!([1, 2])));
}

#[test]
fn forms_go_round() {
    static TEXT: Shape = Shape::scalar(STRING);
    static ITEM: Shape = Shape {
        types: OBJECT,
        items: None,
        properties: OBJECTS,
    };
    const LIST: Shape = Shape {
        types: ARRAY,
        items: Some(&TEXT),
        properties: &[],
    };
    static FORM: Form = Form {
        shape: Shape {
            types: OBJECT,
            items: None,
            properties: &[
                ("tags", LIST),
                ("piped", LIST),
                ("json", ITEM),
                (
                    "items",
                    Shape {
                        types: ARRAY,
                        items: Some(&ITEM),
                        properties: &[],
                    },
                ),
                ("one", ITEM),
            ],
        },
        properties: &[
            Parameter {
                name: "piped",
                location: Location::Query,
                style: Style::PipeDelimited,
                explode: false,
                allow_reserved: false,
                shape: LIST,
            },
            Parameter {
                name: "json",
                location: Location::Query,
                style: Style::Json,
                explode: false,
                allow_reserved: false,
                shape: ITEM,
            },
        ],
    };
    let value = json!({
        "tags": ["x", "y,z"],
        "piped": ["1", "2"],
        "json": {"a": 1, "b": "c"},
        "items": [{"a": 1, "b": "x"}, {"a": 2}],
        "one": {"a": 3, "b": "&="},
    });
    let text = FORM.write(&value);
    assert_eq!(
        text,
        "tags=x&tags=y%2Cz&piped=1|2&json=%7B%22a%22%3A1%2C%22b%22%3A%22c%22%7D\
         &items%5B0%5D%5Ba%5D=1&items%5B0%5D%5Bb%5D=x&items%5B1%5D%5Ba%5D=2&one%5Ba%5D=3&one%5Bb%5D=%26%3D"
    );
    assert_eq!(FORM.read(&text), value);
    assert_eq!(FORM.read("tags[]=x&tags[]=y")["tags"], json!(["x", "y"]));
}

#[test]
fn accept_is_weighed() {
    let accepted = |accept: &str| is_accepted(accept.split(','), "application/json");
    for accept in [
        "*/*",
        "application/*",
        "text/html, application/json;q=0.1",
        "APPLICATION/JSON",
    ] {
        assert!(accepted(accept), "{accept}");
    }
    for accept in [
        "text/html",
        "*/*;q=0",
        "*/*, application/json;q=0",
        "application/xml",
        "application/json; version=2",
        "",
    ] {
        assert!(!accepted(accept), "{accept}");
    }
    let json = MediaRange::parse("application/json");
    assert!(json.includes(&MediaRange::parse("application/json; charset=utf-8")));
    assert!(!json.includes(&MediaRange::parse("application")));
    let any_json = MediaRange::parse("Application/*+JSON");
    for included in [
        "application/json",
        "application/vnd.api+json; q=1",
        "APPLICATION/x+Json",
    ] {
        assert!(
            any_json.includes(&MediaRange::parse(included)),
            "{included}"
        );
    }
    for other in [
        "application/xjson",
        "application/json+xml",
        "text/json",
        "application/",
    ] {
        assert!(!any_json.includes(&MediaRange::parse(other)), "{other}");
    }
    let versioned = MediaRange::parse("application/json; Version=\"1\"");
    assert!(versioned.includes(&MediaRange::parse("application/json;charset=x;version=1")));
    assert!(!versioned.includes(&MediaRange::parse("application/json; version=2")));
    assert!(versioned.is_narrower(&json) && !json.is_narrower(&versioned));
}

fn admits(text: &str, check: Check) -> bool {
    validate::read::<Value>(text, check, ViolationLimits::default()).is_ok()
}

static TWO_OR_MORE: Schema = Schema {
    rules: &[Rule::MinItems(2), Rule::UniqueItems],
    items: Some(&SMALL),
    ..Schema::ANYTHING
};

static SMALL: Schema = Schema {
    rules: &[
        Rule::MinInteger(0),
        Rule::MaxInteger(9),
        Rule::MultipleOf(5, -1),
    ],
    ..Schema::of(INTEGER)
};

static WORD: Pattern = Pattern::new("^[a-z]+$");

static PERSON: Schema = Schema {
    properties: &[
        Property::required("name", &NAME),
        Property::optional("codes", &TWO_OR_MORE),
        Property::optional("initials", &INITIALS),
    ],
    additional: Additional::Forbidden,
    ..Schema::of(OBJECT)
};

static INITIALS: Schema = Schema {
    rules: &[Rule::Pattern(&WORD)],
    ..Schema::ANYTHING
};

static NAME: Schema = Schema {
    rules: &[Rule::MinLength(2), Rule::MaxLength(3), Rule::Pattern(&WORD)],
    ..Schema::of(STRING)
};

#[test]
fn all_violations_are_found_each_at_its_place() {
    let value = json!({"name": "ÄÄÄÄ", "initials": "Ä", "codes": [1.0, 1, 12, "x"], "a/b": 1});
    let limits = ViolationLimits::default();
    let found = validate::read::<Value>(&value.to_string(), &PERSON, limits);
    let found = found.expect_err("violations");
    let found: Vec<(&str, &str)> = found
        .violations()
        .iter()
        .map(|violation| (violation.pointer.as_str(), violation.keyword))
        .collect();
    assert_eq!(
        found,
        [
            ("/name", "maxLength"),
            ("/initials", "pattern"),
            ("/codes/2", "maximum"),
            ("/codes/3", "type"),
            ("/codes", "uniqueItems"),
            ("/a~1b", "additionalProperties"),
        ]
    );
    assert!(admits(r#"{"name": "ab", "codes": [1, 2.0]}"#, &PERSON));
    assert!(!admits("{}", &PERSON));
}

#[test]
fn numbers_are_divided_exactly() {
    static CENTS: Schema = Schema {
        rules: &[Rule::MultipleOf(1, -2)],
        ..Schema::ANYTHING
    };
    for number in ["0.07", "1.15", "4.35", "1e300", "0", "-0.01"] {
        assert!(admits(number, &CENTS), "{number}");
    }
    assert!(!admits("0.075", &CENTS));
    assert!(admits(r#""text""#, &CENTS));
}

#[test]
fn timestamps_are_written_as_they_were_read() {
    for text in [
        "2018-01-01T12:00:00.000Z",
        "2018-01-01T12:00:00+02:00",
        "2018-01-01t12:00:00.10z",
    ] {
        let read: Timestamp = text
            .parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(read.to_string(), text);
    }
    assert!("2018-01-01".parse::<Timestamp>().is_err());
}

/// A server that rejects unknown query parameters knows the properties of exploded objects, and an
/// object with additional properties leaves no name unknown.
#[test]
fn members_of_exploded_objects_are_no_strangers() {
    static ROOT: Template = Template::new(&[Piece::Literal("/x")]);
    static SPREAD: Parameter = Parameter::query(
        "id",
        Shape {
            types: OBJECT,
            items: None,
            properties: OBJECTS,
        },
    );
    static REST: Parameter = Parameter::query(
        "rest",
        Shape {
            types: OBJECT,
            items: Some(&NUMBERS),
            properties: &[("own", Shape::scalar(STRING))],
        },
    );
    let read = |query: &str, with_rest: bool| -> Result<Value, u16> {
        let request = Request::get(format!("/x?{query}")).body(Body::empty());
        let matched = Matched::new("x", "/x");
        let head = Head::new(request.expect("a request"), 0, matched, &ROOT);
        let (head, _) = head.map_err(|_| 0_u16)?;
        let mut reader = head.into_reader(ViolationLimits::default());
        let id: Option<Value> = reader.optional(&SPREAD, &ANYTHING);
        let rest: Option<Value> = match with_rest {
            true => reader.optional(&REST, &ANYTHING),
            false => None,
        };
        reader.reject_unknown_query();
        let read = reader.finish(|_| Some(json!([id, rest])));
        read.map_err(|rejection| rejection.status().as_u16())
    };
    assert_eq!(
        read("a=1&b=x", false),
        Ok(json!([{"a": 1, "b": "x"}, null]))
    );
    assert_eq!(read("a=1&c=2", false), Err(400));
    assert_eq!(read("a=1&c=2", true), Ok(json!([{"a": 1}, {"c": 2}])));
    assert_eq!(
        read("own=x&c=2&a=1", true),
        Ok(json!([{"a": 1}, {"own": "x", "c": 2}]))
    );
}

#[test]
fn absent_null_and_a_value_are_told_apart() {
    let value: Nullable<String> = "x".into();
    assert_eq!(value.value().map(String::as_str), Some("x"));
    assert_eq!(value.as_ref().map(String::len), Nullable::Value(1));
    assert_eq!(value.into_value().as_deref(), Some("x"));
    assert_eq!(Nullable::from(Some(1)), Nullable::Value(1));
    let null: Nullable<i64> = None.into();
    assert!(null.is_null() && !null.is_absent());
    assert_eq!(null.map(|number| number + 1), Nullable::Null);
    let absent = Nullable::<i64>::default();
    assert!(absent.is_absent() && !absent.is_null());
    assert_eq!(absent.into_value(), None);
}

#[test]
fn a_property_is_read_as_absent_null_or_its_value() {
    #[derive(Debug, PartialEq)]
    struct One(Nullable<bool>);
    impl FromJson for One {
        fn from_json(json: &mut Reader<'_>) -> Option<Self> {
            let mut object = json.object(&["a"])?;
            let mut a = Nullable::Absent;
            while let Some(index) = object.next(json) {
                match index {
                    0 => json.nullable(&mut a),
                    _ => object.skip(json),
                }
            }
            Some(Self(a))
        }
    }
    let read = |value: Value| from_value(&value).map(|One(a)| a);
    assert_eq!(read(json!({})), Ok(Nullable::Absent));
    assert_eq!(read(json!({"a": null})), Ok(Nullable::Null));
    assert_eq!(read(json!({"a": true})), Ok(Nullable::Value(true)));
    let wrong = read(json!({"a": 1})).expect_err("no boolean");
    assert_eq!(wrong.pointer(), "/a");
}

#[test]
fn debug_of_a_context_shows_no_credentials() {
    let request = Request::get("/pets/1?key=secret").header("authorization", "Bearer secret");
    let (parts, ()) = request.body(()).expect("a request").into_parts();
    let context = Context::new(Matched::new("getPet", "/pets/{id}"), parts);
    assert_eq!(
        format!("{context:?}"),
        r#"Context { operation: "getPet", path_template: "/pets/{id}", method: GET, .. }"#
    );
    assert_eq!(context.headers()["authorization"], "Bearer secret");
}

#[test]
fn added_headers_take_the_place_of_those_of_the_contract() {
    let mut extended = WithHeaders::new(());
    for value in ["a", "b"] {
        extended.add(header::LINK, HeaderValue::from_static(value));
    }
    assert_eq!(extended.headers().len(), 2);
    let written = extended.write(|()| {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::LINK, HeaderValue::from_static("contract"));
        headers.insert(header::ALLOW, HeaderValue::from_static("GET"));
        Ok(response)
    });
    let written = written.expect("a response");
    let links: Vec<_> = written.headers().get_all(header::LINK).iter().collect();
    assert_eq!(links, ["a", "b"]);
    assert_eq!(written.headers()[header::ALLOW], "GET");
}
