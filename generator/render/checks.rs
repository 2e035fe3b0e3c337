//! The checks module.

use std::collections::BTreeSet;

use askama::Template;

use super::filters;
use super::layout::{Expr, Imports, Result as Returns, call, constant, signature, statement, word};
use super::text::{Code, Literal};
use crate::rust::{Api, CheckRef, Cover, Ident, Parts, Statement, types_named};

#[derive(Template)]
#[template(path = "rust/checks.rs")]
struct ChecksFile {
    imports: Code,
    patterns: Vec<Code>,
    functions: Vec<FunctionItem>,
}

struct FunctionItem {
    pointer: Code,
    head: Code,
    statements: Vec<Code>,
}

/// The text of the checks module.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn checks(api: &Api) -> Result<String, askama::Error> {
    let mut uses = BTreeSet::new();
    let patterns: Vec<&Ident> = api.checks.patterns.iter().map(|(name, _)| name).collect();
    let functions = api
        .checks
        .functions
        .iter()
        .map(|function| FunctionItem {
            pointer: Code::new(shown(&function.pointer)),
            head: Code::new(check_head(&function.name, function.statements.is_empty())),
            statements: function
                .statements
                .iter()
                .map(|keyword| {
                    Code::new(statement(
                        4,
                        "",
                        &keyword_call(keyword, &patterns, &mut uses),
                    ))
                })
                .collect(),
        })
        .collect();
    let mut imports = Imports::default();
    if uses.contains("check") {
        imports.add("super::support::check", ["self", "Checker"]);
    } else if !api.checks.functions.is_empty() {
        imports.add("super::support::check", ["Checker"]);
    }
    if !patterns.is_empty() {
        imports.add("super::support::pattern", ["Pattern"]);
    }
    if uses.contains("unevaluated") {
        imports.add("super::support::unevaluated", ["self", "Cover"]);
    }
    let more = ["format", "time"].into_iter();
    imports.add("super::support", more.filter(|name| uses.contains(*name)));
    let patterns = api
        .checks
        .patterns
        .iter()
        .map(|(name, source)| {
            let value = call("Pattern::new", vec![word(Literal::new(source).to_string())]);
            let line = constant(&format!("static {name}"), "Pattern", &value);
            Code::new(format!("\n{line}"))
        })
        .collect();
    ChecksFile {
        imports: Code::new(imports.write().trim_end()),
        patterns,
        functions,
    }
    .render()
}

/// The head of a check; an empty one does not use its argument.
fn check_head(name: &Ident, empty: bool) -> String {
    let checker = if empty { "_" } else { "checker" };
    let parameters = [format!("{checker}: &mut Checker<'_>")];
    signature(
        0,
        &format!("pub fn {name}"),
        &parameters,
        Returns::Nothing,
        " {",
    )
}

/// A JSON pointer in a comment.
pub(super) fn shown(pointer: &str) -> String {
    pointer
        .chars()
        .map(|character| {
            let hidden = character.is_control()
                || character == '`'
                || crate::diagnostic::is_direction_mark(character);
            if hidden { '\u{fffd}' } else { character }
        })
        .collect()
}

/// A check as an expression.
pub(super) fn check(reference: &CheckRef, uses: &mut BTreeSet<&'static str>) -> Expr {
    match reference {
        CheckRef::Own(name) => word(name.as_str()),
        CheckRef::Support(name) => {
            uses.insert("check");
            word(format!("check::{name}"))
        }
    }
}

fn texts(list: &[String]) -> Expr {
    Expr::List(list.iter().map(|text| literal(text)).collect())
}

pub(super) fn literal(text: &str) -> Expr {
    word(Literal::new(text).to_string())
}

fn keyword_call(
    keyword: &Statement,
    patterns: &[&Ident],
    uses: &mut BTreeSet<&'static str>,
) -> Expr {
    let pattern = |index: &usize| {
        word(
            patterns
                .get(*index)
                .map_or(String::new(), |name| format!("&{name}")),
        )
    };
    let list = |indices: &[usize]| Expr::List(indices.iter().map(pattern).collect());
    let number = |number: u64| word(number.to_string());
    let float = |number: f64| word(format!("{number:?}"));
    let (name, arguments) = match keyword {
        Statement::Types(types) => {
            uses.insert("check");
            ("types", vec![word(types_expression(*types))])
        }
        Statement::Texts(list) => ("one_of_texts", vec![texts(list)]),
        Statement::Values(json) => ("one_of_values", vec![literal(json)]),
        Statement::MinLength(limit) => ("min_length", vec![number(*limit)]),
        Statement::MaxLength(limit) => ("max_length", vec![number(*limit)]),
        Statement::Pattern(index) => ("pattern", vec![pattern(index)]),
        Statement::Format(name, test) => {
            uses.insert(if test.starts_with("time") {
                "time"
            } else {
                "format"
            });
            ("format", vec![literal(name), word(*test)])
        }
        Statement::MinInteger(limit) => ("min_integer", vec![word(limit.to_string())]),
        Statement::MaxInteger(limit) => ("max_integer", vec![word(limit.to_string())]),
        Statement::Minimum(limit) => ("minimum", vec![float(*limit)]),
        Statement::Maximum(limit) => ("maximum", vec![float(*limit)]),
        Statement::Above(limit) => ("above", vec![float(*limit)]),
        Statement::Under(limit) => ("under", vec![float(*limit)]),
        Statement::MultipleOf(mantissa, exponent) => (
            "multiple_of",
            vec![word(mantissa.to_string()), word(exponent.to_string())],
        ),
        Statement::MinItems(limit) => ("min_items", vec![number(*limit)]),
        Statement::MaxItems(limit) => ("max_items", vec![number(*limit)]),
        Statement::UniqueItems => ("unique_items", vec![]),
        Statement::Items(skip, to) => ("items", vec![word(skip.to_string()), check(to, uses)]),
        Statement::Item(index, to) => ("item", vec![word(index.to_string()), check(to, uses)]),
        Statement::Contains(to, min, max) => {
            let max = max.map_or("None".to_owned(), |max| format!("Some({max})"));
            ("contains", vec![check(to, uses), number(*min), word(max)])
        }
        Statement::Required(name) => ("required", vec![literal(name)]),
        Statement::Property(name, to) => ("property", vec![literal(name), check(to, uses)]),
        Statement::Matching(index, to) => ("matching", vec![pattern(index), check(to, uses)]),
        Statement::Additional {
            names,
            patterns,
            check: to,
        } => (
            "additional",
            vec![texts(names), list(patterns), check(to, uses)],
        ),
        Statement::Closed { names, patterns } => ("closed", vec![texts(names), list(patterns)]),
        Statement::Names(to) => ("names", vec![check(to, uses)]),
        Statement::MinProperties(limit) => ("min_properties", vec![number(*limit)]),
        Statement::MaxProperties(limit) => ("max_properties", vec![number(*limit)]),
        Statement::Requires(name, other) => ("requires", vec![literal(name), literal(other)]),
        Statement::WhenPresent(name, to) => ("when_present", vec![literal(name), check(to, uses)]),
        Statement::Also(to) => ("also", vec![check(to, uses)]),
        Statement::AnyOf(all) => (
            "any_of",
            vec![Expr::List(all.iter().map(|to| check(to, uses)).collect())],
        ),
        Statement::OneOf(all) => (
            "one_of",
            vec![Expr::List(all.iter().map(|to| check(to, uses)).collect())],
        ),
        Statement::Discriminated(property, all) => {
            let pairs = all
                .iter()
                .map(|(tag, to)| Expr::Tuple(vec![literal(tag), check(to, uses)]))
                .collect();
            ("discriminated", vec![literal(property), Expr::List(pairs)])
        }
        Statement::Not(to) => ("not", vec![check(to, uses)]),
        Statement::Conditional(condition, then, otherwise) => (
            "conditional",
            vec![
                check(condition, uses),
                check(then, uses),
                check(otherwise, uses),
            ],
        ),
        Statement::Unevaluated(parts, covers, rest) => {
            uses.insert("unevaluated");
            let covers = covers.iter().map(|one| cover(one, patterns, uses));
            let covers = Expr::List(covers.collect());
            let function = match parts {
                Parts::Members => "unevaluated::members",
                Parts::Items => "unevaluated::items",
            };
            return call(function, vec![word("checker"), covers, check(rest, uses)]);
        }
        Statement::Nothing => {
            uses.insert("check");
            ("also", vec![word("check::nothing")])
        }
    };
    call(format!("checker.{name}"), arguments)
}

/// What a keyword looks at.
fn cover(of: &Cover, patterns: &[&Ident], uses: &mut BTreeSet<&'static str>) -> Expr {
    let inner = |list: &[Cover], uses: &mut BTreeSet<&'static str>| {
        Expr::List(list.iter().map(|one| cover(one, patterns, uses)).collect())
    };
    let (name, arguments) = match of {
        Cover::All => return word("Cover::All"),
        Cover::Names(names) => ("Names", vec![texts(names)]),
        Cover::Matching(index) => {
            let name = patterns.get(*index).map_or("", |name| name.as_str());
            ("Matching", vec![word(format!("&{name}"))])
        }
        Cover::First(count) => ("First", vec![word(count.to_string())]),
        Cover::Items(of) => ("Items", vec![check(of, uses)]),
        Cover::Where(of, list) => ("Where", vec![check(of, uses), inner(list, uses)]),
        Cover::Unless(of, list) => ("Unless", vec![check(of, uses), inner(list, uses)]),
        Cover::With(name, list) => ("With", vec![literal(name), inner(list, uses)]),
    };
    call(format!("Cover::{name}"), arguments)
}

/// `check::STRING | check::NULL`, or `!check::NUMBER` for all but one.
fn types_expression(types: u8) -> String {
    let set: Vec<String> = types_named(types)
        .map(|name| format!("check::{name}"))
        .collect();
    let missing: Vec<&str> = types_named(!types).collect();
    match missing.as_slice() {
        [only] => format!("!check::{only}"),
        _ => set.join(" | "),
    }
}
