//! Days, as RFC 3339 writes them.

/// Returns whether a text is a day (RFC 3339, section 5.6, `full-date`).
pub(crate) fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let written = bytes.len() == 10
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse().ok());
    let (year, month, day): (u32, u32, u32) = match (part(0, 4), part(5, 7), part(8, 10)) {
        (Some(year), Some(month), Some(day)) if written => (year, month, day),
        _ => return false,
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// The day of a `full-date` or a `date-time`.
pub(super) fn day_of(text: &str) -> Option<&str> {
    let day = text.get(..10)?;
    let rest = text.get(10..)?;
    (is_day(day) && (rest.is_empty() || rest.starts_with(['T', 't', ' ']))).then_some(day)
}

/// How many days there are from one day to another.
pub(crate) fn between(from: &str, to: &str) -> Option<i64> {
    Some(number(to)? - number(from)?)
}

/// Days since the first of March of the year zero, by which days can be counted.
fn number(day: &str) -> Option<i64> {
    let part = |from: usize, to: usize| day.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    Some(
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + day,
    )
}

#[cfg(test)]
mod tests {
    use super::{between, day_of, is_day};

    #[test]
    fn days_are_counted() {
        assert_eq!(between("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(between("2023-12-31", "2024-12-31"), Some(366));
    }

    #[test]
    fn only_days_are_days() {
        assert!(is_day("2024-02-29") && is_day("2000-02-29"));
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-04-31",
            "2024-1-01",
            "soon",
        ] {
            assert!(!is_day(text), "{text}");
        }
        assert_eq!(day_of("2030-01-31T00:00:00Z"), Some("2030-01-31"));
        assert_eq!(day_of("2030-01-31ish"), None);
    }
}
