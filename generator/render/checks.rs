//! Renders the module of checks.

use std::fmt::{self, Display as _};

use askama::Template;

use super::filters;
use super::imports::Names;
use super::text::{List, RustCode, Shown, Word, separated};
use counterpart_contract::pattern::{Matching, Op};

use crate::rust::{
    Additional, Api, CheckRef, Checks, Combination, Constant, Contains, Cover, PatternConst,
    Property, Rule, Table, TestedFormat, UnevaluatedKind, types_named,
};

/// Every type of JSON values.
const EVERY: u8 = 127;

#[derive(Template)]
#[template(path = "rust/checks/file.rs")]
struct ChecksFile<'a> {
    uses: CheckImports,
    patterns: &'a [PatternConst],
    tables: Vec<TableItem<'a>>,
}

struct TableItem<'a> {
    pointer: Shown,
    table: &'a Table,
}

/// The items of the support code that the checks import.
#[derive(Default)]
struct CheckImports {
    /// Types of the module of checks.
    types: Names,
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
    let Checks { tables, patterns } = &api.checks;
    let mut uses = CheckImports::default();
    tables.iter().for_each(|table| uses.add(table));
    for pattern in patterns {
        match &pattern.matching {
            Matching::Linear(_) => uses.linear = true,
            Matching::Backtracking(_) => uses.bounded = true,
        }
    }
    ChecksFile {
        uses,
        patterns,
        tables: tables.iter().map(TableItem::of).collect(),
    }
    .render()
}

impl<'a> TableItem<'a> {
    fn of(table: &'a Table) -> Self {
        Self {
            pointer: Shown::name(&table.pointer),
            table,
        }
    }

    /// Whether nothing but types is known.
    fn has_types_alone(&self) -> bool {
        let Table {
            name: _,
            pointer: _,
            types: _,
            rules,
            properties,
            patterns,
            additional,
            names,
            prefix,
            items,
            contains,
            combinations,
            is_remembered,
        } = self.table;
        let of_objects = properties.is_empty() && patterns.is_empty() && names.is_none();
        let of_arrays = prefix.is_empty() && items.is_none() && contains.is_none();
        let is_open = matches!(additional, Additional::Any);
        let is_plain = rules.is_empty() && combinations.is_empty() && !is_remembered;
        of_objects && of_arrays && is_open && is_plain
    }

    fn has_every_type(&self) -> bool {
        self.table.types == EVERY
    }
}

impl CheckImports {
    fn add(&mut self, table: &Table) {
        let Table {
            name: _,
            pointer: _,
            types,
            rules,
            properties,
            patterns: _,
            additional,
            names: _,
            prefix: _,
            items: _,
            contains,
            combinations,
            is_remembered: _,
        } = table;
        self.types.insert("Schema");
        let mut names_module = *types != EVERY;
        table.checks(|check| names_module |= matches!(check, CheckRef::Support(_)));
        let used = [
            (names_module, "self"),
            (!rules.is_empty(), "Rule"),
            (!properties.is_empty(), "Property"),
            (!matches!(additional, Additional::Any), "Additional"),
            (contains.is_some(), "Contains"),
            (!combinations.is_empty(), "Combination"),
        ];
        for (_, name) in used.into_iter().filter(|(is_used, _)| *is_used) {
            self.types.insert(name);
        }
        for rule in rules {
            match rule {
                Rule::EnumValues(_) => self.types.insert("Constant"),
                Rule::Format(TestedFormat::DateTime | TestedFormat::Date) => {
                    self.tests.insert("time");
                }
                Rule::Format(_) => self.tests.insert("format"),
                _ => {}
            }
        }
        let mut combinations = combinations.iter();
        if combinations.any(|combination| matches!(combination, Combination::Unevaluated(_, covers, _) if !covers.is_empty())) {
            self.types.insert("Cover");
        }
    }
}
