//! The URLs in responses.

use std::net::SocketAddr;

use axum::http::Uri;

/// The path of the contract's server URL.
const API: &str = "/api";

/// The public URL of the service, the base of every link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// The URL, which ends in `/api`.
    base: String,
}

/// The error for a string that is not a valid public URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be an http or https URL without query, such as https://payments.example.com")]
pub struct PublicUrlError;

impl std::str::FromStr for PublicUrl {
    type Err = PublicUrlError;

    /// Accepts the URL with or without `/api` at its end, because both are in use, and one of them
    /// would produce broken links.
    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let uri: Uri = text.parse().map_err(|_| PublicUrlError)?;
        let plain = uri.query().is_none() && !text.contains('#');
        match (uri.scheme_str(), uri.authority()) {
            (Some(scheme @ ("http" | "https")), Some(authority))
                if plain && !authority.as_str().contains('@') =>
            {
                let path = uri.path().trim_end_matches('/');
                let path = path.strip_suffix(API).unwrap_or(path);
                Ok(Self {
                    base: format!("{scheme}://{authority}{path}{API}"),
                })
            }
            _ => Err(PublicUrlError),
        }
    }
}

impl PublicUrl {
    /// Returns the URL of a service that is called at its listening address.
    #[must_use]
    pub fn of(address: SocketAddr) -> Self {
        Self {
            base: format!("http://{address}{API}"),
        }
    }

    /// Returns the URL of the collection, to which new external payments are posted.
    #[must_use]
    pub fn external_payments(&self) -> String {
        format!("{}/external_payments", self.base)
    }

    /// Returns the URL of an external payment.
    #[must_use]
    pub fn external_payment(&self, id: &str) -> String {
        format!("{}/{id}", self.external_payments())
    }

    /// Returns the URL of a related resource of an external payment.
    #[must_use]
    pub fn related(&self, id: &str, relationship: &str) -> String {
        format!("{}/{relationship}", self.external_payment(id))
    }

    /// Returns the URL of a relationship.
    #[must_use]
    pub fn relationship(&self, id: &str, relationship: &str) -> String {
        format!("{}/relationships/{relationship}", self.external_payment(id))
    }
}

#[cfg(test)]
mod tests {
    use super::PublicUrl;

    #[test]
    fn equivalent_public_urls_give_the_same_links() {
        for text in [
            "https://a.example",
            "https://a.example/",
            "https://a.example/api",
            "https://a.example/api/",
        ] {
            let url: PublicUrl = text.parse().unwrap();
            assert_eq!(
                url.external_payment("xYZkjABcde"),
                "https://a.example/api/external_payments/xYZkjABcde"
            );
        }
        let behind: PublicUrl = "http://[::1]:8080/shop/one".parse().unwrap();
        assert_eq!(
            behind.related("a", "order"),
            "http://[::1]:8080/shop/one/api/external_payments/a/order"
        );
    }

    #[test]
    fn invalid_public_urls_are_rejected() {
        for text in [
            "",
            "a.example",
            "/api",
            "ftp://a.example",
            "https://",
            "https://u:p@a.example",
            "https://a/?b",
            "https://a/#b",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
