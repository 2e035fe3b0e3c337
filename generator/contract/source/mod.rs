//! Source: the text of a document and of the files that it reaches, as raw values, and the way
//! back from a place in a value to a line and column of its text.
//!
//! Nothing here knows OpenAPI. This is the only module that names `granit_parser` and `serde_yaml`.

mod loader;
mod locate;
mod parse;
mod positions;
mod remainders;
mod written;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde_json::Value;

use positions::Positions;

pub use crate::location::{FileId, Place, Pointer, Position, Tokens, escape, resolve, unescape};
pub use loader::{Disk, Loader, MOST_BYTES, Memory, decode, normalize, read_file, read_text};

/// A value as YAML text.
///
/// # Errors
/// As the writer fails, which it has no cause to.
#[cfg(feature = "write-yaml")]
pub fn to_yaml(value: &Value) -> std::io::Result<String> {
    serde_yaml::to_string(value).map_err(std::io::Error::other)
}

/// The notations that documents come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2, with the merge keys of 1.1.
    Yaml,
}

/// One file: its text and what the text says.
#[derive(Debug)]
pub struct SourceFile {
    /// As the loader knows it: with `/` between folders, relative to the root document's folder.
    pub name: String,
    /// The text, a byte order mark included.
    pub text: String,
    /// The notation that it was read in.
    pub notation: Notation,
    /// The value that it stands for.
    pub value: Value,
    /// Objects in the value that name themselves, in the order of the text. Who knows what such a
    /// name looks like fills them in.
    pub identifiers: Vec<SchemaIdentifier>,
    /// Where keys and items begin; nothing for JSON.
    positions: Positions,
    /// Fractions as they are written, found when the first is asked for.
    fractions: OnceLock<HashMap<Pointer, String>>,
}

/// A member by which the object that holds it may be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaIdentifier {
    /// The keyword: `$id`, `$anchor`, `$dynamicAnchor` or `$recursiveAnchor`.
    pub key: &'static str,
    /// The name that it gives.
    pub name: String,
    /// The object's place.
    pub pointer: Pointer,
}

/// Why a text is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The file that was added all the same.
    pub file: FileId,
    /// What the parser says, without the position.
    pub message: String,
    /// Where in the text, where the parser knows.
    pub position: Option<Position>,
}

/// The files of one document, in the order in which they were reached; the root comes first.
#[derive(Debug, Default)]
pub struct Sources {
    /// What people put before the names to reach the files: `specs/`.
    folder: String,
    files: Vec<SourceFile>,
    by_name: HashMap<String, FileId>,
}

impl Sources {
    /// No files yet; `folder` is what messages put before their names.
    #[must_use]
    pub fn new(folder: impl Into<String>) -> Self {
        Self {
            folder: folder.into(),
            files: Vec::new(),
            by_name: HashMap::new(),
        }
    }

    /// A file's name as people know it.
    #[must_use]
    pub fn shown(&self, id: FileId) -> String {
        let name = self.file(id).map_or("", |file| file.name.as_str());
        if name.starts_with('/') {
            name.to_owned()
        } else {
            format!("{}{name}", self.folder)
        }
    }

    /// Reads one more file from its text. Keys that are written twice are put into `duplicates`; the
    /// last one counts.
    ///
    /// # Errors
    /// Where the text is neither JSON nor YAML. The file is added all the same, with a null for its
    /// value, so that messages can name it.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        text: String,
        duplicates: &mut Vec<Place>,
    ) -> Result<FileId, ParseError> {
        let name = name.into();
        let file = FileId::at(self.files.len());
        let (notation, outcome) = parse::parse(&name, &text);
        let (value, positions, error) = match outcome {
            Ok(parsed) => {
                let found = parsed.duplicates.into_iter();
                duplicates.extend(found.map(|pointer| Place::new(file, pointer)));
                (parsed.value, parsed.positions, None)
            }
            Err(failure) => {
                let error = ParseError {
                    file,
                    message: failure.message,
                    position: failure.position,
                };
                (Value::Null, Positions::default(), Some(error))
            }
        };
        self.by_name.entry(name.clone()).or_insert(file);
        self.files.push(SourceFile {
            name,
            text,
            notation,
            value,
            positions,
            identifiers: Vec::new(),
            fractions: OnceLock::new(),
        });
        error.map_or(Ok(file), Err)
    }

    /// Adds a text that is no document, so that messages can show its lines.
    pub fn add_text(&mut self, name: impl Into<String>, text: String) -> FileId {
        let (name, file) = (name.into(), FileId::at(self.files.len()));
        self.by_name.entry(name.clone()).or_insert(file);
        self.files.push(SourceFile {
            name,
            text,
            notation: Notation::Yaml,
            value: Value::Null,
            positions: Positions::default(),
            identifiers: Vec::new(),
            fractions: OnceLock::new(),
        });
        file
    }

    /// Says which objects of a file name themselves.
    pub fn set_identifiers(&mut self, id: FileId, identifiers: Vec<SchemaIdentifier>) {
        if let Some(file) = self.files.get_mut(id.index()) {
            file.identifiers = identifiers;
        }
    }

    /// A file by its id.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.index())
    }

    /// The files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId::at(index), file))
    }

    /// The file of a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FileId> {
        self.by_name.get(name).copied()
    }

    /// The raw value at a place.
    #[must_use]
    pub fn value(&self, place: &Place) -> Option<&Value> {
        resolve(&self.file(place.file)?.value, &place.pointer)
    }

    /// Lets go of the raw values, which take several times the memory of their texts. Problems are
    /// still located.
    pub fn release_values(&mut self) {
        for file in &mut self.files {
            file.value = Value::Null;
            file.identifiers = Vec::new();
        }
    }

    /// A fraction at a place as its text writes it, where that is not how its value is written: the
    /// number `1.10` is `1.1` there.
    #[must_use]
    pub fn written(&self, place: &Place) -> Option<&str> {
        let file = self.file(place.file)?;
        let fractions = file.fractions.get_or_init(|| written::fractions(file));
        fractions.get(&place.pointer).map(String::as_str)
    }

    /// The line and column of a place, found by reading the text again up to there; the deepest
    /// part of the pointer that exists where the rest does not.
    #[must_use]
    pub fn locate(&self, place: &Place) -> Option<Position> {
        self.locate_all(&[place]).pop().flatten()
    }

    /// The same for many places, each file read once.
    #[must_use]
    pub fn locate_all(&self, places: &[&Place]) -> Vec<Option<Position>> {
        let mut positions = vec![None; places.len()];
        for (file, indices) in self.by_file(places) {
            let pointers: Vec<&Pointer> = indices
                .iter()
                .map(|index| &places[*index].pointer)
                .collect();
            let found = locate::locate(file, &pointers);
            for (index, position) in indices.into_iter().zip(found) {
                positions[index] = Some(position);
            }
        }
        positions
    }

    /// What the lines of files say from positions on, which are of the places' files; empty where
    /// there is none. Each file is read once.
    #[must_use]
    pub fn remainders(&self, places: &[&Place], positions: &[Option<Position>]) -> Vec<&str> {
        let mut remainders = vec![""; places.len()];
        for (file, indices) in self.by_file(places) {
            let own = |index: &usize| positions.get(*index).copied().flatten();
            let own: Vec<Option<Position>> = indices.iter().map(own).collect();
            for (index, rest) in indices
                .into_iter()
                .zip(remainders::remainders(&file.text, &own))
            {
                remainders[index] = rest;
            }
        }
        remainders
    }

    /// The files of places, each with the indices of its own.
    fn by_file(&self, places: &[&Place]) -> impl Iterator<Item = (&SourceFile, Vec<usize>)> {
        let mut by_file: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
        for (index, place) in places.iter().enumerate() {
            by_file.entry(place.file).or_default().push(index);
        }
        let known = |(id, indices)| Some((self.file(id)?, indices));
        by_file.into_iter().filter_map(known)
    }
}
