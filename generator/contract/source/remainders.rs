//! The remainders of lines from positions on.

use crate::location::Position;

/// For each position, its line from there on; empty where the text has no such place. Lines may be
/// as long as a whole document, so the text is walked once for all positions.
#[must_use]
pub(super) fn remainders<'a>(text: &'a str, positions: &[Option<Position>]) -> Vec<&'a str> {
    let mut order: Vec<(Position, usize)> = positions
        .iter()
        .enumerate()
        .filter_map(|(index, position)| Some(((*position)?, index)))
        .collect();
    order.sort_unstable();
    let mut remainders = vec![""; positions.len()];
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
    // Before the first line.
    let mut at = Position { line: 0, column: 1 };
    let mut rest = "";
    for (position, index) in order {
        if position.line > at.line {
            rest = lines.nth(position.line - at.line - 1).unwrap_or_default();
            at = Position {
                line: position.line,
                column: 1,
            };
        }
        let mut characters = rest.chars();
        let skipped = (at.column..position.column).take_while(|_| characters.next().is_some());
        at.column += skipped.count();
        rest = characters.as_str();
        if let Some(slot) = remainders.get_mut(index) {
            *slot = rest;
        }
    }
    remainders
}

#[cfg(test)]
mod tests {
    use super::remainders;
    use crate::location::Position;

    #[test]
    fn lines_go_on_from_positions_in_any_order() {
        let text = "\u{feff}ab\n\né c\n";
        let wanted = [
            (3, 3, "c"),
            (1, 1, "ab"),
            (3, 1, "é c"),
            (3, 9, ""),
            (9, 1, ""),
            (2, 1, ""),
            (1, 2, "b"),
        ];
        let at = |(line, column, _): &(usize, usize, _)| {
            Some(Position {
                line: *line,
                column: *column,
            })
        };
        let mut positions: Vec<Option<Position>> = wanted.iter().map(at).collect();
        positions.push(None);
        let mut expected: Vec<&str> = wanted.iter().map(|(.., rest)| *rest).collect();
        expected.push("");
        assert_eq!(remainders(text, &positions), expected);
    }
}
