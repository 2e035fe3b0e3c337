//! Hashes that are the same everywhere and at all times, for names and fingerprints.

/// 64 bits of FNV-1a (Fowler, Noll and Vo).
#[must_use]
pub fn fnv1a(text: &str) -> u64 {
    fnv1a_of_bytes(text.as_bytes())
}

/// The same of bytes in any encoding.
#[must_use]
pub fn fnv1a_of_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Half of the hash, as eight hexadecimal digits: it stands for a string that is too long or too
/// strange for a name.
#[must_use]
pub fn short_hash(text: &str) -> String {
    format!("{:08x}", fnv1a(text) >> 32)
}
