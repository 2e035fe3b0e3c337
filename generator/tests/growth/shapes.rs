//! Request bodies that grow with a number: twice the number is twice the body.

/// A body of so many parts.
pub type Shape = fn(usize) -> String;

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    let items: Vec<String> = (0..count).map(item).collect();
    format!("[{}]", items.join(","))
}

fn object(count: usize, member: impl Fn(usize) -> String) -> String {
    let members: Vec<String> = (0..count).map(member).collect();
    format!("{{{}}}", members.join(","))
}

/// A value within so many others.
fn nested(depth: usize, open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

/// Values may be nested so deeply, below the object that they stand in.
const DEPTH: usize = 100;

const ONES: &str = r#"{"k":1,"a":"#;
const TWOS: &str = r#"{"k":2,"a":"#;
const PLAIN: &str = r#"{"a":"#;
const BESIDE: &str = r#"{"a":1,"k":1,"b":"#;
const TAGGED: &str = r#"{"t":"P","a":"#;
const WRONG: &str = r#"{"k":3}"#;
const CHAIN: &str = r#"{"k":1,"a":{"k":2,"a":{}}}"#;

fn quoted(number: usize) -> String {
    format!("\"{number}\"")
}

fn one_with(number: usize) -> String {
    format!(r#"{{"k":1,"a":{number}}}"#)
}

fn in_arrays(number: usize) -> String {
    format!("[[{number}]]")
}

fn property(letter: &str, at: usize, value: &str) -> String {
    format!(r#""{letter}{}":{value}"#, 10_000 + at)
}

fn deep_arrays(count: usize) -> String {
    list(count, |_| nested(40, "[", "1", "]"))
}

fn chains(count: usize) -> String {
    list(count, |_| nested(40, ONES, "1", "}"))
}

fn numbers_by_name(count: usize) -> String {
    object(count, |at| property("n", at, "1"))
}

fn objects_by_name(count: usize) -> String {
    object(count, |at| property("a", at, "{}"))
}

/// Arrays, each with how many bytes a part has.
pub const ARRAYS: &[(&str, usize, Shape)] = &[
    ("the same numbers", 2, |n| list(n, |_| "1".to_owned())),
    ("numbers", 6, |n| list(n, |at| (10_000 + at).to_string())),
    ("fractions", 4, |n| list(n, |_| "1.5".to_owned())),
    ("strings", 8, |n| list(n, |at| quoted(10_000 + at))),
    ("empty arrays", 3, |n| list(n, |_| "[]".to_owned())),
    ("empty objects", 3, |n| list(n, |_| "{}".to_owned())),
    ("objects", 14, |n| list(n, |at| one_with(at % 10))),
    ("arrays in arrays", 8, |n| list(n, |at| in_arrays(100 + at))),
    ("a wide array, deep", 2, |n| {
        nested(DEPTH, "[1,", &list(n, |_| "1".to_owned()), "]")
    }),
    ("an array of deep arrays", 84, deep_arrays),
];

/// Objects, each with how many bytes a part has.
pub const OBJECTS: &[(&str, usize, Shape)] = &[
    ("numbers by name", 10, numbers_by_name),
    ("objects by name", 11, objects_by_name),
    ("chains by name", 30, |n| {
        object(n, |at| property("a", at, CHAIN))
    }),
    ("a wide array below ones", 2, |n| {
        nested(DEPTH, ONES, &list(n, |_| "1".to_owned()), "}")
    }),
    ("a wide array below twos", 2, |n| {
        nested(DEPTH, TWOS, &list(n, |_| "1".to_owned()), "}")
    }),
    ("objects below neither", 8, |n| {
        nested(DEPTH, PLAIN, &list(n, |_| r#"{"k":3}"#.to_owned()), "}")
    }),
    ("a wide object beside", 10, |n| {
        nested(DEPTH, BESIDE, &object(n, |at| property("n", at, "1")), "}")
    }),
    ("an array of chains", 360, chains),
];

fn quotes(count: usize) -> String {
    format!("\"{}\"", "\\\"".repeat(count))
}

fn long_name(length: usize) -> String {
    format!(r#"{{"{}":1}}"#, "a".repeat(length))
}

/// Strings and numbers, each with how many bytes a part has.
pub const SCALARS: &[(&str, usize, Shape)] = &[
    ("a string", 1, |n| format!("\"{}\"", "a".repeat(n))),
    ("a string of quotes", 2, quotes),
    ("an integer", 1, |n| "1".repeat(n)),
    ("a fraction", 1, |n| format!("0.{}", "1".repeat(n))),
    ("a long name", 1, long_name),
];

fn wrong_ones(depth: usize) -> String {
    nested(depth, ONES, WRONG, "}")
}

fn discriminated(depth: usize) -> String {
    nested(depth, TAGGED, r#"{"t":"Q"}"#, "}")
}

/// Values that grow in depth.
pub const DEPTHS: &[(&str, Shape)] = &[
    ("arrays", |n| nested(n, "[", "1", "]")),
    ("arrays beside ones", |n| nested(n, "[1,", "1", "]")),
    ("ones", |n| nested(n, ONES, "{}", "}")),
    ("ones with a wrong end", wrong_ones),
    ("twos", |n| nested(n, TWOS, "1", "}")),
    ("discriminated", discriminated),
    ("neither", |n| nested(n, PLAIN, "{}", "}")),
    ("beside", |n| nested(n, BESIDE, r#"{"k":"x"}"#, "}")),
];
