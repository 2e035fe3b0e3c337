//! Media types (RFC 9110, section 8.3.1), ranges of them (section 12.5.1), and the text form of
//! forms (WHATWG URL, section 5).
#![forbid(unsafe_code)]

/// A media type or a range of them, with its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaRange {
    kind: String,
    subtype: String,
    parameters: Vec<(String, String)>,
}

impl MediaRange {
    /// Parses `text/*; q=0.5`. An invalid media type equals none.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut pieces = text.split(';');
        let essence = pieces
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
        let parameters = pieces
            .filter_map(|piece| piece.split_once('='))
            .map(|(name, value)| {
                (
                    name.trim().to_ascii_lowercase(),
                    value.trim().trim_matches('"').to_owned(),
                )
            })
            .collect();
        Self {
            kind: kind.to_owned(),
            subtype: subtype.to_owned(),
            parameters,
        }
    }

    /// The type without its parameters.
    #[must_use]
    pub fn essence(&self) -> String {
        format!("{}/{}", self.kind, self.subtype)
    }

    fn quality(&self) -> f32 {
        let quality = self.parameters.iter().find(|(name, _)| name == "q");
        quality
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or(1.0)
    }

    /// The specificity of the range: 0 for `*/*`, more for each part that it names.
    fn closeness(&self) -> usize {
        let parameters = self
            .parameters
            .iter()
            .filter(|(name, _)| name != "q")
            .count();
        usize::from(self.kind != "*") + usize::from(self.subtype != "*") + parameters
    }

    /// Whether every type of the other range is in this one. A `charset` makes no difference.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        // `application/*+json` includes JSON itself.
        let suffixed = |suffix: &str| {
            other.subtype == suffix || other.subtype.ends_with(&format!("+{suffix}"))
        };
        (self.kind == "*" || self.kind == other.kind)
            && (self.subtype == "*"
                || self.subtype == other.subtype
                || self.subtype.strip_prefix("*+").is_some_and(suffixed))
            && !other.subtype.is_empty()
            && self
                .parameters
                .iter()
                .filter(|(name, _)| name != "q" && name != "charset")
                .all(|parameter| other.parameters.contains(parameter))
    }

    /// Whether the type has a parameter that the other does not have.
    #[must_use]
    pub fn is_narrower(&self, other: &Self) -> bool {
        // Without a boundary no multipart body can be read (RFC 2046, section 5.1.1).
        self.parameters
            .iter()
            .filter(|(name, _)| self.kind != "multipart" || name != "boundary")
            .any(|parameter| !other.parameters.contains(parameter))
    }

    fn is_range(&self) -> bool {
        self.kind == "*" || self.subtype.starts_with('*')
    }
}

/// A body of a media type that the contract leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Content {
    /// As `Content-Type` has it: `image/png`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

impl Content {
    #[must_use]
    pub fn new(media_type: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            media_type: media_type.into(),
            bytes,
        }
    }
}

/// Whether an `Accept` header accepts a type: the most specific range that includes it decides, and
/// a quality of zero excludes it.
#[must_use]
pub fn is_accepted(ranges: &[&str], offered: &str) -> bool {
    let offered = MediaRange::parse(offered);
    ranges
        .iter()
        .map(|range| MediaRange::parse(range))
        // The contract may have a media range itself: any type in it is acceptable.
        .filter(|range| range.includes(&offered) || (offered.is_range() && offered.includes(range)))
        .max_by_key(MediaRange::closeness)
        .is_some_and(|range| range.quality() > 0.0)
}

/// The names and values of a query or of a body of type `application/x-www-form-urlencoded`. The
/// values are still encoded, for a comma in one means something else than an encoded comma.
#[must_use]
pub fn form_pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(&name.replace('+', " ")), value.replace('+', "%20"))
        })
        .collect()
}

/// Decodes percent escapes; bytes that are not UTF-8 become the replacement character.
#[must_use]
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high << 4 | low);
            rest = after;
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Encodes everything but unreserved characters (RFC 3986, section 2.3), and the characters in
/// `keep`.
#[must_use]
pub fn encode(text: &str, keep: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let character = char::from(byte);
        if byte.is_ascii_alphanumeric()
            || "-._~".contains(character)
            || (byte.is_ascii() && keep.contains(character))
        {
            out.push(character);
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(
                    char::from_digit(u32::from(digit), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase(),
                );
            }
        }
    }
    out
}
