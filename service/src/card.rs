//! Detects card numbers (PANs) in the place of tokens.

/// Returns whether a string is a payment card number: 13 to 19 digits (ISO/IEC 7812), ungrouped or
/// grouped by spaces or dashes, with a valid Luhn checksum.
///
/// The service must reject such a string before it stores or logs it: storing card numbers would
/// bring it into the scope of PCI DSS.
#[must_use]
pub fn is_card_number(text: &str) -> bool {
    let mut digits = Vec::with_capacity(19);
    for character in text
        .chars()
        .filter(|character| !matches!(character, ' ' | '-'))
    {
        match character.to_digit(10) {
            // Longer than any card number; stop here, because a token may have thousands of digits.
            Some(digit) if digits.len() < 19 => digits.push(digit),
            _ => return false,
        }
    }
    digits.len() >= 13 && luhn(&digits)
}

/// The Luhn check: every second digit from the right is doubled, and the sum of all resulting
/// digits must be a multiple of ten.
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => *digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::is_card_number;

    #[test]
    fn card_numbers_are_detected_in_every_grouping() {
        for number in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            " 4111111111111111 ",
            "378282246310005",
            "4222222222222",
            "6304000000000000000",
        ] {
            assert!(is_card_number(number), "{number}");
        }
    }

    #[test]
    fn tokens_are_not_card_numbers() {
        let long = "0".repeat(4096);
        for token in [
            "xxxx.yyyy.zzzz",
            "4111111111111112",
            "tok_4111111111111111",
            "411111111111",
            "42222222222220000000",
            "４１１１１１１１１１１１１１１１",
            "",
            long.as_str(),
        ] {
            assert!(!is_card_number(token), "{token}");
        }
    }
}
