//! The demo order, and a curl command that pays for it, so that a first request succeeds.

use crate::store::{Order, Store, StoreError};

/// The order in the examples of the documentation.
pub const ORDER: &str = "QWERtyUpBa";

/// The payment gateway of its payment method.
pub const GATEWAY: &str = "GatEWayXyZ";

/// Adds the order and its gateway if they are missing.
///
/// # Errors
/// Returns an error if the database fails.
pub async fn add(store: &Store) -> Result<(), StoreError> {
    let order = Order {
        id: ORDER.to_owned(),
        payment_gateway_id: Some(GATEWAY.to_owned()),
    };
    store.add_order(&order).await
}

/// Returns the request of the documentation as a curl command.
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
