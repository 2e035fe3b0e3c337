//! Templates of paths, segment by segment: which matches all that another one does, and what its
//! holes are filled with there.

use std::collections::HashSet;

use counterpart_contract::{Operation, PathPiece};

/// A path cut into segments, each of literals and holes.
pub(crate) type Segments = Vec<Vec<Piece>>;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    Literal(String),
    Parameter,
}

/// A part of what stands in a hole of a wider template: a text, or a hole of the narrower one, by
/// its number in the segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Match {
    Literal(String),
    Parameter(usize),
}

pub(crate) fn segments(template: &str) -> Segments {
    template.split('/').map(pieces).collect()
}

/// A text in which `{}` are holes.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, text) in text.split("{}").enumerate() {
        if index > 0 {
            pieces.push(Piece::Parameter);
        }
        if !text.is_empty() {
            pieces.push(Piece::Literal(text.to_owned()));
        }
    }
    pieces
}

/// Returns whether every address of the narrow template is one of the wide template.
pub(crate) fn covers(wide: &Segments, narrow: &Segments) -> bool {
    wide.len() == narrow.len()
        && wide
            .iter()
            .zip(narrow)
            .all(|(wide, narrow)| matches(wide, narrow))
}

pub(crate) fn matches(wide: &[Piece], narrow: &[Piece]) -> bool {
    match wide {
        _ if wide == narrow => true,
        [] | [Piece::Literal(_)] => false,
        [Piece::Parameter] => !narrow.is_empty(),
        _ => match_segment(wide, narrow).is_some(),
    }
}

/// What the holes of a segment are filled with where it matches all that another one does. A hole
/// holds one character at least.
pub(crate) fn match_segment(wide: &[Piece], narrow: &[Piece]) -> Option<Vec<Vec<Match>>> {
    let mut fit = SegmentMatcher {
        wide: symbols(wide),
        narrow: symbols(narrow),
        dead: HashSet::new(),
        ends: Vec::new(),
    };
    if !fit.from(0, 0) {
        return None;
    }
    let fill = |(start, end): &(usize, usize)| {
        let mut out = Vec::new();
        for symbol in fit.narrow.get(*start..*end).unwrap_or_default() {
            match (symbol, out.last_mut()) {
                (Symbol::Char(one), Some(Match::Literal(text))) => text.push(*one),
                (Symbol::Char(one), _) => out.push(Match::Literal((*one).into())),
                (Symbol::Parameter(number), _) => out.push(Match::Parameter(*number)),
            }
        }
        out
    };
    Some(fit.ends.iter().rev().map(fill).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Symbol {
    Char(char),
    Parameter(usize),
}

fn symbols(pieces: &[Piece]) -> Vec<Symbol> {
    let mut number = 0;
    let mut out = Vec::new();
    for argument in pieces {
        match argument {
            Piece::Literal(text) => out.extend(text.chars().map(Symbol::Char)),
            Piece::Parameter => {
                out.push(Symbol::Parameter(number));
                number += 1;
            }
        }
    }
    out
}

/// Laying a template over another one, each hole over as little as will do.
struct SegmentMatcher {
    wide: Vec<Symbol>,
    narrow: Vec<Symbol>,
    /// Where both may not go on from.
    dead: HashSet<(usize, usize)>,
    /// What each hole is over, the last one first.
    ends: Vec<(usize, usize)>,
}

impl SegmentMatcher {
    fn from(&mut self, wide: usize, narrow: usize) -> bool {
        let Some(symbol) = self.wide.get(wide).copied() else {
            return narrow == self.narrow.len();
        };
        if self.dead.contains(&(wide, narrow)) {
            return false;
        }
        let fits = match symbol {
            Symbol::Char(_) => {
                self.narrow.get(narrow) == Some(&symbol) && self.from(wide + 1, narrow + 1)
            }
            Symbol::Parameter(_) => (narrow + 1..=self.narrow.len()).any(|end| {
                let fits = self.from(wide + 1, end);
                if fits {
                    self.ends.push((narrow, end));
                }
                fits
            }),
        };
        if !fits {
            self.dead.insert((wide, narrow));
        }
        fits
    }
}

/// What the path parameters of a wide operation are filled with by the path of a narrow one, by the
/// names of parameters: for each hole of the wide path its name, and texts and names of the narrow
/// one. None where the wide path does not match all that the narrow one does.
pub(crate) fn path_arguments<'a>(
    wide: &'a Operation,
    narrow: &'a Operation,
) -> Option<Vec<PathArgument<'a>>> {
    let (wide, narrow) = (named(wide), named(narrow));
    let mut out = Vec::new();
    // What only one path has is a prefix of the other's servers.
    for ((wide, names), (narrow, own)) in wide.iter().rev().zip(narrow.iter().rev()) {
        for (name, parts) in names.iter().zip(match_segment(wide, narrow)?) {
            let part = |filler: Match| match filler {
                Match::Literal(text) => Some(PathPart::Literal(text)),
                Match::Parameter(number) => own.get(number).map(|name| PathPart::Parameter(name)),
            };
            let parts = parts.into_iter().map(part).collect::<Option<_>>()?;
            out.push(PathArgument { name, parts });
        }
    }
    out.reverse();
    Some(out)
}

/// A path parameter of a template, and what stands in its place in another one.
pub(crate) struct PathArgument<'a> {
    pub name: &'a str,
    pub parts: Vec<PathPart<'a>>,
}

pub(crate) enum PathPart<'a> {
    Literal(String),
    Parameter(&'a str),
}

/// The segments of a path, each with the names of its holes.
fn named(operation: &Operation) -> Vec<(Vec<Piece>, Vec<&str>)> {
    // The slash that a path begins with begins no segment.
    let mut out: Vec<(Vec<Piece>, Vec<&str>)> = Vec::new();
    for piece in &operation.path.pieces {
        match piece {
            PathPiece::Literal(text) => {
                let text = super::normalized::normalized(text);
                for (index, text) in text.split('/').enumerate() {
                    if index > 0 || out.is_empty() && !text.is_empty() {
                        out.push((Vec::new(), Vec::new()));
                    }
                    if let Some((pieces, _)) = out.last_mut().filter(|_| !text.is_empty()) {
                        pieces.push(Piece::Literal(text.to_owned()));
                    }
                }
            }
            PathPiece::Parameter(name) => {
                if out.is_empty() {
                    out.push((Vec::new(), Vec::new()));
                }
                if let Some((pieces, names)) = out.last_mut() {
                    pieces.push(Piece::Parameter);
                    names.push(name);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Match, covers, match_segment, pieces, segments};

    #[test]
    fn templates_are_compared_by_what_they_match() {
        let covers = |wide, narrow| covers(&segments(wide), &segments(narrow));
        assert!(covers("/a/{}", "/a/b"));
        assert!(covers("/a/{}", "/a/{}.json"));
        assert!(covers("/a/{}.{}", "/a/{}.json"));
        assert!(covers("/a/b{}", "/a/b.c"));
        assert!(!covers("/a/{}.json", "/a/{}"));
        assert!(!covers("/a/{}", "/a/b/c"));
        assert!(!covers("/a/{}", "/a/"));
        assert!(!covers("/a/{}.json", "/a/.json"));
    }

    #[test]
    fn holes_are_filled_with_texts_and_holes() {
        let text = |text: &str| Match::Literal(text.to_owned());
        let fill = |wide, narrow| match_segment(&pieces(wide), &pieces(narrow)).unwrap_or_default();
        assert_eq!(fill("{}.{}", "a.b"), [[text("a")], [text("b")]]);
        assert_eq!(
            fill("{}.{}", "{}.json"),
            [vec![Match::Parameter(0)], vec![text("json")]]
        );
        assert_eq!(
            fill("{}", "{}-{}"),
            [[Match::Parameter(0), text("-"), Match::Parameter(1)]]
        );
    }
}
