//! Where the text of files comes from.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The greatest length of a file that is read: several times that of the largest contracts.
pub const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// Gives the text of a file by its name relative to the root document's folder. Names use `/`, and
/// `..` stands only at their start.
pub trait Loader {
    /// The text of the file.
    ///
    /// # Errors
    /// As reading it fails; bytes that are no text are [`io::ErrorKind::InvalidData`].
    fn load(&self, name: &str) -> io::Result<String>;

    /// Where a file is that symbolic links put outside the folder, although its name does not.
    fn linked_outside(&self, _name: &str) -> Option<String> {
        None
    }
}

/// Files below (or beside) a folder of the file system.
#[derive(Debug, Clone)]
pub struct Disk {
    /// The folder of the root document.
    pub folder: PathBuf,
}

impl Loader for Disk {
    fn load(&self, name: &str) -> io::Result<String> {
        let path = self.folder.join(name);
        // Opening a pipe waits for its writer, so the question comes first.
        if !fs::metadata(&path)?.is_file() {
            return Err(io::Error::other("that is no regular file"));
        }
        read_file(&path)
    }

    fn linked_outside(&self, name: &str) -> Option<String> {
        let folder = match self.folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => &self.folder,
        };
        // What cannot be resolved cannot be read either, and loading it says why.
        let file = fs::canonicalize(folder.join(name)).ok()?;
        let folder = fs::canonicalize(folder).ok()?;
        (!file.starts_with(folder)).then(|| file.to_string_lossy().into_owned())
    }
}

/// Reads the text of a file that the user names, which may be a pipe.
///
/// # Errors
/// As reading and [decoding](decode) it fail, and where it is longer than [`MOST_BYTES`].
pub fn read_file(path: &Path) -> io::Result<String> {
    read_text(File::open(path)?)
}

/// Reads a text to its end.
///
/// # Errors
/// As for [`read_file`].
pub fn read_text(input: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    input.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("longer than {} MiB", MOST_BYTES >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    decode(bytes)
}

/// The text that a file's bytes are: UTF-8, or UTF-16 where they begin with its byte order mark.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`] where they are neither, with what they are instead.
pub fn decode(bytes: Vec<u8>) -> io::Result<String> {
    let text = match bytes.as_slice() {
        // The mark of UTF-16 begins that of UTF-32.
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err(not_read("UTF-32")),
        [first, 0, 0, 0, ..] | [0, 0, 0, first, ..] if *first != 0 => Err(not_read("UTF-32")),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [first, 0, ..] | [0, first, ..] if *first != 0 => {
            Err(not_read("UTF-16 without a byte order mark"))
        }
        _ => utf_8(bytes),
    };
    text.map_err(|message| io::Error::new(io::ErrorKind::InvalidData, message))
}

fn not_read(encoding: &str) -> String {
    format!("the text is {encoding}; save it as UTF-8")
}

fn utf_8(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let (right, wrong) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let line = right.iter().filter(|byte| **byte == b'\n').count() + 1;
        match *wrong {
            [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf, ..] => {
                let unit = 0xd000 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
                format!("invalid UTF-8 in line {line}: the surrogate U+{unit:04X} is no character")
            }
            _ => format!("invalid UTF-8 in line {line}"),
        }
    })
}

/// The text after a byte order mark, which stays.
fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::from('\u{feff}');
    for letter in char::decode_utf16(pairs.iter().copied().map(unit)) {
        match letter {
            Ok(letter) => text.push(letter),
            Err(lone) => {
                let line = text.matches('\n').count() + 1;
                return Err(format!(
                    "invalid UTF-16 in line {line}: the lone surrogate U+{:04X} is no character",
                    lone.unpaired_surrogate()
                ));
            }
        }
    }
    match rest {
        [] => Ok(text),
        _ => Err("invalid UTF-16: half a character at the end".into()),
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
    use super::{decode, normalize};

    #[test]
    fn texts_are_utf_8_or_say_that_they_are_utf_16() {
        let units: Vec<u16> = "\u{feff}é: 🦀".encode_utf16().collect();
        let encoded = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            units.iter().flat_map(|unit| bytes(*unit)).collect()
        };
        for bytes in [encoded(u16::to_le_bytes), encoded(u16::to_be_bytes)] {
            assert_eq!(decode(bytes.clone()).unwrap(), "\u{feff}é: 🦀");
            assert!(decode(bytes[..bytes.len() - 1].to_vec()).is_err());
            assert!(decode(bytes[..bytes.len() - 2].to_vec()).is_err());
        }
        assert_eq!(decode("é".into()).unwrap(), "é");
        assert!(decode(b"a\n\xe9".to_vec()).is_err());
    }

    #[test]
    fn what_is_no_text_is_named() {
        let units = |units: &[u16]| -> Vec<u8> {
            units.iter().flat_map(|unit| unit.to_le_bytes()).collect()
        };
        let wide = |bytes: fn(u32) -> [u8; 4], text: &str| -> Vec<u8> {
            text.chars()
                .flat_map(|letter| bytes(letter.into()))
                .collect()
        };
        for (bytes, told) in [
            (
                wide(u32::to_le_bytes, "\u{feff}a: 1"),
                "the text is UTF-32; save it as UTF-8",
            ),
            (
                wide(u32::to_be_bytes, "\u{feff}a: 1"),
                "the text is UTF-32; save it as UTF-8",
            ),
            (
                wide(u32::to_le_bytes, "a: 1"),
                "the text is UTF-32; save it as UTF-8",
            ),
            (
                wide(u32::to_be_bytes, "{}"),
                "the text is UTF-32; save it as UTF-8",
            ),
            (
                units(&[0x61, 0x3a]),
                "the text is UTF-16 without a byte order mark; save it as UTF-8",
            ),
            (
                units(&[0xfeff, 0x61, 0x0a, 0xd800, 0x61]),
                "invalid UTF-16 in line 2: the lone surrogate U+D800 is no character",
            ),
            (
                units(&[0xfeff, 0xdfff]),
                "invalid UTF-16 in line 1: the lone surrogate U+DFFF is no character",
            ),
            (
                b"\xff\xfea".to_vec(),
                "invalid UTF-16: half a character at the end",
            ),
            (
                b"a\n\xed\xa0\xbd".to_vec(),
                "invalid UTF-8 in line 2: the surrogate U+D83D is no character",
            ),
            (b"a\n\xed\x9f".to_vec(), "invalid UTF-8 in line 2"),
        ] {
            assert_eq!(
                decode(bytes).map_err(|error| error.to_string()),
                Err(told.into())
            );
        }
    }

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
