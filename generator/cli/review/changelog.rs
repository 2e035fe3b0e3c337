//! `counterpart changelog`

use clap::Args;

use super::super::{Outcome, print};
use super::revision::revisions;
use super::{Policy, Stop, sound};
use crate::Loaded;
use crate::review::review;

/// List the changes between versions of a contract.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  counterpart changelog v1.yaml v2.yaml v3.yaml
  counterpart changelog --git v1.0..main api.yaml")]
pub struct Changelog {
    /// The versions, oldest first; with `--git` a single file.
    #[arg(required = true)]
    specs: Vec<String>,

    /// A range of revisions: each one that changes a file of the contract is a version.
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
            Err(stop) => stop.outcome(),
        }
    }

    fn text(&self) -> Result<String, Stop> {
        let names: Vec<String> = match (&self.git, self.specs.as_slice()) {
            (None, names) => names.to_vec(),
            (Some(range), [path]) => revisions(range, path, self.policy.reading())
                .map_err(|error| format!("{range}: {error}"))?
                .into_iter()
                .map(|revision| format!("{revision}:{path}"))
                .collect(),
            (Some(_), _) => return Err(Stop::Failed("--git takes exactly one file".into())),
        };
        let newest = names.last().map_or("-", String::as_str);
        let options = self.policy.options(&self.policy.settings(newest)?);
        let mut sections = Vec::new();
        let mut before: Option<Loaded> = None;
        for name in &names {
            let loaded = sound(name, self.policy.reading())?;
            if let Some(base) = &before {
                let report = review(base, &loaded, &options).with_names("", name);
                sections.push(report.changelog_section());
            }
            before = Some(loaded);
        }
        sections.reverse();
        Ok(format!("# Changelog\n\n{}", sections.join("\n")))
    }
}
