//! Patterns in the support code: what matches, and what is not tried to its end.

mod validate;

use counterpart_support::backtrack::Op;
use counterpart_support::bounded::Bounded;
use counterpart_support::check::schema::{
    ANY_STRING, ANYTHING, Additional, Combination, Rule, Schema,
};
use counterpart_support::check::{Check, Matcher, ViolationLimits};
use counterpart_support::pattern::Pattern;
use counterpart_support::server::RejectionKind;
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

static DOUBLED_STRING: Schema = Schema {
    rules: &[Rule::MaxLength(1_000), Rule::Pattern(&DOUBLED)],
    ..Schema::ANYTHING
};

/// The violations of a value, as keywords and messages.
fn violations(value: &Value, schema: Check) -> Vec<(&'static str, String)> {
    let text = value.to_string();
    let read = validate::read::<Value>(&text, schema, ViolationLimits::default());
    let Err(rejection) = read else {
        return Vec::new();
    };
    assert_eq!(rejection.kind(), RejectionKind::InvalidBody);
    let found = rejection.violations().iter();
    found
        .map(|one| (one.keyword, one.message().to_string()))
        .collect()
}

fn keywords(value: &Value, schema: Check) -> Vec<&'static str> {
    let found = violations(value, schema).into_iter();
    found.map(|(keyword, _)| keyword).collect()
}

#[test]
fn patterns_that_take_too_many_steps_are_violations() {
    assert_eq!(violations(&json!("aaaaab"), &DOUBLED_STRING), []);
    let refused = ("pattern", "must match the pattern ^(?:a|a)*b$".to_owned());
    assert_eq!(violations(&json!("aac"), &DOUBLED_STRING), [refused]);
    let why = "needs too many steps to be matched against the pattern ^(?:a|a)*b$";
    let exceeded = ("pattern", why.to_owned());
    let once = std::slice::from_ref(&exceeded);
    let hostile = json!("a".repeat(100));
    assert_eq!(violations(&hostile, &DOUBLED_STRING), once);
    // Whatever combines schemas, such a string is not valid.
    static EXCLUDED: Schema = Schema {
        combinations: &[Combination::Not(&DOUBLED_STRING)],
        ..Schema::ANYTHING
    };
    assert_eq!(violations(&json!("aac"), &EXCLUDED), []);
    assert_eq!(violations(&hostile, &EXCLUDED), once);
    static EITHER: Schema = Schema {
        combinations: &[Combination::OneOf(&[&DOUBLED_STRING, &ANY_STRING])],
        ..Schema::ANYTHING
    };
    assert_eq!(violations(&hostile, &EITHER), once);
    // So is the name of a property.
    static NO_NAMES: Schema = Schema {
        combinations: &[Combination::Not(&NAMES)],
        ..Schema::ANYTHING
    };
    static NAMES: Schema = Schema {
        names: Some(&DOUBLED_STRING),
        ..Schema::ANYTHING
    };
    let members = json!({"a".repeat(100): 1});
    assert_eq!(violations(&members, &NO_NAMES), once);
    static NAMED: Schema = Schema {
        patterns: &[(&DOUBLED, &ANYTHING)],
        additional: Additional::Forbidden,
        ..Schema::ANYTHING
    };
    assert_eq!(violations(&json!({"aab": 1}), &NAMED), []);
    assert_eq!(violations(&members, &NAMED), once);
    assert_eq!(
        keywords(&json!({"aac": 1}), &NAMED),
        ["additionalProperties"]
    );
}

#[test]
fn a_string_beyond_its_length_is_not_matched() {
    let long = json!("a".repeat(1_001));
    assert_eq!(keywords(&long, &DOUBLED_STRING), ["maxLength"]);
    static PART: Schema = Schema {
        rules: &[Rule::Pattern(&DOUBLED)],
        ..Schema::ANYTHING
    };
    // Nor where another part of the schema has the pattern.
    static PARTS: Schema = Schema {
        rules: &[Rule::MaxLength(1_000)],
        combinations: &[Combination::AllOf(&PART)],
        ..Schema::ANYTHING
    };
    assert_eq!(keywords(&long, &PARTS), ["maxLength"]);
    // Nor where branches have it.
    static BRANCHES: Schema = Schema {
        rules: &[Rule::MaxLength(1_000)],
        combinations: &[Combination::AnyOf(&[&PART, &DOUBLED_STRING])],
        ..Schema::ANYTHING
    };
    assert_eq!(keywords(&long, &BRANCHES), ["maxLength"]);
}

/// What is too long for one branch is not for another, nor for the schema around both.
#[test]
fn a_string_beyond_the_length_of_a_branch_is_matched_elsewhere() {
    static SHORT: Schema = Schema {
        rules: &[Rule::MaxLength(3)],
        ..Schema::ANYTHING
    };
    static LOWER: Schema = Schema {
        rules: &[Rule::Pattern(&WORD)],
        ..Schema::ANYTHING
    };
    static EITHER: Schema = Schema {
        combinations: &[Combination::AnyOf(&[&SHORT, &LOWER])],
        ..Schema::ANYTHING
    };
    assert_eq!(keywords(&json!("abcd"), &EITHER), [""; 0]);
    assert_eq!(keywords(&json!("ABC"), &EITHER), [""; 0]);
    assert_eq!(keywords(&json!("ABCD"), &EITHER), ["anyOf"]);
    static AROUND: Schema = Schema {
        rules: &[Rule::Pattern(&WORD)],
        combinations: &[Combination::AnyOf(&[&SHORT, &ANY_STRING])],
        ..Schema::ANYTHING
    };
    assert_eq!(keywords(&json!("ABCD"), &AROUND), ["pattern"]);
    static EXCLUDED: Schema = Schema {
        rules: &[Rule::Pattern(&WORD)],
        combinations: &[Combination::Not(&SHORT)],
        ..Schema::ANYTHING
    };
    assert_eq!(keywords(&json!("ABCD"), &EXCLUDED), ["pattern"]);
}
