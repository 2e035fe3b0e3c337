//! `counterpart explain`

use std::fmt::Write;

use clap::Args;

use super::{Outcome, complain, print};
use crate::diagnostic::{Severity, codes};
use crate::review::rules;

/// Explain a diagnostic code or a rule of the review; all of them without one.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  counterpart explain C205")]
pub struct Explain {
    /// The code, as messages show it in brackets.
    code: Option<String>,
}

impl Explain {
    pub fn run(self) -> Outcome {
        let Some(id) = self.code else {
            let mut text = String::new();
            for (id, severity, title) in all() {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{id}  {:7}  {title}", severity.name());
            }
            print(&text);
            return Outcome::Clean;
        };
        let code = codes::find(&id)
            .map(|code| (code.id, code.title, code.severity, code.explanation))
            .or_else(|| {
                let rule = rules::find(&id)?;
                Some((rule.id, rule.title, rule.severity, rule.explanation))
            });
        match code {
            Some((id, title, severity, explanation)) => {
                print(&format!(
                    "{id}: {title} ({})\n\n{}\n",
                    severity.name(),
                    wrapped(explanation)
                ));
                Outcome::Clean
            }
            None => {
                complain(&format!(
                    "`{id}` is no diagnostic code; `counterpart explain` lists them\n"
                ));
                Outcome::Failed
            }
        }
    }
}

/// Every code of a diagnostic, then every rule of a review.
fn all() -> impl Iterator<Item = (&'static str, Severity, &'static str)> {
    let codes = codes::ALL
        .iter()
        .map(|code| (code.id, code.severity, code.title));
    let rules = rules::ALL
        .iter()
        .map(|rule| (rule.id, rule.severity, rule.title));
    codes.chain(rules)
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
