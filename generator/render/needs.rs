//! The modules of the support code and the other crates that the output needs.

use super::imports::Types;
use counterpart_contract::pattern::Matching;

use crate::rust::{Api, Kind, Rule, TestedFormat};

/// The parts that are generated in addition to the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Targets {
    pub server: bool,
    pub client: bool,
    /// Tests from the contract's examples.
    pub tests: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    pub server: bool,
    pub client: bool,
    pub time: bool,
    pub uuid: bool,
    /// Numbers that have to be exact keep their digits.
    pub number: bool,
    /// Unions, which need code to select a branch.
    pub branch: bool,
    /// Patterns that are matched in linear time.
    pub patterns: bool,
    /// Patterns that are matched by backtracking.
    pub bounded: bool,
}

impl Needs {
    pub fn of(api: &Api, targets: Targets) -> Self {
        let mut types = Types::default();
        let models = &api.models.models;
        for model in models {
            model.types(&mut |ty| types.add(ty));
        }
        if targets.server || targets.client {
            let operations = api.operations();
            operations.for_each(|operation| operation.types().for_each(|ty| types.add(ty)));
        }
        if targets.tests {
            let examples = api.examples.iter().flat_map(|test| &test.examples);
            examples.for_each(|example| types.add(&example.ty));
        }
        let matched = |kind: fn(&Matching) -> bool| {
            let mut patterns = api.checks.patterns.iter();
            patterns.any(|pattern| kind(&pattern.matching))
        };
        let tables = api.checks.tables.iter().filter(|_| targets.server);
        let mut needs = Self {
            server: targets.server,
            client: targets.client,
            time: types.timestamp || types.date,
            uuid: types.uuid,
            number: types.number,
            branch: models
                .iter()
                .any(|model| matches!(model.kind, Kind::Union(_))),
            patterns: targets.server && matched(|own| matches!(own, Matching::Linear(_))),
            bounded: targets.server && matched(|own| matches!(own, Matching::Backtracking(_))),
        };
        let mut rules = tables.flat_map(|table| &table.rules);
        needs.time |= rules.any(|rule| {
            matches!(
                rule,
                Rule::Format(TestedFormat::DateTime | TestedFormat::Date)
            )
        });
        needs
    }

    /// Returns whether the output contains a module of the support code.
    pub fn has(self, module: &str) -> bool {
        match module {
            "check" | "format" | "server" => self.server,
            "backtrack" | "bounded" => self.bounded,
            "branch" => self.branch,
            "client" => self.client,
            "pattern" => self.patterns,
            "time" => self.time,
            "uuid" => self.uuid,
            _ => true,
        }
    }
}
