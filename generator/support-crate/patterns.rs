//! Patterns in the support code: what matches, and what is not tried to its end.

use counterpart_support::backtrack::Op;
use counterpart_support::bounded::Bounded;
use counterpart_support::check::{self, Checker, Matcher, RequestPart};
use counterpart_support::pattern::Pattern;
use serde_json::{Value, json};

static WORD: Pattern = Pattern::new("^[a-z]+$");

#[test]
fn patterns_are_searched_for_and_not_anchored() {
    assert_eq!(Pattern::new("b").matches("abc"), Some(true));
    assert_eq!(WORD.matches("abC"), Some(false));
    let digits = Pattern::translated(r"^\d+$", "^[0-9]+$");
    assert_eq!(digits.matches("12"), Some(true));
    assert_eq!(digits.matches("١"), Some(false));
    assert_eq!(digits.source(), r"^\d+$");
}

/// `^(?:a|a)*b$`, for which backtracking takes exponential time without a limit.
static DOUBLED: Bounded = Bounded::new(
    "^(?:a|a)*b$",
    &[
        Op::Start,
        Op::Split(7),
        Op::Split(5),
        Op::Set(&[(97, 97)]),
        Op::Jump(6),
        Op::Set(&[(97, 97)]),
        Op::Jump(1),
        Op::Set(&[(98, 98)]),
        Op::End,
        Op::Match,
    ],
);

fn doubled(checker: &mut Checker<'_>) {
    checker.max_length(1_000);
    checker.pattern(&DOUBLED);
}

/// The violations of a value, as keywords and messages.
fn violations(value: &Value, schema: check::Check) -> Vec<(&'static str, String)> {
    let mut found = check::Violations::default();
    check::check(value, RequestPart::Body, "", schema, &mut found);
    let found = found.into_list();
    let found = found.iter();
    found
        .map(|one| (one.keyword, one.message().to_string()))
        .collect()
}

#[test]
fn patterns_that_take_too_many_steps_are_violations() {
    assert_eq!(violations(&json!("aaaaab"), doubled), []);
    let refused = ("pattern", "must match the pattern ^(?:a|a)*b$".to_owned());
    assert_eq!(violations(&json!("aac"), doubled), [refused]);
    let why = "needs too many steps to be matched against the pattern ^(?:a|a)*b$";
    let exceeded = ("pattern", why.to_owned());
    let once = std::slice::from_ref(&exceeded);
    let hostile = json!("a".repeat(100));
    assert_eq!(violations(&hostile, doubled), once);
    // Whatever combines schemas, such a string is not valid.
    let excluded = |checker: &mut Checker<'_>| checker.not(doubled);
    assert_eq!(violations(&json!("aac"), excluded), []);
    assert_eq!(violations(&hostile, excluded), once);
    let either = |checker: &mut Checker<'_>| checker.one_of(&[doubled, check::string]);
    assert_eq!(violations(&hostile, either), once);
    // So is the name of a property.
    let no_names = |checker: &mut Checker<'_>| {
        checker.not(|checker: &mut Checker<'_>| checker.property_names(doubled));
    };
    let members = json!({"a".repeat(100): 1});
    assert_eq!(violations(&members, no_names), once);
    let named = |checker: &mut Checker<'_>| {
        checker.pattern_properties(&DOUBLED, check::anything);
        checker.no_additional_properties(&[], &[&DOUBLED]);
    };
    assert_eq!(violations(&json!({"aab": 1}), named), []);
    assert_eq!(
        violations(&members, named),
        [exceeded.clone(), exceeded.clone()]
    );
}

#[test]
fn a_string_beyond_its_length_is_not_matched() {
    let keywords = |value: &Value, schema: check::Check| -> Vec<&'static str> {
        let found = violations(value, schema).into_iter();
        found.map(|(keyword, _)| keyword).collect()
    };
    let long = json!("a".repeat(1_001));
    assert_eq!(keywords(&long, doubled), ["maxLength"]);
    // Nor where another part of the schema has the pattern.
    let parts = |checker: &mut Checker<'_>| {
        checker.max_length(1_000);
        checker.all_of(|checker| checker.pattern(&DOUBLED));
    };
    assert_eq!(keywords(&long, parts), ["maxLength"]);
}
