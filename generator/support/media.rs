//! Media types (RFC 9110, section 8.3.1), ranges of them (section 12.5.1), and the text form of
//! forms (WHATWG URL, section 5).
#![forbid(unsafe_code)]

/// A media type or a range of them, with its parameters.
#[derive(Debug, Clone, Copy)]
pub struct MediaRange<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// `; charset=utf-8; q=0.5`, without the first semicolon.
    parameters: &'a str,
}

impl<'a> MediaRange<'a> {
    /// Parses `text/*; q=0.5`. An invalid media type equals none.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let essence = essence.trim();
        let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
        Self {
            kind,
            subtype,
            parameters,
        }
    }

    /// The names and values of the parameters.
    fn parameters(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let pieces = self.parameters.split(';');
        let pairs = pieces.filter_map(|piece| piece.split_once('='));
        pairs.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
    }

    fn has(&self, (name, value): (&str, &str)) -> bool {
        let mut parameters = self.parameters();
        parameters.any(|own| own.0.eq_ignore_ascii_case(name) && own.1 == value)
    }

    fn quality(&self) -> f32 {
        let quality = self.parameters().find(|(name, _)| is_quality(name));
        quality
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or(1.0)
    }

    /// The specificity of the range: 0 for `*/*`, more for each part that it names.
    fn closeness(&self) -> usize {
        let parameters = self.parameters().filter(|(name, _)| !is_quality(name));
        usize::from(self.kind != "*") + usize::from(self.subtype != "*") + parameters.count()
    }

    /// Whether every type of the other range is in this one. A `charset` makes no difference.
    #[must_use]
    pub fn includes(&self, other: &MediaRange<'_>) -> bool {
        let is_counted = |name: &str| !is_quality(name) && !name.eq_ignore_ascii_case("charset");
        (self.kind == "*" || self.kind.eq_ignore_ascii_case(other.kind))
            && self.has_subtype(other.subtype)
            && !other.subtype.is_empty()
            && self
                .parameters()
                .filter(|(name, _)| is_counted(name))
                .all(|parameter| other.has(parameter))
    }

    /// Whether a subtype is in the range. `application/*+json` includes JSON itself.
    fn has_subtype(&self, other: &str) -> bool {
        if self.subtype == "*" || self.subtype.eq_ignore_ascii_case(other) {
            return true;
        }
        let Some(suffix) = self.subtype.strip_prefix("*+") else {
            return false;
        };
        // After the plus, if there is one: `vnd.api+json`.
        let start = other.len().checked_sub(suffix.len());
        let end = start.and_then(|start| other.get(start..));
        let before = start.and_then(|start| other.get(..start));
        end.is_some_and(|end| end.eq_ignore_ascii_case(suffix))
            && before.is_some_and(|before| before.is_empty() || before.ends_with('+'))
    }

    /// Whether the type has a parameter that the other does not have.
    #[must_use]
    pub fn is_narrower(&self, other: &MediaRange<'_>) -> bool {
        // Without a boundary no multipart body can be read (RFC 2046, section 5.1.1).
        let is_multipart = self.kind.eq_ignore_ascii_case("multipart");
        self.parameters()
            .filter(|(name, _)| !is_multipart || !name.eq_ignore_ascii_case("boundary"))
            .any(|parameter| !other.has(parameter))
    }

    fn is_range(&self) -> bool {
        self.kind == "*" || self.subtype.starts_with('*')
    }
}

/// Whether a parameter is the weight of a range (RFC 9110, section 12.4.2).
fn is_quality(name: &str) -> bool {
    name.eq_ignore_ascii_case("q")
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
pub fn is_accepted<'a>(ranges: impl Iterator<Item = &'a str>, offered: &str) -> bool {
    let offered = MediaRange::parse(offered);
    ranges
        .map(MediaRange::parse)
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
