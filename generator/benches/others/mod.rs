//! The generators that this one is measured against, installed from the registry by their names
//! into a folder of the benchmarks.
// Every bench uses a part of this.
#![allow(dead_code, unused_imports)]

#[path = "../measure/median.rs"]
mod median;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub use median::median;

/// A generator, and the halves that it can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generator {
    Counterpart,
    OpenapiToRust,
    Ploidy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Client,
    Server,
    Both,
}

pub const ALL: [Generator; 3] = [
    Generator::Counterpart,
    Generator::OpenapiToRust,
    Generator::Ploidy,
];

impl Half {
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
            Self::Both => "client and server",
        }
    }
}

impl Generator {
    pub fn name(self) -> &'static str {
        match self {
            Self::Counterpart => "counterpart",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Ploidy => "ploidy",
        }
    }

    /// The command that generates a crate for a document, and what it needs put there before.
    pub fn command(self, spec: &Path, out: &Path, half: Half) -> Command {
        fs::create_dir_all(out.join("src")).expect("a folder");
        let mut command = Command::new(self.program());
        match self {
            Self::Counterpart => {
                let only = match half {
                    Half::Client => "models,client",
                    Half::Server => "models,server",
                    Half::Both => "models,client,server",
                };
                command.arg("generate").arg(spec).arg("--out").arg(out);
                command.args(["--only", only]);
            }
            Self::OpenapiToRust => {
                let config = out.join("openapi-to-rust.toml");
                fs::write(&config, self.configuration(spec, out, half)).expect("a file");
                command.arg("generate").arg("--config").arg(config);
            }
            Self::Ploidy => {
                command.args(["generate", "rust"]).arg(spec);
                command.arg("--output").arg(out);
            }
        }
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// openapi-to-rust serves the operations that its configuration names.
    fn configuration(self, spec: &Path, out: &Path, half: Half) -> String {
        let mut text = format!(
            "[generator]\nspec_path = {:?}\noutput_dir = {:?}\nmodule_name = \"generated\"\n\n\
             [features]\nenable_async_client = {}\n",
            spec,
            out.join("src/generated"),
            half != Half::Server,
        );
        if half != Half::Client {
            let listed = Command::new(self.program())
                .args(["server", "list", "--json", "--spec"])
                .arg(spec)
                .output();
            let listed = listed.map(|output| output.stdout).unwrap_or_default();
            let listed: serde_json::Value = serde_json::from_slice(&listed).unwrap_or_default();
            let operations = listed
                .as_array()
                .or_else(|| listed["operations"].as_array());
            let selectors: Vec<String> = (operations.into_iter().flatten())
                .filter_map(|operation| {
                    let method = operation["method"].as_str()?.to_uppercase();
                    Some(format!(
                        "{:?}",
                        format!("{method} {}", operation["path"].as_str()?)
                    ))
                })
                .collect();
            text.push_str(&format!(
                "\n[server]\nframework = \"axum\"\noperations = [{}]\n",
                selectors.join(", ")
            ));
        }
        text
    }

    fn program(self) -> PathBuf {
        match self {
            Self::Counterpart => env!("CARGO_BIN_EXE_counterpart").into(),
            _ => folder().join("bin").join(self.name()),
        }
    }
}

/// Where the benchmarks keep what they install and generate.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("benches")
}

/// Installs the other generators, where they are not installed.
pub fn install() {
    let others: Vec<&str> = (ALL.iter())
        .filter(|one| **one != Generator::Counterpart && !one.program().exists())
        .map(|one| one.name())
        .collect();
    if others.is_empty() {
        return;
    }
    let status = Command::new(env!("CARGO"))
        .args(["install", "--quiet", "--root"])
        .arg(folder())
        .args(&others)
        .status();
    if !status.is_ok_and(|status| status.success()) {
        println!("{} cannot be installed", others.join(" and "));
    }
}

/// What GNU time says of a command in the given format, where that is installed and the command
/// succeeds.
pub fn measured(command: &Command, format: &str) -> Option<String> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", format]).arg(command.get_program());
    timed.args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        timed.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    let output = timed.output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let figure = said.lines().last()?.trim().to_owned();
    output.status.success().then_some(figure)
}

/// The documents that are named on the command line, or the project's own.
pub fn documents() -> Vec<PathBuf> {
    let named: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|one| !one.starts_with("--"))
        .filter_map(|one| fs::canonicalize(one).ok())
        .collect();
    if named.is_empty() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/external_payments.yaml");
        vec![own]
    } else {
        named
    }
}

/// Makes a crate of what was generated, outside of this workspace.
pub fn whole_crate(generator: Generator, out: &Path) {
    let manifest = out.join("Cargo.toml");
    let text = if generator == Generator::OpenapiToRust {
        let root = "#![allow(warnings)]\npub mod generated;\n";
        fs::write(out.join("src/lib.rs"), root).expect("a library");
        let parts = fs::read_to_string(out.join("src/generated/REQUIRED_DEPS.toml"));
        let parts = parts.unwrap_or_default();
        let start = parts.find("[dependencies]").unwrap_or(parts.len());
        let head = "[package]\nname = \"generated\"\nversion = \"0.0.0\"\nedition = \"2024\"";
        format!("{head}\n\n{}", &parts[start..])
    } else {
        fs::read_to_string(&manifest).unwrap_or_default()
    };
    fs::write(&manifest, format!("{text}\n[workspace]\n")).expect("a manifest");
}
