//! Real documents: all of them generate, what they generate compiles without a warning, and
//! rustfmt has nothing to change in it.
//!
//! The documents are in the folder that `COUNTERPART_CORPUS` names; they are never part of this
//! project. Each becomes a module of one crate, so that its dependencies are built once.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use counterpart::contract::{Contract, MediaType, Operation, Parameter};
use counterpart::diagnostic::Severity;
use counterpart::{GenerateOptions, ReadOptions, generate_module, load, output};

use crate::{compiled, proportion};

/// A document and what came of it.
struct Row {
    name: String,
    bytes: u64,
    operations: usize,
    warnings: usize,
    lines: usize,
    took: Duration,
    failure: Option<String>,
}

pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the corpus can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths
}

fn generate(path: &Path, module: &str, root: &Path) -> Row {
    let started = Instant::now();
    let mut loaded = load(path, ReadOptions::default());
    let made = generate_module(&mut loaded, &GenerateOptions::default());
    let took = started.elapsed();
    let errors = loaded
        .report
        .iter()
        .find(|problem| problem.severity == Severity::Error);
    let (lines, failure) = match made {
        Ok(_) if errors.is_some() => (0, errors.map(|error| error.message.clone())),
        Ok(files) => {
            proportion::assert_proportionate(path, loaded.document.sources.iter(), &files);
            output::write(&root.join("src").join(module), &files)
                .expect("the output can be written");
            (
                files.iter().map(|file| file.contents.lines().count()).sum(),
                None,
            )
        }
        Err(error) => (0, Some(error.to_string())),
    };
    Row {
        name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        bytes: fs::metadata(path).map_or(0, |metadata| metadata.len()),
        operations: loaded.contract.operations.len(),
        warnings: loaded
            .report
            .iter()
            .filter(|problem| problem.severity == Severity::Warning)
            .count(),
        lines,
        took,
        failure,
    }
}

/// The folder that `COUNTERPART_CORPUS` names, or a word on why nothing is tested.
pub fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("COUNTERPART_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: COUNTERPART_CORPUS names no folder of documents");
    }
    folder
}

#[test]
#[ignore = "slow: needs COUNTERPART_CORPUS"]
fn every_document_becomes_formatted_code_that_compiles_without_a_warning() {
    let Some(folder) = folder() else {
        return;
    };
    let root = compiled::folder("corpus");
    let mut rows = Vec::new();
    let mut modules = String::new();
    let mut names = Vec::new();
    for (index, path) in documents(&folder).iter().enumerate() {
        let module = format!("document_{index}");
        rows.push(generate(path, &module, &root));
        // Writing to a string cannot fail.
        let _ = writeln!(modules, "/// `{}`\npub mod {module};", rows[index].name);
        names.push(module);
    }
    println!(
        "{:48} {:>9} {:>6} {:>8} {:>8} {:>9}",
        "document", "bytes", "ops", "warnings", "lines", "time"
    );
    for row in &rows {
        println!(
            "{:48} {:>9} {:>6} {:>8} {:>8} {:>7.1}ms{}",
            row.name,
            row.bytes,
            row.operations,
            row.warnings,
            row.lines,
            row.took.as_secs_f64() * 1e3,
            if row.failure.is_some() {
                "  FAILED"
            } else {
                ""
            },
        );
    }
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            row.failure
                .as_ref()
                .map(|failure| format!("{}:\n{failure}", row.name))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "documents that do not generate:\n{}",
        failures.join("\n")
    );

    compiled::formatted(&root, &names);
    compiled::check(&root, &modules);
}

/// Models alone, and a test of each example, for they are what reads and writes.
#[test]
#[ignore = "slow: needs COUNTERPART_CORPUS"]
fn every_valid_example_goes_round() {
    let Some(folder) = folder() else {
        return;
    };
    let mut options = GenerateOptions::default();
    options.server = false;
    options.client = false;
    options.docs = false;
    options.tests = true;
    let root = compiled::folder("examples");
    let mut modules = String::new();
    let mut names = Vec::new();
    let mut all = 0;
    println!("{:48} {:>8} {:>8}", "document", "examples", "valid");
    for (index, path) in documents(&folder).iter().enumerate() {
        let mut loaded = load(path, ReadOptions::default());
        let files = generate_module(&mut loaded, &options).expect("the document generates");
        let module = format!("document_{index}");
        output::write(&root.join("src").join(&module), &files).expect("the output can be written");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let valid = files
            .iter()
            .filter(|file| file.path == "examples.rs")
            .map(|file| file.contents.matches("    goes_round::<").count())
            .sum::<usize>();
        println!("{name:48} {:>8} {valid:>8}", examples(&loaded.contract));
        all += valid;
        // Writing to a string cannot fail.
        let _ = writeln!(
            modules,
            "/// `{name}`\n#[allow(dead_code)]\npub mod {module};"
        );
        names.push(module);
    }
    compiled::formatted(&root, &names);
    assert!(all > 1000, "only {all} examples are valid");
    println!("{}", compiled::test(&root, &modules));
}

/// How many examples a contract has, valid or not.
fn examples(contract: &Contract) -> usize {
    let of_parameter = |parameter: &Parameter| parameter.examples.len();
    let of_media = |media: &MediaType| media.examples.len();
    let of_operation = |operation: &Operation| {
        let body = operation.body.iter().flat_map(|body| &body.content);
        let answers = operation.responses.iter();
        operation.parameters.iter().map(of_parameter).sum::<usize>()
            + body.map(of_media).sum::<usize>()
            + answers
                .map(|answer| {
                    answer.headers.iter().map(of_parameter).sum::<usize>()
                        + answer.content.iter().map(of_media).sum::<usize>()
                })
                .sum::<usize>()
    };
    contract.operations.iter().map(of_operation).sum::<usize>()
        + contract
            .schemas
            .iter()
            .map(|schema| schema.examples.len())
            .sum::<usize>()
}
