//! Paths in the one spelling that percent-encoding leaves.

use std::fmt::Write;

/// A path in the one spelling that percent-encoding leaves (RFC 3986, section 6.2.2): what need not
/// be encoded is not, and what must be is. The braces of templates stay.
pub(crate) fn normalized(path: &str) -> String {
    const AS_IT_IS: &[u8] = b"-._~!$&'()*+,;=:@/{}";
    let mut out = String::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let encoded = match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        if encoded.is_some() {
            bytes = ahead;
        }
        let plain = encoded.unwrap_or(byte);
        let unreserved = plain.is_ascii_alphanumeric() || b"-._~".contains(&plain);
        if unreserved || encoded.is_none() && AS_IT_IS.contains(&plain) {
            out.push(char::from(plain));
        } else {
            let _ = write!(out, "%{plain:02X}");
        }
    }
    out
}
