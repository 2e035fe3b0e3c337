//! Dates and times (RFC 3339) that keep their text.
#![forbid(unsafe_code)]

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, TimeZone, Timelike};
use serde::{Serialize, Serializer};

use super::json::{FromJson, Reader, deserialize};

/// A `date-time`: a [`chrono::DateTime`] with its offset, which remembers how it was written.
///
/// A value from `chrono` is serialized in the shortest form, and one that was parsed as the same
/// text, so that forwarding it changes nothing.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    time: DateTime<FixedOffset>,
    /// The text that was parsed, if it is not the shortest form.
    written: Option<Box<str>>,
}

impl Timestamp {
    /// A time that is always serialized with milliseconds: `2018-01-01T12:00:00.000Z`.
    #[must_use]
    pub fn with_millis<Z: TimeZone>(time: &DateTime<Z>) -> Self {
        let time = time.fixed_offset();
        let text = time.to_rfc3339_opts(SecondsFormat::Millis, true);
        Self {
            time,
            written: Some(text.into()),
        }
    }

    /// The time and its offset.
    #[must_use]
    pub fn get(&self) -> DateTime<FixedOffset> {
        self.time
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for Timestamp {
    fn from(time: DateTime<Z>) -> Self {
        Self {
            time: time.fixed_offset(),
            written: None,
        }
    }
}

impl Deref for Timestamp {
    type Target = DateTime<FixedOffset>;

    fn deref(&self) -> &Self::Target {
        &self.time
    }
}

impl FromStr for Timestamp {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut timestamp = Self::from(DateTime::parse_from_rfc3339(text)?);
        if timestamp.to_string() != text {
            timestamp.written = Some(text.into());
        }
        Ok(timestamp)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.written {
            Some(text) => out.write_str(text),
            None => out.write_str(&self.time.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromJson for Timestamp {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        let at = json.offset();
        match json.string_as("a date and time")?.parse() {
            Ok(read) => Some(read),
            Err(error) => json.mismatch(at, format!("is not a date-time: {error}")),
        }
    }
}

impl FromJson for NaiveDate {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        let at = json.offset();
        match parse_date(&json.string_as("a date")?) {
            Some(read) => Some(read),
            None => json.mismatch(at, "is no date"),
        }
    }
}

/// A full date: four digits, two, two (RFC 3339, section 5.6).
fn parse_date(text: &str) -> Option<NaiveDate> {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range)
            .is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let shaped = text.len() == 10 && digits(0..4) && digits(5..7) && digits(8..10);
    text.parse().ok().filter(|_| shaped)
}

/// Whether a string is a `date-time` (RFC 3339, section 5.6). Parsers accept more, such as a space
/// for the `T`. Only the last minute of a day in UTC may have a leap second (section 5.7).
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    let Ok(time) = DateTime::parse_from_rfc3339(text) else {
        return false;
    };
    let utc = time.naive_utc();
    let leap = text.get(17..19) != Some("60") || (utc.hour(), utc.minute()) == (23, 59);
    leap && text.is_ascii()
        && text
            .get(10..11)
            .is_some_and(|mark| mark.eq_ignore_ascii_case("t"))
}

/// Whether a string is a `date`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    parse_date(text).is_some()
}

deserialize!(Timestamp);
