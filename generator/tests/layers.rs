//! The walls between the stages, as ARCHITECTURE.md lists them: who may name what.

use std::fs;
use std::path::{Path, PathBuf};

/// Rust files below a folder, or the file itself.
fn sources(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut found: Vec<PathBuf> = entries
        .flat_map(|entry| sources(&entry.expect("an entry").path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    found.sort();
    found
}

/// The lines of a file that are code: no comments, and nothing behind the unit tests' module.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a source file");
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .map(|line| line.split("//").next().unwrap_or_default().to_owned())
        .collect()
}

/// Whether a line names an item of a crate or module, or imports from it.
fn names(line: &str, what: &str) -> bool {
    let path = format!("{what}::");
    line.match_indices(&path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|character| character.is_alphanumeric() || character == '_')
    })
}

fn generator() -> Vec<PathBuf> {
    let tests = Path::new("generator/tests");
    let others = [
        Path::new("generator/benches"),
        Path::new("generator/support"),
    ];
    sources(Path::new("generator"))
        .into_iter()
        .filter(|path| !path.starts_with(tests) && !others.iter().any(|one| path.starts_with(one)))
        .filter(|path| !path.iter().any(|folder| folder == "tests"))
        .collect()
}

/// Asserts that only some of the generator's files name a crate, and that some do.
fn only_in(what: &str, places: &[&str]) {
    let mut used = false;
    for path in generator() {
        let named = code(&path).iter().position(|line| names(line, what));
        let allowed = places.iter().any(|place| path.starts_with(place));
        used |= named.is_some();
        if let Some(line) = named.filter(|_| !allowed) {
            panic!("{}:{} names `{what}`", path.display(), line + 1);
        }
    }
    assert!(used, "nothing names `{what}`: is this test still right?");
}

#[test]
fn libraries_stay_behind_their_walls() {
    only_in(
        "openapiv3",
        &["generator/contract/document", "generator/contract/lower"],
    );
    only_in("serde_yaml", &["generator/contract/source"]);
    only_in(
        "granit_parser",
        &["generator/contract/source/parse/yaml.rs"],
    );
    only_in("heck", &["generator/rust/names/spelling.rs"]);
    only_in("askama", &["generator/render"]);
    only_in("clap", &["generator/cli"]);
    only_in("toml", &["generator/settings"]);
}

#[test]
fn what_is_neutral_to_languages_does_not_know_rust() {
    let neutral = ["contract", "review", "docs", "bundle", "examples"];
    for path in neutral
        .iter()
        .flat_map(|name| sources(&Path::new("generator").join(name)))
    {
        for (index, line) in code(&path).iter().enumerate() {
            let known = names(line, "crate::rust") || names(line, "counterpart::rust");
            assert!(
                !known,
                "{}:{} names the Rust view",
                path.display(),
                index + 1
            );
        }
    }
}

#[test]
fn what_pages_show_is_decided_without_their_templates() {
    for path in sources(Path::new("generator/docs")) {
        for (index, line) in code(&path).iter().enumerate() {
            let known = names(line, "crate::render") || names(line, "crate::pages");
            assert!(!known, "{}:{} names templates", path.display(), index + 1);
        }
    }
}

#[test]
fn generation_is_a_pure_function() {
    let front = [
        "generator/contract/source",
        "generator/output",
        "generator/settings",
        "generator/configure.rs",
        "generator/configure/stamp.rs",
        "generator/cli",
        "generator/contract/load.rs",
    ];
    for what in ["fs", "std::fs", "std::env", "env"] {
        for path in generator() {
            if front.iter().any(|place| path.starts_with(place)) {
                continue;
            }
            // What a literal says is written into other code.
            let spoken = |line: &str| line.split('"').step_by(2).collect::<String>();
            let touches = |line: &&String| names(&spoken(line), what) && !line.contains("env!(");
            let touching = code(&path).iter().position(|line| touches(&line));
            assert_eq!(touching, None, "{} touches `{what}`", path.display());
        }
    }
    for path in generator() {
        for clock in ["SystemTime", "Instant::now", "thread_rng", "RandomState"] {
            let asks = path.starts_with("generator/cli");
            let found = code(&path).iter().any(|line| line.contains(clock));
            assert!(asks || !found, "{} asks `{clock}`", path.display());
        }
    }
}

/// What runs in a service or a caller must not end it, whatever it is sent.
#[test]
fn emitted_code_does_not_panic() {
    let emitted = [Path::new("generator/support"), Path::new("generated/src")];
    let mut files = 0;
    for path in emitted.iter().flat_map(|path| sources(path)) {
        files += 1;
        for (index, line) in code(&path).iter().enumerate() {
            for way in [
                ".unwrap()",
                ".expect(",
                "panic!(",
                "unreachable!(",
                "todo!(",
                "unsafe ",
            ] {
                assert!(
                    !line.contains(way),
                    "{}:{} has `{way}`",
                    path.display(),
                    index + 1
                );
            }
        }
    }
    assert!(files > 20, "only {files} files are emitted");
}
