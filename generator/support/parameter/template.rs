//! Path templates (OpenAPI 3.0.3, section 4.7.8).
#![forbid(unsafe_code)]

use super::super::media::{decode, form_pairs};

/// A path template.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    pub pieces: &'static [Piece],
}

/// A part of a path.
#[derive(Debug, Clone, Copy)]
pub enum Piece {
    /// Literal text, as it appears in a request.
    Literal(&'static str),
    /// The name of a parameter.
    Parameter(&'static str),
}

impl Template {
    /// Creates a path from its pieces.
    #[must_use]
    pub const fn new(pieces: &'static [Piece]) -> Self {
        Self { pieces }
    }

    /// Returns the names and raw values of the parameters, if a request's path and query match the
    /// template. The query of the template must be in the request.
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

/// Matches a query against that of a template: `Action=List&id={id}`. `None` if it differs.
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
        // A fragment is never sent, and a name alone matches any value.
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
