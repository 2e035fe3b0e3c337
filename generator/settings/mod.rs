//! What a project says once for all commands: the file `counterpart.toml`.

mod find;
mod reader;
#[cfg(feature = "review")]
mod review;
mod sections;

use std::path::{Path, PathBuf};

use crate::bundled::BundleOptions;
use crate::error::{Error, Problems};
use crate::generate::GenerateOptions;
#[cfg(feature = "docs")]
use crate::pages::DocsOptions;
use crate::{ReadOptions, Selection};
use reader::Reader;

/// The name of the settings file.
pub const SETTINGS_FILE: &str = "counterpart.toml";

/// The settings of a project: what `counterpart.toml` says, and defaults for the rest.
///
/// Paths in the file are relative to it. What a program or a command line sets itself goes before
/// what the file says.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    /// The file that they are from; none where there is no file.
    pub file: Option<PathBuf>,
    /// How the contract is read: `[read]`.
    pub read: ReadOptions,
    /// The part of the contract that is wanted: `[select]`.
    pub selection: Selection,
    /// What is generated: `[generate]`, `[package]` and `[diagnostics]`.
    pub generate: GenerateOptions,
    /// The folder of the generated crate: `out` of `[generate]`.
    pub generate_out: Option<PathBuf>,
    /// The name of the module that a build script makes: `module` of `[generate]`.
    pub module: Option<String>,
    /// Which pages are made: `[docs]` and `[diagnostics]`.
    #[cfg(feature = "docs")]
    pub docs: DocsOptions,
    /// The folder of the pages: `out` of `[docs]`.
    pub docs_out: Option<PathBuf>,
    /// How changes are judged: `[review]`.
    #[cfg(feature = "review")]
    pub review: counterpart_review::Settings,
    /// Which findings make the command line exit with 1: `fail-on` of `[review]`.
    #[cfg(feature = "review")]
    pub fail_on: Option<counterpart_review::FailOn>,
    /// The form of the command line's report, as `--format` names it: `format` of `[review]`.
    pub review_format: Option<&'static str>,
    /// Whether the command line reports what a change does to Rust code: `rust` of `[review]`.
    pub review_rust: bool,
    /// How much work one comparison of two schemas may take: `budget` of `[review]`.
    pub review_budget: Option<usize>,
    /// How much work all comparisons may take together: `run-budget` of `[review]`.
    pub review_run_budget: Option<usize>,
    /// The file of changes that are agreed to: `consents` of `[review]`.
    pub consents: Option<PathBuf>,
    /// How a contract is bundled: `[bundle]` and `[diagnostics]`.
    pub bundle: BundleOptions,
    /// The file of the bundle: `out` of `[bundle]`.
    pub bundle_out: Option<PathBuf>,
}

impl Settings {
    /// Finds the `counterpart.toml` of a document, in its folder or one further up, and reads it. The
    /// search ends with the folder that holds `.git`. Without a file, everything has its default.
    ///
    /// # Errors
    /// As for [`read`](Self::read).
    pub fn find(document: &Path) -> Result<Self, Error> {
        match Self::locate(document)? {
            Some(file) => Self::read(&file),
            None => Ok(Self::default()),
        }
    }

    /// Finds the `counterpart.toml` of a document as [`find`](Self::find) does, and does not read it.
    ///
    /// # Errors
    /// Where the folder that the process is in is gone.
    pub fn locate(document: &Path) -> Result<Option<PathBuf>, Error> {
        Ok(find::find(document)?)
    }

    /// Reads a settings file.
    ///
    /// # Errors
    /// [`Error::Settings`] with every problem of the file.
    pub fn read(file: &Path) -> Result<Self, Error> {
        Self::of(file, Reader::open(file))
    }

    /// Reads settings from a text, as if a file had it: paths are relative to the file's folder.
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
