//! `counterpart explain`

use std::fmt::Write;

use clap::Args;

use super::{Outcome, complain, print};
use crate::diagnostic::codes;

/// Explain a diagnostic code; all codes without one.
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
            for code in codes::ALL {
                // Writing to a string cannot fail.
                let _ = writeln!(
                    text,
                    "{}  {:7}  {}",
                    code.id,
                    code.severity.name(),
                    code.title
                );
            }
            print(&text);
            return Outcome::Clean;
        };
        match codes::find(&id) {
            Some(code) => {
                print(&format!(
                    "{}: {} ({})\n\n{}\n",
                    code.id,
                    code.title,
                    code.severity.name(),
                    wrapped(code.explanation)
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
