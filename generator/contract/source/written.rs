//! Numbers as their text writes them, which a value does not keep: `1.10` is `1.1` there.

use std::collections::HashMap;

use serde_json::Value;

use super::SourceFile;
use super::locate::locate;
use super::remainders::remainders;
use crate::location::{Pointer, Position};

/// How many colons a key may have before its number is not looked for any further.
const COLONS: usize = 16;

/// The fractions of a file that are written otherwise than their values are, by their pointers. The
/// text is read once for all of them. One that is written as something else than itself, such as
/// `!!str 1.10` or an alias, is not among them.
pub(super) fn fractions(file: &SourceFile) -> HashMap<Pointer, String> {
    let mut found = Vec::new();
    let mut pending = vec![(Pointer::default(), &file.value)];
    while let Some((pointer, value)) = pending.pop() {
        match value {
            Value::Number(number) if number.is_f64() => found.push((pointer, value)),
            Value::Array(items) => {
                let items = items.iter().enumerate();
                pending.extend(items.map(|(index, item)| (pointer.join(&index.to_string()), item)));
            }
            Value::Object(members) => {
                pending.extend(
                    members
                        .iter()
                        .map(|(name, member)| (pointer.join(name), member)),
                );
            }
            _ => {}
        }
    }
    let pointers: Vec<&Pointer> = found.iter().map(|(pointer, _)| pointer).collect();
    let positions: Vec<Option<Position>> = locate(file, &pointers).into_iter().map(Some).collect();
    let mut written = HashMap::new();
    for ((pointer, value), rest) in found.iter().zip(remainders(&file.text, &positions)) {
        let plain = value.to_string();
        if let Some(token) = token(rest, value).filter(|token| *token != plain) {
            written.insert(pointer.clone(), token.to_owned());
        }
    }
    written
}

/// The token that is a number, in a line from the number on or from its member's key on, which may
/// have a colon in it.
fn token<'a>(line: &'a str, number: &Value) -> Option<&'a str> {
    let rests = std::iter::successors(Some(line), |rest| Some(rest.split_once(':')?.1));
    let tokens = rests.take(COLONS).filter_map(|rest| {
        let ends = [',', '}', ']', ' ', '\t', '#'];
        rest.trim_start().split(ends).next()
    });
    let same = |token: &&str| token.parse().ok() == number.as_f64();
    tokens.filter(|token| !token.is_empty()).find(same)
}

#[cfg(test)]
mod tests {
    use crate::location::{Place, Pointer};
    use crate::source::Sources;

    fn written(name: &str, text: &str, pointer: &str) -> Option<String> {
        let mut sources = Sources::default();
        let file = sources.add(name, text.to_owned(), &mut Vec::new());
        let file = file.expect("the text is read");
        let place = Place::new(file, Pointer::new(pointer));
        sources.written(&place).map(str::to_owned)
    }

    #[test]
    fn fractions_are_known_as_they_are_written() {
        let text = "a: {\"b:c\": 1.10, d: [2.0, 2.50]}\ne: 1.5\nf: 3 # 3.0\ng:\n  - 7.00\n";
        for (pointer, wanted) in [
            ("/a/b:c", Some("1.10")),
            ("/a/d/0", None),
            ("/a/d/1", Some("2.50")),
            ("/e", None),
            ("/f", None),
            ("/g/0", Some("7.00")),
        ] {
            assert_eq!(
                written("x.yaml", text, pointer).as_deref(),
                wanted,
                "{pointer}"
            );
        }
        let text = "\u{feff}{\"é\": 1.10, \"b\": [1e2, 0.50]}";
        assert_eq!(written("x.json", text, "/é").as_deref(), Some("1.10"));
        assert_eq!(written("x.json", text, "/b/0").as_deref(), Some("1e2"));
        assert_eq!(written("x.json", text, "/b/1").as_deref(), Some("0.50"));
    }
}
