//! PostgreSQL, for services with several instances.

use std::str::FromStr;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

/// Connects to the server.
///
/// # Errors
/// Returns an error if the URL is invalid or the server unreachable.
pub async fn open(url: &str) -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?.application_name("external-payments-service");
    // Fail requests that would wait longer for a connection.
    PgPoolOptions::new()
        .max_connections(10)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
}
