//! Small contracts, one feature each, beside the code that is generated from them. All of it is
//! compiled in one crate without a warning, and exercised over HTTP: values that the contract
//! admits come back as they were sent, others are refused with the pointers of what is wrong.
//!
//! `x-exercise` in a contract names, for each schema: `accepts`, values that go round; `refuses`, a
//! `value` and where it is wrong (`at`); `writes`, a `value` and what it `is` when it comes back;
//! `takes`, values that are accepted, and `rejects`, values that are refused, wherever they are wrong; `lenient`, values that a caller's types read and write though a server refuses them; `exact`,
//! JSON as text, of which no digit may get lost.
//!
//! `UPDATE_EXPECT=1 cargo test` writes the code beside the contracts again.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use counterpart::output::File;
use counterpart::source::Memory;
use counterpart::{Loaded, ReadOptions, load_text};
use serde_json::{Map, Value};

use crate::golden::Cases;
use crate::twin::{Tally, with_judged};

const FOLDER: &str = "generator/tests/positive/schemas";

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).expect("the folder of cases");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    paths.sort();
    paths
}

pub fn read(name: &str, text: &str) -> Loaded {
    load_text(
        "",
        name,
        text.to_owned(),
        &Memory::default(),
        ReadOptions::default(),
    )
}

/// The schemas that a contract has exercises for.
fn exercises(text: &str) -> Map<String, Value> {
    let loaded = read("case.yaml", text);
    match loaded.contract.extensions.get("x-exercise") {
        Some(Value::Object(exercises)) => exercises.clone(),
        _ => panic!("a case has exercises"),
    }
}

/// The contract with an operation for each exercise, which takes a value and gives it back.
pub fn with_operations(text: &str, exercises: &Map<String, Value>) -> String {
    let mut text = format!("{text}paths:\n");
    for (index, name) in exercises.keys().enumerate() {
        let name = name.replace('~', "~0").replace('/', "~1");
        let schema = format!("{{$ref: '#/components/schemas/{name}'}}");
        let content = format!("content: {{application/json: {{schema: {schema}}}}}");
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "  /exercise/{index}:\n    post:\n      operationId: exercise_{index}\n      \
             requestBody: {{required: true, {content}}}\n      \
             responses: {{'200': {{description: The same value., {content}}}}}\n"
        );
    }
    text
}

/// What a case is about: the types and checks of its schemas.
fn is_shown(file: &File) -> bool {
    let path = &file.path;
    path == "checks.rs" || path.starts_with("models/") && !path.ends_with("mod.rs")
}

/// A service that gives back what it gets, and a test that sends it every value.
pub fn exercise_module(module: &str, exercises: &Map<String, Value>) -> String {
    let mut methods = String::new();
    let mut readers = String::new();
    for index in 0..exercises.len() {
        let _ = write!(
            methods,
            "    async fn exercise_{index}(&self, request: Exercise{index}Request) -> Exercise{index}Response {{\n        \
             Exercise{index}Response::Ok(from_value(&serde_json::to_value(&request.body).unwrap()).unwrap())\n    }}\n"
        );
        let _ = write!(
            readers,
            "        {index} => {{\n            let Exercise{index}Response::Ok(body) = Exercise{index}Response::Ok(from_value(&value).map_err(|error| error.to_string())?) else {{ return Err(String::new()) }};\n            \
             serde_json::to_value(&body).map_err(|error| error.to_string())\n        }}\n"
        );
    }
    let list: Vec<(&String, &Value)> = exercises.iter().collect();
    let json = serde_json::json!(list).to_string();
    format!(
        "use crate::{module}::server::*;\nuse crate::{module}::support::json::from_value;\n\n\
         struct Echo;\n\nimpl Service for Echo {{}}\n\nimpl Api for Echo {{\n{methods}}}\n\n\
         fn reread(index: usize, value: serde_json::Value) -> Result<serde_json::Value, String> {{\n    match index {{\n{readers}        _ => Err(String::new()),\n    }}\n}}\n\n\
         #[tokio::test]\nasync fn goes_round_or_is_refused() {{\n    crate::exercise::run(router(Echo), reread, {json:?}).await;\n}}\n"
    )
}

/// Sends the values of exercises to a service and looks at what comes back.
pub const EXERCISE: &str = include_str!("positive/exercise.rs");

#[test]
#[ignore = "slow: builds generated code"]
fn every_case_is_generated_as_it_was_compiles_and_does_what_its_contract_says() {
    let mut all = Cases::new("positive", EXERCISE, is_shown);
    let mut tally = Tally::default();
    for path in cases() {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&path).expect("a case");
        let exercises = exercises(&text);
        let loaded = read(&name, &with_operations(&text, &exercises));
        let exercises = with_judged(&loaded.contract, &exercises, &mut tally);
        all.add(&path.with_extension("rs"), loaded, |module, _| {
            exercise_module(module, &exercises)
        });
    }
    tally.assert_both_sides();
    all.run();
}
