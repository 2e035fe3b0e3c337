//! The front end for `build.rs`.

mod stamp;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Location, Severity, has_errors, visible};
use crate::error::Error;
use crate::generate::generate_module;
use crate::package::{default_module, is_module_name};
use crate::rust::module_name;
use crate::{Loaded, Selection, Settings, load, output};
use stamp::{Generated, Stamp};

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
///
/// What a `counterpart.toml` in the contract's folder or further up says counts where the build script
/// says nothing else.
pub fn configure() -> Config {
    Config::default()
}

/// What a build script generates: made by [`configure`], ended by [`compile`](Self::compile).
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Config {
    settings: Option<Settings>,
    server: Option<bool>,
    client: Option<bool>,
    tests: Option<bool>,
    docs_url: Option<String>,
    strict: Option<bool>,
    allow_outside: Option<bool>,
    allowed: Vec<(String, String)>,
    selection: Selection,
    module: Option<String>,
    out: Option<PathBuf>,
}

impl Config {
    /// Whether the server's half is generated.
    pub fn server(mut self, wanted: bool) -> Self {
        self.server = Some(wanted);
        self
    }

    /// Whether the client's half is generated.
    pub fn client(mut self, wanted: bool) -> Self {
        self.client = Some(wanted);
        self
    }

    /// Whether tests are generated, of every example of the contract that is valid.
    #[cfg(feature = "review")]
    pub fn tests(mut self, wanted: bool) -> Self {
        self.tests = Some(wanted);
        self
    }

    /// Where the documentation pages are published: the documentation of each operation ends with a
    /// link to its page.
    #[cfg(feature = "docs")]
    pub fn docs_url(mut self, url: impl Into<String>) -> Self {
        self.docs_url = Some(url.into());
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
        self.allow_outside = Some(allowed);
        self
    }

    /// Whether warnings count as errors.
    pub fn strict(mut self, wanted: bool) -> Self {
        self.strict = Some(wanted);
        self
    }

    /// Takes these settings, and looks for no `counterpart.toml`.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = Some(settings);
        self
    }

    /// Does not warn of what a diagnostic code is about, for a reason.
    pub fn allow(mut self, code: impl Into<String>, reason: impl Into<String>) -> Self {
        self.allowed.push((code.into(), reason.into()));
        self
    }

    /// The name of the module, and of the folder that it is written to. By default that of the
    /// contract's file without its ending, in snake case; a build script that compiles two files of
    /// one name gives one of them another.
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.module = Some(name.into());
        self
    }

    /// Another folder than `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Reads the contract, generates, and tells cargo which files to watch.
    ///
    /// The module is written to the folder of its [name](Self::module) below the output folder.
    /// Warnings are shown by cargo, each with its file, line and column. Nothing is generated if the
    /// files of the contract, the options and the generated files are as the last run left them.
    ///
    /// # Errors
    /// Where the contract has errors, a file cannot be read or written, there is no `OUT_DIR`, or
    /// another contract was compiled to a module of the same name before.
    pub fn compile(self, contract: impl AsRef<Path>) -> Result<(), Error> {
        let contract = contract.as_ref();
        let folder = match &self.out {
            Some(folder) => folder.clone(),
            None => std::env::var_os("OUT_DIR")
                .map(PathBuf::from)
                .ok_or_else(|| {
                    Error::Usage("OUT_DIR is not set: run this from a build script".into())
                })?,
        };
        // Before anything can fail: an error must be looked at again once a file has changed.
        watch(contract);
        let settings = self.resolved(contract)?;
        let stamp = Stamp::new(contract, &folder, &settings);
        if let Some(earlier) = stamp.as_ref().and_then(Stamp::current) {
            watch_others(&earlier.sources);
            claim(&earlier.folder, contract, &earlier.module)?;
            show(&earlier.warnings);
            return Ok(());
        }
        let mut loaded = load(contract, settings.read);
        let sources = &loaded.document.sources;
        let sources = sources
            .iter()
            .map(|(id, _)| PathBuf::from(sources.shown(id)));
        let sources: Vec<PathBuf> = sources.collect();
        watch_others(&sources);
        let module = module(&settings, &loaded)?;
        let folder = folder.join(&module);
        loaded.select(&settings.selection);
        let files = generate_module(&mut loaded, &settings.generate)?;
        claim(&folder, contract, &module)?;
        let warnings = warnings(&loaded);
        show(&warnings);
        stamp.iter().for_each(Stamp::clear);
        output::write(&folder, &files)?;
        if has_errors(&loaded.report) {
            return Err(Error::document(&loaded, Severity::Error));
        }
        if let Some(stamp) = stamp {
            let generated = Generated {
                module,
                folder,
                sources,
                warnings,
            };
            stamp.record(&generated, &files);
        }
        Ok(())
    }

    /// The settings of the project, and those of the build script where that says otherwise.
    fn resolved(self, contract: &Path) -> Result<Settings, Error> {
        let mut settings = match (self.settings, Settings::locate(contract)?) {
            (Some(settings), _) => settings,
            (None, Some(file)) => {
                watch(&file);
                Settings::read(&file)?
            }
            (None, None) => Settings::default(),
        };
        let options = &mut settings.generate;
        let flags = [
            (self.server, &mut options.server),
            (self.client, &mut options.client),
            (self.tests, &mut options.tests),
            (self.strict, &mut options.diagnostics.strict),
            (self.allow_outside, &mut settings.read.allow_outside),
        ];
        for (own, set) in flags {
            *set = own.unwrap_or(*set);
        }
        for (code, reason) in &self.allowed {
            options.diagnostics.allow(code, reason, None)?;
        }
        options.docs_url = self.docs_url.or(options.docs_url.take());
        settings.module = self.module.or(settings.module);
        if !self.selection.is_everything() {
            settings.selection = self.selection;
        }
        Ok(settings)
    }
}

/// Lets cargo run the build script again when a file has changed.
fn watch(file: &Path) {
    println!("cargo:rerun-if-changed={}", file.display());
}

/// Watches the files that a contract refers to; the first one is its own.
fn watch_others(sources: &[PathBuf]) {
    sources.iter().skip(1).for_each(|source| watch(source));
}

/// The name of the module.
fn module(settings: &Settings, loaded: &Loaded) -> Result<String, Error> {
    match &settings.module {
        Some(name) if is_module_name(name) => Ok(name.clone()),
        Some(name) => Err(Error::Usage(format!(
            "`{name}` is not a valid module name; try `{}`",
            module_name(name).bare()
        ))),
        None => Ok(default_module(loaded)),
    }
}

/// The folders that this build script has written modules to, and the contracts that they are of.
static CLAIMED: Mutex<BTreeMap<PathBuf, PathBuf>> = Mutex::new(BTreeMap::new());

/// Takes a folder for a contract, so that no other contract of the build script overwrites it.
fn claim(folder: &Path, contract: &Path, module: &str) -> Result<(), Error> {
    let mut claimed = CLAIMED.lock().unwrap_or_else(PoisonError::into_inner);
    match claimed.get(folder) {
        Some(other) if other != contract => Err(Error::Usage(format!(
            "`{}` would overwrite the module `{module}`, which was generated from `{}`: give one of \
             them another name with `.module(\"…\")`",
            contract.display(),
            other.display()
        ))),
        _ => {
            claimed.insert(folder.to_owned(), contract.to_owned());
            Ok(())
        }
    }
}

/// The warnings that cargo was given: a contract may be compiled more than once.
static WARNED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The warnings about a contract, in one line each, as that is all that cargo shows.
fn warnings(loaded: &Loaded) -> Vec<String> {
    let mut lines = Vec::new();
    for problem in loaded.problems() {
        if problem.severity != Severity::Warning {
            continue;
        }
        let Location {
            file, line, column, ..
        } = &problem.location;
        let more = match problem.others.len() {
            0 => String::new(),
            1 => " (and at 1 other place)".to_owned(),
            count => format!(" (and at {count} other places)"),
        };
        let text = format!(
            "{file}:{line}:{column}: [{}] {}{more}",
            problem.code.id, problem.message
        );
        lines.push(visible(&text));
    }
    lines
}

/// Lets cargo show warnings, each once.
fn show(warnings: &[String]) {
    let mut warned = WARNED.lock().unwrap_or_else(PoisonError::into_inner);
    for text in warnings {
        if warned.insert(text.clone()) {
            println!("cargo:warning={text}");
        }
    }
}
