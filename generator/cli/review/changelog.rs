//! `counterpart changelog`

use std::fmt::Write as _;

use clap::Args;

use super::super::{Outcome, complain, print};
use super::revision::revisions;
use super::{Policy, found, sound};
use crate::Loaded;
use crate::review::report::whereabouts;
use crate::review::{Finding, Verdict, rules};

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

    /// A range of revisions: every one in which a file of the contract changed is a version.
    #[arg(long, value_name = "RANGE")]
    git: Option<String>,

    #[command(flatten)]
    policy: Policy,
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
            (Some(range), [path]) => revisions(range, path, self.policy.reading())
                .map_err(|error| format!("{range}: {error}"))?
                .into_iter()
                .map(|revision| format!("{revision}:{path}"))
                .collect(),
            (Some(_), _) => return Err("with --git one file is wanted".into()),
        };
        let newest = names.last().map_or("-", String::as_str);
        let options = self.policy.options(newest)?;
        let mut sections = Vec::new();
        let mut before: Option<Loaded> = None;
        for name in &names {
            let loaded = sound(name, self.policy.reading())?;
            if let Some(base) = &before {
                let findings = found(base, &loaded, &options);
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
                "- {}{} ({})",
                crate::diagnostic::visible(&finding.message),
                crate::diagnostic::visible(&whereabouts(&[finding])),
                finding.rule.id
            );
        }
        out.push('\n');
    }
    out
}
