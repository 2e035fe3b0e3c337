//! The exit status of every command: 0 clean, 1 findings, 2 could not run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Contracts by what is wrong with them.
const CONTRACTS: [(&str, &str); 5] = [
    (
        "clean.yaml",
        "openapi: 3.0.3\ninfo: {title: Clean, version: 1.0.0}\npaths: {}\n",
    ),
    (
        "warning.yaml",
        "openapi: 3.0.3\ninfo: {title: Warning, version: 1.0.0}\npaths: {}\n\
         components: {schemas: {A: {type: string, pattern: '(a'}}}\n",
    ),
    (
        "error.yaml",
        "openapi: 3.0.3\ninfo: {title: Error, version: 1.0.0}\npaths: {}\n\
         components: {schemas: {A: {$ref: '#/components/schemas/None'}}}\n",
    ),
    ("other.yaml", "swagger: '2.0'\n"),
    ("broken.yaml", "openapi: {\n"),
];

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for (name, text) in CONTRACTS {
        fs::write(folder.join(name), text).expect("written");
    }
    folder
}

fn run(folder: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(line.split(' '))
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the command starts")
}

/// Runs the lines one after another and holds each against the status before it.
fn expect(folder: &Path, lines: &[(i32, &str)]) {
    for (status, line) in lines {
        let output = run(folder, line);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(*status), "{line}\n{told}");
        assert!(!told.contains("panicked"), "{line}\n{told}");
    }
}

#[test]
fn generate_ends_with_what_it_found() {
    let folder = folder("status-generate");
    let lines = [
        (0, "generate clean.yaml --out clean"),
        (0, "generate clean.yaml --out clean --strict --check"),
        (0, "generate warning.yaml --out warning"),
        (0, "generate warning.yaml --out warning --check"),
        (1, "generate warning.yaml --out warning --check --strict"),
        (1, "generate warning.yaml --out strict --strict"),
        (1, "generate error.yaml --out error"),
        (1, "generate error.yaml --out error --check"),
        (1, "generate error.yaml --out strict --strict"),
        (1, "generate clean.yaml --out none --check"),
        (2, "generate clean.yaml --out none --tags missing"),
        (2, "generate clean.yaml --out none --name 1"),
        (2, "generate clean.yaml --out none --package-version one"),
        (2, "generate clean.yaml --out none --docs-url nowhere"),
        (2, "generate clean.yaml --out none --config missing.toml"),
        (2, "generate clean.yaml --out none --check --force"),
        (2, "generate clean.yaml"),
        (2, "generate clean.yaml --out clean.yaml"),
        (2, "generate other.yaml --out none"),
        (2, "generate broken.yaml --out none --check"),
        (2, "generate missing.yaml --out none --strict"),
    ];
    expect(&folder, &lines);
    assert!(
        folder.join("error/src/lib.rs").exists(),
        "what is not named is generated"
    );
    for untouched in ["strict", "none"] {
        assert!(!folder.join(untouched).exists(), "{untouched} was written");
    }
}

#[test]
fn docs_end_with_what_they_found() {
    let folder = folder("status-docs");
    let lines = [
        (0, "docs clean.yaml --out clean"),
        (0, "docs clean.yaml --out clean --check"),
        (1, "docs clean.yaml --out clean --check --accent #aa0000"),
        (0, "docs warning.yaml --out warning"),
        (1, "docs warning.yaml --out none --strict"),
        (1, "docs error.yaml --out none"),
        (1, "docs clean.yaml --out none --check"),
        (2, "docs clean.yaml --out none --accent red"),
        (2, "docs clean.yaml --out none --logo missing.svg"),
        (2, "docs clean.yaml --out none --tags missing"),
        (2, "docs clean.yaml"),
        (2, "docs other.yaml --out none"),
        (2, "docs missing.yaml --out none"),
    ];
    expect(&folder, &lines);
    assert!(!folder.join("none").exists());
}

#[test]
fn bundle_ends_with_what_it_found() {
    let folder = folder("status-bundle");
    fs::write(folder.join("own.json"), "{}\n").expect("written");
    let lines = [
        (0, "bundle clean.yaml"),
        (0, "bundle clean.yaml --out bundled.json"),
        (0, "bundle bundled.json --out bundled.yaml"),
        (0, "bundle bundled.yaml --out bundled.json"),
        (0, "bundle warning.yaml"),
        (1, "bundle warning.yaml --strict"),
        (1, "bundle error.yaml"),
        (1, "bundle error.yaml --out none.yaml"),
        (2, "bundle clean.yaml --out own.json"),
        (2, "bundle clean.yaml --out clean.yaml"),
        (2, "bundle clean.yaml --out missing/bundled.yaml"),
        (2, "bundle clean.yaml --out ."),
        (2, "bundle other.yaml"),
        (2, "bundle missing.yaml"),
        (0, "bundle clean.yaml --out own.json --force"),
    ];
    expect(&folder, &lines);
    assert!(!folder.join("none.yaml").exists());
    let text = fs::read_to_string(folder.join("bundled.json")).expect("a bundle");
    assert!(
        text.lines()
            .nth(1)
            .is_some_and(|line| line.contains("from bundled.yaml")),
        "{text}"
    );
}

#[test]
fn other_commands_end_with_2_where_they_cannot_run() {
    let folder = folder("status-others");
    let lines = [
        (0, "review clean.yaml clean.yaml"),
        (2, "review clean.yaml missing.yaml"),
        (2, "review clean.yaml"),
        (2, "changelog clean.yaml missing.yaml"),
        (2, "accept 12 --reason x"),
        (0, "explain C101"),
        (2, "explain C000"),
        (0, "completions bash"),
        (2, "completions cmd"),
        (0, "--version"),
        (0, "--help"),
        (0, "generate --help"),
        (2, "generat"),
        (2, "--bogus"),
    ];
    expect(&folder, &lines);
}

#[cfg(target_os = "linux")]
/// One operation, with an error response of its own or without.
fn with_error(status: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: 1.0.0}}\npaths:\n  /pets:\n    get:\n      \
         operationId: pets\n      responses:\n        '200': {{description: A}}\n{status}"
    )
}

#[test]
fn a_review_ends_with_what_it_found() {
    let folder = folder("status-review");
    let gone = with_error("");
    let conflict = with_error("        '409': {description: B}\n");
    fs::write(folder.join("base.yaml"), conflict).expect("written");
    fs::write(folder.join("head.yaml"), gone).expect("written");
    expect(
        &folder,
        &[
            (0, "review base.yaml base.yaml --fail-on rust-major"),
            // Nobody is sent anything new, but code that names the response no longer compiles.
            (0, "review base.yaml head.yaml --rust"),
            (1, "review base.yaml head.yaml --fail-on rust-major"),
            (0, "review error.yaml clean.yaml"),
            (1, "review clean.yaml error.yaml"),
            (1, "changelog clean.yaml error.yaml"),
            (2, "review clean.yaml other.yaml"),
            (2, "review clean.yaml broken.yaml"),
            (2, "review clean.yaml missing.yaml"),
        ],
    );
    let settings =
        "[review]\nfail-on = \"rust-major\"\nformat = \"json\"\nbudget = 1000\nrun-budget = 5000\n";
    fs::write(folder.join("counterpart.toml"), settings).expect("written");
    let output = run(&folder, "review base.yaml head.yaml");
    assert_eq!(output.status.code(), Some(1), "the settings count");
    assert!(output.stdout.starts_with(b"{"), "the report is JSON");
    let output = run(
        &folder,
        "review base.yaml head.yaml --fail-on breaking --format text",
    );
    assert_eq!(output.status.code(), Some(0), "options take precedence");
}

#[test]
fn output_that_is_lost_is_no_success() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("a full disk");
    let output = Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(["bundle", "spec/external_payments.yaml"])
        .stdout(full)
        .output()
        .expect("the command starts");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("standard output"), "{told}");
}
