//! Formatting restores every file whose line breaks were removed or added.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::layout;
use super::super::lex::{Token, TokenKind, token};
use super::difference;

/// The line breaks of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// Unchanged.
    Same,
    /// Only before blank lines, comments and attributes.
    Joined,
    /// After every token.
    Broken,
}

/// Changes the line breaks of a text. Blank lines and comments are kept, since rustfmt keeps them
/// too.
fn unformat(text: &str, lines: Lines) -> String {
    if lines == Lines::Same {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut last = token(text, 0);
    out.push_str(&text[..last.end]);
    while last.kind != TokenKind::Eof {
        let next = token(text, last.end);
        out.push_str(&between(text, last, next, lines));
        out.push_str(&text[next.start..next.end]);
        last = next;
    }
    out
}

fn between(text: &str, last: Token, next: Token, lines: Lines) -> String {
    let gap = &text[last.end..next.start];
    let is_comment = |token: Token| {
        matches!(
            token.kind,
            TokenKind::Comment | TokenKind::Doc | TokenKind::InnerDoc
        )
    };
    let stays = is_comment(last) || is_comment(next) || next.kind == TokenKind::Pound;
    let is_bracket = |token: Token| matches!(token.kind, TokenKind::Less | TokenKind::Greater);
    // `<=` and `>>`
    let one =
        gap.is_empty() && is_bracket(last) && (is_bracket(next) || next.kind == TokenKind::Eq);
    match next.breaks {
        2.. => "\n\n".to_owned(),
        1 if stays || next.kind == TokenKind::Eof => "\n".to_owned(),
        0 if stays || one => gap.to_owned(),
        _ if lines == Lines::Broken => "\n".to_owned(),
        1 => " ".to_owned(),
        _ => gap.to_owned(),
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder that can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        // Not all of these files are formatted; a test of their own covers generated ones.
        if path.ends_with("generator/tests/positive") {
            continue;
        }
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Asserts that all files are restored, except for those that contain one of the `unknown` words.
fn restores(folders: &[&str], lines: &[Lines], unknown: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in folders {
        files_below(&root.join(folder), &mut files);
    }
    assert!(!files.is_empty());
    let mut problems = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a file that can be read");
        // Some of the files end with a blank line.
        let text = format!("{}\n", text.trim_end());
        // rustfmt leaves code verbatim that it cannot fit into its width.
        let is_left = text.lines().any(|line| line.chars().count() > 100);
        for lines in lines {
            if is_left && *lines == Lines::Same && folders == ["generator"] {
                continue;
            }
            if *lines != Lines::Same && unknown.iter().any(|word| text.contains(word)) {
                continue;
            }
            let found = layout(&unformat(&text, *lines));
            if found != text {
                let difference = difference(&text, &found);
                problems.push(format!("{} {lines:?}: {difference}", path.display()));
            }
        }
    }
    let all = problems.len();
    problems.truncate(5);
    assert!(all == 0, "{all} files, {}", problems.join("\n\n"));
}

const ALL: &[Lines] = &[Lines::Same, Lines::Joined, Lines::Broken];

#[test]
fn generated_code() {
    let folders = [
        "generated/src/client",
        "generated/src/models",
        "generated/src/server",
        "generator/tests/positive/operations",
        "generator/tests/positive/schemas",
    ];
    restores(&folders, ALL, &[]);
}

#[test]
fn support_code() {
    // Macro arguments that are not expressions are copied verbatim.
    let unknown = ["macro_rules!", "json!({", "matches!(", "thread_local!"];
    restores(&["generator/support"], ALL, &unknown);
}

#[test]
fn the_generator_itself() {
    restores(&["generator"], &[Lines::Same], &[]);
}
