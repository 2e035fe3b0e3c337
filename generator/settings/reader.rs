//! Reads TOML key by key. Every known key is read by name; problems are collected with line and
//! column.

#[cfg(feature = "review")]
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, codes, nearest};
use crate::source::{FileId, Place, Pointer, Position, Sources, read_file};

/// A settings file and the problems found in it.
#[derive(Debug)]
pub(super) struct Reader {
    text: String,
    /// The offset of each line.
    lines: Vec<usize>,
    folder: PathBuf,
    sources: Sources,
    file: FileId,
    problems: Vec<Diagnostic>,
}

/// A table of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'a> {
    table: &'a DeTable<'a>,
    at: &'a Pointer,
    offset: usize,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub key: &'a str,
    value: &'a DeValue<'a>,
    pointer: Pointer,
    /// The offsets of the key and the value.
    offsets: [usize; 2],
}

impl Reader {
    /// Reads a file; a missing file is reported like any other problem.
    pub fn open(file: &Path) -> Self {
        Self::new(file, read_file(file))
    }

    /// Parses a text as if it were in a file.
    pub fn new(file: &Path, read: std::io::Result<String>) -> Self {
        let name = file.to_string_lossy().replace('\\', "/");
        let text = read.as_deref().unwrap_or_default().to_owned();
        let mut sources = Sources::default();
        let id = sources.add_text(name.clone(), text.clone());
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut reader = Self {
            lines: [0].into_iter().chain(starts).collect(),
            text,
            folder: file.parent().unwrap_or(Path::new("")).to_owned(),
            sources,
            file: id,
            problems: Vec::new(),
        };
        if let Err(error) = read {
            let message = format!("cannot read `{name}`: {error}");
            reader.problem(&codes::SETTINGS_UNREADABLE, &Pointer::default(), 0, message);
        }
        reader
    }

    /// Reads the whole file.
    pub fn document(&mut self, read: impl FnOnce(&mut Self, Section<'_>)) {
        let text = self.text.clone();
        let (document, errors) = DeTable::parse_recoverable(&text);
        let broken = !errors.is_empty();
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            let message = error.message().replace('\n', ", ");
            self.problem(
                &codes::SETTINGS_UNREADABLE,
                &Pointer::default(),
                offset,
                message,
            );
        }
        // After a syntax error, other problems would be misleading.
        if !broken {
            let section = Section {
                table: document.get_ref(),
                at: &Pointer::default(),
                offset: 0,
            };
            read(self, section);
        }
    }

    /// Returns the problems, and the file for messages to quote.
    pub fn finish(self) -> (Vec<Diagnostic>, Sources) {
        (self.problems, self.sources)
    }

    fn problem(&mut self, code: &'static Code, at: &Pointer, offset: usize, message: String) {
        let place = Place::new(self.file, at.clone());
        let mut problem = Diagnostic::new(code, place, message);
        problem.position = Some(self.position(offset));
        self.problems.push(problem);
    }

    fn position(&self, offset: usize) -> Position {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        Position {
            line,
            column: before.chars().count() + 1,
        }
    }

    /// Reports an invalid value.
    pub fn invalid(&mut self, entry: &Entry<'_>, message: impl Into<String>) {
        let [_, value] = entry.offsets;
        self.problem(
            &codes::INVALID_SETTING,
            &entry.pointer,
            value,
            message.into(),
        );
    }

    /// Reports that a value is not one of the known words, with a suggestion.
    fn none_of(&mut self, entry: &Entry<'_>, text: &str, words: &[&str]) {
        self.invalid(
            entry,
            format!("`{text}` is not one of {}", words.join(", ")),
        );
        self.suggest(nearest(text, words.iter().copied()));
    }

    /// Reports an unknown key, with a suggestion.
    pub fn unknown(&mut self, entry: &Entry<'_>, known: &[&str]) {
        let table = entry.pointer.tokens().count() == 1;
        let what = if table { "table" } else { "key" };
        let [key, _] = entry.offsets;
        let message = format!("unknown {what} `{}`", entry.key);
        self.problem(&codes::UNKNOWN_SETTING, &entry.pointer, key, message);
        let meant = nearest(entry.key, known.iter().copied());
        match meant {
            Some(_) => self.suggest(meant),
            None => self.help(format!("known are {}", known.join(", "))),
        }
    }

    /// Reports a missing key.
    pub fn missing(&mut self, section: Section<'_>, key: &str) {
        let message = format!("`{key}` is missing");
        self.problem(&codes::INVALID_SETTING, section.at, section.offset, message);
    }

    fn suggest(&mut self, meant: Option<&str>) {
        if let Some(meant) = meant {
            self.help(format!("did you mean `{meant}`?"));
        }
    }

    fn help(&mut self, help: String) {
        if let Some(problem) = self.problems.last_mut() {
            problem.help = Some(help);
        }
    }

    /// Reads a string.
    pub fn string(&mut self, entry: &Entry<'_>) -> Option<String> {
        let text = entry.value.as_str().map(str::to_owned);
        self.expect(entry, text, "a string")
    }

    /// Reads a string that satisfies a predicate. `what` completes the message for one that does
    /// not.
    pub fn string_that(
        &mut self,
        entry: &Entry<'_>,
        passes: impl FnOnce(&str) -> bool,
        what: &str,
    ) -> Option<String> {
        let text = self.string(entry)?;
        if passes(&text) {
            return Some(text);
        }
        self.invalid(entry, format!("`{text}` is {what}"));
        None
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self, entry: &Entry<'_>) -> Option<bool> {
        self.expect(entry, entry.value.as_bool(), "true or false")
    }

    /// Reads an integer within a range.
    #[cfg(feature = "review")]
    pub fn integer(&mut self, entry: &Entry<'_>, range: RangeInclusive<i64>) -> Option<i64> {
        let number = entry.value.as_integer();
        let number = number.and_then(|own| i64::from_str_radix(own.as_str(), own.radix()).ok());
        let number = number.filter(|number| range.contains(number));
        let what = format!("a number from {} to {}", range.start(), range.end());
        self.expect(entry, number, &what)
    }

    /// Reads a path, relative to the file.
    pub fn path(&mut self, entry: &Entry<'_>) -> Option<PathBuf> {
        let text = self.string(entry)?;
        Some(self.folder.join(text))
    }

    /// Reads one of several words, and returns its value.
    pub fn word<T: Copy>(&mut self, entry: &Entry<'_>, words: &[(&str, T)]) -> Option<T> {
        let text = self.string(entry)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.none_of(entry, &text, &words);
        }
        found.map(|(_, value)| *value)
    }

    /// Reads an array of strings.
    pub fn strings(&mut self, entry: &Entry<'_>) -> Option<Vec<String>> {
        let items = self.items(entry, "an array of strings")?;
        items.iter().map(|item| self.string(item)).collect()
    }

    /// Reads the items of an array.
    pub fn items<'a>(&mut self, entry: &Entry<'a>, what: &str) -> Option<Vec<Entry<'a>>> {
        let array = self.expect(entry, entry.value.as_array(), what)?;
        let items = array.iter().enumerate().map(|(index, item)| Entry {
            key: entry.key,
            value: item.get_ref(),
            pointer: entry.pointer.join(&index.to_string()),
            offsets: [item.span().start; 2],
        });
        Some(items.collect())
    }

    /// Reads a table.
    pub fn table(&mut self, entry: &Entry<'_>, read: impl FnOnce(&mut Self, Section<'_>)) {
        let table = entry.value.as_table();
        if let Some(table) = self.expect(entry, table, "a table") {
            let section = Section {
                table,
                at: &entry.pointer,
                offset: entry.offsets[0],
            };
            read(self, section);
        }
    }

    fn expect<T>(&mut self, entry: &Entry<'_>, value: Option<T>, what: &str) -> Option<T> {
        if value.is_none() {
            let key = entry.key;
            self.invalid(entry, format!("`{key}` must be {what}"));
        }
        value
    }
}

impl Entry<'_> {
    /// Returns the value if it is a boolean.
    pub fn boolean(&self) -> Option<bool> {
        self.value.as_bool()
    }

    /// Returns whether the value is a table.
    #[cfg(feature = "review")]
    pub fn is_table(&self) -> bool {
        self.value.is_table()
    }
}

impl<'a> Section<'a> {
    /// Returns the keys, in the order of the file.
    pub fn entries(self) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'_>> = self
            .table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                value: value.get_ref(),
                pointer: self.at.join(key.get_ref()),
                offsets: [key.span().start, value.span().start],
            })
            .collect();
        entries.sort_by_key(|entry| entry.offsets[0]);
        entries
    }
}
