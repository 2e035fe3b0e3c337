//! What every command that writes a folder takes.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, print};
use crate::error::Error;
use crate::output::{self, File};

#[derive(Debug, Args)]
pub(crate) struct Target {
    /// The folder to write to: needed where `counterpart.toml` names none.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Overwrite files that counterpart did not generate.
    #[arg(long, conflicts_with = "check")]
    force: bool,

    /// Write nothing: compare, and exit with 1 where the output is stale.
    #[arg(long)]
    check: bool,
}

impl Target {
    /// The folder: that of the command line, or that of the settings.
    pub fn folder(&self, settings: Option<PathBuf>) -> Result<PathBuf, Error> {
        let missing =
            || Error::Usage("where to? `--out DIR` says it, or `out` in counterpart.toml".into());
        self.out.clone().or(settings).ok_or_else(missing)
    }

    /// Writes the files, or compares them with those that are there.
    pub fn take(&self, folder: &Path, files: &[File]) -> Result<Outcome, Error> {
        if self.check {
            let difference = output::compare(folder, files)?;
            print(&difference);
            return Ok(if difference.is_empty() {
                Outcome::Clean
            } else {
                Outcome::Findings
            });
        }
        if self.force {
            output::overwrite(folder, files)?;
        } else {
            output::write(folder, files)?;
        }
        Ok(Outcome::Clean)
    }
}
