//! The command itself, as a shell sees it: what it prints where, and how it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const CONTRACT: &str = "spec/external_payments.yaml";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the command starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is text")
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn what_cannot_run_says_why_and_ends_with_2() {
    let folder = folder("cli");
    let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(at("latin1.yaml"), b"openapi: 3.0.3\ninfo: \xff\n").expect("written");
    fs::write(at("empty.yaml"), "").expect("written");
    fs::write(at("cut.json"), "{").expect("written");
    fs::write(at("file"), "").expect("written");
    let out = at("out");
    let cases: &[(&[&str], &str)] = &[
        (&["generate", &at("no.yaml"), "--out", &out], "no.yaml"),
        (&["generate", &at(""), "--out", &out], "irectory"),
        (&["generate", &at("latin1.yaml"), "--out", &out], "line 2"),
        (&["generate", &at("empty.yaml"), "--out", &out], "C201"),
        (&["generate", &at("cut.json"), "--out", &out], "C102"),
        (
            &["generate", CONTRACT, "--out", &at("file")],
            "cannot write",
        ),
        (&["generate", CONTRACT], "--out"),
        (&["generate", CONTRACT, "--out", &out, "--bogus"], "--bogus"),
        (&["bogus"], "bogus"),
        (&["explain", "C999"], "C999"),
        (&["completions", "cmd"], "cmd"),
        (&[], "Usage"),
    ];
    for (arguments, about) in cases {
        let output = run(arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(about), "{arguments:?}: {told}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        // Nobody at a terminal reads this.
        assert!(!told.contains('\u{1b}'), "{arguments:?}: {told}");
    }
    assert!(!Path::new(&out).exists(), "something was written");
}

#[test]
fn a_contract_can_come_from_standard_input_and_output_is_checked() {
    let folder = folder("checked");
    let out = folder.to_string_lossy().into_owned();
    let contract = fs::File::open(CONTRACT).expect("the contract");
    let status = Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(["generate", "-", "--out", &out])
        .stdin(contract)
        .status();
    assert!(status.expect("the command starts").success());
    let check = &["generate", CONTRACT, "--out", &out, "--check"];
    run(&["generate", CONTRACT, "--out", &out]);
    let clean = run(check);
    assert_eq!(
        (clean.status.code(), text(&clean.stdout)),
        (Some(0), String::new())
    );
    let lib = folder.join("src/lib.rs");
    // Two places far from each other: both are shown, each with its neighbours.
    let soiled = fs::read_to_string(&lib)
        .expect("lib.rs")
        .replace("pub mod models;", "mod models;")
        + "// touched\n";
    fs::write(&lib, &soiled).expect("written");
    let stale = run(check);
    assert_eq!(stale.status.code(), Some(1));
    let told = text(&stale.stdout);
    assert!(
        told.starts_with("--- src/lib.rs (on disk)\n+++ src/lib.rs (generated)\n@@ "),
        "{told}"
    );
    assert!(
        told.contains("\n-mod models;\n+pub mod models;\n") && told.contains("\n-// touched\n"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&lib).expect("lib.rs"), soiled);
}

#[test]
fn warnings_are_errors_where_that_is_asked_for() {
    let case = "generator/tests/negative/document/slips.yaml";
    let folder = folder("strict");
    let out = folder.join("out");
    let generate = |more: &[&str]| {
        let out = out.to_str().expect("a path that is text");
        let output = run(&[&["generate", case, "--out", out, "--only", "models"], more].concat());
        (output.status.code(), text(&output.stderr))
    };
    let (code, said) = generate(&["--strict"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(!out.exists(), "nothing is written");
    let (code, said) = generate(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("warning[C202]") && out.exists(), "{said}");
}

#[test]
fn every_code_is_explained() {
    let list = text(&run(&["explain"]).stdout);
    let codes: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(codes.len() > 50, "only {} codes", codes.len());
    for code in codes {
        let output = run(&["explain", code]);
        let explained = text(&output.stdout);
        assert!(output.status.success(), "{code}");
        assert!(explained.lines().count() > 2, "{code}: {explained}");
    }
    let by_id = text(&run(&["explain", "response-removed"]).stdout);
    assert_eq!(by_id, text(&run(&["explain", "R401"]).stdout));
    assert!(by_id.contains("For example: "), "{by_id}");
}

#[test]
fn every_command_has_examples_and_stands_in_the_readme() {
    let readme = fs::read_to_string("README.md").expect("README.md");
    let help = text(&run(&["--help"]).stdout);
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let mut commands = 0;
    for line in list.lines().take_while(|line| !line.is_empty()) {
        // What continues a line is further in.
        let Some(name) = line
            .strip_prefix("  ")
            .filter(|rest| !rest.starts_with(' '))
        else {
            continue;
        };
        let name = name.split(' ').next().unwrap_or_default();
        if name == "help" {
            continue;
        }
        commands += 1;
        let help = text(&run(&[name, "--help"]).stdout);
        assert!(help.contains("Example"), "{name} has no examples");
        assert!(
            readme.contains(&format!("counterpart {name}")),
            "{name} is not in README.md"
        );
    }
    assert!(commands > 7, "{help}");
}

#[test]
fn shells_are_told_how_to_complete() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success(), "{shell}");
        assert!(text(&output.stdout).contains("changelog"), "{shell}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(["bundle", CONTRACT])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(
        (output.status.code(), text(&output.stderr)),
        (Some(0), String::new())
    );
}
