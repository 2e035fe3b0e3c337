//! Documents with something wrong: each is caught by the stage that its folder names, with the
//! message that stands beside it. `UPDATE_EXPECT=1 cargo test` writes the messages again.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart::diagnostic::{Style, show};
use counterpart::{ReadOptions, load};

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

/// The codes that a stage gives.
fn codes(stage: &str) -> &'static str {
    match stage {
        "source" => "C1",
        "document" => "C",
        _ => "C3",
    }
}

fn check(stage: &str) {
    let folder = Path::new("generator/tests/negative").join(stage);
    for path in cases(&folder) {
        let loaded = load(&path, ReadOptions::default());
        let found = show(&loaded.report, &loaded.document.sources, Style::Plain);
        assert!(
            loaded
                .report
                .iter()
                .any(|problem| problem.code.id.starts_with(codes(stage))),
            "{}: nothing was found",
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
