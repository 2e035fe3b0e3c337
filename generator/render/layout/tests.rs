//! What is laid out here is what rustfmt makes of it, for names of every length.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::*;

/// A name of a variable of so many columns.
fn name(length: usize) -> String {
    let mut name: String = "abcdefghij_".chars().cycle().take(length.max(1)).collect();
    if name.ends_with('_') {
        name.pop();
        name.push('z');
    }
    name
}

/// A name of a type of so many columns.
fn camel(length: usize) -> String {
    "Abcdefghij".chars().cycle().take(length.max(1)).collect()
}

fn literal(length: usize) -> Expr {
    word(format!("\"{}\"", name(length)))
}

fn structure(name: &str, fields: Vec<(&str, Expr)>) -> Expr {
    let field = |(name, value): (&str, Expr)| (name.to_owned(), Some(value));
    Expr::Struct {
        name: name.into(),
        fields: fields.into_iter().map(field).collect(),
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Asserts that rustfmt leaves code as it is.
fn unchanged(code: &str) {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--check", "--color", "never"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt starts");
    let mut input = rustfmt.stdin.take().expect("standard input");
    input.write_all(code.as_bytes()).expect("rustfmt reads");
    drop(input);
    let output = rustfmt.wait_with_output().expect("rustfmt ends");
    let difference = String::from_utf8_lossy(&output.stdout);
    let shown: Vec<&str> = difference.lines().take(60).collect();
    assert!(output.status.success(), "{}", shown.join("\n"));
}

/// Asserts the same for functions whose bodies are made for each length.
fn bodies(head: &str, lengths: std::ops::Range<usize>, body: impl Fn(usize) -> Vec<String>) {
    let functions = lengths.map(|length| format!("{head} {{\n{}\n}}\n", body(length).join("\n")));
    unchanged(&functions.collect::<Vec<_>>().join("\n"));
}

#[test]
fn fields_of_struct_literals() {
    bodies("fn a()", 1..88, |n| {
        let read = || call_then("json.required", vec![literal(n.min(79))]);
        vec![
            "    Ok(Self {".to_owned(),
            field_value(8, &name(n), &read()),
            field_value(8, &name(n / 2), &read()),
            "    })".to_owned(),
        ]
    });
}

#[test]
fn statements() {
    bodies("fn a()", 1..115, |n| {
        let own = Expr::Reference(Box::new(word("self").field(&name(n))));
        let list = |items| call("checker.one_of", vec![Expr::List(items)]);
        vec![
            statement(4, "", &call_then("json.required", vec![literal(n), own])),
            statement(
                4,
                "",
                &call("checker.check", vec![literal(n / 2), word(name(n))]),
            ),
            statement(
                4,
                "",
                &call("checker.pattern", vec![word(format!("&{}", name(n)))]),
            ),
            statement(
                4,
                "",
                &call("self.settings.set", vec![literal(n), word("key")]),
            ),
            statement(4, "", &list(vec![literal(n), literal(3), literal(4)])),
            statement(4, "", &list(vec![literal(n)])),
            statement(4, "", &list(vec![literal(n % 9 + 1); 14])),
            statement(
                4,
                "",
                &list((0..60).map(|at| literal((at * n) % 7 + 1)).collect()),
            ),
            statement(
                4,
                "",
                &list((0..10).map(|at| literal((at + n) % 4 + 4)).collect()),
            ),
        ]
    });
}

#[test]
fn bindings() {
    bodies("async fn a()", 1..115, |n| {
        let constant = || word(format!("&parameters::{}", name(n)));
        let check = |n| word(format!("checks::{}", name(n)));
        let read = format!("{}::read", camel(n));
        let service = call(
            format!("service.{}", name(n)),
            vec![word("caller"), word("request")],
        );
        let admit = vec![word("service"), word("&head"), literal(n), word("WAYS")];
        let serve = call(
            format!("serve_{}", name(n)),
            vec![word("&*service"), word("request")],
        );
        let parts = vec![word("&head"), word("&bytes"), word("strict")];
        let media = vec![word("&head"), word("media.unwrap_or_default()")];
        let new = vec![word("request"), constant()];
        vec![
            statement(4, "let answer = ", &service.awaited()),
            statement(4, "let template = ", &constant()),
            statement(
                4,
                "let a = ",
                &call_then("reader.json", vec![word("bytes"), check(n)]),
            ),
            statement(
                4,
                "let b = ",
                &call("reader.form", vec![constant(), check(n)]),
            ),
            statement(
                4,
                "let c = ",
                &call("reader.required", vec![constant(), check(n / 3)]),
            ),
            statement(4, "let request = ", &call_then(read.as_str(), parts)),
            statement(4, "let request = ", &call_then(read, media)),
            statement(4, "let caller = ", &call("admit", admit).awaited().tried()),
            statement(4, "let (head, body) = ", &call_then("Head::new", new)),
            statement(4, "let served = ", &serve.awaited()),
        ]
    });
}

#[test]
fn what_a_block_ends_with() {
    bodies("async fn a()", 1..115, |n| {
        let options = call(format!("{}::default", camel(n)), vec![]);
        let options = Expr::Reference(Box::new(options));
        let both = vec![word(name(n / 2)), options.clone()];
        let with = format!("self.{}_with", name(n));
        let api = call(
            format!("api::{}", name(n)),
            vec![call("State", vec![word("service")]), word("request")],
        );
        let fits = call(
            format!("parameters::{}.fits", name(n)),
            vec![call("r.uri", vec![])],
        );
        let key = call("head.api_key", vec![word("Location::Query"), literal(n)]);
        let key = key.method("map", vec![word("Credentials::X")]);
        let served = format!("return {}", api.awaited().at(8, 16, 1));
        vec![
            condition(4, &fits, &served),
            format!(
                "    if a {{\n        {}\n    }}",
                call(with.as_str(), both).awaited().at(8, 8, 0)
            ),
            format!("    if b {{\n        {}\n    }}", key.at(8, 8, 0)),
            format!("    {}", call(with, vec![options]).awaited().at(4, 4, 0)),
        ]
    });
}

#[test]
fn arms_of_a_match() {
    bodies("fn a()", 1..115, |n| {
        let check = || word(format!("checks::{}", name(n)));
        let not_found = word(format!("{}::NotFound", camel(n)));
        let error = call("Reply::error", vec![call("reply.json", vec![]), not_found]);
        let json = || call("reader.json", vec![word("bytes"), check()]);
        let made = call("FromJson::from_json", vec![word("value")]);
        let answer = vec![word("200"), literal(n / 2), word("&body")];
        vec![
            "    match x {".to_owned(),
            arm(8, &format!("Self::{}", camel(n)), &literal(n)),
            arm(
                8,
                &format!("\"{}\"", name(n)),
                &word(format!("Self::{}", camel(n))),
            ),
            arm(8, "404", &call("Err", vec![error])),
            arm(
                8,
                &format!("Self::{}(body)", camel(n)),
                &call("json_answer", answer),
            ),
            arm(
                8,
                "0",
                &json().tried().method("map", vec![word("Body::Json")]),
            ),
            arm(8, "Some(0)", &json()),
            arm(8, "Some(bytes)", &json().tried()),
            arm(
                8,
                "Some(7)",
                &made.method("map", vec![word(format!("Self::{}", camel(n)))]),
            ),
            "    }".to_owned(),
        ]
    });
}

#[test]
fn arms_with_long_patterns() {
    bodies("fn a()", 1..88, |n| {
        let value = call("value.serialize", vec![word("serializer")]);
        vec![
            "    match self {".to_owned(),
            arm(8, &format!("Self::{}(value)", camel(n)), &value),
            arm(8, &format!("\"{} (b)\"", name(n - n / 9)), &word("None")),
            arm(8, "Self::A", &literal(n + 60)),
            arm(
                8,
                "_",
                &call(format!("{}::read", camel(n)), vec![word("reply")]),
            ),
            "    }".to_owned(),
        ]
    });
}

#[test]
fn heads_of_functions() {
    let methods: Vec<String> = (1..115)
        .map(|n| {
            let own = owned(&["&self"]);
            let with = |more: &[String]| [own.as_slice(), more].concat();
            let call = format!("pub async fn {}", name(n));
            let answer = Result::Either(format!("Answer<{}>", camel(n / 2)), "Error<X>".into());
            let body = [
                format!("{}: &str", name(n / 3)),
                format!("body: &{}", camel(n)),
            ];
            let either = Result::Either(
                format!("Answer<models::{}>", camel(n / 2)),
                format!("Error<{}Error>", camel(n)),
            );
            let fields = [
                format!("{}: Option<super::{}>", name(n / 2), camel(n)),
                format!("b: Vec<Option<BTreeMap<String, {}>>>", camel(n)),
            ];
            let future = Result::Plain(format!("impl Future<Output = {}> + Send", camel(n)));
            let request = [format!("request: {}", camel(n / 2))];
            let new = Result::Plain("Self".into());
            [
                "impl X {".to_owned(),
                format!(
                    "{}\n        a();\n    }}\n",
                    signature(4, &call, &own, answer, " {")
                ),
                format!(
                    "{}\n        a();\n    }}\n",
                    signature(4, &call, &with(&body), either, " {")
                ),
                format!(
                    "{}\n        a();\n    }}\n",
                    signature(4, "fn new", &fields, new, " {")
                ),
                signature(
                    4,
                    &format!("fn {}", name(n / 2)),
                    &with(&request),
                    future,
                    ";",
                ),
                "}\n".to_owned(),
            ]
            .join("\n")
        })
        .collect();
    unchanged(&methods.join("\n"));
}

#[test]
fn heads_of_handlers_and_checks() {
    let mut functions = Vec::new();
    for n in 1..115 {
        for group in ["S: Api", "S: Administration"] {
            let parameters = owned(&["State(service): State<Arc<S>>", "request: Request"]);
            let handler = Signature {
                indent: 0,
                head: &format!("pub(super) async fn {}", name(n)),
                generic: Some(group),
                parameters: &parameters,
                result: Result::Plain("Response".into()),
            };
            functions.push(handler.write(" {"));
        }
        let head = format!("pub fn {}", name(n));
        let checker = owned(&["checker: &mut Checker<'_>"]);
        functions.push(signature(0, &head, &checker, Result::Nothing, " {"));
    }
    unchanged(&format!(
        "{}\n    a();\n}}\n",
        functions.join("\n    a();\n}\n\n")
    ));
}

#[test]
fn constants() {
    let scalar = || call("Shape::scalar", vec![word("16")]);
    let mut items = Vec::new();
    for n in 1..115 {
        let name = format!("pub static {}", name(n).to_uppercase());
        let parameter = vec![("name", literal(n)), ("shape", scalar())];
        let piece = call("Piece::Literal", vec![literal(n)]);
        let members = vec![
            Expr::Tuple(vec![literal(n), scalar()]),
            Expr::Tuple(vec![
                literal(n / 2),
                structure("Shape", vec![("types", word("32"))]),
            ]),
        ];
        let items_of = call("Some", vec![Expr::Reference(Box::new(scalar()))]);
        let shape = vec![("items", items_of), ("members", Expr::List(members))];
        let pattern = call("Pattern::new", vec![literal(n / 2)]);
        items.push(constant(
            &name,
            "Parameter",
            &structure("Parameter", parameter),
        ));
        let template = |pieces| call("Template::new", vec![Expr::List(pieces)]);
        items.push(constant(&name, "Template", &template(vec![piece.clone()])));
        items.push(constant(
            &name,
            "Template",
            &template(vec![piece, scalar()]),
        ));
        let types = word(["NULL", "STRING", "ARRAY"].join(" | "));
        let of = call("Shape::scalar", vec![types]);
        for length in [n, 5, 20, 40] {
            let usual = call("Parameter::query", vec![literal(length), of.clone()]);
            items.push(constant(&name, "Parameter", &usual));
            let shape = structure("Shape", shape.clone());
            let usual = call("Parameter::path", vec![literal(length), shape]);
            items.push(constant(&name, "Parameter", &usual));
        }
        let usual = call(
            "Parameter::header",
            vec![literal(n / 2), structure("Shape", shape.clone())],
        );
        items.push(constant(&name, "Parameter", &usual));
        items.push(constant(&name, "Shape", &structure("Shape", shape)));
        items.push(constant(&name, "Pattern", &pattern));
        let pattern = call("Pattern::new", vec![literal(120)]);
        items.push(constant(&name, "Pattern", &pattern));
    }
    unchanged(&format!("{}\n", items.join("\n\n")));
}

#[test]
fn lists_of_struct_literals() {
    bodies("fn a()", 1..115, |n| {
        let scopes = Expr::List(vec![literal(n), literal(n / 2), literal(5)]);
        let read = word(format!("super::read_{}", name(n)));
        let way = structure("Way", vec![("read", read), ("scopes", scopes)]);
        let plain = structure(
            "Way",
            vec![("read", word("x")), ("scopes", Expr::List(vec![]))],
        );
        let constants = Expr::Tuple(vec![literal(n), Expr::List(vec![literal(n / 2)])]);
        let members = vec![
            literal(n / 3),
            literal(n / 4),
            literal(n / 5),
            literal(n / 2),
        ];
        let look = structure(
            "Look",
            vec![
                ("constants", Expr::List(vec![constants])),
                ("members", Expr::List(members)),
            ],
        );
        vec![
            statement(4, "const WAYS: &[Way] = ", &Expr::List(vec![way])),
            statement(4, "const WAYS: &[Way] = ", &Expr::List(vec![plain; 2])),
            statement(4, "const LOOKS: &[Look] = ", &Expr::List(vec![look])),
        ]
    });
}

#[test]
fn types_and_what_has_them() {
    let mut items = Vec::new();
    for n in 1..115 {
        let fields = [(String::new(), name(n / 3), camel(n / 2))];
        items.extend([
            item("pub struct", &camel(n)),
            field_type(4, &format!("pub {}", name(n)), &camel(n)),
            field_type(
                4,
                &format!("pub {}", name(n / 2)),
                &format!("Option<Vec<{}>>", camel(n)),
            ),
            field_type(4, &name(n / 3), &format!("BTreeMap<String, {}>", camel(n))),
            "}\n".to_owned(),
            item("pub enum", &camel(n)),
            variant(4, &camel(n), &[&camel(n)]),
            variant(4, &camel(n / 2), &[&camel(n)]),
            variant(4, "Default", &["u16", &camel(n)]),
            fields_variant(4, "Found", &fields),
            "}\n".to_owned(),
            format!("{}\n", type_alias(&camel(n), &format!("Vec<{}>", camel(n)))),
            format!("{}\n", type_alias("Short", &format!("Vec<{}>", camel(n)))),
            format!("{}\n    fn a() {{}}\n}}\n", implementation(None, &camel(n))),
            format!(
                "{}\n    fn a() {{}}\n}}\n",
                implementation(Some("FromJson"), &camel(n))
            ),
            format!(
                "{}\n    fn a();\n}}\n",
                trait_item(&camel(n), "Service", false)
            ),
            format!("{}\n", trait_item(&camel(n), "Service", true)),
            format!("{}\n", struct_item(&camel(n), true)),
        ]);
    }
    unchanged(&format!("{}\n", items.join("\n").trim_end()));
}

#[test]
fn functions_for_a_type() {
    bodies("fn a()", 1..86, |n| {
        let function = Expr::Function {
            name: format!("a::{}", name(n)),
            argument: "S",
        };
        let methods =
            call("Methods::new", vec![]).method("on", vec![word("Filter::GET"), function]);
        vec![statement(4, "a = ", &call("at", vec![word("a"), methods]))]
    });
}

#[test]
fn lists_of_imports() {
    let mut items = Vec::new();
    for n in 1..115 {
        for count in [1_u8, 2, 3, 7] {
            let names: Vec<String> = (0..count)
                .map(|index| format!("{}{}", camel(n), char::from(b'A' + index)))
                .collect();
            let mut imports = Imports::default();
            imports.add("super", names.iter().map(String::as_str));
            imports.add("super::super::support::x", names);
            imports.add_with("pub ", "api_key", ["*"]);
            imports.add_with("pub ", "api", ["*"]);
            items.push(format!("fn m{n}_{count}() {{}}\n\n{}", imports.write()));
        }
    }
    unchanged(&items.join("\n"));
}
