//! From text to a value. Both notations mean the same: keys are strings whatever they look like
//! (`200:` too), and duplicated keys are reported.

mod json;
mod scalar;
mod yaml;

use serde_json::Value;

use super::Notation;
use super::positions::Positions;
use crate::location::{Pointer, Position};

pub(super) struct Parsed {
    pub value: Value,
    pub duplicates: Vec<Pointer>,
    /// Where the keys and items of YAML begin; nothing for JSON.
    pub positions: Positions,
}

pub(super) struct Failure {
    pub message: String,
    pub position: Option<Position>,
    /// The only fault is a number that is too large for the parser.
    too_large: bool,
}

/// Parses a text, in the notation that it seems to be in: JSON if it begins like JSON and is valid,
/// otherwise YAML. A file whose name says that it is prose, such as a description in Markdown, is one
/// string. The notation that is returned is the one whose error, if any, is reported.
pub(super) fn parse(name: &str, text: &str) -> (Notation, Result<Parsed, Failure>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let named = |endings: &[&str]| {
        let ending = std::path::Path::new(name).extension();
        ending.is_some_and(|end| endings.iter().any(|one| end.eq_ignore_ascii_case(one)))
    };
    if named(&["md", "markdown", "txt"]) {
        let prose = Parsed {
            value: Value::String(text.to_owned()),
            duplicates: Vec::new(),
            positions: Positions::default(),
        };
        return (Notation::Yaml, Ok(prose));
    }
    let json_name = named(&["json"]);
    let json_start = text.trim_start().starts_with(['{', '[']);
    if json_start {
        match json::parse(text) {
            Ok(parsed) => return (Notation::Json, Ok(parsed)),
            Err(failure) if json_name && !failure.too_large => {
                return (Notation::Json, Err(failure));
            }
            // A YAML flow mapping starts with a brace as well, and YAML's numbers have no bounds.
            Err(failure) => {
                let yaml = yaml::parse(text);
                return if yaml.is_ok() {
                    (Notation::Yaml, yaml)
                } else {
                    (Notation::Json, Err(failure))
                };
            }
        }
    }
    (Notation::Yaml, yaml::parse(text))
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

    fn error(text: &str) -> (String, Option<(usize, usize)>) {
        let Err(failure) = parse("x.yaml", text).1 else {
            panic!("{text} is read")
        };
        let position = failure.position.map(|at| (at.line, at.column));
        (failure.message, position)
    }

    #[test]
    fn aliases_repeat_complete_values() {
        assert_eq!(
            read("&k a: &v {*k : 1, b: !!str 2}\nc: *v\n*k : 3"),
            json!({"a": 3, "c": {"a": 1, "b": "2"}})
        );
        for (text, message, position) in [
            ("a: &a [*a]", "contains it", (1, 8)),
            ("a:\n  - *b", "`b` is not defined", (2, 5)),
            ("a: &a {}\n? *a\n: 1", "a key has to be a string", (2, 3)),
            ("? [a]\n: 1", "a key has to be a string", (1, 3)),
            ("a: 1\n<<: [2]", "a merge key", (2, 7)),
            ("a: !!int x", "`x` is not an integer", (1, 10)),
        ] {
            let (told, at) = error(text);
            assert!(told.contains(message), "{text}: {told}");
            assert_eq!(at, Some(position), "{text}");
        }
    }

    #[test]
    fn scalars_are_what_they_are_written_as() {
        for (text, value) in [
            // Only a plain `<<` merges, and each of several does.
            ("{'<<': {a: 1}, b: 2}", json!({"<<": {"a": 1}, "b": 2})),
            ("{<<: {a: 1}, <<: {a: 2, b: 3}}", json!({"a": 1, "b": 3})),
            ("{&k 200 : x, y: *k}", json!({"200": "x", "y": 200})),
            ("{x: &k 200, *k : y}", json!({"x": 200, "200": "y"})),
            ("{: v}", json!({"": "v"})),
            ("a: |\n  b", json!({"a": "b"})),
            ("a: >\n  b\n", json!({"a": "b\n"})),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    /// A copy costs what it weighs.
    #[test]
    fn long_strings_are_not_repeated_without_end() {
        let text = |count| {
            let aliases = "*a, ".repeat(count);
            format!("a: &a {}\nb: [{aliases}]", "z".repeat(100_000))
        };
        assert!(
            read(&text(10))["b"]
                .as_array()
                .is_some_and(|items| items.len() == 10)
        );
        assert!(error(&text(100)).0.contains("repeat too many"));
    }

    /// Aliases of aliases are nested more deeply than anything that the text contains.
    #[test]
    fn values_are_not_nested_more_deeply_through_aliases() {
        let nested = |inner: &str| format!("{}{inner}{}", "[".repeat(60), "]".repeat(60));
        let text = format!(
            "a: &a {}\nb: &b {}\nc: {}",
            nested("1"),
            nested("*a"),
            nested("*b")
        );
        let (told, _) = error(&text);
        assert!(told.contains("nested too deeply"), "{told}");
    }

    #[test]
    fn a_key_written_twice_is_noticed() {
        let Ok(parsed) = parse("x", "{\"a\": {\"b\": 1, \"b\": 2}}").1 else {
            panic!("valid JSON")
        };
        assert_eq!(parsed.duplicates[0].as_str(), "/a/b");
    }

    /// A half of a pair, first or second, alone or before another character.
    #[test]
    fn lone_surrogates_are_named() {
        for half in [
            r"\ud800",
            r"\udbffx",
            r"\udc00",
            r"\ud800\u0041",
            r"\udfff\ud800",
        ] {
            for (name, text) in [
                ("x.json", format!("{{\"a\": \"{half}\"}}")),
                ("x.yaml", format!("a: \"{half}\"")),
            ] {
                let Err(failure) = parse(name, &text).1 else {
                    panic!("{text} is read")
                };
                assert!(
                    failure.message.contains("surrogate"),
                    "{text}: {}",
                    failure.message
                );
                assert!(failure.position.is_some(), "{text}");
            }
        }
        assert_eq!(read(r#"a: "\ud83d\ude00""#), json!({"a": "😀"}));
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
