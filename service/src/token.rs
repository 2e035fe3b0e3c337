//! Access tokens: JWTs that are verified with one configured key.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// The secret of a service without a configured key: for local use only, and refused if others can
/// reach the service.
const DEVELOPMENT_SECRET: &[u8] = b"for development only: everyone can read this in the sources";

/// The key that tokens are verified with. Each kind of key implies one algorithm, and a token with
/// another one is rejected: otherwise a public key could be used as an HMAC secret.
#[derive(Clone, PartialEq, Eq)]
pub enum Key {
    /// The secret in the source code.
    Development,
    /// A shared secret, for HS256.
    Secret(Vec<u8>),
    /// An RSA public key as PEM, for RS256.
    Public(Vec<u8>),
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Development => "Development",
            Self::Secret(_) => "Secret(…)",
            Self::Public(_) => "Public(…)",
        })
    }
}

/// The claims of a token that the service issues.
#[derive(Serialize)]
struct Claims<'a> {
    sub: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    iss: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aud: Option<&'a str>,
    iat: u64,
    exp: u64,
}

/// The claims that are read from a token, except for those that `jsonwebtoken` verifies itself.
#[derive(Deserialize)]
struct VerifiedClaims {
    sub: Option<String>,
}

/// An authenticated caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The token's `sub`.
    pub subject: Option<String>,
}

/// The reason why a token is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error("The access token has expired.")]
    Expired,
    #[error("The access token is not valid yet.")]
    NotYetValid,
    #[error("The access token was issued by or for another service.")]
    WrongIssuerOrAudience,
    #[error("The access token is not valid.")]
    Invalid,
}

/// The reason why a key is invalid.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the secret is empty")]
    Empty,
    #[error("the public key is not an RSA key in PEM format: {0}")]
    Public(jsonwebtoken::errors::Error),
    #[error("tokens cannot be issued with a public key: use the private key")]
    CannotSign,
    #[error("the token cannot be signed: {0}")]
    Sign(jsonwebtoken::errors::Error),
}

/// Verifies tokens, and issues them if the key is a secret.
#[derive(Clone)]
pub struct Tokens {
    verifying_key: DecodingKey,
    signing_key: Option<EncodingKey>,
    validation: Validation,
    issuer: Option<String>,
    audience: Option<String>,
}

impl Tokens {
    /// Creates a verifier. If an issuer or an audience is given, tokens must have it.
    ///
    /// # Errors
    /// Returns an error if the key is invalid.
    pub fn new(
        key: &Key,
        issuer: Option<String>,
        audience: Option<String>,
    ) -> Result<Self, KeyError> {
        let (algorithm, verifying_key, signing_key) = match key {
            Key::Public(pem) => (
                Algorithm::RS256,
                DecodingKey::from_rsa_pem(pem).map_err(KeyError::Public)?,
                None,
            ),
            Key::Secret(secret) if secret.is_empty() => return Err(KeyError::Empty),
            Key::Secret(secret) => Self::shared(secret),
            Key::Development => Self::shared(DEVELOPMENT_SECRET),
        };
        let mut validation = Validation::new(algorithm);
        validation.leeway = 0;
        validation.validate_nbf = true;
        let mut required = vec!["exp"];
        if let Some(issuer) = &issuer {
            validation.set_issuer(&[issuer]);
            required.push("iss");
        }
        if let Some(audience) = &audience {
            validation.set_audience(&[audience]);
            required.push("aud");
        }
        validation.set_required_spec_claims(&required);
        Ok(Self {
            verifying_key,
            signing_key,
            validation,
            issuer,
            audience,
        })
    }

    fn shared(secret: &[u8]) -> (Algorithm, DecodingKey, Option<EncodingKey>) {
        (
            Algorithm::HS256,
            DecodingKey::from_secret(secret),
            Some(EncodingKey::from_secret(secret)),
        )
    }

    /// Verifies a token and returns its caller.
    ///
    /// # Errors
    /// Returns an error if the token is invalid.
    pub fn verify(&self, token: &str) -> Result<Caller, TokenError> {
        match jsonwebtoken::decode::<VerifiedClaims>(token, &self.verifying_key, &self.validation) {
            Ok(token) => Ok(Caller {
                subject: token.claims.sub,
            }),
            Err(error) => Err(match error.kind() {
                ErrorKind::ExpiredSignature => TokenError::Expired,
                ErrorKind::ImmatureSignature => TokenError::NotYetValid,
                ErrorKind::InvalidIssuer | ErrorKind::InvalidAudience => {
                    TokenError::WrongIssuerOrAudience
                }
                _ => TokenError::Invalid,
            }),
        }
    }

    /// Issues a token for development.
    ///
    /// # Errors
    /// Returns an error if the key cannot sign.
    pub fn issue(&self, lifetime: Duration) -> Result<String, KeyError> {
        let signing_key = self.signing_key.as_ref().ok_or(KeyError::CannotSign)?;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs();
        let claims = Claims {
            sub: "development",
            iss: self.issuer.as_deref(),
            aud: self.audience.as_deref(),
            iat: now,
            exp: now.saturating_add(lifetime.as_secs()),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, signing_key)
            .map_err(KeyError::Sign)
    }
}

#[cfg(test)]
mod tests;
