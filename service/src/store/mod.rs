//! The database: external payments, and the orders and payment gateways that they refer to.
//!
//! SQLite and PostgreSQL share all statements, since both number parameters as `$1` and support the
//! same syntax. Opening each is in a module of its own.

mod postgres;
mod sqlite;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sqlx::{FromRow, PgPool, SqlitePool};

use crate::ids;

/// The reason why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database must be given as sqlite://FILE or postgres://USER@HOST/NAME")]
    Scheme,
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the tables cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// The reason why a query failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("the external payment {id} has a {column} that is not a {what}")]
    Corrupt {
        id: String,
        column: &'static str,
        what: &'static str,
    },
    #[error("no free id was found")]
    NoFreeId,
}

/// An order, as far as this service stores it.
#[derive(Debug, Clone, FromRow)]
pub struct Order {
    pub id: String,
    /// The payment gateway of the order's payment method.
    pub payment_gateway_id: Option<String>,
}

/// An external payment that has not been stored.
#[derive(Clone)]
pub struct NewExternalPayment {
    pub order_id: String,
    pub payment_gateway_id: String,
    pub payment_source_token: String,
    pub options: Option<Map<String, Value>>,
    pub reference: Option<String>,
    pub reference_origin: Option<String>,
    pub metadata: Option<Map<String, Value>>,
}

/// A stored external payment. It is not `Debug`, so that its payment source token cannot end up in
/// a log.
#[derive(Clone)]
pub struct ExternalPayment {
    pub id: String,
    pub order_id: String,
    pub payment_gateway_id: String,
    pub payment_source_token: String,
    pub options: Option<Map<String, Value>>,
    pub reference: Option<String>,
    pub reference_origin: Option<String>,
    pub metadata: Option<Map<String, Value>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of the table, with unparsed columns.
#[derive(FromRow)]
struct Row {
    id: String,
    order_id: String,
    payment_gateway_id: String,
    payment_source_token: String,
    options: Option<String>,
    reference: Option<String>,
    reference_origin: Option<String>,
    metadata: Option<String>,
    created_at: i64,
    updated_at: i64,
}

const FIND: &str = "
    SELECT id, order_id, payment_gateway_id, payment_source_token, options, reference, reference_origin, metadata,
        created_at, updated_at
    FROM external_payments WHERE id = $1";

const FIND_ORDER: &str = "SELECT id, payment_gateway_id FROM orders WHERE id = $1";

// A taken id inserts nothing, which the number of rows shows.
const INSERT: &str = "
    INSERT INTO external_payments (id, order_id, payment_gateway_id, payment_source_token, options, reference,
        reference_origin, metadata, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (id) DO NOTHING";

const ADD_GATEWAY: &str =
    "INSERT INTO payment_gateways (id) VALUES ($1) ON CONFLICT (id) DO NOTHING";

const ADD_ORDER: &str = "
    INSERT INTO orders (id, payment_gateway_id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";

const COUNT: &str = "SELECT COUNT(*) FROM external_payments";

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    pool: Pool,
}

#[derive(Debug, Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Runs the same expression on either database. Generic code over both would need a dozen bounds on
/// every function.
macro_rules! on {
    ($store:expr, $pool:ident => $run:expr) => {
        match &$store.pool {
            Pool::Sqlite($pool) => $run,
            Pool::Postgres($pool) => $run,
        }
    };
}

impl Store {
    /// Opens the database at a URL and runs its migrations.
    ///
    /// # Errors
    /// Returns an error if the URL or the database cannot be used.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        let pool = match url.split(':').next() {
            Some("sqlite") => Pool::Sqlite(sqlite::open(url).await?),
            Some("postgres" | "postgresql") => Pool::Postgres(postgres::open(url).await?),
            _ => return Err(OpenError::Scheme),
        };
        let store = Self { pool };
        let migrations = sqlx::migrate!();
        on!(store, pool => migrations.run(pool).await)?;
        Ok(store)
    }

    /// Closes all connections, so that SQLite checkpoints its write-ahead log.
    pub async fn close(&self) {
        on!(self, pool => pool.close().await);
    }

    /// Returns an order by its id.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn order(&self, id: &str) -> Result<Option<Order>, StoreError> {
        Ok(on!(self, pool => sqlx::query_as(FIND_ORDER).bind(id).fetch_optional(pool).await)?)
    }

    /// Returns an external payment by its id.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn external_payment(&self, id: &str) -> Result<Option<ExternalPayment>, StoreError> {
        let row: Option<Row> =
            on!(self, pool => sqlx::query_as(FIND).bind(id).fetch_optional(pool).await)?;
        row.map(ExternalPayment::try_from).transpose()
    }

    /// Stores an external payment under a new id. It is durable once this returns.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn create(&self, new: NewExternalPayment) -> Result<ExternalPayment, StoreError> {
        // Truncated to the precision of the contract, so that the response to `create` equals later
        // reads.
        let now = Utc::now().timestamp_millis();
        let text = |object: &Option<Map<String, Value>>| {
            object
                .as_ref()
                .map(|members| Value::Object(members.clone()).to_string())
        };
        let mut row = Row {
            id: ids::random(),
            order_id: new.order_id,
            payment_gateway_id: new.payment_gateway_id,
            payment_source_token: new.payment_source_token,
            options: text(&new.options),
            reference: new.reference,
            reference_origin: new.reference_origin,
            metadata: text(&new.metadata),
            created_at: now,
            updated_at: now,
        };
        // A collision of ids is practically impossible; two in a row indicate a fault.
        for _ in 0..2 {
            if self.insert(&row).await? {
                return row.try_into();
            }
            row.id = ids::random();
        }
        Err(StoreError::NoFreeId)
    }

    /// Inserts a row, and returns whether its id was free.
    async fn insert(&self, row: &Row) -> Result<bool, StoreError> {
        let rows = on!(self, pool => {
            sqlx::query(INSERT)
                .bind(&row.id)
                .bind(&row.order_id)
                .bind(&row.payment_gateway_id)
                .bind(&row.payment_source_token)
                .bind(&row.options)
                .bind(&row.reference)
                .bind(&row.reference_origin)
                .bind(&row.metadata)
                .bind(row.created_at)
                .bind(row.updated_at)
                .execute(pool)
                .await?
                .rows_affected()
        });
        Ok(rows == 1)
    }

    /// Adds an order and the gateway of its payment method. An existing order is kept.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn add_order(&self, order: &Order) -> Result<(), StoreError> {
        if let Some(gateway) = &order.payment_gateway_id {
            on!(self, pool => sqlx::query(ADD_GATEWAY).bind(gateway).execute(pool).await.map(drop))?;
        }
        on!(self, pool => {
            sqlx::query(ADD_ORDER).bind(&order.id).bind(&order.payment_gateway_id).execute(pool).await.map(drop)
        })?;
        Ok(())
    }

    /// Returns the number of external payments.
    ///
    /// # Errors
    /// Returns an error if the database fails.
    pub async fn count(&self) -> Result<i64, StoreError> {
        Ok(on!(self, pool => sqlx::query_scalar(COUNT).fetch_one(pool).await)?)
    }
}

impl TryFrom<Row> for ExternalPayment {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column, what| StoreError::Corrupt {
            id: row.id.clone(),
            column,
            what,
        };
        let object = |text: &Option<String>, column| match text {
            None => Ok(None),
            Some(text) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| corrupt(column, "JSON object")),
        };
        let time = |millis, column| {
            DateTime::from_timestamp_millis(millis).ok_or_else(|| corrupt(column, "time"))
        };
        Ok(Self {
            options: object(&row.options, "options")?,
            metadata: object(&row.metadata, "metadata")?,
            created_at: time(row.created_at, "created_at")?,
            updated_at: time(row.updated_at, "updated_at")?,
            id: row.id,
            order_id: row.order_id,
            payment_gateway_id: row.payment_gateway_id,
            payment_source_token: row.payment_source_token,
            reference: row.reference,
            reference_origin: row.reference_origin,
        })
    }
}
