//! A crate below the target folder that measures generated code in release mode: its sources are those
//! of the bench, beside what the generators make.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::others::{self, Generator, Half};

// Every bench uses a part of this.
#[allow(dead_code)]
pub struct Scratch {
    name: &'static str,
    folder: PathBuf,
    /// The folders of generated crates.
    generated: Vec<String>,
}

#[allow(dead_code)]
impl Scratch {
    /// A crate for the bench of this name, whose sources are in a folder of the same name.
    pub fn new(name: &'static str) -> Self {
        let folder = others::folder().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self {
            name,
            folder,
            generated: Vec::new(),
        }
    }

    /// Writes a file within.
    pub fn write(&self, path: &str, text: &str) -> PathBuf {
        let path = self.folder.join(path);
        fs::write(&path, text).expect("a file");
        path
    }

    /// A path within; an absolute path stays as it is.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The dependency on a generated crate, without encryption, which takes long to build.
    pub fn dependency(&self, name: &str, optional: bool) -> String {
        let manifest = fs::read_to_string(self.folder.join(name).join("Cargo.toml"));
        let manifest = manifest.unwrap_or_default();
        let after = |start: &str, end: &str| {
            let (_, rest) = manifest.split_once(start)?;
            rest.split_once(end).map(|(text, _)| text)
        };
        let package = after("name = \"", "\"");
        let features = after("default = [", "]").unwrap_or_default().split(',');
        let features = features.map(|feature| feature.trim().trim_matches('"'));
        let features: Vec<&str> = features.filter(|one| !["", "tls"].contains(one)).collect();
        format!(
            "{name} = {{ path = {name:?}, package = {:?}, optional = {optional}, \
             default-features = false, features = {features:?} }}\n",
            package.unwrap_or(name),
        )
    }

    /// Generates a crate of a document into a folder within.
    pub fn generate(&mut self, generator: Generator, spec: &Path, half: Half, into: &str) -> bool {
        let out = self.folder.join(into);
        let made = generator.command(spec, &out, half).status();
        let made = made.is_ok_and(|status| status.success());
        if made {
            others::whole_crate(generator, &out);
            self.generated.push(into.to_owned());
        }
        made
    }

    /// Writes the manifest, with its dependencies and features.
    pub fn manifest(&self, tables: &str) {
        let name = self.name;
        let sources = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("generator/benches")
            .join(name);
        let text = format!(
            "[package]\nname = \"{name}-bench\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\nexclude = {:?}\n\n\
             [[bin]]\nname = \"{name}\"\npath = {:?}\n\n{tables}",
            self.generated,
            sources.join("main.rs")
        );
        self.write("Cargo.toml", &text);
    }

    /// Runs the crate with a feature, if it builds; without, if it does not.
    pub fn run(&self, features: Option<&str>) {
        for features in features.into_iter().map(Some).chain([None]) {
            if self.cargo("build", features) {
                self.cargo("run", features);
                return;
            }
            println!("{} does not build", features.unwrap_or(self.name));
        }
    }

    fn cargo(&self, command: &str, features: Option<&str>) -> bool {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args([command, "--quiet", "--release"])
            .current_dir(&self.folder);
        cargo
            .env("CARGO_TARGET_DIR", others::folder().join("target"))
            .env_remove("RUSTFLAGS");
        if let Some(features) = features {
            cargo.args(["--features", features]);
        }
        cargo.status().is_ok_and(|status| status.success())
    }
}
