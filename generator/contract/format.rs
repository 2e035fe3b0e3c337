//! The meaning of `format`.
//!
//! The stated policy: `format` constrains (many servers enforce it, and callers rely on it in
//! responses), as far as the format is one of the table. Other formats, and those that only say how
//! precise a number is or that text is secret or raw, are annotations that constrain nothing.
//!
//! A format that is no regular language is held between two that are: texts that surely have it,
//! and texts that may. Proofs use the outer one, witnesses the inner one.

use crate::model::Schema;

/// A format of text.
pub struct TextFormat {
    name: &'static str,
    /// Every text that matches surely has the format.
    pub inner: &'static str,
    /// Every text that has the format matches.
    pub outer: &'static str,
}

const fn exact(name: &'static str, pattern: &'static str) -> TextFormat {
    between(name, pattern, pattern)
}

const fn between(name: &'static str, inner: &'static str, outer: &'static str) -> TextFormat {
    TextFormat { name, inner, outer }
}

static TEXTS: &[TextFormat] = &[
    // RFC 3339, section 5.6. Short months are what is left open.
    between(
        "date",
        r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$",
        r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
    ),
    between(
        "date-time",
        r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d)$",
        r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$",
    ),
    between(
        "time",
        r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d)$",
        r"^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)?$",
    ),
    // ISO 8601 durations as RFC 3339, appendix A, has them.
    between(
        "duration",
        r"^P(\d{1,9}[YMDW]|T\d{1,9}[HMS])$",
        r"^P[0-9TYMDHSW.,]+$",
    ),
    // RFC 9562, section 4.
    exact(
        "uuid",
        r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$",
    ),
    exact(
        "ipv4",
        r"^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$",
    ),
    between(
        "ipv6",
        r"^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$",
        r"^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$",
    ),
    between("email", r"^[a-z]{1,20}@[a-z]{1,20}\.[a-z]{2,6}$", r"@"),
    between("idn-email", r"^[a-z]{1,20}@[a-z]{1,20}\.[a-z]{2,6}$", r"@"),
    between(
        "hostname",
        r"^[a-z]{1,20}(\.[a-z]{1,20}){0,5}$",
        r"^[A-Za-z0-9.-]+$",
    ),
    between(
        "idn-hostname",
        r"^[a-z]{1,20}(\.[a-z]{1,20}){0,5}$",
        r"^[^\s]+$",
    ),
    between(
        "uri",
        r"^https://[a-z]{1,20}(/[a-z]{1,20}){0,5}$",
        r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s]*$",
    ),
    between(
        "iri",
        r"^https://[a-z]{1,20}(/[a-z]{1,20}){0,5}$",
        r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s]*$",
    ),
    between(
        "uri-reference",
        r"^(https:/)?(/[a-z]{1,20}){1,5}$",
        r"^[^\s]*$",
    ),
    between(
        "iri-reference",
        r"^(https:/)?(/[a-z]{1,20}){1,5}$",
        r"^[^\s]*$",
    ),
    // RFC 6901, section 3.
    exact("json-pointer", r"^(/([^~/]|~[01])*)*$"),
    between("regex", r"^[a-z]*$", r""),
    // RFC 4648, section 4.
    exact(
        "byte",
        r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    ),
];

/// The whole numbers that a format of numbers admits.
pub fn range(name: &str) -> Option<(i128, i128)> {
    Some(match name {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        "uint64" => (0, u64::MAX.into()),
        _ => return None,
    })
}

/// The format of a schema, in the one spelling that the table has. What 3.1 writes as
/// `contentEncoding: base64` is the `byte` of 3.0.
pub fn of(schema: &Schema) -> Option<String> {
    let base64 = |name: &&String| name.eq_ignore_ascii_case("base64");
    let encoded = schema.content_encoding.as_ref().filter(base64);
    match (&schema.format, encoded) {
        (Some(format), _) => Some(format.to_ascii_lowercase()),
        (None, Some(_)) => Some("byte".to_owned()),
        (None, None) => None,
    }
}

/// How the text of a schema is encoded, and the media type of what is in it: `byte` of 3.0 is
/// `base64` of 3.1, and `application/octet-stream`, its way to write `binary`, says nothing.
pub fn content(schema: &Schema) -> [Option<String>; 2] {
    let written = |text: &Option<String>| text.as_ref().map(|text| text.to_ascii_lowercase());
    let byte = schema.format.as_deref() == Some("byte");
    let media = written(&schema.content_media_type);
    [
        written(&schema.content_encoding).or_else(|| byte.then(|| "base64".to_owned())),
        media.filter(|name| name != "application/octet-stream"),
    ]
}

/// The format of a name, in lower case, where strings can have it.
pub fn text(name: &str) -> Option<&'static TextFormat> {
    TEXTS.iter().find(|format| format.name == name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn formats_lie_between_their_languages() {
        let mut languages = crate::pattern::Languages::default();
        for format in super::TEXTS {
            let inner = languages.pattern(format.inner).expect(format.name);
            let outer = languages.pattern(format.outer).expect(format.name);
            let outside = languages.not(outer);
            let stray = languages.and([inner, outside]);
            assert_eq!(
                languages.words(stray, 0, None, 1),
                Ok(vec![]),
                "{}",
                format.name
            );
        }
    }
}
