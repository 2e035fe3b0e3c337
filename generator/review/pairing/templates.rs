//! Templates of paths, segment by segment: which matches all that another one does, and what its
//! holes are filled with there.

use std::collections::HashSet;

use counterpart_contract::{Operation, PathPiece};

/// A path cut into segments, each of literals and holes.
pub(crate) type Segments = Vec<Vec<Hole>>;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Hole {
    Text(String),
    Anything,
}

/// A part of what stands in a hole of a wider template: a text, or a hole of the narrower one, by its
/// number in the segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Filler {
    Text(String),
    Hole(usize),
}

pub(crate) fn segments(shape: &str) -> Segments {
    shape.split('/').map(holes).collect()
}

/// A text in which `{}` are holes.
pub(crate) fn holes(text: &str) -> Vec<Hole> {
    let mut holes = Vec::new();
    for (index, text) in text.split("{}").enumerate() {
        if index > 0 {
            holes.push(Hole::Anything);
        }
        if !text.is_empty() {
            holes.push(Hole::Text(text.to_owned()));
        }
    }
    holes
}

/// Whether every address of the narrow template is one of the wide template.
pub(crate) fn covers(wide: &Segments, narrow: &Segments) -> bool {
    wide.len() == narrow.len()
        && wide
            .iter()
            .zip(narrow)
            .all(|(wide, narrow)| matches(wide, narrow))
}

pub(crate) fn matches(wide: &[Hole], narrow: &[Hole]) -> bool {
    match wide {
        _ if wide == narrow => true,
        [] | [Hole::Text(_)] => false,
        [Hole::Anything] => !narrow.is_empty(),
        _ => fillings(wide, narrow).is_some(),
    }
}

/// What the holes of a segment are filled with where it matches all that another one does. A hole
/// holds one character at least.
pub(crate) fn fillings(wide: &[Hole], narrow: &[Hole]) -> Option<Vec<Vec<Filler>>> {
    let mut fit = Fit {
        wide: signs(wide),
        narrow: signs(narrow),
        dead: HashSet::new(),
        ends: Vec::new(),
    };
    if !fit.from(0, 0) {
        return None;
    }
    let fill = |(start, end): &(usize, usize)| {
        let mut out = Vec::new();
        for sign in fit.narrow.get(*start..*end).unwrap_or_default() {
            match (sign, out.last_mut()) {
                (Sign::Char(one), Some(Filler::Text(text))) => text.push(*one),
                (Sign::Char(one), _) => out.push(Filler::Text((*one).into())),
                (Sign::Hole(number), _) => out.push(Filler::Hole(*number)),
            }
        }
        out
    };
    Some(fit.ends.iter().rev().map(fill).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Char(char),
    Hole(usize),
}

fn signs(holes: &[Hole]) -> Vec<Sign> {
    let mut number = 0;
    let mut out = Vec::new();
    for hole in holes {
        match hole {
            Hole::Text(text) => out.extend(text.chars().map(Sign::Char)),
            Hole::Anything => {
                out.push(Sign::Hole(number));
                number += 1;
            }
        }
    }
    out
}

/// Laying a template over another one, each hole over as little as will do.
struct Fit {
    wide: Vec<Sign>,
    narrow: Vec<Sign>,
    /// Where both may not go on from.
    dead: HashSet<(usize, usize)>,
    /// What each hole is over, the last one first.
    ends: Vec<(usize, usize)>,
}

impl Fit {
    fn from(&mut self, wide: usize, narrow: usize) -> bool {
        let Some(sign) = self.wide.get(wide).copied() else {
            return narrow == self.narrow.len();
        };
        if self.dead.contains(&(wide, narrow)) {
            return false;
        }
        let fits = match sign {
            Sign::Char(_) => {
                self.narrow.get(narrow) == Some(&sign) && self.from(wide + 1, narrow + 1)
            }
            Sign::Hole(_) => (narrow + 1..=self.narrow.len()).any(|end| {
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
pub(crate) fn filled<'a>(wide: &'a Operation, narrow: &'a Operation) -> Option<Vec<Filled<'a>>> {
    let (wide, narrow) = (named(wide), named(narrow));
    let mut out = Vec::new();
    // What only one path has is a prefix of the other's servers.
    for ((wide, names), (narrow, own)) in wide.iter().rev().zip(narrow.iter().rev()) {
        for (name, parts) in names.iter().zip(fillings(wide, narrow)?) {
            let part = |filler: Filler| match filler {
                Filler::Text(text) => Some(Part::Text(text)),
                Filler::Hole(number) => own.get(number).map(|name| Part::Hole(name)),
            };
            let parts = parts.into_iter().map(part).collect::<Option<_>>()?;
            out.push(Filled { name, parts });
        }
    }
    out.reverse();
    Some(out)
}

/// A path parameter of a template, and what stands in its place in another one.
pub(crate) struct Filled<'a> {
    pub name: &'a str,
    pub parts: Vec<Part<'a>>,
}

pub(crate) enum Part<'a> {
    Text(String),
    Hole(&'a str),
}

/// The segments of a path, each with the names of its holes.
fn named(operation: &Operation) -> Vec<(Vec<Hole>, Vec<&str>)> {
    // The slash that a path begins with begins no segment.
    let mut out: Vec<(Vec<Hole>, Vec<&str>)> = Vec::new();
    for piece in &operation.path.pieces {
        match piece {
            PathPiece::Literal(text) => {
                let text = super::spelling::spelling(text);
                for (index, text) in text.split('/').enumerate() {
                    if index > 0 || out.is_empty() && !text.is_empty() {
                        out.push((Vec::new(), Vec::new()));
                    }
                    if let Some((holes, _)) = out.last_mut().filter(|_| !text.is_empty()) {
                        holes.push(Hole::Text(text.to_owned()));
                    }
                }
            }
            PathPiece::Parameter(name) => {
                if out.is_empty() {
                    out.push((Vec::new(), Vec::new()));
                }
                if let Some((holes, names)) = out.last_mut() {
                    holes.push(Hole::Anything);
                    names.push(name);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Filler, covers, fillings, holes, segments};

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
        let text = |text: &str| Filler::Text(text.to_owned());
        let fill = |wide, narrow| fillings(&holes(wide), &holes(narrow)).unwrap_or_default();
        assert_eq!(fill("{}.{}", "a.b"), [[text("a")], [text("b")]]);
        assert_eq!(
            fill("{}.{}", "{}.json"),
            [vec![Filler::Hole(0)], vec![text("json")]]
        );
        assert_eq!(
            fill("{}", "{}-{}"),
            [[Filler::Hole(0), text("-"), Filler::Hole(1)]]
        );
    }
}
