//! Reports show what terminals would obey and what would make a change look like another.

use serde_json::{Value, json};

use super::command::{Repository, said, status};

const HIDDEN: &str =
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}1m\u{202e}\u{2066}\u{200f}\u{8}\r\n\u{c}\u{7f}\u{85}";

fn is_hidden(letter: char) -> bool {
    !matches!(letter, '\n' | '\t') && letter.is_control()
        || "\u{61c}\u{200e}\u{200f}".contains(letter)
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn document(required: bool) -> Value {
    let (name, path) = (format!("q{HIDDEN}x"), format!("/a{HIDDEN}"));
    json!({
        "openapi": "3.0.3",
        "info": {"title": name, "version": name},
        "paths": {path: {"get": {
            "operationId": name,
            "parameters": [{"name": name, "in": "query", "required": required, "schema": {"type": "string", "enum": [name]}}],
            "responses": {"200": {"description": name, "content": {"application/json": {"schema": {
                "type": "object", "required": [if required { "a" } else { name.as_str() }],
                "properties": {(name.as_str()): {"type": "string"}},
            }}}}},
        }}},
    })
}

#[test]
fn nothing_is_hidden_in_a_report() {
    let zoo = Repository::new("review-hidden");
    let files = ["old\u{202e}.json", "new\u{9b}.json"];
    zoo.write(files[0], &document(false).to_string());
    zoo.write(files[1], &document(true).to_string());
    let judge = |arguments: &[&str]| {
        let output = zoo.run(&[arguments, &files].concat());
        let text = said(&output.stdout);
        assert!(
            text.contains("u{202e}") || text.contains("\\u202e"),
            "{arguments:?}: {text}"
        );
        let found = text.chars().find(|letter| is_hidden(*letter));
        assert_eq!(found, None, "{arguments:?}");
        text
    };
    judge(&["changelog"]);
    for format in ["text", "markdown", "github", "html", "junit"] {
        let text = judge(&["review", "--rust", "--format", format]);
        assert!(text.contains("\\u{1b}[2J\\u{9b}1m"), "{format}: {text}");
    }
    // Data says the same as before, by escapes.
    for format in ["json", "sarif"] {
        let text = judge(&["review", "--rust", "--format", format]);
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert!(value.to_string().contains('\u{202e}'), "{format}");
    }
}

/// What `accept` records, `review` reads.
#[test]
fn a_hidden_name_can_be_accepted() {
    let zoo = Repository::new("review-hidden-accepted");
    zoo.write("old.json", &document(false).to_string());
    zoo.write("new.json", &document(true).to_string());
    let review = ["review", "old.json", "new.json", "--format", "json"];
    let report: Value = serde_json::from_slice(&zoo.run(&review).stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    assert!(!findings.is_empty());
    for finding in findings {
        let print = finding["fingerprint"].as_str().expect("a fingerprint");
        let reason = format!("agreed {HIDDEN}");
        let accept = [
            "accept", print, "--reason", &reason, "--review", "old.json", "new.json",
        ];
        let output = zoo.run(&accept);
        assert_eq!(status(&output), Some(0), "{}", said(&output.stderr));
    }
    let output = zoo.run(&review);
    assert_eq!(status(&output), Some(0), "{}", said(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let accepted = report["findings"].as_array().expect("findings");
    assert_eq!(accepted.len(), findings.len());
}
