//! What is found of a request stays small, however much is wrong with it.

mod validate;

use counterpart_support::check::schema::{
    ANY_BOOLEAN, ANY_INTEGER, ANY_STRING, Additional, Combination, Property, Rule, Schema,
};
use counterpart_support::check::{Check, Constant, OBJECT, Violation, ViolationLimits};
use counterpart_support::server::RejectionKind;
use serde_json::{Value, json};

fn found(text: &str, check: Check, limits: ViolationLimits) -> Vec<Violation> {
    match validate::read::<Value>(text, check, limits) {
        Ok(_) => Vec::new(),
        Err(rejection) => {
            assert_eq!(rejection.kind(), RejectionKind::InvalidBody, "{text}");
            rejection.violations().to_vec()
        }
    }
}

fn admits(text: &str, check: Check) -> bool {
    found(text, check, ViolationLimits::default()).is_empty()
}

fn messages(value: &Value, check: Check) -> Vec<String> {
    let found = found(&value.to_string(), check, ViolationLimits::default());
    found.iter().map(ToString::to_string).collect()
}

static INTEGERS: Schema = Schema {
    items: Some(&ANY_INTEGER),
    ..Schema::ANYTHING
};

#[test]
fn of_many_violations_the_first_are_listed_and_the_last_entry_says_so() {
    let value = json!(vec!["x"; 1000]);
    let list = messages(&value, &INTEGERS);
    assert_eq!(list.len(), 101);
    assert_eq!(list[99], "/99 must be an integer");
    assert_eq!(
        list[100],
        "the body violates more constraints, which are not listed"
    );
    let exactly = messages(&json!(vec!["x"; 100]), &INTEGERS);
    assert_eq!(exactly.len(), 100);
    assert_eq!(exactly[99], "/99 must be an integer");
}

#[test]
fn the_text_of_violations_is_bounded_too() {
    let name = "n".repeat(150);
    let value: Vec<Value> = (0..50).map(|_| json!({ name.as_str(): "x" })).collect();
    static OBJECTS: Schema = Schema {
        items: Some(&OBJECT_OF_INTEGERS),
        ..Schema::ANYTHING
    };
    static OBJECT_OF_INTEGERS: Schema = Schema {
        additional: Additional::Of(&ANY_INTEGER),
        ..Schema::ANYTHING
    };
    let limits = ViolationLimits {
        count: 1000,
        bytes: 5_000,
    };
    let list = found(&json!(value).to_string(), &OBJECTS, limits);
    let bytes: usize = list.iter().map(|one| 2 * one.to_string().len()).sum();
    assert!(list.len() > 5 && bytes < 5_000, "{} {bytes}", list.len());
    assert_eq!(list.last().map(|last| last.keyword), Some("more"));
}

#[test]
fn very_long_names_are_cut_short_in_pointers() {
    let name = "é~/".repeat(10_000);
    static STRINGS: Schema = Schema {
        additional: Additional::Of(&ANY_STRING),
        ..Schema::ANYTHING
    };
    let text = json!({ name: 1 }).to_string();
    let list = found(&text, &STRINGS, ViolationLimits::default());
    let pointer = &list[0].pointer;
    assert!(pointer.starts_with("/é~0~1é~0~1") && pointer.ends_with('…'));
    assert!(pointer.len() < 400, "{}", pointer.len());
}

static MANY: [&str; 40] = {
    let mut all = ["value"; 40];
    all[39] = "x";
    all
};

#[test]
fn long_lists_of_values_are_shortened() {
    static STRINGS: Schema = Schema {
        rules: &[Rule::EnumStrings(&MANY)],
        ..Schema::ANYTHING
    };
    static FEW: Schema = Schema {
        rules: &[Rule::EnumIntegers(&[1, 2, 3])],
        ..Schema::ANYTHING
    };
    static MIXED: Schema = Schema {
        rules: &[Rule::EnumValues(&[
            Constant::Null,
            Constant::Number(1.5),
            Constant::String("a\"b"),
            Constant::Array(&[Constant::Integer(1), Constant::Boolean(true)]),
            Constant::Object(&[("k", Constant::Null)]),
        ])],
        ..Schema::ANYTHING
    };
    let list = messages(&json!("a"), &STRINGS);
    let shown = ["value"; 10].join(", ");
    assert_eq!(
        list,
        [format!("the body must be one of: {shown}, and 30 more")]
    );
    let list = messages(&json!(4), &FEW);
    assert_eq!(list, ["the body must be one of: [1,2,3]"]);
    let list = messages(&json!(4), &MIXED);
    assert_eq!(
        list,
        [r#"the body must be one of: [null,1.5,"a\"b",[1,true],{"k":null}]"#]
    );
}

/// Longer than what is searched in order, and sorted as the generator sorts.
static VALUES: [Constant; 18] = [
    Constant::Null,
    Constant::Boolean(false),
    Constant::Integer(-3),
    Constant::Integer(1),
    Constant::Integer(2),
    Constant::Integer(18_446_744_073_709_551_615),
    Constant::Number(-1.5),
    Constant::Number(0.25),
    Constant::Number(1e300),
    Constant::String(""),
    Constant::String("a"),
    Constant::String("b"),
    Constant::String("é"),
    Constant::Array(&[]),
    Constant::Array(&[Constant::Integer(1)]),
    Constant::Object(&[]),
    Constant::Object(&[("k", Constant::Integer(1))]),
    Constant::Object(&[("k", Constant::Array(&[Constant::Null]))]),
];

#[test]
fn values_are_found_in_long_lists() {
    static LISTED: Schema = Schema {
        rules: &[Rule::EnumValues(&VALUES)],
        ..Schema::ANYTHING
    };
    let held = [
        "null",
        "false",
        "-3",
        "1",
        "1.0",
        "2e0",
        "18446744073709551615",
        "-1.5",
        "0.25",
        "25e-2",
        "1e300",
        "\"\"",
        "\"a\"",
        "\"é\"",
        "[]",
        "[1.0]",
        "{}",
        "{\"k\":1}",
        "{\"k\":[null]}",
    ];
    for text in held {
        assert!(admits(text, &LISTED), "{text}");
    }
    for text in [
        "true",
        "0",
        "-2",
        "1.5",
        "18446744073709551614",
        "1e299",
        "\"c\"",
        "[2]",
        "[[]]",
        "{\"k\":2}",
        "{\"l\":1}",
        "[null]",
        "{\"k\":1,\"l\":1}",
    ] {
        assert!(!admits(text, &LISTED), "{text}");
    }
    static ODD: Schema = Schema {
        rules: &[Rule::EnumIntegers(&[
            1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35,
        ])],
        ..Schema::ANYTHING
    };
    assert!(admits("35", &ODD) && admits("1.0", &ODD) && admits("17", &ODD));
    assert!(!admits("34", &ODD) && !admits("1.5", &ODD) && !admits("\"1\"", &ODD));
}

#[test]
fn equal_items_are_found_however_they_are_written() {
    static UNIQUE: Schema = Schema {
        rules: &[Rule::UniqueItems],
        ..Schema::ANYTHING
    };
    let admits = |value: Value| admits(&value.to_string(), &UNIQUE);
    let numbers: Vec<Value> = (0..100).map(|number| json!(number)).collect();
    assert!(admits(json!(numbers)));
    for (twice, again) in [
        (json!(7), json!(7.0)),
        (json!({"a": [1], "b": 2}), json!({"b": 2.0, "a": [1.0]})),
        (json!([1, [2]]), json!([1.0, [2]])),
        (json!("x"), json!("x")),
    ] {
        let mut items = numbers.clone();
        items.extend([twice.clone(), again.clone()]);
        assert!(!admits(json!(items)), "{twice} {again}");
        assert!(!admits(json!([again, twice])));
    }
    assert!(admits(json!([1, "1", true, null, [1], {"1": 1}])));
    assert!(admits(json!([[1, 2], [2, 1], {"a": 1}, {"a": 2}])));
}

/// A branch that is not met says the violations of the one that comes closest, at any depth.
#[test]
fn the_closest_branch_is_reported_through_nested_unions() {
    static TREE: Schema = Schema {
        combinations: &[Combination::OneOf(&[&PLUS, &MINUS, &LEAF])],
        is_remembered: true,
        ..Schema::ANYTHING
    };
    static PLUS: Schema = Schema {
        properties: &[
            Property::required("op", &PLUS_SIGN),
            Property::required("child", &TREE),
        ],
        is_remembered: true,
        ..Schema::of(OBJECT)
    };
    static PLUS_SIGN: Schema = Schema {
        rules: &[Rule::EnumStrings(&["plus"])],
        ..Schema::ANYTHING
    };
    static MINUS: Schema = Schema {
        properties: &[
            Property::required("op", &MINUS_SIGN),
            Property::required("child", &TREE),
        ],
        is_remembered: true,
        ..Schema::of(OBJECT)
    };
    static MINUS_SIGN: Schema = Schema {
        rules: &[Rule::EnumStrings(&["minus"])],
        ..Schema::ANYTHING
    };
    static LEAF: Schema = Schema {
        properties: &[Property::required("leaf", &ANY_BOOLEAN)],
        ..Schema::of(OBJECT)
    };
    let mut value = json!({"leaf": 1});
    for depth in 0..60 {
        let op = if depth % 2 == 0 { "plus" } else { "minus" };
        value = json!({"op": op, "child": value});
    }
    let pointer = "/child".repeat(60);
    let list = messages(&value, &TREE);
    assert_eq!(list, [format!("{pointer}/leaf must be a boolean")]);
}

/// Two schemas of one `allOf` lead to the same values: each is reported once.
#[test]
fn what_two_ways_lead_to_is_met_once() {
    static NODE: Schema = Schema {
        properties: &[
            Property::optional("next", &NODE),
            Property::optional("name", &ANY_STRING),
        ],
        combinations: &[Combination::AllOf(&NEXT)],
        is_remembered: true,
        ..Schema::ANYTHING
    };
    static NEXT: Schema = Schema {
        properties: &[Property::optional("next", &NODE)],
        ..Schema::ANYTHING
    };
    let mut value = json!({"name": 1});
    for _ in 0..60 {
        value = json!({"next": value});
    }
    let list = messages(&value, &NODE);
    let pointer = "/next".repeat(60);
    assert_eq!(list, [format!("{pointer}/name must be a string")]);
}
