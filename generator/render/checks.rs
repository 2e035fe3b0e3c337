//! Renders the module of checks.

use std::fmt::{self, Display as _};

use askama::Template;

use super::filters;
use super::imports::Names;
use super::text::{List, RustCode, Shown, Word, separated};
use counterpart_contract::pattern::{Matching, Op};

use crate::rust::{
    Api, CheckFn, CheckRef, Constant, Cover, Ident, Once, PatternConst, Statement, TestedFormat,
    UnevaluatedKind, types_named,
};

#[derive(Template)]
#[template(path = "rust/checks/file.rs")]
struct ChecksFile<'a> {
    uses: CheckImports,
    patterns: &'a [PatternConst],
    functions: Vec<FunctionItem<'a>>,
}

struct FunctionItem<'a> {
    pointer: Shown,
    name: &'a Ident,
    statements: &'a [Statement],
    once: Once,
}

/// The items of the support code that the checks import.
#[derive(Default)]
struct CheckImports {
    /// Shared checks and types.
    check: bool,
    constants: bool,
    unevaluated: bool,
    /// Patterns that are matched in linear time, and those that are matched by backtracking.
    linear: bool,
    bounded: bool,
    /// Modules of format checks.
    tests: Names,
}

/// A check, by its name.
#[derive(Template)]
#[template(path = "rust/checks/name.rs")]
pub(super) struct CheckName<'a> {
    pub check: &'a CheckRef,
}

/// The allowed types of a value: those listed, or all but one.
#[derive(Template)]
#[template(path = "rust/checks/types.rs")]
pub(super) struct CheckTypes(pub u8);

impl CheckTypes {
    /// The excluded type.
    fn missing(&self) -> Option<Word> {
        let mut others = types_named(!self.0).map(Word);
        others.next().filter(|_| others.next().is_none())
    }

    fn names(&self) -> impl Iterator<Item = Word> {
        types_named(self.0).map(Word)
    }
}

/// The kind of value that a keyword constrains.
#[derive(Template)]
#[template(path = "rust/checks/cover.rs")]
struct CoverItem<'a> {
    cover: &'a Cover,
}

/// An instruction that matches a pattern.
#[derive(Template)]
#[template(path = "rust/checks/op.rs")]
struct OpItem<'a> {
    op: &'a Op<'a>,
}

/// A range of characters.
#[derive(Template)]
#[template(path = "rust/checks/range.rs")]
struct RangeItem {
    low: u32,
    high: u32,
}

impl List for Vec<Op<'_>> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, |op, out| OpItem { op }.fmt(out))
    }
}

impl List for [(u32, u32)] {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, |(low, high), out| {
            let (low, high) = (*low, *high);
            RangeItem { low, high }.fmt(out)
        })
    }
}

/// A value of an enumeration.
#[derive(Template)]
#[template(path = "rust/checks/constant.rs")]
struct ConstantItem<'a> {
    constant: &'a Constant,
}

impl<'a> ConstantItem<'a> {
    fn of(constant: &'a Constant) -> Self {
        Self { constant }
    }
}

impl RustCode for ConstantItem<'_> {}

impl List for Vec<Constant> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, |constant, out| {
            ConstantItem { constant }.fmt(out)
        })
    }
}

impl List for Vec<CheckRef> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, |check, out| CheckName { check }.fmt(out))
    }
}

impl List for Vec<Cover> {
    fn write(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(self, out, |cover, out| CoverItem { cover }.fmt(out))
    }
}

/// Renders the checks module.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub fn checks(api: &Api) -> Result<String, askama::Error> {
    let functions = &api.checks.functions;
    let mut uses = CheckImports::default();
    let statements = functions.iter().flat_map(|function| &function.statements);
    statements.for_each(|statement| uses.add(statement));
    for pattern in &api.checks.patterns {
        match &pattern.matching {
            Matching::Linear(_) => uses.linear = true,
            Matching::Backtracking(_) => uses.bounded = true,
        }
    }
    ChecksFile {
        uses,
        patterns: &api.checks.patterns,
        functions: functions.iter().map(FunctionItem::of).collect(),
    }
    .render()
}

impl<'a> FunctionItem<'a> {
    fn of(function: &'a CheckFn) -> Self {
        Self {
            pointer: Shown::name(&function.pointer),
            name: &function.name,
            statements: &function.statements,
            once: function.once,
        }
    }
}

impl CheckImports {
    fn add(&mut self, statement: &Statement) {
        match statement {
            Statement::Types(_) | Statement::Nothing => self.check = true,
            Statement::EnumValues(_) => self.constants = true,
            Statement::Unevaluated(..) => self.unevaluated = true,
            Statement::Format(TestedFormat::DateTime | TestedFormat::Date) => {
                self.tests.insert("time");
            }
            Statement::Format(_) => self.tests.insert("format"),
            _ => {}
        }
        statement.checks(&mut |check| self.check |= matches!(check, CheckRef::Support(_)));
    }
}
