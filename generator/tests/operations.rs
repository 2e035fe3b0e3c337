//! Small contracts about requests, beside the code that is generated from them, compiled without a
//! warning and exercised over HTTP. A contract of many files is a folder with a `contract.yaml`.
//!
//! `x-exercise` lists requests, each with the `status` that it gets (200 unless said) and what the
//! answer `shows`: handlers answer with their request as `Debug` shows it, or with who calls.
//!
//! `UPDATE_EXPECT=1 cargo test` writes the code beside the contracts again.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use counterpart::contract::Operation;
use counterpart::output::File;
use counterpart::{Loaded, ReadOptions, load};

use crate::golden::Cases;

const FOLDER: &str = "generator/tests/positive/operations";

/// Sends the requests of a contract to a service and looks at what is answered.
const EXERCISE: &str = include_str!("positive/exercise-operations.rs");

/// The contracts, each with where its code stands.
fn cases() -> Vec<(PathBuf, PathBuf)> {
    let entries = fs::read_dir(FOLDER).expect("the folder of cases");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<_> = paths
        .filter(|path| path.extension().is_none_or(|ending| ending == "yaml"))
        .map(|path| {
            let code = path.with_extension("rs");
            let contract = if path.is_dir() {
                path.join("contract.yaml")
            } else {
                path
            };
            (contract, code)
        })
        .collect();
    cases.sort();
    cases
}

/// What a case is about: everything that is not nearly the same for all contracts.
fn is_shown(file: &File) -> bool {
    let path = &file.path;
    let own_module = path.starts_with("server") || !path.ends_with("mod.rs");
    own_module && !path.starts_with("support")
}

/// A service whose handlers answer with what they were given, and a test that calls it.
fn exercise_module(module: &str, loaded: &Loaded) -> String {
    let numbered = loaded.contract.operations.iter().enumerate();
    let operations: Vec<&Operation> = numbered
        .zip(loaded.contract.effective_operations())
        .filter(|((number, _), first)| number == first)
        .map(|((_, operation), _)| operation)
        .collect();
    let asks = |operation: &Operation| operation.security.iter().any(|way| !way.is_empty());
    let mut methods = String::new();
    for operation in &operations {
        let id = operation
            .id
            .as_deref()
            .expect("an operationId in snake case");
        let ty: String = id
            .split('_')
            .map(|word| word[..1].to_uppercase() + &word[1..])
            .collect();
        let optional = operation.security.iter().any(|way| way.is_empty());
        let (caller, shown) = match (asks(operation), optional) {
            (false, _) => ("", "format!(\"nobody: {request:?}\")"),
            (true, false) => ("caller: String, ", "format!(\"{caller}: {request:?}\")"),
            (true, true) => (
                "caller: Option<String>, ",
                "format!(\"{}: {request:?}\", caller.as_deref().unwrap_or(\"nobody\"))",
            ),
        };
        let _ = write!(
            methods,
            "    async fn {id}(&self, {caller}request: {ty}Request) -> {ty}Response {{\n        \
             {ty}Response::Ok({shown})\n    }}\n"
        );
    }
    let service = if operations.iter().any(|operation| asks(operation)) {
        "impl Service for Echo {\n    type Caller = String;\n\n    async fn authenticate(\n        \
         &self,\n        credentials: Credentials,\n        _: Access<'_>,\n    ) -> Result<String, Rejection> {\n        \
         Ok(format!(\"{credentials:?}\"))\n    }\n}\n"
    } else {
        "impl Service for Echo {}\n"
    };
    // Operations with a tag are none that is served, so that their traits ask for nothing.
    let tags = loaded.contract.tags.iter().map(|tag| {
        let name = tag.name[..1].to_uppercase() + &tag.name[1..];
        format!("impl {name} for Echo {{}}\n")
    });
    let tags: String = tags.collect();
    let exercises = loaded.contract.extensions.get("x-exercise");
    let exercises = exercises.expect("a case has exercises").to_string();
    format!(
        "use crate::{module}::server::*;\n\nstruct Echo;\n\n{service}\nimpl Api for Echo {{\n{methods}}}\n{tags}\n\
         #[tokio::test]\nasync fn requests_are_read_or_refused() {{\n    \
         crate::exercise::run(router(Echo), {exercises:?}).await;\n}}\n"
    )
}

#[test]
#[ignore = "slow: builds generated code"]
fn every_case_is_generated_as_it_was_compiles_and_answers_as_its_contract_says() {
    let mut all = Cases::new("operations", EXERCISE, is_shown);
    for (contract, code) in cases() {
        all.add(
            &code,
            load(&contract, ReadOptions::default()),
            exercise_module,
        );
    }
    all.run();
}
