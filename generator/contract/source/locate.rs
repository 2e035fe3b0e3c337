//! From pointers to the lines and columns of the text they point into.
//!
//! The parser of YAML records positions. That of JSON does not, and few values ever need one, so the
//! text is read once more when messages need some, for all of them together.

mod json;

use super::{Notation, SourceFile};
use crate::location::{Pointer, Position};

/// The position of each pointer's value: that of its key, or of an item itself. If there is no such
/// value, it is the position of the deepest one on the way that exists.
pub(super) fn locate(file: &SourceFile, pointers: &[&Pointer]) -> Vec<Position> {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    match file.notation {
        Notation::Json => json::locate(text, pointers),
        Notation::Yaml => file.positions.locate(text, pointers),
    }
}

#[cfg(test)]
mod tests {
    use crate::location::{Place, Pointer};
    use crate::source::{Notation, Sources};

    fn located(text: &str, notation: Notation, pointers: &[Pointer]) -> Vec<(usize, usize)> {
        let mut sources = Sources::default();
        let file = sources.add("api", text.to_owned(), &mut Vec::new());
        let file = file.expect("the text is valid");
        assert_eq!(sources.file(file).map(|file| file.notation), Some(notation));
        let places = pointers.iter().map(|at| Place::new(file, at.clone()));
        let places: Vec<Place> = places.collect();
        let found = sources.locate_all(&places.iter().collect::<Vec<_>>());
        let found = found.into_iter().flatten();
        found
            .map(|position| (position.line, position.column))
            .collect()
    }

    fn at(text: &str, notation: Notation, pointer: &str) -> (usize, usize) {
        located(text, notation, &[Pointer::new(pointer)])[0]
    }

    #[test]
    fn yaml_places() {
        let text = "a:\n  b: 1\n  200:\n    - x\n    - {y: z}\n";
        assert_eq!(at(text, Notation::Yaml, ""), (1, 1));
        assert_eq!(at(text, Notation::Yaml, "/a/b"), (2, 3));
        assert_eq!(at(text, Notation::Yaml, "/a/200"), (3, 3));
        assert_eq!(at(text, Notation::Yaml, "/a/200/1/y"), (5, 8));
        assert_eq!(at(text, Notation::Yaml, "/a/200/0"), (4, 7));
    }

    #[test]
    fn json_places() {
        let text = "{\n  \"a\": {\"b\": 1,\n    \"é\": [true, {\"c\": null}]}\n}";
        assert_eq!(at(text, Notation::Json, "/a"), (2, 3));
        assert_eq!(at(text, Notation::Json, "/a/b"), (2, 9));
        assert_eq!(at(text, Notation::Json, "/a/é/1/c"), (3, 18));
    }

    #[test]
    fn what_is_missing_is_shown_at_what_is_there() {
        assert_eq!(at("a:\n  b: 1\n", Notation::Yaml, "/a/c/d"), (1, 1));
        assert_eq!(at("a:\n  b: 1\n", Notation::Yaml, "/a/b/d"), (2, 3));
    }

    #[test]
    fn many_places_are_found_in_one_reading() {
        let json = "{\"a\": [{\"b\": 1}, 2, [3]], \"c\": {\"d\": {}}, \"e\": 5}";
        let pointers = ["/e", "/a/1", "/a/0", "/a/0/b", "/c/d/x", "", "/a/7"].map(Pointer::new);
        // A comment makes it YAML.
        for (text, notation) in [
            (json.to_owned(), Notation::Json),
            (format!("{json} # x"), Notation::Yaml),
        ] {
            let columns = located(&text, notation, &pointers);
            let columns: Vec<usize> = columns.iter().map(|(_, column)| *column).collect();
            assert_eq!(columns, [43, 18, 8, 9, 33, 1, 2]);
        }
    }

    #[test]
    fn yaml_places_are_where_the_text_has_them() {
        let text = "\u{feff}base: &b {x: 1}\nü: {é: &c 'a', \"k\": *b}\n? r\n: - - 1\n  - <<: *b\n    z: 2\n";
        for (pointer, position) in [
            ("/base/x", (1, 11)),
            ("/ü", (2, 1)),
            ("/ü/é", (2, 5)),
            ("/ü/k", (2, 16)),
            // What an alias repeats is shown where the alias is.
            ("/ü/k/x", (2, 16)),
            ("/r/0", (4, 5)),
            ("/r/0/0", (4, 7)),
            ("/r/1/x", (5, 5)),
            ("/r/1/z", (6, 5)),
        ] {
            assert_eq!(at(text, Notation::Yaml, pointer), position, "{pointer}");
        }
    }
}
