//! What lets a first request succeed: an order to pay for, and a curl line that pays for it.

use crate::store::{Order, Store, StoreError};

/// The order that the documentation pays for.
pub const ORDER: &str = "QWERtyUpBa";

/// The gateway that its payment method names.
pub const GATEWAY: &str = "GatEWayXyZ";

/// Adds the order and its gateway where they are missing.
///
/// # Errors
/// Where the database fails.
pub async fn add(store: &Store) -> Result<(), StoreError> {
    let order = Order {
        id: ORDER.to_owned(),
        payment_gateway_id: Some(GATEWAY.to_owned()),
    };
    store.add_order(&order).await
}

/// The request of the documentation, to an address and with a token.
#[must_use]
pub fn curl(address: &str, token: &str) -> String {
    format!(
        r#"curl -g -X POST \
  '{address}' \
  -H 'Accept: application/vnd.api+json' \
  -H 'Authorization: Bearer {token}' \
  -H 'Content-Type: application/vnd.api+json' \
  -d '{{
  "data": {{
    "type": "external_payments",
    "attributes": {{
      "payment_source_token": "xxxx.yyyy.zzzz"
    }},
    "relationships": {{
      "order": {{
        "data": {{
          "type": "orders",
          "id": "{ORDER}"
        }}
      }}
    }}
  }}
}}'"#
    )
}
