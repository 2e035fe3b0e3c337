//! Credentials as they were sent. `Debug` shows none of them.
#![forbid(unsafe_code)]

use std::fmt;

use axum::http::header;

use super::super::parameter::Location;
use super::Head;

impl Head {
    /// Returns the token of `Authorization: Bearer` (RFC 6750, section 2.1).
    #[must_use]
    pub fn bearer(&self) -> Option<BearerToken> {
        self.authorization("bearer")
            .map(|token| BearerToken(token.to_owned()))
    }

    /// Returns the user and password of `Authorization: Basic` (RFC 7617, section 2).
    #[must_use]
    pub fn basic(&self) -> Option<Basic> {
        let pair = String::from_utf8(base64_decoded(self.authorization("basic")?)?).ok()?;
        let (username, password) = pair.split_once(':')?;
        Some(Basic {
            username: username.to_owned(),
            password: password.to_owned(),
        })
    }

    /// Returns the credentials of a scheme of `Authorization` (RFC 9110, section 11.4).
    #[must_use]
    pub fn authorization(&self, scheme: &str) -> Option<&str> {
        let (name, rest) = self
            .header(&header::AUTHORIZATION)?
            .trim()
            .split_once(' ')?;
        name.eq_ignore_ascii_case(scheme)
            .then(|| rest.trim())
            .filter(|rest| !rest.is_empty())
    }

    /// Returns the value of a parameter that holds an API key.
    #[must_use]
    pub fn api_key(&self, location: Location, name: &str) -> Option<ApiKey> {
        let key = self.values(location, name).into_iter().next()?;
        (!key.is_empty()).then_some(ApiKey(key))
    }
}

/// A bearer token as it was sent. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken(String);

impl BearerToken {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("BearerToken(…)")
    }
}

/// A user and password as they were sent. `Debug` does not show the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Basic {
    pub username: String,
    pub password: String,
}

impl fmt::Debug for Basic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Basic({}, …)", self.username)
    }
}

/// The bytes of base64, with or without padding (RFC 4648, section 4).
fn base64_decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut group, mut bits) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        group = (group << 6 | u32::from(digit)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

/// An API key as it was sent. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ApiKey(…)")
    }
}
