//! The command line: a thin face over the library.

mod bundle;
mod completions;
mod docs;
mod explain;
mod generate;
mod review;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::Loaded;
use crate::diagnostic::{Diagnostic, Severity, Style, show};

/// One OpenAPI contract, cut into matching halves.
#[derive(Debug, Parser)]
#[command(name = "counterpart", version, about, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  counterpart generate spec/external_payments.yaml --out generated
  counterpart generate spec/external_payments.yaml --out generated --check
  counterpart docs spec/external_payments.yaml --out generated/docs
  counterpart bundle api/openapi.yaml --out bundled.yaml
  counterpart review main:api.yaml api.yaml
  counterpart explain C205

Exit status: 0 clean, 1 findings, 2 could not run.";

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Generate),
    Docs(docs::Docs),
    Bundle(bundle::Bundle),
    Review(review::Review),
    Accept(review::Accept),
    Changelog(review::Changelog),
    Explain(explain::Explain),
    Completions(completions::Completions),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to say: 0.
    Clean,
    /// Something was found: 1.
    Findings,
    /// The command could not do its work: 2.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Generate(command) => command.run(),
        Command::Docs(command) => command.run(),
        Command::Bundle(command) => command.run(),
        Command::Review(command) => command.run(),
        Command::Accept(command) => command.run(),
        Command::Changelog(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Completions(command) => command.run(),
    };
    outcome.into()
}

/// Writes to standard output. Who closes it early (`| head`) has seen enough: that is no error.
pub(crate) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes what went wrong to standard error.
pub(crate) fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Colours, for a person at a terminal who has not asked for none (no-color.org).
fn style() -> Style {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted && std::io::stderr().is_terminal() {
        Style::Coloured
    } else {
        Style::Plain
    }
}

/// Shows the problems of a document that matter, and counts the rest.
pub(crate) fn show_report(loaded: &Loaded, least: Severity) {
    complain(&report(loaded, least));
}

/// Problems as text: those that matter so much, and how many others there are.
pub(crate) fn report(loaded: &Loaded, least: Severity) -> String {
    let (shown, hidden): (Vec<Diagnostic>, Vec<Diagnostic>) = loaded
        .report
        .iter()
        .cloned()
        .partition(|problem| problem.severity <= least);
    let mut out = show(&shown, &loaded.document.sources, style());
    if !hidden.is_empty() {
        let notes = if hidden.len() == 1 { "note" } else { "notes" };
        out.push_str(&format!(
            "{} {notes} not shown (--notes shows them)\n",
            hidden.len()
        ));
    }
    out
}
