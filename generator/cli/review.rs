//! `counterpart review`, `counterpart accept` and `counterpart changelog`

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};

use super::revision::{read, revisions};
use super::{Outcome, complain, print, show_report};
use crate::diagnostic::{Severity, has_errors};
use crate::document::ReadOptions;
use crate::load::Loaded;
use crate::review::report::{self, Format, Report, Version};
use crate::review::{
    Consents, Finding, Options, Settings, Verdict, judge, review, rules, version_advice,
};

/// Say what a change of a contract breaks, for whom, and prove it.
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

    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,

    /// Which findings make the exit status 1.
    #[arg(long, value_enum, default_value_t = FailOn::Breaking)]
    fail_on: FailOn,

    /// What rules matter how much.
    #[arg(long, value_name = "FILE", default_value = "counterpart-review.yaml")]
    settings: PathBuf,

    /// The changes that everyone has agreed to.
    #[arg(long, value_name = "FILE", default_value = "counterpart-consents.yaml")]
    consents: PathBuf,

    /// Assume nothing of names that a contract does not declare.
    #[arg(long)]
    closed_world: bool,

    /// How much work one comparison of two schemas may take.
    #[arg(long, value_name = "STEPS")]
    budget: Option<usize>,

    /// The day to judge sunsets and consents by, instead of today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,

    /// Read files outside a contract's folder where a `$ref` leads to them.
    #[arg(long)]
    allow_outside: bool,

    /// Print the JSON Schema of `--format json` and do nothing else.
    #[arg(long)]
    print_schema: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
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
    /// And what could not be decided.
    Unproven,
    /// And everything else that is more than a note.
    Any,
    None,
}

impl FailOn {
    fn counts(self, finding: &Finding) -> bool {
        let level = match finding.verdict {
            Verdict::Unproven => Self::Unproven,
            // What breaks by proof, and what breaks a rule that matters as much.
            _ if finding.severity == Severity::Error => Self::Breaking,
            _ => Self::Any,
        };
        let noted = level == Self::Any && finding.severity == Severity::Note;
        match self {
            Self::None => false,
            Self::Breaking => level == Self::Breaking,
            Self::Unproven => level != Self::Any,
            Self::Any => !noted,
        }
    }
}

impl Review {
    pub fn run(self) -> Outcome {
        if self.print_schema {
            print(report::SCHEMA);
            return Outcome::Clean;
        }
        let (Some(base), Some(head)) = (&self.base, &self.head) else {
            return Outcome::Failed;
        };
        self.compare(base, head).unwrap_or_else(|error| {
            complain(&format!("{error}\n"));
            Outcome::Failed
        })
    }

    fn compare(&self, base_name: &str, head_name: &str) -> Result<Outcome, String> {
        if base_name == "-" && head_name == "-" {
            return Err("only one contract can be on standard input".into());
        }
        let options = self.options()?;
        let read_options = ReadOptions {
            allow_outside: self.allow_outside,
        };
        let base = sound(base_name, read_options)?;
        let head = sound(head_name, read_options)?;
        let mut findings = review(&base.contract, &head.contract, &options);
        judge::confirm(&mut findings, &base.document, &head.document);
        let report = report_of([base_name, head_name], [&base, &head], &findings);
        let coloured = std::io::stdout().is_terminal()
            && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        print(&report.render(match self.format {
            Shape::Text => Format::Text { coloured },
            Shape::Markdown => Format::Markdown,
            Shape::Html => Format::Html,
            Shape::Json => Format::Json,
            Shape::Sarif => Format::Sarif,
            Shape::Github => Format::Github,
            Shape::Junit => Format::Junit,
        }));
        let fails = findings
            .iter()
            .any(|finding| finding.stands() && self.fail_on.counts(finding));
        Ok(if fails {
            Outcome::Findings
        } else {
            Outcome::Clean
        })
    }

    fn options(&self) -> Result<Options, String> {
        let mut options = Options {
            today: self.today.clone().or_else(today),
            ..Options::default()
        };
        if let Some(text) = optional_file(&self.settings)? {
            options.settings = Settings::parse(&self.settings.to_string_lossy(), &text)?;
        }
        if let Some(text) = optional_file(&self.consents)? {
            options.consents = Consents::parse(&self.consents.to_string_lossy(), &text)?;
        }
        options.open_world = !self.closed_world && options.settings.open_world.unwrap_or(true);
        if let Some(budget) = self.budget {
            options.budget = budget;
        }
        Ok(options)
    }
}

/// Reads a contract and refuses one that is not whole.
fn sound(name: &str, options: ReadOptions) -> Result<Loaded, String> {
    let loaded = read(name, options)?;
    if has_errors(&loaded.report) {
        show_report(&loaded, Severity::Error);
        return Err(format!("{name} cannot be reviewed before it is mended"));
    }
    Ok(loaded)
}

fn report_of<'a>(
    names: [&'a str; 2],
    [base, head]: [&'a Loaded; 2],
    findings: &'a [Finding],
) -> Report<'a> {
    let side = |name: &'a str, loaded: &'a Loaded| Version {
        name,
        title: &loaded.contract.title,
        version: &loaded.contract.version,
        sources: &loaded.document.sources,
    };
    Report {
        base: side(names[0], base),
        head: side(names[1], head),
        findings,
        advice: version_advice(&base.contract, &head.contract, findings),
    }
}

/// The text of a file that need not be there.
fn optional_file(path: &Path) -> Result<Option<String>, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// The day in universal time.
fn today() -> Option<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    let days = i64::try_from(seconds / 86_400).ok()?;
    // Days are counted in eras of 400 years that start on the first of March.
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (number, month) = (
        day - (153 * month + 2) / 5 + 1,
        if month < 10 { month + 3 } else { month - 9 },
    );
    let year = year + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{number:02}"))
}

/// Agree to a change: a review no longer fails because of it.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  counterpart accept 1f0c33b2a9d47e65 --reason 'nobody uses it, see #42' --until 2030-01-01"
)]
pub struct Accept {
    /// The finding's fingerprint, as reports show it.
    fingerprint: String,

    /// Why everyone can live with it.
    #[arg(long)]
    reason: String,

    /// The last day of the consent.
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<String>,

    /// The file of consents.
    #[arg(long, value_name = "FILE", default_value = "counterpart-consents.yaml")]
    consents: PathBuf,
}

impl Accept {
    pub fn run(self) -> Outcome {
        self.write().unwrap_or_else(|error| {
            complain(&format!("{error}\n"));
            Outcome::Failed
        })
    }

    fn write(&self) -> Result<Outcome, String> {
        let print = &self.fingerprint;
        if print.len() != 16 || !print.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(format!(
                "`{print}` is no fingerprint: sixteen digits as reports show them"
            ));
        }
        let name = self.consents.to_string_lossy();
        let before = optional_file(&self.consents)?.unwrap_or_default();
        Consents::parse(&name, &before)?;
        let mut addition = String::new();
        if before.trim().is_empty() {
            addition.push_str("consents:\n");
        } else if !before.ends_with('\n') {
            addition.push('\n');
        }
        addition.push_str(&Consents::entry(print, &self.reason, self.until.as_deref()));
        // The file is checked as it will be, before it is touched.
        Consents::parse(&name, &format!("{before}{addition}"))?;
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.consents)
            .map_err(|error| format!("{name}: {error}"))?;
        file.write_all(addition.as_bytes())
            .map_err(|error| format!("{name}: {error}"))?;
        Ok(Outcome::Clean)
    }
}

/// Tell what changed from version to version.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  counterpart changelog v1.yaml v2.yaml v3.yaml
  counterpart changelog --git v1.0..main api.yaml")]
pub struct Changelog {
    /// The versions, oldest first; with `--git` the one file.
    #[arg(required = true)]
    specs: Vec<String>,

    /// A range of revisions: every one in which the file changed is a version.
    #[arg(long, value_name = "RANGE")]
    git: Option<String>,
}

impl Changelog {
    pub fn run(self) -> Outcome {
        match self.text() {
            Ok(text) => {
                print(&text);
                Outcome::Clean
            }
            Err(error) => {
                complain(&format!("{error}\n"));
                Outcome::Failed
            }
        }
    }

    fn text(&self) -> Result<String, String> {
        let names: Vec<String> = match (&self.git, self.specs.as_slice()) {
            (None, names) => names.to_vec(),
            (Some(range), [path]) => revisions(range, path)
                .map_err(|error| format!("{range}: {error}"))?
                .into_iter()
                .map(|revision| format!("{revision}:{path}"))
                .collect(),
            (Some(_), _) => return Err("with --git one file is wanted".into()),
        };
        let options = Options {
            today: today(),
            ..Options::default()
        };
        let mut sections = Vec::new();
        let mut before: Option<Loaded> = None;
        for name in &names {
            let loaded = sound(name, ReadOptions::default())?;
            if let Some(base) = &before {
                let findings = review(&base.contract, &loaded.contract, &options);
                sections.push(section(name, &loaded.contract.version, &findings));
            }
            before = Some(loaded);
        }
        sections.reverse();
        Ok(format!("# Changelog\n\n{}", sections.join("\n")))
    }
}

fn section(name: &str, version: &str, findings: &[Finding]) -> String {
    let mut out = format!("## {version} ({name})\n\n");
    if findings.is_empty() {
        out.push_str("No change of meaning.\n");
    }
    let is_note = |finding: &&Finding| {
        finding.verdict == Verdict::Compatible && finding.rule.id < rules::NO_SUNSET.id
    };
    for (title, verdict) in [
        ("Breaking", Verdict::Breaking),
        ("Not decided", Verdict::Unproven),
        ("Compatible", Verdict::Compatible),
    ] {
        let list: Vec<&Finding> = findings
            .iter()
            .filter(|finding| finding.verdict == verdict)
            .filter(|finding| verdict != Verdict::Compatible || is_note(finding))
            .collect();
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(out, "### {title}\n");
        for finding in list {
            let _ = writeln!(
                out,
                "- {} ({})",
                crate::diagnostic::visible(&finding.message),
                finding.rule.id
            );
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn today_is_a_day() {
        let today = super::today().expect("a clock after 1970");
        assert_eq!(today.len(), 10);
        assert!(today.as_str() > "2024-01-01");
    }
}
