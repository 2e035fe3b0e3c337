//! The command line, a thin layer over the library.

mod bundle;
mod completions;
mod docs;
mod explain;
mod generate;
mod input;
mod review;
mod target;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Parser, Subcommand};

use crate::Loaded;
use crate::diagnostic::{Diagnostic, Severity, Style, show};
use crate::error::Error;
use crate::output::ObstacleKind;

/// A contract toolchain for OpenAPI: server stubs, clients, models, documentation and reviews.
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

Exit status, of every command:
  0  clean
  1  findings: the contract has errors (or warnings, with --strict), output is stale (--check), or a
     review has findings of the kinds that --fail-on names
  2  could not run: wrong usage, a document that cannot be read, files in the way, a full disk";

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
    /// No findings: 0.
    Clean,
    /// Findings: 1.
    Findings,
    /// The command failed: 2.
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
        Command::Generate(command) => command.run().unwrap_or_else(failed),
        Command::Docs(command) => command.run().unwrap_or_else(failed),
        Command::Bundle(command) => command.run().unwrap_or_else(failed),
        Command::Review(command) => command.run(),
        Command::Accept(command) => command.run(),
        Command::Changelog(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Completions(command) => command.run(),
    };
    if LOST.load(Ordering::Relaxed) {
        return Outcome::Failed.into();
    }
    outcome.into()
}

/// Reports a failed command.
fn failed(error: Error) -> Outcome {
    complain(&format!("{error}\n"));
    let may_overwrite = |error: &Error| match error {
        Error::Occupied(obstacles) => obstacles
            .iter()
            .any(|obstacle| obstacle.kind == ObstacleKind::NotGenerated),
        _ => false,
    };
    if may_overwrite(&error) {
        complain("help: choose another folder, or overwrite the files with --force\n");
    }
    Outcome::Failed
}

/// Reports that a command rejected a contract whose diagnostics have been shown.
fn refused(error: Error) -> Result<Outcome, Error> {
    match error {
        Error::Document(problems) => {
            let errors = problems
                .iter()
                .any(|problem| problem.severity == Severity::Error);
            complain(if errors {
                "the contract has errors; nothing was written\n"
            } else {
                "warnings are errors with --strict; nothing was written\n"
            });
            Ok(Outcome::Findings)
        }
        Error::Unusable(_) => Ok(Outcome::Failed),
        error => Err(error),
    }
}

/// Set after a failed write to standard output.
static LOST: AtomicBool = AtomicBool::new(false);

/// Writes to standard output. A pipe that was closed early (`| head`) is not an error; a full disk
/// is, and makes the command fail.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            complain(&format!("cannot write to standard output: {error}\n"));
            LOST.store(true, Ordering::Relaxed);
        }
        _ => {}
    }
}

/// Writes a message to standard error.
pub(crate) fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Returns whether to use colours: on a terminal, unless `NO_COLOR` is set (no-color.org).
fn style() -> Style {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted && std::io::stderr().is_terminal() {
        Style::Coloured
    } else {
        Style::Plain
    }
}

/// Shows the diagnostics of at least a severity, and counts the others.
pub(crate) fn show_report(loaded: &Loaded, least: Severity) {
    complain(&report(loaded, least));
}

/// Returns the diagnostics of at least a severity as text, with the number of others.
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
