//! Input that is not Rust or is built to do harm: no token is lost, and nothing panics.

use super::super::{layout, layout_within};

/// The characters of a text, sorted, without those that formatting may add or remove.
fn substance(text: &str) -> String {
    let mut sorted: Vec<char> = text
        .chars()
        .filter(|character| !character.is_whitespace() && !",;{}()|".contains(*character))
        .collect();
    sorted.sort_unstable();
    sorted.into_iter().collect()
}

/// Asserts that formatting loses nothing.
fn keeps_all(text: &str) {
    let found = layout(text);
    assert_eq!(
        substance(text),
        substance(&found),
        "{text:?} became {found:?}"
    );
    let again = layout(&found);
    assert_eq!(
        substance(&found),
        substance(&again),
        "formatting {found:?} again"
    );
}

const SAMPLE: &str = r##"// @generated
#![forbid(unsafe_code)]

use std::{fmt, collections::{BTreeMap, *}};

/// Doc
#[derive(Debug)]
pub struct A<'a, T: B + 'static> {
    pub b: Option<Vec<&'a T>>,
}

impl<T> C for A<'_, T> where T: D<E = F> {
    async fn g(&self, (h, i): (u8, &[u8; 3])) -> Result<impl J + K, L> {
        const M: &[N] = &[N { o: "\"p\\", ..q }];
        let Some(r @ 1..=2) = s.t::<u8>()?.await else { return; };
        match u {
            V::W { x, .. } | Y(_) if z != 'a' => b'\n'..=b'\'',
            _ => { 'b: loop { break 'b; } }
        }
        // Comment
        format!("{c}", r#"d "e" "#, |f: &G| -> H { -f as u32 << 2 });
        if let (I, j) = k && !l { m } else { n[o] += 1.5e-3; }
    }
}
"##;

#[test]
fn every_prefix_and_suffix_of_a_file() {
    for (at, _) in SAMPLE.char_indices() {
        keeps_all(&SAMPLE[..at]);
        keeps_all(&SAMPLE[at..]);
    }
}

#[test]
#[ignore = "slow"]
fn every_deletion_and_insertion_of_a_character() {
    for (at, character) in SAMPLE.char_indices() {
        let (before, after) = SAMPLE.split_at(at);
        keeps_all(&format!("{before}{}", &after[character.len_utf8()..]));
        for more in ["{", "}", "(", ")", "\"", "'", "<", "#", "/*", "ü"] {
            keeps_all(&format!("{before}{more}{after}"));
        }
    }
}

#[test]
fn fragments() {
    for text in [
        "",
        " ",
        "\n\n",
        "\u{feff}",
        "}",
        ")))",
        "]]]{{{(((",
        "\"",
        "r#\"",
        "'",
        "b'",
        "/*",
        "/**/*",
        "#",
        "#!",
        "#![",
        "#[a",
        "fn",
        "fn a",
        "fn a(",
        "fn a() {",
        "use",
        "use a::{",
        "use ::a;",
        "impl",
        "struct",
        "enum A {",
        "match",
        "let",
        "a!",
        "a! {",
        "1.",
        "1e",
        "0x",
        "..",
        "'a",
        "r#",
        "\u{0}",
        "\u{2028}",
        "ﬁ",
        "fn a() { b(\u{a0}c) }",
        "pub",
        "pub(",
        "pub(in",
        "for<",
        "where",
        "fn a() { |",
        "fn a() { ||",
        "fn a() { x. }",
        "fn a() { x.0. }",
        "fn a() { x..= }",
        "-",
        "& &",
        "\r\n",
        "fn a() {\r\n    b();\r\n}\r\n",
    ] {
        keeps_all(text);
    }
}

#[test]
#[ignore = "slow"]
fn deep_nesting() {
    const MANY: usize = 20_000;
    let pairs = [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("a(", ")"),
        ("<", ">"),
        ("a!(", ")"),
        ("|", "|"),
    ];
    for (open, close) in pairs {
        let deep = format!("{}{}", open.repeat(MANY), close.repeat(MANY));
        for (before, after) in [
            ("", ""),
            ("fn a() { ", " }"),
            ("fn a() -> ", " {}"),
            ("use ", ";"),
        ] {
            keeps_all(&format!("{before}{deep}{after}"));
            keeps_all(&format!("{before}{}", open.repeat(MANY)));
        }
    }
    let signs = [
        "!", "-", "&", "*", "a.", "a::", "a + ", "..", "if a ", "return ", "'a: ", "#[a] ", "|| ",
    ];
    for sign in signs {
        keeps_all(&format!("fn a() {{ {} }}", sign.repeat(MANY)));
        keeps_all(&format!("fn a() {{ {}b; }}", sign.repeat(MANY)));
    }
    keeps_all(&"fn a() { if b { ".repeat(MANY));
    keeps_all(&format!("fn a() {{ {} }}", "if a { } else ".repeat(MANY)));
    keeps_all(&format!("fn a() {{ {} }}", "match a { b => ".repeat(MANY)));
}

#[test]
fn time_does_not_grow_exponentially_with_the_depth() {
    let word = "abcdefghijklmnopqrstuvwxyz".repeat(3);
    for (open, close) in [
        ("a(|b| c(", "))"),
        ("a.b(d, |c| { e; ", " })"),
        ("Some(abcdefghijklmnop(", "))"),
        ("abcdefghijkl.mnop(qrst, &[", "])"),
        ("match a { b => ", " }"),
        ("a + (b * ", ")"),
        ("A { b: ", " }"),
        ("x[", "]"),
        ("async move { ", " }"),
        ("if a { b } else { ", " }"),
    ] {
        let deep = format!("{}{word}{}", open.repeat(45), close.repeat(45));
        keeps_all(&format!("fn a() {{ let x = {deep}; }}"));
        keeps_all(&format!("fn a() {{ {deep} }}"));
    }
}

#[test]
fn lines_of_any_width() {
    for width in [0, 1, 4, 10, 40, 76, 200] {
        let found = layout_within(SAMPLE, width);
        assert_eq!(substance(SAMPLE), substance(&found), "{width}");
    }
}
