//! `counterpart explain`

use std::fmt::Write;

use clap::Args;

use super::{Outcome, complain, print};
use crate::diagnostic::codes;
use crate::review::rules;

/// Explain a diagnostic code or a rule of the review; list all of them without one.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  counterpart explain C205\n  counterpart explain response-removed"
)]
pub struct Explain {
    /// A code, as messages show it in brackets, or the id of a rule.
    code: Option<String>,
}

impl Explain {
    pub fn run(self) -> Outcome {
        let Some(name) = self.code else {
            print(&list());
            return Outcome::Clean;
        };
        match code(&name).or_else(|| rule(&name)) {
            Some(text) => {
                print(&text);
                Outcome::Clean
            }
            None => {
                complain(&format!(
                    "unknown diagnostic code or rule `{name}`; `counterpart explain` lists them\n"
                ));
                Outcome::Failed
            }
        }
    }
}

/// Returns the explanation of a diagnostic code.
fn code(name: &str) -> Option<String> {
    let code = codes::find(name)?;
    let severity = code.severity.name();
    let explanation = wrapped(code.explanation);
    Some(format!(
        "{}: {} ({severity})\n\n{explanation}\n",
        code.id, code.title
    ))
}

/// Returns the explanation of a rule of the review.
fn rule(name: &str) -> Option<String> {
    let rule = rules::find(name)?;
    let severity = rule.severity.name();
    let explanation = wrapped(rule.explanation);
    let example = wrapped(&format!("For example: {}", rule.example));
    Some(format!(
        "{rule}: {} ({severity})\n\n{explanation}\n\n{example}\n",
        rule.title
    ))
}

/// Returns the list of all diagnostic codes, then of all rules of the review.
fn list() -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for code in codes::ALL {
        let _ = writeln!(
            text,
            "{}  {:7}  {}",
            code.id,
            code.severity.name(),
            code.title
        );
    }
    for rule in rules::ALL {
        let (severity, title) = (rule.severity.name(), rule.title);
        let _ = writeln!(text, "{}  {severity:7}  {}: {title}", rule.code, rule.id);
    }
    text
}

/// Breaks a text into lines of at most 80 characters.
fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split_whitespace() {
        if column > 0 && column + 1 + word.chars().count() > 80 {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.chars().count();
    }
    out
}
