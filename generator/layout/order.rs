//! The order of names: version sorting, as the style guide of Rust defines it.

use std::cmp::Ordering;

/// Compares two names: runs of digits as numbers, everything else character by character, with the
/// underscore before all other characters.
pub(super) fn version_order(left: &str, right: &str) -> Ordering {
    let (mut one, mut other) = (left, right);
    loop {
        let (Some(first), Some(second)) = (one.chars().next(), other.chars().next()) else {
            // Numbers of equal value: the one with more leading zeros comes first.
            return one
                .len()
                .cmp(&other.len())
                .then_with(|| right.len().cmp(&left.len()));
        };
        let order = if first.is_ascii_digit() && second.is_ascii_digit() {
            let (left, right) = (digits(one), digits(other));
            (one, other) = (&one[left.len()..], &other[right.len()..]);
            let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
            left.len().cmp(&right.len()).then_with(|| left.cmp(right))
        } else {
            one = &one[first.len_utf8()..];
            other = &other[second.len_utf8()..];
            (first != '_', first).cmp(&(second != '_', second))
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn digits(text: &str) -> &str {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::version_order;

    #[test]
    fn numbers_count_as_numbers_and_underscores_come_first() {
        let mut names = [
            "user1",
            "user_response",
            "user",
            "user10",
            "user2",
            "user02",
        ];
        names.sort_by(|left, right| version_order(left, right));
        assert_eq!(
            names,
            [
                "user",
                "user_response",
                "user1",
                "user02",
                "user2",
                "user10"
            ]
        );
    }
}
