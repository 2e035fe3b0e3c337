use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{Caller, Key, KeyError, TokenError, Tokens};

const PRIVATE: &[u8] = include_bytes!("../../tests/keys/private.pem");
const PUBLIC: &[u8] = include_bytes!("../../tests/keys/public.pem");
const SECRET: &[u8] = b"a secret of at least thirty-two bytes";

fn tokens(key: &Key) -> Tokens {
    Tokens::new(key, None, None).unwrap()
}

fn secret() -> Tokens {
    tokens(&Key::Secret(SECRET.to_vec()))
}

fn signed(claims: &Value) -> String {
    encode(
        &Header::new(Algorithm::HS256),
        claims,
        &EncodingKey::from_secret(SECRET),
    )
    .unwrap()
}

fn later() -> u64 {
    jsonwebtoken::get_current_timestamp() + 60
}

fn earlier() -> u64 {
    jsonwebtoken::get_current_timestamp() - 2
}

#[test]
fn own_tokens_are_accepted() {
    for key in [Key::Development, Key::Secret(SECRET.to_vec())] {
        let tokens = tokens(&key);
        let token = tokens.issue(Duration::from_secs(60)).unwrap();
        assert_eq!(
            tokens.verify(&token),
            Ok(Caller {
                subject: Some("development".to_owned())
            })
        );
    }
}

#[test]
fn tokens_of_another_key_are_rejected() {
    let token = tokens(&Key::Development)
        .issue(Duration::from_secs(60))
        .unwrap();
    assert_eq!(secret().verify(&token), Err(TokenError::Invalid));
}

#[test]
fn expiry_and_not_before_are_enforced() {
    assert_eq!(
        secret().verify(&signed(&json!({ "exp": earlier() }))),
        Err(TokenError::Expired)
    );
    assert_eq!(
        secret().verify(&signed(&json!({ "sub": "never expires" }))),
        Err(TokenError::Invalid)
    );
    let early = signed(&json!({ "exp": later(), "nbf": later() }));
    assert_eq!(secret().verify(&early), Err(TokenError::NotYetValid));
    assert_eq!(
        secret().verify(&signed(&json!({ "exp": later() }))),
        Ok(Caller { subject: None })
    );
}

#[test]
fn malformed_tokens_are_rejected() {
    for token in [
        "",
        "garbage",
        "..",
        "a.b.c",
        "xxxx.yyyy.zzzz",
        "eyJhbGciOiJIUzI1NiJ9.e30.",
        "\u{1f600}",
    ] {
        assert_eq!(secret().verify(token), Err(TokenError::Invalid), "{token}");
    }
}

#[test]
fn unsigned_tokens_are_rejected() {
    // {"alg":"none"} and {"exp":9999999999}
    for token in [
        "eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.",
        "eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.AA",
    ] {
        assert_eq!(secret().verify(token), Err(TokenError::Invalid));
    }
}

#[test]
fn tokens_of_other_services_are_rejected() {
    let ours = Tokens::new(
        &Key::Secret(SECRET.to_vec()),
        Some("https://issuer.example".to_owned()),
        Some("payments".to_owned()),
    )
    .unwrap();
    assert!(
        ours.verify(&ours.issue(Duration::from_secs(60)).unwrap())
            .is_ok()
    );
    for claims in [
        json!({ "exp": later() }),
        json!({ "exp": later(), "iss": "https://issuer.example", "aud": "orders" }),
        json!({ "exp": later(), "iss": "https://other.example", "aud": "payments" }),
    ] {
        assert!(ours.verify(&signed(&claims)).is_err(), "{claims}");
    }
    // Without a configured audience, a token for a specific one is rejected.
    assert_eq!(
        secret().verify(&signed(&json!({ "exp": later(), "aud": "orders" }))),
        Err(TokenError::WrongIssuerOrAudience)
    );
}

#[test]
fn a_public_key_verifies_but_does_not_sign() {
    let public = tokens(&Key::Public(PUBLIC.to_vec()));
    let key = EncodingKey::from_rsa_pem(PRIVATE).unwrap();
    let good = encode(
        &Header::new(Algorithm::RS256),
        &json!({ "sub": "shop", "exp": later() }),
        &key,
    )
    .unwrap();
    assert_eq!(
        public.verify(&good),
        Ok(Caller {
            subject: Some("shop".to_owned())
        })
    );
    assert!(matches!(
        public.issue(Duration::from_secs(60)),
        Err(KeyError::CannotSign)
    ));
    // The same key with another algorithm.
    let other = encode(
        &Header::new(Algorithm::RS512),
        &json!({ "exp": later() }),
        &key,
    )
    .unwrap();
    assert_eq!(public.verify(&other), Err(TokenError::Invalid));
}

#[test]
fn a_public_key_is_not_accepted_as_a_secret() {
    let public = tokens(&Key::Public(PUBLIC.to_vec()));
    let forged = encode(
        &Header::new(Algorithm::HS256),
        &json!({ "exp": later() }),
        &EncodingKey::from_secret(PUBLIC),
    )
    .unwrap();
    assert_eq!(public.verify(&forged), Err(TokenError::Invalid));
}

#[test]
fn weak_keys_are_rejected() {
    assert!(matches!(
        Tokens::new(&Key::Secret(Vec::new()), None, None),
        Err(KeyError::Empty)
    ));
    assert!(matches!(
        Tokens::new(&Key::Public(SECRET.to_vec()), None, None),
        Err(KeyError::Public(_))
    ));
}

#[test]
fn keys_are_redacted() {
    let shown = format!(
        "{:?}",
        [
            Key::Secret(SECRET.to_vec()),
            Key::Public(PUBLIC.to_vec()),
            Key::Development
        ]
    );
    assert_eq!(shown, "[Secret(…), Public(…), Development]");
}
