//! UUIDs (RFC 9562).
#![forbid(unsafe_code)]

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::json::{FromJson, Reader, deserialize};

/// A UUID: a [`uuid::Uuid`] that remembers which of its digits were in upper case.
///
/// Case makes no difference (RFC 9562, section 4): UUIDs that differ only in case are equal. Other
/// systems may compare them as strings, so forwarding one keeps its case.
#[derive(Clone, Copy)]
pub struct Uuid {
    id: uuid::Uuid,
    /// A bit for each of the 32 digits, the first one lowest.
    capitals: u32,
}

impl Uuid {
    /// The UUID itself.
    #[must_use]
    pub fn get(self) -> uuid::Uuid {
        self.id
    }
}

impl From<uuid::Uuid> for Uuid {
    fn from(id: uuid::Uuid) -> Self {
        Self { id, capitals: 0 }
    }
}

impl From<Uuid> for uuid::Uuid {
    fn from(own: Uuid) -> Self {
        own.id
    }
}

impl Deref for Uuid {
    type Target = uuid::Uuid;

    fn deref(&self) -> &Self::Target {
        &self.id
    }
}

impl PartialEq for Uuid {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Uuid {}

impl PartialOrd for Uuid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Uuid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id)
    }
}

impl Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl FromStr for Uuid {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = uuid::Uuid::parse_str(text)?;
        // Of the formats that the library parses, only that of 36 characters is serialized.
        let canonical = Some(text).filter(|text| text.len() == 36);
        let bytes = canonical.unwrap_or_default().bytes();
        let digits = bytes.filter(u8::is_ascii_hexdigit);
        let capitals = digits
            .enumerate()
            .filter(|(_, digit)| digit.is_ascii_uppercase())
            .fold(0, |bits, (at, _)| {
                bits | 1_u32.checked_shl(at as u32).unwrap_or(0)
            });
        Ok(Self { id, capitals })
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.capitals == 0 {
            return fmt::Display::fmt(&self.id, out);
        }
        let mut bits = self.capitals;
        let mut text = String::with_capacity(36);
        for digit in self.id.to_string().chars() {
            let capital = digit != '-' && bits & 1 == 1;
            if digit != '-' {
                bits >>= 1;
            }
            text.push(if capital {
                digit.to_ascii_uppercase()
            } else {
                digit
            });
        }
        out.write_str(&text)
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Uuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromJson for Uuid {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        let at = json.offset();
        let text = json.string_as("a UUID")?;
        // The other formats that the library parses have other lengths, and would not be kept.
        let written = Some(text).filter(|text| text.len() == 36);
        match written.and_then(|text| text.parse().ok()) {
            Some(read) => Some(read),
            None => json.mismatch(at, "is no UUID"),
        }
    }
}

deserialize!(Uuid);
