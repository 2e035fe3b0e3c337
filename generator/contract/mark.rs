//! A short mark for a text that is too long, or too strange, to stand where a name stands.

/// 64 bits of FNV-1a (Fowler, Noll and Vo): the same everywhere and at all times.
pub fn mark(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Half of the mark, as eight hexadecimal digits.
pub fn short_mark(text: &str) -> String {
    format!("{:08x}", mark(text) >> 32)
}
