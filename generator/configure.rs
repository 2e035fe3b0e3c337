//! The front end for `build.rs`.

use std::path::{Path, PathBuf};

use crate::contract::Selection;
use crate::diagnostic::{Severity, has_errors};
use crate::error::Error;
use crate::generate::{GenerateOptions, generate_module, stem};
use crate::load;
use crate::output;
use crate::rust::module_name;
use counterpart_contract::document::ReadOptions;

/// Starts to configure what a build script generates: both halves, into `OUT_DIR`.
///
/// ```no_run
/// fn main() -> Result<(), counterpart::Error> {
///     counterpart::configure().server(true).client(false).compile("../spec/external_payments.yaml")
/// }
/// ```
///
/// The crate then includes the module by the name of the contract's file:
///
/// ```ignore
/// pub mod external_payments {
///     include!(concat!(env!("OUT_DIR"), "/external_payments/mod.rs"));
/// }
/// ```
pub fn configure() -> Config {
    Config {
        options: GenerateOptions::default(),
        read: ReadOptions::default(),
        selection: Selection::default(),
        out: None,
    }
}

/// What a build script generates.
#[derive(Debug, Clone)]
#[must_use]
pub struct Config {
    options: GenerateOptions,
    read: ReadOptions,
    selection: Selection,
    out: Option<PathBuf>,
}

impl Config {
    /// Whether the server's half is generated.
    pub fn server(mut self, wanted: bool) -> Self {
        self.options.server = wanted;
        self
    }

    /// Whether the caller's half is generated.
    pub fn client(mut self, wanted: bool) -> Self {
        self.options.client = wanted;
        self
    }

    /// Whether tests are generated, of every example of the contract that is valid.
    #[cfg(feature = "review")]
    pub fn tests(mut self, wanted: bool) -> Self {
        self.options.tests = wanted;
        self
    }

    /// Where the documentation pages are published: the documentation of each operation ends with a
    /// link to its page.
    #[cfg(feature = "docs")]
    pub fn docs_url(mut self, url: impl Into<String>) -> Self {
        self.options.docs_url = Some(url.into());
        self
    }

    /// Only the operations with these tags, with the models that they reach.
    pub fn tags<T: Into<String>>(mut self, tags: impl IntoIterator<Item = T>) -> Self {
        self.selection.tags.extend(tags.into_iter().map(Into::into));
        self
    }

    /// Only these operations, by their ids or as `GET /pets/{id}`, with the models that they reach.
    /// Beside [`tags`](Self::tags), these are added to theirs.
    pub fn operations<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        let names = names.into_iter().map(Into::into);
        self.selection.operations.extend(names);
        self
    }

    /// Whether a `$ref` may lead to a file outside the contract's folder.
    pub fn allow_outside(mut self, allowed: bool) -> Self {
        self.read.allow_outside = allowed;
        self
    }

    /// Another folder than `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Reads the contract, generates, and tells cargo which files to watch.
    ///
    /// The module is written to the folder `NAME` below the output folder, where `NAME` is that of
    /// the contract's file without its ending, in snake case.
    ///
    /// # Errors
    /// Where the contract has errors, a file cannot be read or written, or there is no `OUT_DIR`.
    pub fn compile(self, contract: impl AsRef<Path>) -> Result<(), Error> {
        let contract = contract.as_ref();
        let folder = match self.out {
            Some(folder) => folder,
            None => std::env::var_os("OUT_DIR")
                .map(PathBuf::from)
                .ok_or_else(|| {
                    Error::Usage("OUT_DIR is not set: run this from a build script".into())
                })?,
        };
        // Before anything can fail: an error must be looked at again once a file has changed.
        println!("cargo:rerun-if-changed={}", contract.display());
        let mut loaded = load(contract, self.read);
        let sources = &loaded.document.sources;
        for (id, _) in sources.iter().skip(1) {
            println!("cargo:rerun-if-changed={}", sources.shown(id));
        }
        loaded.select(&self.selection);
        let files = generate_module(&mut loaded, self.options)?;
        for problem in loaded
            .report
            .iter()
            .filter(|problem| problem.severity == Severity::Warning)
        {
            println!(
                "cargo:warning=[{}] {}",
                problem.code.id,
                problem.message.replace(['\n', '\r'], " ")
            );
        }
        let module = module_name(&stem(&loaded));
        output::write(&folder.join(module.bare()), &files)?;
        if has_errors(&loaded.report) {
            return Err(Error::document(&loaded));
        }
        Ok(())
    }
}
