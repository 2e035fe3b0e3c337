//! Contracts beside the code that is generated from them: compared, compiled in one crate without a
//! warning, and exercised by tests of their own.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use counterpart::output::{self, File};
use counterpart::{GenerateOptions, Loaded, generate_module};

use crate::compiled;

/// The crate of some cases.
pub struct Cases {
    root: PathBuf,
    /// Which files of a case are shown beside its contract.
    shown: fn(&File) -> bool,
    modules: String,
    different: Vec<String>,
}

impl Cases {
    /// Starts with the code that exercises any case, in the module `exercise`.
    pub fn new(folder: &str, exercise: &str, shown: fn(&File) -> bool) -> Self {
        let root = compiled::folder(folder);
        compiled::write(&root.join("src/exercise.rs"), exercise);
        Self {
            root,
            shown,
            modules: String::from("#[cfg(test)]\nmod exercise;\n"),
            different: Vec::new(),
        }
    }

    /// Adds a contract whose code stands in a file; `test` writes a test of the module that is
    /// generated.
    pub fn add(&mut self, code: &Path, loaded: Loaded, test: impl FnOnce(&str, &Loaded) -> String) {
        let name = code.file_stem().unwrap_or_default().to_string_lossy();
        let files = self.generate(&name, loaded, test);
        self.compare(code, &files);
    }

    /// Adds a contract whose code is only compiled and exercised.
    pub fn generate(
        &mut self,
        name: &str,
        mut loaded: Loaded,
        test: impl FnOnce(&str, &Loaded) -> String,
    ) -> Vec<File> {
        let module = format!("case_{}", name.replace('-', "_"));
        let files = generate_module(&mut loaded, &GenerateOptions::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let source = self.root.join("src");
        output::write(&source.join(&module), &files).expect("the output can be written");
        let test = test(&module, &loaded);
        compiled::write(&source.join(format!("{module}_exercise.rs")), &test);
        // Writing to a string cannot fail.
        let _ = writeln!(
            self.modules,
            "pub mod {module};\n#[cfg(test)]\nmod {module}_exercise;"
        );
        files
    }

    /// Compares code with that beside its contract, or writes it there.
    fn compare(&mut self, beside: &Path, files: &[File]) {
        let shown = files.iter().filter(|file| (self.shown)(file));
        let found: String = shown
            .map(|file| format!("// {}\n{}\n", file.path, file.contents))
            .collect();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(beside, &found).expect("the code can be written");
        }
        let expected = fs::read_to_string(beside).unwrap_or_default();
        if found != expected {
            let line = found
                .lines()
                .zip(expected.lines())
                .position(|(found, expected)| found != expected);
            let line = line.unwrap_or(0) + 1;
            self.different.push(format!("{}:{line}", beside.display()));
        }
    }

    /// Fails where other code is generated than before, where it does not compile, and where a test
    /// of it fails.
    pub fn run(self) {
        assert!(
            self.different.is_empty(),
            "other code is generated; UPDATE_EXPECT=1 cargo test writes it:\n{}",
            self.different.join("\n")
        );
        compiled::test(&self.root, &self.modules);
    }
}
