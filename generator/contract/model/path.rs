//! Paths: text and parameters.

/// A path as the contract writes it, cut at its parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PathTemplate {
    /// `/pets/{id}.json`
    pub text: String,
    /// The text cut at its parameters.
    pub pieces: Vec<PathPiece>,
}

impl PathTemplate {
    /// The template without the names of its parameters: templates with the same shape match the
    /// same paths, for requests have the text encoded.
    #[must_use]
    pub(super) fn shape(&self) -> Vec<Option<String>> {
        let pieces = self.pieces.iter().map(|piece| match piece {
            PathPiece::Literal(text) => Some(encoded(text)),
            PathPiece::Parameter(_) => None,
        });
        pieces.collect()
    }

    /// Cuts a path at its parameters. Braces that do not pair are text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|length| open + length) else {
                break;
            };
            literal.push_str(&rest[..open]);
            if !literal.is_empty() {
                pieces.push(PathPiece::Literal(std::mem::take(&mut literal)));
            }
            pieces.push(PathPiece::Parameter(rest[open + 1..close].to_owned()));
            rest = &rest[close + 1..];
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(PathPiece::Literal(literal));
        }
        Self {
            text: text.to_owned(),
            pieces,
        }
    }

    /// The names of the parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            PathPiece::Parameter(name) => Some(name.as_str()),
            PathPiece::Literal(_) => None,
        })
    }
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PathPiece {
    /// Text between parameters, slashes included, as written.
    Literal(String),
    /// A parameter's name.
    Parameter(String),
}

/// A path's literal text as a request has it: characters that cannot stand in a path are escaped
/// (RFC 3986, section 3.3).
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%?#".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::PathTemplate;

    #[test]
    fn paths_are_cut_at_their_parameters() {
        let path = PathTemplate::parse("/pets/{id}.json/{part}{rest}/x}{");
        assert_eq!(
            path.parameters().collect::<Vec<_>>(),
            ["id", "part", "rest"]
        );
        assert_eq!(path.pieces.len(), 6);
        assert!(PathTemplate::parse("").pieces.is_empty());
    }
}
