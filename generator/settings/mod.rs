//! The settings of a project for all commands: `counterpart.toml`.

mod find;
mod reader;
#[cfg(feature = "review")]
mod review;
mod sections;

use std::path::{Path, PathBuf};

#[cfg(feature = "bundle")]
use crate::bundled::BundleOptions;
use crate::error::{Error, Problems};
use crate::generate::GenerateOptions;
#[cfg(feature = "docs")]
use crate::pages::DocsOptions;
use crate::{ReadOptions, Selection};
use reader::Reader;

/// The name of the settings file.
pub const SETTINGS_FILE: &str = "counterpart.toml";

/// The settings of a project: those of `counterpart.toml`, and defaults for the rest.
///
/// Paths in the file are relative to it. Options that a program or a command line sets override the
/// file.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    /// The settings file, if there is one.
    pub file: Option<PathBuf>,
    /// Options for reading contracts: `[read]`.
    pub read: ReadOptions,
    /// The selected part of the contract: `[select]`.
    pub selection: Selection,
    /// Options for generation: `[generate]`, `[package]` and `[diagnostics]`.
    pub generate: GenerateOptions,
    /// The folder of the generated crate: `out` of `[generate]`.
    pub generate_out: Option<PathBuf>,
    /// The name of the module that a build script generates: `module` of `[generate]`.
    pub module: Option<String>,
    /// Options for pages: `[docs]` and `[diagnostics]`.
    #[cfg(feature = "docs")]
    pub docs: DocsOptions,
    /// The folder of the pages: `out` of `[docs]`.
    pub docs_out: Option<PathBuf>,
    /// Options for reviews: `[review]`.
    #[cfg(feature = "review")]
    pub review: counterpart_review::Settings,
    /// Which findings make the command line exit with 1: `fail-on` of `[review]`.
    #[cfg(feature = "review")]
    pub fail_on: Option<counterpart_review::FailOn>,
    /// The format of the command line's report, as for `--format`: `format` of `[review]`.
    pub review_format: Option<&'static str>,
    /// Whether the command line also reports effects on Rust code: `rust` of `[review]`.
    pub review_rust: bool,
    /// The limit of steps for each comparison of two schemas: `budget` of `[review]`.
    pub review_budget: Option<usize>,
    /// The limit of steps for all comparisons together: `run-budget` of `[review]`.
    pub review_run_budget: Option<usize>,
    /// The file of accepted changes: `consents` of `[review]`.
    pub consents: Option<PathBuf>,
    /// Options for bundling: `[bundle]` and `[diagnostics]`.
    #[cfg(feature = "bundle")]
    pub bundle: BundleOptions,
    /// The file of the bundle: `out` of `[bundle]`.
    pub bundle_out: Option<PathBuf>,
}

impl Settings {
    /// Finds the `counterpart.toml` of a document, in its folder or the nearest parent, and reads
    /// it. The search ends at the folder that contains `.git`. Without a file, all settings have
    /// their defaults.
    ///
    /// # Errors
    /// As for [`read`](Self::read).
    pub fn find(document: &Path) -> Result<Self, Error> {
        match Self::locate(document)? {
            Some(file) => Self::read(&file),
            None => Ok(Self::default()),
        }
    }

    /// Finds the `counterpart.toml` of a document like [`find`](Self::find), without reading it.
    ///
    /// # Errors
    /// Returns an error if the working directory no longer exists.
    pub fn locate(document: &Path) -> Result<Option<PathBuf>, Error> {
        Ok(find::find(document)?)
    }

    /// Reads a settings file.
    ///
    /// # Errors
    /// Returns [`Error::Settings`] with all problems of the file.
    pub fn read(file: &Path) -> Result<Self, Error> {
        Self::of(file, Reader::open(file))
    }

    /// Parses settings as if they were in a file: paths are relative to the file's folder.
    ///
    /// # Errors
    /// As for [`read`](Self::read).
    pub fn parse(file: &Path, text: impl Into<String>) -> Result<Self, Error> {
        Self::of(file, Reader::new(file, Ok(text.into())))
    }

    fn of(file: &Path, mut reader: Reader) -> Result<Self, Error> {
        let mut settings = Self {
            file: Some(file.to_owned()),
            ..Self::default()
        };
        reader.document(|reader, section| sections::root(reader, section, &mut settings));
        let (mut problems, sources) = reader.finish();
        if problems.is_empty() {
            return Ok(settings);
        }
        problems.sort_by_key(|problem| problem.position);
        Err(Error::Settings(Problems::new(&problems, &sources)))
    }
}
