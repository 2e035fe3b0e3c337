//! Unknown syntax is copied verbatim.

use super::super::layout;

/// Statements that are copied verbatim.
const STATEMENTS: &[&str] = &[
    // Macro arguments that are not expressions.
    "let a = json!({ \"b\":   [c,d] });",
    "matches!(a,   B(c)   if c);",
    "select! { a = b() =>   c, }",
    // Comments within expressions and after list items.
    "let a = /* why */   b;",
    "f(a, // why\n  b);",
    // Attributes of expressions, fields and parameters.
    "f(#[a]   b);",
    "S { #[a]   b: c };",
    // Keywords of future editions.
    "yield   a;",
    "do yeet   a;",
    // A macro in place of a pattern or a type.
    "let a!(b)   = c;",
    "let a: b!(c)   = d;",
];

/// Items that are copied verbatim.
const ITEMS: &[&str] = &[
    "macro_rules! a {\n  ($b:ty) => { $b   };\n}",
    "extern   \"C\" { fn a(); }",
    "union   A { b: u8, c: i8 }",
    "impl   !Send for A {}",
    "pub   macro a($b:ty) { $b }",
    "fn a(#[b]   c: u8) {}",
    "struct A { b: u8   = 1 }",
    "type A   = B where C: D;",
    "a::b!   { c }",
];

#[test]
fn statements() {
    for statement in STATEMENTS {
        let text = format!("fn a() {{\n    {statement}\n}}\n");
        assert_eq!(layout(&text), text, "{statement}");
        // The code around it is formatted.
        let around = format!("fn a(){{\n    {statement}\n    b( c );d();\n}}\n");
        let expected = format!("fn a() {{\n    {statement}\n    b(c);\n    d();\n}}\n");
        assert_eq!(layout(&around), expected, "{statement}");
    }
}

#[test]
fn items() {
    for item in ITEMS {
        let text = format!("{item}\n");
        assert_eq!(layout(&text), text, "{item}");
        let around = format!("fn a( ) {{ }}\n{item}\nfn b( ) {{ }}\n");
        let expected = format!("fn a() {{}}\n{item}\nfn b() {{}}\n");
        assert_eq!(layout(&around), expected, "{item}");
    }
}

#[test]
fn arms() {
    let text = "fn a() {\n    match b {\n        c!(d)   => e,\n        f => g,\n    }\n}\n";
    assert_eq!(layout(text), text);
}

#[test]
fn lines_of_verbatim_text_move_with_the_first_except_within_strings() {
    let text = "fn a() {\n  json!({\n    \"b\": r\"\n  c\",\n  });\n}\n";
    let expected = "fn a() {\n    json!({\n      \"b\": r\"\n  c\",\n    });\n}\n";
    assert_eq!(layout(text), expected);
}

#[test]
fn comments_keep_their_places() {
    let text = "\
// First
//! Inner

/// Outer
#[a]
// Between
#[b]
pub struct A {
    // Of a field
    b: u8, // Behind
    /// Of another

    c: u8,
}

fn a() {
    // Of a statement
    b(); // Behind

    /* Block */
    c(
        // Of an argument
        d, e,
    )
    // Of a link
    .f();
    // Last
}
";
    let expected = text
        .replace("another\n\n", "another\n")
        .replace("        d, e,\n", "        d,\n        e,\n");
    assert_eq!(layout(text), expected);
}
