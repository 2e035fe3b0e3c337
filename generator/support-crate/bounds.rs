//! What is found of a request stays small, however much is wrong with it.

use counterpart_support::check::{
    self, Checker, Constant, RequestPart, Violation, ViolationLimits, Violations,
};
use serde_json::{Value, json};

fn found(value: &Value, check: check::Check, limits: ViolationLimits) -> Vec<Violation> {
    let mut violations = Violations::new(limits);
    check::check(value, RequestPart::Body, "", check, &mut violations);
    violations.into_list()
}

fn admits(value: &Value, check: check::Check) -> bool {
    found(value, check, ViolationLimits::default()).is_empty()
}

fn messages(value: &Value, check: check::Check) -> Vec<String> {
    let found = found(value, check, ViolationLimits::default());
    found.iter().map(ToString::to_string).collect()
}

fn integers(checker: &mut Checker<'_>) {
    checker.items(0, check::integer);
}

#[test]
fn of_many_violations_the_first_are_listed_and_the_last_entry_says_so() {
    let value = json!(vec!["x"; 1000]);
    let list = messages(&value, integers);
    assert_eq!(list.len(), 101);
    assert_eq!(list[99], "/99 must be an integer");
    assert_eq!(
        list[100],
        "the body violates more constraints, which are not listed"
    );
    let exactly = messages(&json!(vec!["x"; 100]), integers);
    assert_eq!(exactly.len(), 100);
    assert_eq!(exactly[99], "/99 must be an integer");
}

#[test]
fn the_text_of_violations_is_bounded_too() {
    let name = "n".repeat(150);
    let value: Vec<Value> = (0..50).map(|_| json!({ name.as_str(): "x" })).collect();
    fn objects(checker: &mut Checker<'_>) {
        checker.items(0, |checker| {
            checker.additional_properties(&[], &[], check::integer);
        });
    }
    let limits = ViolationLimits {
        count: 1000,
        bytes: 5_000,
    };
    let list = found(&json!(value), objects, limits);
    let bytes: usize = list.iter().map(|one| 2 * one.to_string().len()).sum();
    assert!(list.len() > 5 && bytes < 5_000, "{} {bytes}", list.len());
    assert_eq!(list.last().map(|last| last.keyword), Some("more"));
}

#[test]
fn very_long_names_are_cut_short_in_pointers() {
    let name = "é~/".repeat(10_000);
    let list = found(
        &json!({ name: 1 }),
        |checker| checker.additional_properties(&[], &[], check::string),
        ViolationLimits::default(),
    );
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
    let list = messages(&json!("a"), |checker| checker.enum_strings(&MANY));
    let shown = ["value"; 10].join(", ");
    assert_eq!(
        list,
        [format!("the body must be one of: {shown}, and 30 more")]
    );
    let list = messages(&json!(4), |checker| checker.enum_integers(&[1, 2, 3]));
    assert_eq!(list, ["the body must be one of: [1,2,3]"]);
    let list = messages(&json!(4), |checker| {
        checker.enum_values(&[
            Constant::Null,
            Constant::Number(1.5),
            Constant::String("a\"b"),
            Constant::Array(&[Constant::Integer(1), Constant::Boolean(true)]),
            Constant::Object(&[("k", Constant::Null)]),
        ]);
    });
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
    fn listed(checker: &mut Checker<'_>) {
        checker.enum_values(&VALUES);
    }
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
        let value: Value = serde_json::from_str(text).expect("JSON");
        assert!(admits(&value, listed), "{text}");
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
        let value: Value = serde_json::from_str(text).expect("JSON");
        assert!(!admits(&value, listed), "{text}");
    }
    fn odd(checker: &mut Checker<'_>) {
        checker.enum_integers(&[
            1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35,
        ]);
    }
    assert!(admits(&json!(35), odd) && admits(&json!(1.0), odd) && admits(&json!(17), odd));
    assert!(!admits(&json!(34), odd) && !admits(&json!(1.5), odd) && !admits(&json!("1"), odd));
}

#[test]
fn equal_items_are_found_however_they_are_written() {
    fn unique(checker: &mut Checker<'_>) {
        checker.unique_items();
    }
    let numbers: Vec<Value> = (0..100).map(|number| json!(number)).collect();
    assert!(admits(&json!(numbers), unique));
    for (twice, again) in [
        (json!(7), json!(7.0)),
        (json!({"a": [1], "b": 2}), json!({"b": 2.0, "a": [1.0]})),
        (json!([1, [2]]), json!([1.0, [2]])),
        (json!("x"), json!("x")),
    ] {
        let mut items = numbers.clone();
        items.extend([twice.clone(), again.clone()]);
        assert!(!admits(&json!(items), unique), "{twice} {again}");
        assert!(!admits(&json!([again, twice]), unique));
    }
    assert!(admits(&json!([1, "1", true, null, [1], {"1": 1}]), unique));
    assert!(admits(&json!([[1, 2], [2, 1], {"a": 1}, {"a": 2}]), unique));
}

/// A branch that is not met says the violations of the one that comes closest, at any depth.
#[test]
fn the_closest_branch_is_reported_through_nested_unions() {
    fn tree(checker: &mut Checker<'_>) {
        checker.probed_once(|checker| checker.one_of(&[plus, minus, leaf]));
    }
    fn node(checker: &mut Checker<'_>, op: check::Check) {
        checker.types(check::OBJECT);
        checker.required("op");
        checker.required("child");
        checker.property("op", op);
        checker.property("child", tree);
    }
    fn plus(checker: &mut Checker<'_>) {
        checker.probed_once(|checker| node(checker, |checker| checker.enum_strings(&["plus"])));
    }
    fn minus(checker: &mut Checker<'_>) {
        checker.probed_once(|checker| node(checker, |checker| checker.enum_strings(&["minus"])));
    }
    fn leaf(checker: &mut Checker<'_>) {
        checker.types(check::OBJECT);
        checker.required("leaf");
        checker.property("leaf", check::boolean);
    }
    let mut value = json!({"leaf": 1});
    for depth in 0..60 {
        let op = if depth % 2 == 0 { "plus" } else { "minus" };
        value = json!({"op": op, "child": value});
    }
    let pointer = "/child".repeat(60);
    let list = messages(&value, tree);
    assert_eq!(list, [format!("{pointer}/leaf must be a boolean")]);
}

/// Two schemas of one `allOf` lead to the same values: each is reported once.
#[test]
fn what_two_ways_lead_to_is_met_once() {
    fn node(checker: &mut Checker<'_>) {
        checker.met_once(|checker| {
            checker.all_of(|checker| checker.property("next", node));
            checker.property("next", node);
            checker.property("name", check::string);
        });
    }
    let mut value = json!({"name": 1});
    for _ in 0..60 {
        value = json!({"next": value});
    }
    let list = messages(&value, node);
    let pointer = "/next".repeat(60);
    assert_eq!(list, [format!("{pointer}/name must be a string")]);
}
