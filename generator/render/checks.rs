//! The checks module.

use std::fmt::{self, Display as _};

use askama::Template;

use super::filters;
use super::imports::Names;
use super::text::{List, RustCode, Shown, Word, separated};
use crate::rust::{
    Api, CheckFn, CheckRef, Constant, Cover, Ident, Once, Statement, TestedFormat, UnevaluatedKind,
    types_named,
};

#[derive(Template)]
#[template(path = "rust/checks/file.rs")]
struct ChecksFile<'a> {
    uses: CheckImports,
    /// Regular expressions, with the names of their constants.
    patterns: &'a [(Ident, String)],
    functions: Vec<FunctionItem<'a>>,
}

struct FunctionItem<'a> {
    pointer: Shown,
    name: &'a Ident,
    statements: &'a [Statement],
    once: Once,
}

/// What the checks name of the support code.
#[derive(Default)]
struct CheckImports {
    /// Checks and types that the support code has.
    check: bool,
    constants: bool,
    unevaluated: bool,
    /// Modules that test formats.
    tests: Names,
}

/// A check, by its name.
#[derive(Template)]
#[template(path = "rust/checks/name.rs")]
pub(super) struct CheckName<'a> {
    pub check: &'a CheckRef,
}

/// The types that a value may be of: those that it names, or all but one.
#[derive(Template)]
#[template(path = "rust/checks/types.rs")]
pub(super) struct CheckTypes(pub u8);

impl CheckTypes {
    /// The only type that is not in the set.
    fn missing(&self) -> Option<Word> {
        let mut others = types_named(!self.0).map(Word);
        others.next().filter(|_| others.next().is_none())
    }

    fn names(&self) -> impl Iterator<Item = Word> {
        types_named(self.0).map(Word)
    }
}

/// What a keyword looks at.
#[derive(Template)]
#[template(path = "rust/checks/cover.rs")]
struct CoverItem<'a> {
    cover: &'a Cover,
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
/// As the template fails, which it has no cause to.
pub fn checks(api: &Api) -> Result<String, askama::Error> {
    let functions = &api.checks.functions;
    let mut uses = CheckImports::default();
    let statements = functions.iter().flat_map(|function| &function.statements);
    statements.for_each(|statement| uses.add(statement));
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
