//! The current date. No other module of the project reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the current day in UTC.
pub(super) fn today() -> Option<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    let days = i64::try_from(seconds / 86_400).ok()?;
    // Days are counted in eras of 400 years, and years from the first of March.
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (number, month) = (
        day - (153 * month + 2) / 5 + 1,
        if month < 10 { month + 3 } else { month - 9 },
    );
    let year = year + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{number:02}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn today_is_a_day() {
        let today = super::today().expect("a clock after 1970");
        assert_eq!(today.len(), 10);
        assert!(today.as_str() > "2024-01-01");
    }
}
