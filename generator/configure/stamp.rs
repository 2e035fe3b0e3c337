//! The record of what a build script generated, so that nothing is generated again while the contract,
//! the options and the generator stay the same. Cargo runs a build script for other reasons, too: a
//! second contract that changed, other features, a `cargo clean` of one package.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use counterpart_contract::hash::{fnv1a, fnv1a_of_bytes};

use crate::Settings;
use crate::output::File;

/// The first line of a stamp.
const FORM: &str = "counterpart stamp 1";

/// Where the record of one contract is kept, and what it has to begin with.
pub(super) struct Stamp {
    path: PathBuf,
    /// A hash of all that decides what is generated, but for the texts of the contract.
    options: u64,
}

/// What a run generated.
#[derive(Debug, Default)]
pub(super) struct Generated {
    /// The module, and the folder that it was written to.
    pub module: String,
    pub folder: PathBuf,
    /// The files of the contract.
    pub sources: Vec<PathBuf>,
    /// The lines that cargo was given to show.
    pub warnings: Vec<String>,
}

impl Stamp {
    /// The stamp of a contract that is compiled to a folder. There is none without an `OUT_DIR`, which
    /// is the only place that belongs to the build script alone.
    pub fn new(contract: &Path, folder: &Path, settings: &Settings) -> Option<Self> {
        let out = PathBuf::from(std::env::var_os("OUT_DIR")?);
        // A generator that was built anew may generate something else under the same version.
        let program = fs::metadata(std::env::current_exe().ok()?).ok()?;
        let built = program.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let options = format!(
            "{} {} {built:?} {contract:?} {folder:?} {settings:?}",
            env!("CARGO_PKG_VERSION"),
            program.len(),
        );
        let contract = fnv1a(&format!("{contract:?} {folder:?} {:?}", settings.module));
        Some(Self {
            path: out.join(format!(".counterpart-{contract:016x}.stamp")),
            options: fnv1a(&options),
        })
    }

    /// What was generated before, if it is still what would be generated now.
    pub fn current(&self) -> Option<Generated> {
        let text = fs::read_to_string(&self.path).ok()?;
        let mut lines = text.lines();
        let begins = lines.next()? == FORM && lines.next()? == self.options_line();
        begins.then_some(())?;
        let mut generated = Generated::default();
        for line in lines {
            let (kind, rest) = line.split_once(' ')?;
            match kind {
                "module" => rest.clone_into(&mut generated.module),
                "folder" => generated.folder = rest.into(),
                "warning" => generated.warnings.push(rest.to_owned()),
                "source" | "file" => {
                    let (hash, path) = rest.split_once(' ')?;
                    (hash == hash_of(Path::new(path))?).then_some(())?;
                    if kind == "source" {
                        generated.sources.push(path.into());
                    }
                }
                _ => return None,
            }
        }
        // A stamp that was cut off while it was written does not name the module, which is last.
        (!generated.module.is_empty()).then_some(generated)
    }

    /// Forgets what was generated: from here on the output folder may hold something else.
    pub fn clear(&self) {
        let _ = fs::remove_file(&self.path);
    }

    /// Records what was generated. If that fails, it is generated again next time.
    pub fn record(&self, generated: &Generated, files: &[File]) {
        if let Some(text) = self.text(generated, files) {
            let _ = fs::write(&self.path, text);
        }
    }

    fn text(&self, generated: &Generated, files: &[File]) -> Option<String> {
        let folder = generated.folder.to_str()?;
        let mut text = format!("{FORM}\n{}\nfolder {folder}\n", self.options_line());
        let sources = generated
            .sources
            .iter()
            .map(|path| ("source", path.clone()));
        let files = files
            .iter()
            .map(|file| ("file", generated.folder.join(&file.path)));
        for (kind, path) in sources.chain(files) {
            let (hash, path) = (hash_of(&path)?, path.to_str()?.to_owned());
            // A line for each, whatever its name is.
            (!path.contains(['\n', '\r'])).then_some(())?;
            writeln!(text, "{kind} {hash} {path}").ok()?;
        }
        for warning in &generated.warnings {
            writeln!(text, "warning {warning}").ok()?;
        }
        writeln!(text, "module {}", generated.module).ok()?;
        Some(text)
    }

    fn options_line(&self) -> String {
        format!("options {:016x}", self.options)
    }
}

/// The hash of a file, or `None` if it cannot be read.
fn hash_of(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    Some(format!("{:016x}", fnv1a_of_bytes(&bytes)))
}
