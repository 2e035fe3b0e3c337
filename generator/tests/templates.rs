//! Templates carry the code: how much of what is generated a reader finds in `templates/rust`, and how
//! little of it the generator puts together.

use std::fs;
use std::path::{Path, PathBuf};

use regress::Regex;

/// Of the lines that print, so many in a hundred show code.
const SHARE: usize = 90;
/// So many strings with Rust code may stand in the generator.
const STRINGS: usize = 60;

/// Code that is no template's business: other languages, and the support code, which is copied.
const ELSEWHERE: &[&str] = &[
    "benches",
    "bundle",
    "cli",
    "contract",
    "diagnostic",
    "docs",
    "document",
    "fuzz",
    "review",
    "source",
    "support",
    "tests",
];

fn pattern(source: &str) -> Regex {
    Regex::with_flags(source, "m").expect("a regular expression")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder can be listed");
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a source file")
}

#[test]
fn templates_show_the_code_that_they_print() {
    let control = pattern(r"\{[%#].*?[%#]\}");
    let placeholder = pattern(r"\{\{.*?\}\}");
    let brackets = pattern(r"^[\s{}()\[\];,]*$");
    let word = pattern(r"\w");
    let (mut shown, mut all) = (0, 0);
    let mut bare = Vec::new();
    for path in rust_files(Path::new("templates/rust")) {
        for (index, line) in read(&path).lines().enumerate() {
            let line = control.replace_all(line, "");
            let line = line.trim();
            let is_punctuation = !line.contains("{{") && brackets.find(line).is_some();
            if line.is_empty() || line.starts_with("//") || is_punctuation {
                continue;
            }
            all += 1;
            if word.find(&placeholder.replace_all(line, "")).is_some() {
                shown += 1;
            } else {
                bare.push(format!("{}:{}: {line}", path.display(), index + 1));
            }
        }
    }
    let share = 100 * shown / all.max(1);
    println!("{shown} of {all} lines show code, {share} %");
    assert!(all > 500, "only {all} lines: is this test still right?");
    assert!(
        share >= SHARE,
        "{share} % of the lines show code; these are placeholders alone:\n{}",
        bare.join("\n")
    );
}

#[test]
fn the_generator_puts_no_code_together() {
    let tests = pattern(r"#\[cfg\(test\)\][\s\S]*");
    let aside = pattern(r"^[^\S\n]*(//|#\[|use ).*$");
    let character = pattern(r"'(\\.|[^'\\])'");
    let string = pattern(r#""((?:[^"\\\n]|\\.)*)""#);
    let code = pattern(concat!(
        r"\bfn \w*\(?|\blet (mut )?\w+( =|:)|\bmatch \S+ ?\{|\bimpl[ <]",
        r"|\bpub (fn|struct|enum|mod|use|const|static|trait|type)?\b|\b(const|static) \w+: ",
        r"|=>|->|\w::\w|&mut |\w\.\w+\(|\bself\.|\bSelf\b|\.await|^#!?\[|\b(Ok|Err|Some|None)\b",
    ));
    let mut found = Vec::new();
    for path in rust_files(Path::new("generator")) {
        let mut folders = path.iter().filter_map(|part| part.to_str());
        if folders.any(|part| ELSEWHERE.contains(&part) || part.ends_with("tests.rs")) {
            continue;
        }
        let text = tests.replace_all(&read(&path), "");
        let text = aside.replace_all(&text, "");
        let text = character.replace_all(&text, "' '");
        for literal in string.find_iter(&text) {
            let literal = &text[literal.range()];
            if code.find(literal.trim_matches('"')).is_some() {
                found.push(format!("{}: {literal}", path.display()));
            }
        }
    }
    println!("{} strings hold Rust code", found.len());
    assert!(
        found.len() <= STRINGS,
        "{} strings hold Rust code:\n{}",
        found.len(),
        found.join("\n")
    );
}
