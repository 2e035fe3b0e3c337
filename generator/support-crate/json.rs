//! What is JSON, and what it stands for: as `serde_json` has it.

mod random;
mod validate;

use counterpart_support::check::ViolationLimits;
use counterpart_support::check::schema::ANYTHING;
use counterpart_support::json::{FromJson, Reader, from_slice, from_str};
use counterpart_support::server::RejectionKind;
use random::Random;
use serde_json::{Number, Value};

/// What is passed over.
struct Ignored;

impl FromJson for Ignored {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.skip();
        Some(Self)
    }
}

/// Compares how a text is read, in every way in which one is.
fn compare(text: &str) {
    let expected = serde_json::from_str::<Value>(text).ok();
    let passed_over = from_str::<Ignored>(text).is_ok();
    assert_eq!(passed_over, expected.is_some(), "passed over: {text:?}");
    let read = from_str::<Value>(text).ok();
    assert_same(read.as_ref(), expected.as_ref(), text);
}

fn assert_same(read: Option<&Value>, expected: Option<&Value>, text: &str) {
    assert_eq!(read, expected, "{text:?}");
    // Equal numbers are not always the same: zero and minus zero.
    let written = [read, expected].map(|value| value.map(ToString::to_string));
    assert_eq!(written[0], written[1], "{text:?}");
}

/// Compares how a text is read that has no name twice: as any other, and as the body of a request.
fn compare_body(text: &str) {
    compare(text);
    let expected = serde_json::from_str::<Value>(text).ok();
    let body = match validate::read::<Value>(text, &ANYTHING, ViolationLimits::default()) {
        Ok(body) => Some(body),
        Err(rejection) => {
            assert_eq!(rejection.kind(), RejectionKind::MalformedBody, "{text:?}");
            None
        }
    };
    assert_same(body.as_ref(), expected.as_ref(), text);
}

#[test]
fn the_grammar_is_that_of_json() {
    let accepted = [
        "null",
        " true\n",
        "\tfalse\r\n",
        "0",
        "-0",
        "-0.0",
        "0.5e+3",
        "1E-2",
        "[]",
        "[ ]",
        "{ }",
        "[1 , [ ] ,{} ]",
        r#"{"a" : {"b":[null]} , "":""}"#,
        r#""\"\\\/\b\f\n\r\t\u0041\u00e9\u00E9""#,
        r#""\ud83d\ude00 \uD83D\uDE00 \ud800\udc00 \udbff\udfff \ue000""#,
        r#""\u0000\u001f""#,
        "\"\u{7f}\u{80}\u{2028}\u{feff}😀\"",
    ];
    for text in accepted {
        assert!(from_str::<Value>(text).is_ok(), "{text}");
        compare_body(text);
    }
    let refused = [
        "",
        " ",
        "nul",
        "nulll",
        "null null",
        "True",
        "tru",
        "fals",
        "NaN",
        "Infinity",
        "-Infinity",
        "'a'",
        "undefined",
        "\u{feff}1",
        "\u{a0}1",
        "1\u{b}",
        "1\u{c}",
        "\0",
        "1\0",
        "[\0]",
        "{\0}",
        "{\"a\"\0:1}",
        "01",
        "-01",
        "00",
        "-",
        "+1",
        "--1",
        "1.",
        "1.e1",
        ".5",
        "-.5",
        "1e",
        "1e+",
        "1e-",
        "1E",
        "1e1.5",
        "0x10",
        "1_000",
        "1a",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[,]",
        "[1 2]",
        "[1}",
        "[1]]",
        "[1],",
        "{",
        "}",
        "{]",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,,\"b\":2}",
        "{a:1}",
        "{1:1}",
        "{null:1}",
        "{'a':1}",
        "{\"a\"::1}",
        "{}{}",
        "[] []",
        "1 // one",
        "/* one */ 1",
        "\"",
        "\"a",
        "\"\\",
        "\"\\\"",
        "\"\\a\"",
        "\"\\x41\"",
        "\"\\u\"",
        "\"\\u004\"",
        "\"\\u004g\"",
        "\"\\u+041\"",
        "\"\\U0041\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud800a\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\ue000\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800\\u\"",
        "\"\\ud800\\udc0\"",
        "{\"\\ud800\":1}",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"\0\"",
        "\"\u{1f}\"",
        "{\"\n\":1}",
    ];
    for text in refused {
        assert!(from_str::<Value>(text).is_err(), "{text:?}");
        compare_body(text);
        // Whatever it stands in.
        for (before, after) in [
            ("[", "]"),
            ("[1,", "]"),
            ("{\"n\":", "}"),
            ("{\"n\":[", "]}"),
        ] {
            compare_body(&format!("{before}{text}{after}"));
        }
    }
}

#[test]
fn texts_that_end_early_are_refused() {
    let whole = r#" { "a\u00e9" : [ -1.5e+3 , true , "b\ud83d\ude00" ] , "c" : null } "#;
    let body = whole.trim_end().len();
    for end in 0..=whole.len() {
        let text = &whole[..end];
        assert_eq!(from_str::<Value>(text).is_ok(), end >= body, "{text}");
        compare_body(text);
    }
}

#[test]
fn arrays_and_objects_nest_as_deep_as_the_limit() {
    let nested = |open: &str, inner: &str, close: &str, depth: usize| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    for (open, inner, close) in [("[", "", "]"), ("{\"a\":", "1", "}"), ("[1,", "{}", "]")] {
        let inner_depth = usize::from(inner == "{}");
        for depth in 120..130 {
            let text = nested(open, inner, close, depth);
            let is_accepted = depth + inner_depth <= 127;
            assert_eq!(from_str::<Value>(&text).is_ok(), is_accepted, "{text}");
            compare_body(&text);
            // It is how deep they are that counts, and not how many.
            compare_body(&format!("[[{inner}],[{inner}]]"));
        }
    }
    compare_body(&nested("[", "", "", 100_000));
    compare_body(&nested("{\"a\":", "", "", 100_000));
    compare_body(&format!("[{}[]]", "[],".repeat(1_000)));
}

#[test]
fn strings_are_read_whatever_stands_where() {
    let specials = [
        "\"",
        "\\",
        "\\\"",
        "\\\\",
        "\\/",
        "\\n",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\x",
        "\u{0}",
        "\u{1}",
        "\n",
        "\u{1f}",
        " ",
        "!",
        "#",
        "[",
        "]",
        "\u{7f}",
        "\u{80}",
        "é",
        "€",
        "😀",
    ];
    for length in 0..=40 {
        let plain = "abcdefgh".repeat(5);
        compare(&format!("\"{}\"", &plain[..length]));
        compare(&format!("\"{}", &plain[..length]));
        for offset in 0..=length {
            let (before, after) = plain[..length].split_at(offset);
            for special in specials {
                compare(&format!("\"{before}{special}{after}\""));
            }
            compare(&format!("{{\"{before}\\t{after}\":\"{after}é{before}\"}}"));
        }
    }
    // Two in one, at every distance.
    for distance in 0..20 {
        let between = "x".repeat(distance);
        for first in specials {
            for second in specials {
                compare(&format!("[\"{first}{between}{second}\"]"));
            }
        }
    }
}

#[test]
fn numbers_in_trees_are_those_of_the_library() {
    for text in [
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999",
        "999999999999999999",
        "-999999999999999999",
        "1.0",
        "-1.0",
        "1e2",
        "1E2",
        "0e0",
        "-0e5",
        "0.1",
        "1e22",
        "1e23",
        "123456789012345.6",
        "1e308",
        "-1e308",
        "1e309",
        "1e400",
        "-1e400",
        "1e-400",
        "0e400",
        "0e99999999999999999999",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "1.7976931348623157e308",
        "1.8e308",
        "2.2250738585072014e-308",
        "5e-324",
    ] {
        compare_body(text);
        compare_body(&format!("[{text}]"));
        compare_body(&format!("{{\"a\":[1,{text},2]}}"));
    }
    // The library rounds these beyond the range, though the nearest number is within it.
    for text in [
        "1.7976931348623158e308",
        "1.797693134862315807e308",
        "17976931348623158e292",
    ] {
        let list = from_str::<Vec<Value>>(&format!("[{text}, 1]"));
        assert_eq!(list, Ok(vec![f64::MAX.into(), 1.into()]), "{text}");
        assert_eq!(from_str(text), Ok(f64::MAX), "{text}");
        assert_eq!(from_str(text), Ok(Number::from_f64(f64::MAX)), "{text}");
    }
    for digits in [300, 308, 309, 310, 400] {
        let text = "9".repeat(digits);
        compare_body(&text);
        compare_body(&format!("-{text}"));
        compare_body(&format!("0.{text}"));
        compare_body(&format!("{text}.0"));
        compare_body(&format!("{text}e-{digits}"));
    }
}

const SPACE: [&str; 6] = ["", "", "", " ", "\n", "\t\r "];

fn write_string(random: &mut Random, out: &mut String) {
    out.push('"');
    for _ in 0..random.below(12) {
        out.push_str(random.of(&[
            "a",
            "bc",
            "defghijk",
            "é",
            "€",
            "😀",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\n",
            " ",
            "\u{7f}",
            "{",
            "]",
            ":",
            ",",
        ]));
    }
    out.push('"');
}

/// Writes a document. No object has a name twice.
fn write(random: &mut Random, depth: usize, out: &mut String) {
    out.push_str(random.of(&SPACE));
    match random.below(if depth < 6 { 9 } else { 6 }) {
        0 => out.push_str(random.of(&["null", "true", "false"])),
        1 | 2 => write_string(random, out),
        3 => out.push_str(random.of(&["0", "-0", "1.5", "-2e3", "18446744073709551615", "0.1e-7"])),
        4 => out.push_str(&random.below(1 << 40).to_string()),
        5 => {
            let (whole, fraction) = (random.below(1_000), random.below(1 << 30));
            out.push_str(&format!("-{whole}.{fraction:010}"));
        }
        6 => {
            out.push('[');
            for index in 0..random.below(5) {
                out.push_str(if index > 0 { "," } else { "" });
                write(random, depth + 1, out);
            }
            out.push_str(random.of(&SPACE));
            out.push(']');
        }
        _ => {
            out.push('{');
            for index in 0..random.below(if depth == 0 { 30 } else { 5 }) {
                out.push_str(if index > 0 { "," } else { "" });
                out.push_str(random.of(&SPACE));
                write_string(random, out);
                // What makes the name one of its own.
                out.pop();
                out.push_str(&format!("{index}\""));
                out.push_str(random.of(&SPACE));
                out.push(':');
                write(random, depth + 1, out);
            }
            out.push_str(random.of(&SPACE));
            out.push('}');
        }
    }
    out.push_str(random.of(&SPACE));
}

#[test]
fn documents_are_read_as_the_library_reads_them() {
    let mut random = Random::new();
    let mut accepted = 0;
    for _ in 0..3_000 {
        let mut text = String::new();
        write(&mut random, 0, &mut text);
        assert!(from_str::<Value>(&text).is_ok(), "{text}");
        compare_body(&text);
        // With a byte changed, added or removed.
        for _ in 0..5 {
            let mut bytes = text.clone().into_bytes();
            let at = random.below(bytes.len());
            let byte = b"\"\\{}[],:0-.eu \n\x00\x1f\x80\xff"[random.below(19)];
            match random.below(3) {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
            let read = from_slice::<Value>(&bytes).ok();
            let expected = serde_json::from_slice::<Value>(&bytes).ok();
            accepted += usize::from(expected.is_some());
            let shown = String::from_utf8_lossy(&bytes);
            assert_same(read.as_ref(), expected.as_ref(), &shown);
            if let Ok(text) = std::str::from_utf8(&bytes) {
                compare(text);
            }
        }
    }
    assert!((2_000..14_000).contains(&accepted), "{accepted}");
}
