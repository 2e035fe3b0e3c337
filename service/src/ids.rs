//! Generates the ids of resources.

use rand::RngExt;

const LETTERS: &[u8; 52] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH: usize = 10;

/// Returns a random id of ten letters, as the contract promises. There are 1.4 × 10^17 of them.
/// They come from a cryptographically secure generator, so that ids of others cannot be guessed.
#[must_use]
pub fn random() -> String {
    let mut random = rand::rng();
    (0..LENGTH)
        .map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())]))
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_ten_letters_and_differ() {
        let ids: std::collections::HashSet<String> = (0..1000).map(|_| super::random()).collect();
        assert_eq!(ids.len(), 1000);
        assert!(
            ids.iter()
                .all(|id| id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_alphabetic()))
        );
    }
}
