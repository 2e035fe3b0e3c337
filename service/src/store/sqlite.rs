//! SQLite, the embedded database: one file, nothing to install.

use std::str::FromStr;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// Opens the file, and creates it if it is missing.
///
/// # Errors
/// Returns an error if the URL or the file cannot be used.
pub async fn open(url: &str) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        // Readers are not blocked by a writer.
        .journal_mode(SqliteJournalMode::Wal)
        // By default, SQLite in WAL mode does not sync every commit, but a payment that was
        // acknowledged with 201 has to survive a crash.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5));
    SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
}
