//! Where the text of files comes from.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// Gives the text of a file by its name relative to the root document's folder. Names use `/`, and
/// `..` stands only at their start.
pub trait Loader {
    /// The text of the file.
    ///
    /// # Errors
    /// As reading it fails; text that is not UTF-8 is [`io::ErrorKind::InvalidData`].
    fn load(&self, name: &str) -> io::Result<String>;
}

/// Files below (or beside) a folder of the file system.
#[derive(Debug, Clone)]
pub struct Disk {
    pub folder: PathBuf,
}

impl Loader for Disk {
    fn load(&self, name: &str) -> io::Result<String> {
        let bytes = std::fs::read(self.folder.join(name))?;
        String::from_utf8(bytes).map_err(|error| {
            let right = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = right.iter().filter(|byte| **byte == b'\n').count() + 1;
            let message = format!("it is not UTF-8 text, as line {line} shows");
            io::Error::new(io::ErrorKind::InvalidData, message)
        })
    }
}

/// Files that are in memory already: for standard input and for tests.
#[derive(Debug, Clone, Default)]
pub struct Memory(pub BTreeMap<String, String>);

impl Loader for Memory {
    fn load(&self, name: &str) -> io::Result<String> {
        self.0
            .get(name)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// The name of the file that `reference` leads to from the file `base`: folders joined, `.` and
/// `..` resolved. A leading `..` remains where the file is outside the root's folder.
#[must_use]
pub fn normalize(base: &str, reference: &str) -> String {
    let mut folders: Vec<&str> = match base.rfind('/') {
        Some(at) if !reference.starts_with('/') => base[..at].split('/').collect(),
        _ => Vec::new(),
    };
    for step in reference.split('/') {
        match step {
            "" | "." => {}
            ".." if folders.last().is_some_and(|last| *last != "..") => {
                folders.pop();
            }
            step => folders.push(step),
        }
    }
    let joined = folders.join("/");
    if reference.starts_with('/') {
        format!("/{joined}")
    } else {
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn references_are_relative_to_the_file_they_stand_in() {
        assert_eq!(normalize("api.yaml", "models/pet.yaml"), "models/pet.yaml");
        assert_eq!(
            normalize("models/pet.yaml", "./tag.yaml"),
            "models/tag.yaml"
        );
        assert_eq!(
            normalize("models/pet.yaml", "../errors.yaml"),
            "errors.yaml"
        );
        assert_eq!(normalize("models/pet.yaml", "../../up.yaml"), "../up.yaml");
        assert_eq!(normalize("a/b", "/etc/x"), "/etc/x");
    }
}
