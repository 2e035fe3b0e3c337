//! The pass agrees with rustfmt on names of every length in all syntax that it knows.

use super::super::{MAX_WIDTH, layout};
use super::{difference, rustfmt};

/// A variable name of the given length.
fn name(length: usize) -> String {
    let mut name: String = "abcdefghij_".chars().cycle().take(length.max(1)).collect();
    if name.ends_with('_') {
        name.pop();
        name.push('z');
    }
    name
}

/// A type name of the given length.
fn camel(length: usize) -> String {
    "Abcdefghij".chars().cycle().take(length.max(1)).collect()
}

fn text(length: usize) -> String {
    format!("\"{}\"", name(length))
}

/// Asserts that items, each written with as few line breaks as possible, are formatted as by
/// rustfmt.
fn agrees(items: Vec<String>) {
    let written = format!("{}\n", items.join("\n\n"));
    let found = layout(&written);
    let again = layout(&found);
    assert!(
        found == again,
        "a second time {}",
        difference(&found, &again)
    );
    let left = rustfmt(&found);
    assert!(
        found == left,
        "rustfmt changes {}",
        difference(&left, &found)
    );
    // rustfmt leaves code verbatim that it cannot fit into its width.
    let expected = rustfmt(&written);
    let ends = |text: &str| -> Vec<String> { text.split("\n\n").map(str::to_owned).collect() };
    let (expected, found) = (ends(&expected), ends(&found));
    assert_eq!(expected.len(), found.len());
    for (expected, found) in expected.iter().zip(&found) {
        if expected.lines().all(|line| line.len() <= MAX_WIDTH) {
            assert!(expected == found, "{}", difference(expected, found));
        }
    }
}

/// Asserts the same for the bodies of functions, one set for each length.
fn bodies(head: &str, lengths: std::ops::Range<usize>, body: impl Fn(usize) -> Vec<String>) {
    let function = |statement: String| format!("{head} {{ {statement} }}");
    agrees(lengths.flat_map(&body).map(function).collect());
}

#[test]
fn struct_literals() {
    bodies("fn a()", 1..88, |n| {
        let (short, long) = (name(n / 2), name(n));
        let read = format!(
            "object.required(json, {}, {})?",
            name(n / 2),
            text(n.min(79))
        );
        vec![
            format!("Some(Self {{ {long}: {read}, {short}: {read}, }})"),
            format!("let a = {} {{ {long}, {short}, ..rest }};", camel(n / 2)),
            format!("Self {{ {short}: None, b: Some({}), {long} }}", name(n / 3)),
            format!("f(&{} {{ {short}, ..{long}() }})", camel(n / 3)),
            format!("let a = [{} {{ a: {}, b: &[], }}];", camel(n / 4), text(n)),
        ]
    });
}

#[test]
fn calls() {
    bodies("fn a()", 1..115, |n| {
        let (word, string) = (name(n), text(n));
        let list = |length: usize| vec![text(length); 14].join(", ");
        let mixed = |offset: usize| -> Vec<String> {
            (0..60).map(|at| text((at * n) % 7 + offset)).collect()
        };
        vec![
            format!("json.required({string}, &self.{word})?;"),
            format!("json.read(&mut {word});"),
            format!("object.additional(json, &mut {word});"),
            format!("self.settings.set({string}, key);"),
            format!("head.accepts(&[{string}, {}, {}]);", text(3), text(4)),
            format!("head.accepts(&[{string}]);"),
            format!("head.accepts(&[{}]);", list(n % 9 + 1)),
            format!("head.accepts(&[{}]);", mixed(1).join(", ")),
            format!("head.accepts(&[{}]);", mixed(4).join(", ")),
            format!("Err({}::from({word}, {string}))", camel(n / 3)),
            format!("Some(Err(Reply::error(reply.json(), {word})))"),
            format!("f({word}(), g({string}), h(&mut {word}), -1, !{word}, *a)"),
            format!("f(({word}, {string}), [{word}; 3], {word} as u32, a[{word}])"),
        ]
    });
}

#[test]
fn tables() {
    let tables = (1..100).flat_map(|n| {
        let (long, short) = (name(n).to_uppercase(), name(n / 2).to_uppercase());
        let (string, other) = (text(n), text(n / 3));
        let list = vec![text(n % 9 + 1); n % 23 + 1].join(", ");
        let of = |fields: String| {
            format!("pub static {long}: Schema = Schema {{ {fields} ..Schema::of(check::OBJECT) }};")
        };
        vec![
            of(format!("rules: &[Rule::EnumStrings(&[{list}])],")),
            of(format!(
                "rules: &[Rule::MinLength(1), Rule::Pattern(&{short}), Rule::Format({other}, time::is_date)],"
            )),
            of(format!(
                "properties: &[Property::required({string}, &{short}), Property::undeclared({other})],"
            )),
            of(format!("properties: &[Property::optional({string}, &{short})],")),
            of(format!("patterns: &[(&{short}, &{long})], additional: Additional::Of(&{short}),")),
            of(format!(
                "contains: Some(Contains {{ check: &{short}, min: 1, max: None, }}), items: Some(&{long}),"
            )),
            of(format!(
                "combinations: &[Combination::OneOf(&[&{short}, &{long}]), Combination::Not(&{short})],"
            )),
            of(format!(
                "combinations: &[Combination::Discriminated({other}, &[({string}, &{short}), ({other}, &{long})])],"
            )),
        ]
    });
    agrees(tables.collect());
}

#[test]
fn bindings() {
    bodies("async fn a()", 1..115, |n| {
        let (word, string, ty) = (name(n), text(n), camel(n));
        vec![
            format!("let answer = service.{word}(caller, request).await;"),
            format!("let template = &parameters::{word};"),
            format!("let a = reader.json(bytes, &checks::{word})?;"),
            format!("let b = reader.form(&parameters::{word}, &checks::{word});"),
            format!(
                "let c = reader.required(&parameters::{word}, &checks::{});",
                name(n / 3)
            ),
            format!("let request = {ty}::read(&head, &bytes, strict)?;"),
            format!("let request = {ty}::read(&head, media.unwrap_or_default())?;"),
            format!("let caller = admit(service, &head, {string}, WAYS).await?;"),
            format!("let (head, body) = Head::new(request, &parameters::{word})?;"),
            format!("let served = serve_{word}(&*service, request).await;"),
            format!("let {word}: Option<{ty}> = a;"),
            format!(
                "let mut {}: BTreeMap<String, {ty}> = BTreeMap::new();",
                name(n / 2)
            ),
            format!("self.{word} = other.{word};"),
            format!("{word} += {string}.len();"),
            format!("let {} {{ a, b }} = {word};", camel(n / 2)),
            format!("let Some({word}) = {word} else {{ return; }};"),
            format!("let Some(a) = {word}.get({string}) else {{ return None; }};"),
        ]
    });
}

#[test]
fn conditions() {
    bodies("async fn a() -> u8", 1..115, |n| {
        let (word, ty) = (name(n), camel(n / 2));
        let with = format!("self.{word}_with");
        vec![
            format!(
                "if parameters::{word}.fits(r.uri()) {{ return api::{word}(State(service), request).await; }}"
            ),
            format!("if a {{ {with}({}, &{ty}::default()).await }}", name(n / 2)),
            format!(
                "if b {{ head.api_key(Location::Query, {}).map(Credentials::X) }}",
                text(n)
            ),
            format!("{with}(&{ty}::default()).await"),
            format!(
                "if let Some({word}) = &self.{word} {{ f(); }} else if a {{ g(); }} else {{ h(); }}"
            ),
            format!("let a = if {word} {{ b }} else {{ c }};"),
            format!("if {word} && self.{word} || a == {word} {{ b() }}"),
            format!(
                "while let Some(a) = {word}.next({}) {{ b(); }}",
                text(n / 2)
            ),
            format!("for {word} in {word}.iter().filter(|a| a.is_some()) {{ b(); }}"),
            format!("for (a, b) in &self.{word} {{ loop {{ break; }} }}"),
            format!("if {word} < {ty}::MAX && !a.is_empty() && b != {word} + 1 {{ c() }}"),
            format!(
                "{word}.is_empty() || {word}.len() > 10 || self.{word}.a == {}",
                text(n / 2)
            ),
            format!("let a = {word} + {word} * 3 - ({word} % 4);"),
        ]
    });
}

#[test]
fn arms_of_a_match() {
    bodies("fn a()", 1..115, |n| {
        let (word, string, ty) = (name(n), text(n), camel(n));
        let arms = [
            format!("Self::{ty} => {string},"),
            format!("{string} => Self::{ty},"),
            format!("404 => Err(Reply::error(reply.json(), {ty}::NotFound)),"),
            format!(
                "Self::{ty}(body) => json_answer(200, {}, &body),",
                text(n / 2)
            ),
            format!("0 => reader.json(bytes, &checks::{word})?.map(Body::Json),"),
            format!("Some(0) => reader.json(bytes, checks::{word}),"),
            format!("Some(bytes) => reader.json(bytes, &checks::{word})?,"),
            format!("Some(7) => FromJson::from_json(value).map(Self::{ty}),"),
            format!("Some(a) if a == {string} => b,"),
            format!("Some({word}) | None => return {word},"),
            format!("Self::{} {{ a, .. }} => {word}.clone(),", camel(n / 2)),
            format!("{} | {} | \"c\" => {word}(),", text(n / 2), text(n / 3)),
            format!("_ => {{ let a = {word}; a }}"),
            format!("_ => {{ {word}(a); }}"),
            format!("_ => {ty} {{ a: {}, b: c }},", name(n / 2)),
        ];
        arms.iter()
            .map(|arm| format!("match x {{ {arm} }}"))
            .collect()
    });
}

#[test]
fn arms_with_long_patterns() {
    bodies("fn a()", 1..88, |n| {
        let ty = camel(n);
        let arms = [
            format!("Self::{ty}(value) => value.serialize(serializer),"),
            format!("\"{} (b)\" => None,", name(n - n / 9)),
            format!("Self::A => {},", text(n + 60)),
            format!("_ => {ty}::read(reply),"),
            format!(
                "{}::{ty} {{ body, {}, }} => {{ a(); b() }}",
                camel(n / 2),
                name(n / 2)
            ),
        ];
        arms.iter()
            .map(|arm| format!("match self {{ {arm} }}"))
            .collect()
    });
}

#[test]
fn closures() {
    bodies("fn a()", 1..115, |n| {
        let (word, string) = (name(n), text(n));
        vec![
            format!("reader.finish(move || Some(Self {{ {word}: {word}? }}))"),
            format!("a.map(|{word}| {word}.b({string}))"),
            format!("a.iter().map(|a| a.b()).filter(|{word}| a).collect()"),
            format!("let a = |{}: &str, b: u8| {word}(b);", name(n / 2)),
            format!("a.b({string}, |c| {{ d(); e({word}) }});"),
            format!("a.unwrap_or_else(|| {{ {word}() }})"),
            format!("a.then(async move |b| {{ {word}(b).await }});"),
            format!("spawn(async move {{ {word}({string}).await }});"),
            format!("a.map(|b| match b {{ Some(c) => {word}, None => d }})"),
            format!("a.map(|b| if b {{ {word} }} else {{ c }})"),
        ]
    });
}

#[test]
fn chains() {
    bodies("async fn a()", 1..115, |n| {
        let (word, string) = (name(n), text(n));
        vec![
            format!("let a = self.{word}.iter().map(f).collect::<Vec<_>>();"),
            format!("{word}.a()?.b({string})?.c().await?;"),
            format!("Methods::new().on(Filter::GET, a::{word}::<S>)"),
            format!("a = at(a, Methods::new().on(Filter::GET, a::{word}::<S>));"),
            format!("self.a.0.{word}.b({string}).c.d({}, e)", name(n / 2)),
            format!("Client::builder({string}).bearer({word}).build()?;"),
            format!("let mut request = shared.http.request(self.{word}, &address).timeout(a);"),
            format!("x.{word}({string}).y()"),
        ]
    });
}

#[test]
fn macros() {
    bodies("fn a()", 1..115, |n| {
        let (word, string) = (name(n), text(n));
        vec![
            format!("let a = format!({string}, {word});"),
            format!("write!(out, {string}, self.{word}, b)?;"),
            format!("assert_eq!({word}, {string}, \"message\");"),
            format!("let a = vec![{word}, {string}, 3];"),
            format!("let a = vec![{}; {}];", name(n.min(70)), name(n / 2)),
            format!("assert!(a.{word}({string}).is_some());"),
            format!("println!({string});"),
        ]
    });
}

#[test]
fn function_signatures() {
    let lengths = 1..115;
    agrees(
        lengths
            .map(|n| {
                let (word, ty, half) = (name(n), camel(n), camel(n / 2));
                let third = name(n / 3);
                [
                    "impl X {".to_owned(),
                    format!("pub async fn {word}(&self) -> Result<Answer<{half}>, Error<X>> {{ a(); }}"),
                    format!(
                        "pub async fn {word}(&self, {third}: &str, body: &{ty}) -> Result<Answer<models::{half}>, Error<{ty}Error>> {{ a(); }}"
                    ),
                    format!(
                        "fn new({}: Option<super::{ty}>, b: Vec<Option<BTreeMap<String, {ty}>>>) -> Self {{ a(); }}",
                        name(n / 2)
                    ),
                    format!(
                        "fn {}(&self, request: {half}) -> impl Future<Output = {ty}> + Send;",
                        name(n / 2)
                    ),
                    format!("fn {word}<T: {half}, const N: usize>(self) where T: {ty} + Send, {{ a(); }}"),
                    "}".to_owned(),
                ]
                .join("\n")
            })
            .collect(),
    );
}

#[test]
fn signatures_of_handlers_and_checks() {
    let mut items = Vec::new();
    for n in 1..115 {
        let word = name(n);
        for group in ["S: Api", "S: Administration"] {
            items.push(format!(
                "pub(super) async fn {word}<{group}>(State(service): State<Arc<S>>, request: Request) -> Response {{ a(); }}"
            ));
        }
        items.push(format!(
            "pub fn {word}(checker: &mut Checker<'_>) {{ a(); }}"
        ));
        items.push(format!("pub fn {word}(checker: &mut Checker<'_>) {{}}"));
    }
    agrees(items);
}

#[test]
fn constants() {
    let mut items = Vec::new();
    for n in 1..115 {
        let head = format!("pub static {}", name(n).to_uppercase());
        let types = ["NULL", "STRING", "ARRAY"].join(" | ");
        let shape = format!("Shape {{ explode: true, ..Shape::scalar({types}) }}");
        for length in [n, 5, 20, 40] {
            let string = text(length);
            items.push(format!(
                "{head}: Parameter = Parameter::query({string}, Shape::scalar({types}));"
            ));
            items.push(format!(
                "{head}: Parameter = Parameter::path({string}, {shape});"
            ));
        }
        items.push(format!(
            "{head}: Parameter = Parameter::header({}, {shape});",
            text(n / 2)
        ));
        items.push(format!("{head}: Shape = {shape};"));
        items.push(format!("{head}: Pattern = Pattern::new({});", text(n)));
        items.push(format!("{head}: Pattern = Pattern::new({});", text(120)));
        items.push(format!(
            "const A: &[&str] = &[{}, {}];",
            text(n),
            text(n / 2)
        ));
        items.push(format!(
            "const A: &[&[&str]] = &[&[{}, {}], &[{}]];",
            text(n),
            text(n / 2),
            text(n / 3)
        ));
    }
    agrees(items);
}

#[test]
fn lists_of_struct_literals() {
    bodies("fn a()", 1..115, |n| {
        let scopes = format!("&[{}, {}, {}]", text(n), text(n / 2), text(5));
        let way = format!("Way {{ read: super::read_{}, scopes: {scopes} }}", name(n));
        let plain = "Way { read: x, scopes: &[] }";
        let members = [n / 3, n / 4, n / 5, n / 2].map(text).join(", ");
        let constants = format!("({}, &[{}])", text(n), text(n / 2));
        vec![
            format!("const WAYS: &[Way] = &[{way}];"),
            format!("const WAYS: &[Way] = &[{plain}, {plain}];"),
            format!(
                "const LOOKS: &[Look] = &[Look {{ constants: &[{constants}], members: &[{members}] }}];"
            ),
        ]
    });
}

#[test]
fn types_and_items() {
    let mut items = Vec::new();
    for n in 1..115 {
        let (word, ty) = (name(n), camel(n));
        items.extend([
            format!(
                "pub struct {ty} {{ pub {word}: {ty}, pub {}: Option<Vec<{ty}>>, {}: BTreeMap<String, {ty}> }}",
                name(n / 2),
                name(n / 3)
            ),
            format!(
                "pub enum {ty} {{ {ty}({ty}), {}({ty}), Default(u16, {ty}), Found {{ {}: {} }} }}",
                camel(n / 2),
                name(n / 3),
                camel(n / 2)
            ),
            format!("pub enum A {{ Found {{ {}: {}, b: u8 }}, C }}", name(n / 3), camel(n / 2)),
            format!("pub enum {} {{}}", camel(n)),
            format!("pub struct {ty}(pub {ty}, Vec<{ty}>);"),
            format!("pub struct {ty};"),
            format!("pub struct {ty} {{}}"),
            format!("pub struct A<'a, T: {ty}> {{ a: &'a T }}"),
            format!("pub type {ty} = Vec<{ty}>;"),
            format!("pub type Short = Vec<{ty}>;"),
            format!("pub type Short = Box<dyn Fn({ty}, &str) -> {ty} + Send>;"),
            format!("impl {ty} {{ fn a() {{}} }}"),
            format!("impl FromJson for {ty} {{ fn a() {{}} }}"),
            format!("impl<T: FromJson> FromJson for {ty}<T> {{ type A = {ty}; }}"),
            format!("pub trait {ty}: Service {{ fn a(); }}"),
            format!("pub trait {ty}: Service {{}}"),
            format!("pub trait {ty} {{ const A: u8; fn {word}(&self) -> u8 {{ 1 }} }}"),
        ]);
    }
    agrees(items);
}

#[test]
fn attributes() {
    let mut items = Vec::new();
    for n in 1..115 {
        let (word, ty) = (name(n), camel(n));
        items.extend([
            format!("#[derive(Debug, Clone, {ty})] #[non_exhaustive] pub struct A;"),
            format!(
                "#[derive(Debug, Clone, PartialEq, Eq, Hash, {ty}, {})] pub struct A;",
                camel(n / 2)
            ),
            format!("#[cfg(feature = \"{word}\")] pub mod a;"),
            format!(
                "#[cfg(any(feature = \"{word}\", feature = \"{}\"))] pub mod a;",
                name(n / 2)
            ),
            format!("#[allow(clippy::{word}, clippy::b)] fn a() {{}}"),
            format!("#[doc = \"{word}\"] fn a() {{}}"),
            format!("#[allow({word})] fn a() {{ #[allow({word})] let a = 1; }}"),
        ]);
    }
    agrees(items);
}

#[test]
fn imports() {
    let mut items = Vec::new();
    for n in 1..115 {
        for count in [1_u8, 2, 3, 7] {
            let names: Vec<String> = (0..count)
                .rev()
                .map(|index| format!("{}{}", camel(n), char::from(b'A' + index)))
                .collect();
            let names = names.join(", ");
            items.push(format!(
                "fn m{n}_{count}() {{}}\n\nuse super::super::support::x::{{{names}}};\npub use api_key::*;\nuse super::{{{names}}};\npub use api::*;\nuse std::fmt;"
            ));
            items.push(format!("use a::{{b::{{{names}}}, c, self}};"));
        }
    }
    agrees(items);
}

#[test]
fn modules() {
    let items = [
        "#[cfg(a)] mod b;\npub mod a;\nmod c10;\nmod c2;",
        "mod z { use b; use a; fn a() {} }",
        "#[cfg(test)] mod tests {}",
    ];
    agrees(items.map(str::to_owned).to_vec());
}
