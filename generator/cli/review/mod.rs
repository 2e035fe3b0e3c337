//! `counterpart review`, and the related commands `accept` and `changelog`.

mod accept;
mod changelog;
mod day;
mod revision;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

pub use accept::Accept;
pub use changelog::Changelog;
use day::today;
use revision::{path, read};

use super::{Outcome, complain, print, show_report};
use crate::Loaded;
use crate::diagnostic::{Severity, has_errors};
use crate::review::report::SCHEMA;
use crate::review::{self, Consents, Format, Options, ReportFormat, render, review};
use crate::source::read_file;
use crate::{Settings, parallel, rust_impact};
use counterpart_contract::document::ReadOptions;

/// Report what a change of a contract breaks and for whom, with proof.
#[derive(Debug, Args)]
#[command(after_help = "\
A contract is a path, `-` for standard input, or `REV:PATH` out of git.

Examples:
  counterpart review main:api.yaml api.yaml
  counterpart review v1/api.yaml v2/api.yaml --format markdown --fail-on unproven
  counterpart review main:api.yaml api.yaml --format html > review.html")]
pub struct Review {
    /// The contract before the change.
    #[arg(required_unless_present = "print_schema")]
    base: Option<String>,

    /// The contract after the change.
    #[arg(required_unless_present = "print_schema")]
    head: Option<String>,

    /// The format of the report [default: text]
    #[arg(long, value_enum)]
    format: Option<OutputFormat>,

    /// Which findings make the exit status 1 [default: breaking]
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,

    /// The file of accepted changes [default: `counterpart-consents.yaml`, if it exists].
    #[arg(long, value_name = "FILE")]
    consents: Option<PathBuf>,

    /// Also report what the change breaks in Rust code that uses the generated crate.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    rust: Option<bool>,

    #[command(flatten)]
    policy: Policy,

    /// Print the JSON Schema of `--format json` and do nothing else.
    #[arg(long)]
    print_schema: bool,
}

/// The options of a review, the same for every command that runs one.
#[derive(Debug, Args)]
struct Policy {
    /// The settings file, instead of the `counterpart.toml` in the new contract's folder or above.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Ignore settings files.
    #[arg(long, conflicts_with = "config")]
    no_config: bool,

    /// Make no assumptions about names that a contract does not declare.
    #[arg(long)]
    closed_world: bool,

    /// The limit of steps for each comparison of two schemas; 60000 by default.
    #[arg(long, value_name = "STEPS")]
    budget: Option<usize>,

    /// The limit of steps for all comparisons together, after which each has a small share; 1000000 by
    /// default.
    #[arg(long, value_name = "STEPS")]
    run_budget: Option<usize>,

    /// The day by which sunsets and consents are judged, instead of today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,

    /// Allow a `$ref` to files outside the contract's folder.
    #[arg(long)]
    allow_outside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    Text,
    Markdown,
    Html,
    Json,
    Sarif,
    Github,
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Breaking changes, and rules whose severity is error.
    Breaking,
    /// Breaking changes, and major changes for Rust code that the version does not announce; implies `--rust`.
    RustMajor,
    /// Breaking and undecided changes.
    Unproven,
    /// All findings except notes.
    Any,
    None,
}

impl From<FailOn> for review::FailOn {
    fn from(own: FailOn) -> Self {
        match own {
            FailOn::Breaking => Self::Breaking,
            FailOn::RustMajor => Self::CodeMajor,
            FailOn::Unproven => Self::Unproven,
            FailOn::Any => Self::Any,
            FailOn::None => Self::None,
        }
    }
}

impl Review {
    pub fn run(self) -> Outcome {
        if self.print_schema {
            print(SCHEMA);
            return Outcome::Clean;
        }
        let (Some(base), Some(head)) = (&self.base, &self.head) else {
            return Outcome::Failed;
        };
        self.compare(base, head).unwrap_or_else(Stop::outcome)
    }

    fn compare(&self, base_name: &str, head_name: &str) -> Result<Outcome, Stop> {
        if base_name == "-" && head_name == "-" {
            return Err(Stop::Failed(
                "only one contract can be on standard input".into(),
            ));
        }
        let settings = self.policy.settings(head_name)?;
        let fail_on = match self.fail_on {
            Some(own) => own.into(),
            None => settings.fail_on.unwrap_or(review::FailOn::Breaking),
        };
        let named = settings.review_format;
        let named = named.and_then(|name| OutputFormat::from_str(name, false).ok());
        let format = self.format.or(named).unwrap_or(OutputFormat::Text);
        let rust =
            self.rust.unwrap_or(settings.review_rust) || fail_on == review::FailOn::CodeMajor;
        let mut options = self.policy.options(&settings);
        let named = settings.consents.as_deref().filter(|file| file.exists());
        let consents = self.consents.as_deref().or(named);
        if let Some((name, text)) = given_or_default(consents, CONSENTS)? {
            options.consents = Consents::parse(&name, &text).map_err(|error| error.to_string())?;
        }
        let read_options = self.policy.reading();
        let [base, head] = both([base_name, head_name], read_options)?;
        let mut report = review(&base, &head, &options).with_names(base_name, head_name);
        if rust {
            let mut impact = rust_impact(&base.contract, &head.contract);
            let generate = &settings.generate;
            impact.keep_parts(|part| match part {
                "client" => generate.client,
                "server" => generate.server,
                _ => true,
            });
            report = report.with_impact(impact);
        }
        print(&render(&report, report_format(format, fail_on)));
        Ok(if report.fails(fail_on) {
            Outcome::Findings
        } else {
            Outcome::Clean
        })
    }
}

fn report_format(format: OutputFormat, fail_on: review::FailOn) -> ReportFormat {
    let plain = match format {
        OutputFormat::Markdown => return ReportFormat::Markdown,
        OutputFormat::Html => return ReportFormat::Html,
        OutputFormat::Text => Format::Text {
            coloured: std::io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        },
        OutputFormat::Json => Format::Json,
        OutputFormat::Sarif => Format::Sarif,
        OutputFormat::Github => Format::Github,
        OutputFormat::Junit => Format::Junit { fail_on },
    };
    plain.into()
}

impl Policy {
    fn today(&self) -> Option<String> {
        self.today.clone().or_else(today)
    }

    fn reading(&self) -> ReadOptions {
        ReadOptions {
            allow_outside: self.allow_outside,
        }
    }

    /// Returns the settings of the project that a contract belongs to.
    fn settings(&self, contract: &str) -> Result<Settings, String> {
        let settings = match &self.config {
            _ if self.no_config => Ok(Settings::default()),
            Some(file) => Settings::read(file),
            None => Settings::find(path(contract)),
        };
        settings.map_err(|error| error.to_string())
    }

    /// Returns the options of a review, except for consents.
    fn options(&self, settings: &Settings) -> Options {
        let mut options = Options::default();
        options.today = self.today();
        options.settings = settings.review.clone();
        options.open_world = !self.closed_world && options.settings.open_world.unwrap_or(true);
        let budget = self.budget.or(settings.review_budget);
        options.budget = budget.unwrap_or(options.budget);
        let run = self.run_budget.or(settings.review_run_budget);
        options.run_budget = run.unwrap_or(options.run_budget);
        options
    }
}

/// The reason why there is no report.
enum Stop {
    /// The new contract has errors, which is a finding.
    Errors(String),
    /// The command failed.
    Failed(String),
}

impl From<String> for Stop {
    fn from(message: String) -> Self {
        Self::Failed(message)
    }
}

impl Stop {
    /// Reports the reason, and returns the outcome for the exit status.
    fn outcome(self) -> Outcome {
        let (message, outcome) = match self {
            Self::Errors(message) => (message, Outcome::Findings),
            Self::Failed(message) => (message, Outcome::Failed),
        };
        complain(&format!("{message}\n"));
        outcome
    }
}

/// Reads two contracts in parallel.
fn both([base_name, head_name]: [&str; 2], options: ReadOptions) -> Result<[Loaded; 2], Stop> {
    let read = |name| read(name, options);
    let loaded = parallel::both(|| read(base_name), || read(head_name));
    // Problems of both are reported.
    let base = loaded.0.map_err(Stop::Failed);
    let base = base.and_then(|loaded| readable(base_name, loaded));
    let head = loaded.1.map_err(Stop::Failed);
    let head = head.and_then(|loaded| whole(head_name, loaded));
    Ok([base?, head?])
}

/// Reads a contract and rejects one with errors.
fn sound(name: &str, options: ReadOptions) -> Result<Loaded, Stop> {
    whole(name, read(name, options)?)
}

/// Reads the old contract. As it is already published, errors in it do not prevent a review.
fn readable(name: &str, loaded: Loaded) -> Result<Loaded, Stop> {
    if loaded.contract.openapi.is_empty() {
        return whole(name, loaded);
    }
    if has_errors(&loaded.report) {
        show_report(&loaded, Severity::Error);
        complain(&format!(
            "{name} has errors; only its valid parts are reviewed\n\n"
        ));
    }
    Ok(loaded)
}

fn whole(name: &str, loaded: Loaded) -> Result<Loaded, Stop> {
    if !has_errors(&loaded.report) {
        return Ok(loaded);
    }
    show_report(&loaded, Severity::Error);
    let message = format!("{name} cannot be reviewed before its errors are fixed");
    Err(if loaded.contract.openapi.is_empty() {
        Stop::Failed(message)
    } else {
        Stop::Errors(message)
    })
}

const CONSENTS: &str = "counterpart-consents.yaml";

/// Returns the name and the text of a file, or of the default one, which is optional.
fn given_or_default(
    given: Option<&Path>,
    default: &str,
) -> Result<Option<(String, String)>, String> {
    let path = given.unwrap_or(Path::new(default));
    let name = path.to_string_lossy().into_owned();
    match optional_file(path)? {
        Some(text) => Ok(Some((name, text))),
        None if given.is_some() => Err(format!("{name}: no such file")),
        None => Ok(None),
    }
}

/// Returns the text of an optional file.
fn optional_file(path: &Path) -> Result<Option<String>, String> {
    match read_file(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}
