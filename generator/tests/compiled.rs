//! Compiling what was generated: modules of one crate, without a warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"[package]
name = "compiled"
version = "0.0.0"
edition = "2024"

[workspace]

[profile.dev]
debug = 0
incremental = false

[dependencies]
axum = { version = "0.8", default-features = false, features = ["http1", "tokio"] }
chrono = { version = "0.4", default-features = false, features = ["serde", "std"] }
regex = { version = "1.12", default-features = false, features = ["perf-dfa", "std"] }
reqwest = { version = "0.13", default-features = false }
serde = "1"
serde_json = { version = "1", features = ["arbitrary_precision"] }
uuid = "1"

[dev-dependencies]
tokio = { version = "1", features = ["macros", "net", "rt"] }
tower-service = "0.3"
"#;

/// A folder for a crate of generated modules, empty of earlier ones.
pub fn folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(root.join("src"));
    root
}

/// Checks the crate whose modules are in `src` of a folder; `modules` declares them.
pub fn check(root: &Path, modules: &str) {
    cargo(root, modules, &["check", "--quiet"]);
}

/// Runs the tests of the crate whose modules are in `src` of a folder, and says what they said.
pub fn test(root: &Path, modules: &str) -> String {
    cargo(root, modules, &["test", "--quiet", "--lib"])
}

/// Runs the tests of the crate whose modules are in `src` of a folder, with every branch of its code
/// counted as the compiler counts for coverage, and says what they said.
pub fn counted(root: &Path, modules: &str) -> String {
    let built = cargo(
        root,
        modules,
        &[
            &[
                "rustc",
                "--lib",
                "--profile",
                "test",
                "--config",
                "profile.dev.opt-level=1",
                "--message-format=json",
            ],
            &["--", "-C", "instrument-coverage"][..],
        ]
        .concat(),
    );
    let mut messages = built
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let executable = messages
        .find_map(|message: serde_json::Value| message["executable"].as_str().map(str::to_owned));
    let output = Command::new(executable.expect("a test is built"))
        .args(["--nocapture"])
        // What the counters are at the end is not wanted.
        .env("LLVM_PROFILE_FILE", "/dev/null")
        .output()
        .expect("the test starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{messages}");
    said
}

/// Checks a whole crate with some of its features.
pub fn check_features(root: &Path, features: &str) {
    run(
        root,
        &[
            "check",
            "--quiet",
            "--no-default-features",
            "--features",
            features,
        ],
    );
}

/// Asserts that clippy finds nothing in a whole crate with all of its features.
pub fn clippy(root: &Path) {
    let lints = ["--", "-D", "warnings"];
    run(
        root,
        &[&["clippy", "--quiet", "--all-features"], &lints[..]].concat(),
    );
}

/// Returns what cargo lists of the tests in a crate's documentation.
pub fn listed_doctests(root: &Path) -> String {
    run(root, &["test", "--quiet", "--doc", "--", "--list"])
}

/// Writes the documentation of a crate without a warning, and returns the folder that it is in.
pub fn document(root: &Path) -> PathBuf {
    let folder = root.join("documentation");
    let _ = fs::remove_dir_all(&folder);
    run(root, &["doc", "--quiet", "--no-deps", "--all-features"]);
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled/doc");
    fs::rename(&built, &folder).expect("the documentation is there");
    folder
}

/// Writes a file and the folders that it is in.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
    fs::write(path, text).expect("a file is written");
}

/// Writes a library of generated modules that other crates can depend on.
pub fn library(root: &Path, name: &str, modules: &str) {
    write(
        &root.join("Cargo.toml"),
        &MANIFEST.replace("\"compiled\"", &format!("{name:?}")),
    );
    write(&root.join("src/lib.rs"), modules);
}

/// Which examples of a crate that depends on a library do not compile, in their order.
pub fn failures(root: &Path, library: &Path) -> Vec<String> {
    let api = format!("api = {{ path = {:?} }}\n", library.to_string_lossy());
    let manifest = MANIFEST.replace("\"compiled\"", "\"user\"");
    write(&root.join("Cargo.toml"), &format!("{manifest}{api}"));
    write(&root.join("src/lib.rs"), "");
    let checked = command(
        root,
        &[
            "check",
            "--keep-going",
            "--examples",
            "--message-format=json",
        ],
    );
    let said = String::from_utf8_lossy(&checked.stdout);
    let messages: Vec<serde_json::Value> = said
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let finished = messages
        .iter()
        .any(|message| message["reason"] == "build-finished");
    let shown = String::from_utf8_lossy(&checked.stderr);
    assert!(finished, "cargo says what it did:\n{shown}");
    let mut failed = Vec::new();
    for message in messages {
        let target = &message["target"];
        if message["message"]["level"] == "error" {
            let is_example = target["kind"][0] == "example";
            assert!(
                is_example,
                "only examples fail: {}",
                message["message"]["rendered"]
            );
            failed.extend(target["name"].as_str().map(str::to_owned));
        }
    }
    failed.sort();
    failed.dedup();
    failed
}

fn cargo(root: &Path, modules: &str, arguments: &[&str]) -> String {
    fs::create_dir_all(root.join("src")).expect("a folder");
    fs::write(root.join("Cargo.toml"), MANIFEST).expect("a manifest");
    fs::write(root.join("src/lib.rs"), modules).expect("a library");
    run(root, arguments)
}

/// Asserts that rustfmt leaves modules in `src` of a folder as they are.
pub fn formatted(root: &Path, modules: &[String]) {
    let files = modules.iter().map(|module| format!("src/{module}/mod.rs"));
    formatted_files(root, files);
}

/// The same of files, and of the modules that they declare.
pub fn formatted_files(root: &Path, files: impl IntoIterator<Item = String>) {
    let checked = Command::new("rustfmt")
        .args(["--check", "--color", "never", "--edition", "2024"])
        .args(files)
        .current_dir(root)
        .output()
        .expect("rustfmt runs");
    let said = String::from_utf8_lossy(&checked.stdout);
    let messages = String::from_utf8_lossy(&checked.stderr);
    let shown: Vec<&str> = said.lines().chain(messages.lines()).take(200).collect();
    assert!(
        checked.status.success(),
        "rustfmt changes generated code:\n{}",
        shown.join("\n")
    );
}

fn command(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root)
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        // One folder for all crates, so that their dependencies are built once.
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled"),
        )
        .output()
        .expect("cargo runs")
}

fn run(root: &Path, arguments: &[&str]) -> String {
    let checked = command(root, arguments);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    let messages = String::from_utf8_lossy(&checked.stderr);
    let all = said.lines().chain(messages.lines());
    let shown: String = all.take(400).collect::<Vec<_>>().join("\n");
    assert!(
        checked.status.success(),
        "generated code does not compile or fails:\n{shown}"
    );
    said
}
