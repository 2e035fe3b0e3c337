//! The addresses that answers carry.

use std::net::SocketAddr;

use axum::http::Uri;

/// The path that the contract's server URL ends in.
const API: &str = "/api";

/// The address at which callers reach the service, on which every link is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Ends in `/api`.
    base: String,
}

/// Why a text is no address for links.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be an http or https URL without query, such as https://payments.example.com")]
pub struct PublicUrlError;

impl std::str::FromStr for PublicUrl {
    type Err = PublicUrlError;

    /// Takes the address with or without the `/api` at its end: both are at hand, and one of them
    /// would give links to `/api/api` or to nowhere.
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
    /// The address of a service that is called where it listens.
    #[must_use]
    pub fn of(address: SocketAddr) -> Self {
        Self {
            base: format!("http://{address}{API}"),
        }
    }

    /// The address of all external payments, to which new ones are sent.
    #[must_use]
    pub fn external_payments(&self) -> String {
        format!("{}/external_payments", self.base)
    }

    /// The address of one external payment.
    #[must_use]
    pub fn external_payment(&self, id: &str) -> String {
        format!("{}/{id}", self.external_payments())
    }

    /// The address of what an external payment is related to.
    #[must_use]
    pub fn related(&self, id: &str, relationship: &str) -> String {
        format!("{}/{relationship}", self.external_payment(id))
    }

    /// The address of the relationship itself.
    #[must_use]
    pub fn relationship(&self, id: &str, relationship: &str) -> String {
        format!("{}/relationships/{relationship}", self.external_payment(id))
    }
}

#[cfg(test)]
mod tests {
    use super::PublicUrl;

    #[test]
    fn every_way_to_write_the_address_gives_the_same_links() {
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
    fn what_cannot_start_a_link_is_refused() {
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
