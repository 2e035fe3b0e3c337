//! Embeds styles, scripts and images into a single-file site.

use sha2::{Digest, Sha256};

/// Returns the hash source of a script or style for a content security policy (CSP 3, section
/// 2.3.1).
#[must_use]
pub fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

/// Returns an image as a data URL.
#[must_use]
pub fn data_uri(svg: &str) -> String {
    format!("data:image/svg+xml;base64,{}", base64(svg.as_bytes()))
}

/// Encodes base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place <= chunk.len() {
                let index = (group >> (18 - 6 * place)) & 63;
                out.push(char::from(LETTERS[index as usize & 63]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64, hash};

    #[test]
    fn texts_are_hashed_as_policies_want_it() {
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(
            [base64(b"f"), base64(b"fo"), base64(b"foo")],
            ["Zg==", "Zm8=", "Zm9v"]
        );
    }
}
