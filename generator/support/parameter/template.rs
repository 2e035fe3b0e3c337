//! Paths with parameters in them (OpenAPI 3.0.3, section 4.7.8).
#![forbid(unsafe_code)]

use super::super::media::{decode, form_pairs};

/// A path with parameters in it.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    pub pieces: &'static [Piece],
}

/// A part of a path.
#[derive(Debug, Clone, Copy)]
pub enum Piece {
    /// Text as it stands in a request.
    Literal(&'static str),
    /// The name of a parameter.
    Parameter(&'static str),
}

impl Template {
    /// A path made of pieces.
    #[must_use]
    pub const fn new(pieces: &'static [Piece]) -> Self {
        Self { pieces }
    }

    /// The names and values of the parameters, as they were sent, where a request's path and query
    /// fit the template. What a template says of the query must be in it.
    #[must_use]
    pub fn read(&self, path: &str, query: &str) -> Option<Vec<(String, String)>> {
        let mut rest = path;
        let mut found = Vec::new();
        let mut pieces = self.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Literal(text) => match text.split_once(['?', '#']) {
                    Some((text, tail)) => {
                        rest = rest.strip_prefix(text)?;
                        read_query(tail, pieces, query, &mut found)?;
                        break;
                    }
                    None => rest = rest.strip_prefix(text)?,
                },
                Piece::Parameter(name) => {
                    let segment = rest.find('/').unwrap_or(rest.len());
                    let end = match pieces.peek() {
                        Some(Piece::Literal(next)) if !next.starts_with(['/', '?', '#']) => {
                            let next = next.split(['/', '?', '#']).next().unwrap_or_default();
                            rest[..segment].rfind(next)?
                        }
                        _ => segment,
                    };
                    if end == 0 {
                        return None;
                    }
                    found.push(((*name).to_owned(), rest[..end].to_owned()));
                    rest = &rest[end..];
                }
            }
        }
        rest.is_empty().then_some(found)
    }

    /// The path with the parameters' names in braces.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => (*text).to_owned(),
                Piece::Parameter(name) => format!("{{{name}}}"),
            })
            .collect()
    }
}

/// Reads what a template says of the query: `Action=List&id={id}`. None where the query says
/// otherwise.
fn read_query<'a>(
    first: &str,
    rest: impl Iterator<Item = &'a Piece>,
    query: &str,
    found: &mut Vec<(String, String)>,
) -> Option<()> {
    let pairs = form_pairs(query);
    let mut text = first.to_owned();
    let mut names = Vec::new();
    for piece in rest {
        match piece {
            Piece::Literal(more) => text.push_str(more),
            Piece::Parameter(name) => {
                text.push('\0');
                names.push(*name);
            }
        }
    }
    let mut names = names.into_iter();
    for pair in text.split(['&', '?', '#']) {
        // A fragment is never sent, and a word alone says nothing of values.
        let Some((name, wanted)) = pair.split_once('=') else {
            continue;
        };
        let (_, sent) = pairs.iter().find(|(known, _)| *known == decode(name))?;
        if wanted == "\0" {
            found.push((names.next()?.to_owned(), sent.clone()));
        } else if decode(sent) != decode(wanted) {
            return None;
        }
    }
    Some(())
}
