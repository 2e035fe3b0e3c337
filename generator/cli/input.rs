//! The options of every command that reads one contract.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::error::Error;
use crate::source::{Disk, read_text};
use crate::{Loaded, ReadOptions, Selection, Settings, load, load_text};

#[derive(Debug, Args)]
pub(crate) struct Input {
    /// The contract: an OpenAPI 3.0 or 3.1 document, or `-` for standard input.
    spec: PathBuf,

    /// Only operations with these tags, and the models that they reach.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,

    /// Only these operations, by id or as 'GET /pets/{id}'; added to those of --tags.
    #[arg(long, value_name = "OPERATION", value_delimiter = ',')]
    operations: Vec<String>,

    /// Treat warnings as errors, and write nothing if there are any.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    strict: Option<bool>,

    /// Allow a `$ref` to files outside the contract's folder.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    allow_outside: Option<bool>,

    /// The settings file, instead of the `counterpart.toml` in the contract's folder or above.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Ignore settings files.
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
}

impl Input {
    /// Returns the settings of the project, overridden by the command line.
    pub fn settings(&self) -> Result<Settings, Error> {
        let mut settings = match &self.config {
            _ if self.no_config => Settings::default(),
            Some(file) => Settings::read(file)?,
            None => Settings::find(&self.spec)?,
        };
        if let Some(allowed) = self.allow_outside {
            settings.read.allow_outside = allowed;
        }
        let selection = Selection {
            tags: self.tags.clone(),
            operations: self.operations.clone(),
        };
        if !selection.is_everything() {
            settings.selection = selection;
        }
        if let Some(strict) = self.strict {
            settings.generate.diagnostics.strict = strict;
            settings.docs.diagnostics.strict = strict;
            settings.bundle.diagnostics.strict = strict;
        }
        Ok(settings)
    }

    /// Reads the contract, or the selected part of it.
    pub fn load(&self, settings: &Settings) -> Result<Loaded, Error> {
        let mut loaded = open(&self.spec, settings.read)?;
        loaded.select(&settings.selection);
        Ok(loaded)
    }
}

/// Reads a contract from a file, or from standard input for `-`.
pub(crate) fn open(spec: &Path, options: ReadOptions) -> Result<Loaded, Error> {
    if spec != Path::new("-") {
        return Ok(load(spec, options));
    }
    let text = read_text(std::io::stdin().lock())?;
    let disk = Disk {
        folder: PathBuf::new(),
    };
    Ok(load_text("", "-", text, &disk, options))
}
