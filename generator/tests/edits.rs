//! Whoever wants other code edits a template and nothing else: three edits, each of one template, and
//! what each of them changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use counterpart::output::File;
use counterpart::{GenerateOptions, ReadOptions, generate_crate, load};
use regress::Regex;

use crate::compiled;

const CONTRACT: &str = "spec/external_payments.yaml";

/// The generator as it is used by a build script, without its tests.
const SOURCES: &[&str] = &["generator", "templates"];
const LEFT_OUT: &[&str] = &["generator/tests", "generator/benches", "generator/fuzz"];

const MANIFEST: &str = r#"[package]
name = "edited"
version = "0.0.0"
edition = "2024"

[workspace]
exclude = ["counterpart"]

[dependencies]
counterpart = { path = "counterpart", default-features = false, features = ["layout"] }

[profile.dev]
debug = 0
"#;

/// Generates a crate of a contract into a folder.
const MAIN: &str = r#"fn main() {
    let paths: Vec<std::path::PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    let [contract, folder] = paths.as_slice() else {
        panic!("a contract and a folder");
    };
    let mut loaded = counterpart::load(contract, counterpart::ReadOptions::default());
    let mut options = counterpart::GenerateOptions::default();
    options.docs = false;
    let files = counterpart::generate_crate(&mut loaded, &options).expect("the contract generates");
    counterpart::output::write(folder, &files).expect("the output can be written");
}
"#;

/// A change of one template.
struct Edit {
    template: &'static str,
    change: fn(&str) -> String,
}

/// A variable of the client's methods gets another name.
const RENAME: Edit = Edit {
    template: "templates/rust/client/method.rs",
    change: renamed,
};
/// Every struct among the models gets another attribute.
const ATTRIBUTE: Edit = Edit {
    template: "templates/rust/models/struct.rs",
    change: |text| text.replace(UNMARKED, MARKED),
};
const UNMARKED: &str = "#[non_exhaustive]\npub struct ";
const MARKED: &str = "#[must_use]\n#[non_exhaustive]\npub struct ";

/// What serves an operation notes first when it began.
const STATEMENT: Edit = Edit {
    template: "templates/rust/server/handler.rs",
    change: |text| {
        let begin = "+ Send {\n";
        text.replace(begin, &format!("{begin}    {STARTED}\n"))
    },
};

const STARTED: &str = "let _started = std::time::Instant::now();";

fn renamed(text: &str) -> String {
    let variable = Regex::new(r"\btemplate\b").expect("a regular expression");
    variable.replace_all(text, "path")
}

/// Files below a folder, by their paths.
fn files_below(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    if LEFT_OUT.iter().any(|left_out| folder.ends_with(left_out)) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            let text = fs::read(&path).expect("a file can be read");
            found.insert(path, text);
        }
    }
}

/// The generator with edited templates, built once for as long as nothing else changes: what is the
/// same already is not written again.
fn edited_generator(edits: &[Edit]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edited");
    let copy = root.join("counterpart");
    let mut wanted = BTreeMap::new();
    for source in SOURCES {
        files_below(Path::new(source), &mut wanted);
    }
    let config = fs::read("askama.toml").expect("the configuration of templates");
    wanted.insert("askama.toml".into(), config);
    // Only tests need what is not copied.
    let manifest = fs::read_to_string("Cargo.toml").expect("the manifest");
    let (manifest, rest) = manifest
        .split_once("[dev-dependencies]")
        .expect("two parts");
    let (_, inherited) = rest
        .split_once("[workspace.lints")
        .expect("what members inherit");
    let members = "[workspace]\nmembers = [\"generator/contract\", \"generator/review\"]\n";
    let manifest = format!("{manifest}{members}[workspace.lints{inherited}");
    wanted.insert("Cargo.toml".into(), manifest.into());
    for edit in edits {
        let text = fs::read_to_string(edit.template).expect("a template");
        let changed = (edit.change)(&text);
        assert_ne!(changed, text, "nothing to edit in {}", edit.template);
        wanted.insert(edit.template.into(), changed.into_bytes());
    }
    let mut stale = BTreeMap::new();
    files_below(&copy, &mut stale);
    for (path, text) in wanted {
        let path = copy.join(path);
        if stale.remove(&path).as_ref() != Some(&text) {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
            fs::write(path, text).expect("a file is written");
        }
    }
    for path in stale.keys() {
        fs::remove_file(path).expect("a stale file can be removed");
    }
    compiled::write(&root.join("Cargo.toml"), MANIFEST);
    fs::copy("Cargo.lock", root.join("Cargo.lock")).expect("the same versions");
    compiled::write(&root.join("src/main.rs"), MAIN);
    // What the generator depends on has been built for these tests already.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = target.parent().expect("the target folder");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(
        built.status.success(),
        "the edited generator does not build:\n{said}"
    );
    target.join("debug/edited")
}

fn as_it_is() -> BTreeMap<String, String> {
    let mut loaded = load(Path::new(CONTRACT), ReadOptions::default());
    let mut options = GenerateOptions::default();
    options.docs = false;
    let files = generate_crate(&mut loaded, &options).expect("the contract generates");
    let text = |file: File| (file.path, file.contents);
    files.into_iter().map(text).collect()
}

/// The tokens of a text, run together: what is left where nobody lays out.
fn tokens(text: &str) -> String {
    let text: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    [")", "]", "}"]
        .into_iter()
        .fold(text, |text, end| text.replace(&format!(",{end}"), end))
}

#[test]
#[ignore = "slow: builds generated code"]
fn an_edit_of_a_template_changes_what_it_says_and_nothing_else() {
    let generator = edited_generator(&[RENAME, ATTRIBUTE, STATEMENT]);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edited/out");
    let _ = fs::remove_dir_all(&folder);
    let made = Command::new(generator)
        .args([Path::new(CONTRACT), &folder])
        .output()
        .expect("the edited generator runs");
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "the edited generator fails:\n{said}");

    let mut different = BTreeSet::new();
    let (mut structs, mut marked, mut handlers) = (0, 0, 0);
    for (path, text) in as_it_is() {
        let edited = fs::read_to_string(folder.join(&path)).expect("a file of the same name");
        let part = path.split('/').nth(1).unwrap_or_default().to_owned();
        match part.as_str() {
            "client" => assert_eq!(tokens(&edited), tokens(&renamed(&text)), "{path}"),
            "models" => {
                structs += text.matches("\n#[non_exhaustive]\npub struct ").count();
                marked += edited.matches(MARKED).count();
                assert_eq!(edited.replace(MARKED, UNMARKED), text, "{path}");
            }
            "server" => {
                handlers += edited.matches(STARTED).count();
                let without = edited.replace(&format!("    {STARTED}\n"), "");
                assert_eq!(without, text, "{path}");
            }
            _ => assert_eq!(edited, text, "{path} is not what was edited"),
        }
        if edited != text {
            different.insert(part);
        }
    }
    assert!(different.into_iter().eq(["client", "models", "server"]));
    assert_eq!(marked, structs);
    assert!(handlers > 0);
    compiled::formatted_files(&folder, ["src/lib.rs".to_owned()]);
}
