//! Documents with something wrong: each is caught by the stage that its folder names, with the
//! message that stands beside it. `UPDATE_EXPECT=1 cargo test` writes the messages again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use counterpart::diagnostic::codes::ALL;
use counterpart::diagnostic::{Style, show};
use counterpart::{GenerateOptions, Loaded, ReadOptions, generate_module, load};

const FOLDER: &str = "generator/tests/negative";

/// The stages, and how the codes that they give begin.
const STAGES: [(&str, &[&str]); 4] = [
    ("source", &["C1"]),
    ("document", &["C1", "C2"]),
    ("contract", &["C3"]),
    ("rust", &["C3", "C4"]),
];

/// Codes that no document alone is given, and why.
const ELSEWHERE: [(&str, &str); 4] = [
    (
        "C403",
        "it is about what a command selects, as `select.rs` does",
    ),
    ("C501", SETTINGS),
    ("C502", SETTINGS),
    ("C503", SETTINGS),
];

const SETTINGS: &str = "it is about settings, as `settings.rs` has them";

fn cases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of cases");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_none_or(|ending| ending != "txt"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no cases in {}", folder.display());
    paths
}

/// A case read, and generated where that is the stage.
fn report(stage: &str, path: &Path) -> Loaded {
    let mut loaded = load(path, ReadOptions::default());
    if stage == "rust" {
        generate_module(&mut loaded, &GenerateOptions::default()).expect("it is generated");
    }
    loaded
}

fn check(stage: &str) {
    let (_, codes) = STAGES[STAGES.iter().position(|(name, _)| *name == stage).unwrap()];
    for path in cases(&Path::new(FOLDER).join(stage)) {
        let loaded = report(stage, &path);
        let found = show(&loaded.report, &loaded.document.sources, Style::Plain);
        let caught = |id: &str| codes.iter().any(|start| id.starts_with(start));
        assert!(
            loaded.report.iter().any(|problem| caught(problem.code.id)),
            "{}: the stage has found nothing:\n{found}",
            path.display()
        );
        let beside = path.with_extension("txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&beside, &found).expect("the message can be written");
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(
            found,
            expected,
            "{}: another message; UPDATE_EXPECT=1 cargo test writes it",
            path.display()
        );
    }
}

#[test]
fn texts_that_are_no_documents() {
    check("source");
}

#[test]
fn documents_that_are_no_contracts() {
    check("document");
}

#[test]
fn contracts_with_slips() {
    check("contract");
}

#[test]
fn contracts_that_rust_cannot_follow() {
    check("rust");
}

#[test]
fn every_code_is_caught_by_a_case() {
    let mut caught = BTreeSet::new();
    for (stage, _) in STAGES {
        for path in cases(&Path::new(FOLDER).join(stage)) {
            let problems = report(stage, &path).report;
            caught.extend(problems.iter().map(|problem| problem.code.id));
        }
    }
    for code in ALL {
        let reason = ELSEWHERE.iter().find(|(id, _)| *id == code.id);
        assert_eq!(
            caught.contains(code.id),
            reason.is_none(),
            "{} ({}): {}",
            code.id,
            code.title,
            reason.map_or("no case gives it", |(_, reason)| reason)
        );
    }
}
