//! What the service keeps: external payments, and the orders and gateways that they refer to.
//!
//! The statements are written once. SQLite and PostgreSQL both number their parameters with `$1`
//! and understand the same text; how each is opened stands in a file of its own.

mod postgres;
mod sqlite;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sqlx::{FromRow, PgPool, SqlitePool};

use crate::ids;

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database must be given as sqlite://FILE or postgres://USER@HOST/NAME")]
    Scheme,
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the tables cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// Why something could not be stored or found.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("the external payment {id} has a {column} that is no {what}")]
    Corrupt {
        id: String,
        column: &'static str,
        what: &'static str,
    },
    #[error("no free id was found")]
    NoFreeId,
}

/// The order that a payment is for, as far as the service knows it.
#[derive(Debug, Clone, FromRow)]
pub struct Order {
    pub id: String,
    /// The gateway that the order's payment method names.
    pub payment_gateway_id: Option<String>,
}

/// An external payment before it has an id.
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

/// An external payment as it is kept. It has no `Debug`, as its token belongs in no log.
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

/// A row of the table, before its texts and numbers are given their meaning.
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

// An id that is taken changes nothing, and is seen by the number of rows.
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

/// Runs the same expression on whichever database there is. Being generic over both would need a
/// dozen bounds on every function.
macro_rules! on {
    ($store:expr, $pool:ident => $run:expr) => {
        match &$store.pool {
            Pool::Sqlite($pool) => $run,
            Pool::Postgres($pool) => $run,
        }
    };
}

impl Store {
    /// Opens the database that a URL names and brings its tables up to date.
    ///
    /// # Errors
    /// Where the URL or the database cannot be used.
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

    /// Closes every connection, so that SQLite folds its log into the file.
    pub async fn close(&self) {
        on!(self, pool => pool.close().await);
    }

    /// The order with an id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn order(&self, id: &str) -> Result<Option<Order>, StoreError> {
        Ok(on!(self, pool => sqlx::query_as(FIND_ORDER).bind(id).fetch_optional(pool).await)?)
    }

    /// The external payment with an id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn external_payment(&self, id: &str) -> Result<Option<ExternalPayment>, StoreError> {
        let row: Option<Row> =
            on!(self, pool => sqlx::query_as(FIND).bind(id).fetch_optional(pool).await)?;
        row.map(ExternalPayment::try_from).transpose()
    }

    /// Gives an external payment an id and keeps it. Once this returns, it is on the disk.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn create(&self, new: NewExternalPayment) -> Result<ExternalPayment, StoreError> {
        // What the contract does not show, the answer to `create` and later reads must not differ in.
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
        // An id is as good as never taken; twice in a row it is not.
        for _ in 0..2 {
            if self.insert(&row).await? {
                return row.try_into();
            }
            row.id = ids::random();
        }
        Err(StoreError::NoFreeId)
    }

    /// Inserts a row unless its id is taken.
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

    /// Adds an order, with the gateway that its payment method names. One that is there stays as
    /// it is.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_order(&self, order: &Order) -> Result<(), StoreError> {
        if let Some(gateway) = &order.payment_gateway_id {
            on!(self, pool => sqlx::query(ADD_GATEWAY).bind(gateway).execute(pool).await.map(drop))?;
        }
        on!(self, pool => {
            sqlx::query(ADD_ORDER).bind(&order.id).bind(&order.payment_gateway_id).execute(pool).await.map(drop)
        })?;
        Ok(())
    }

    /// How many external payments there are.
    ///
    /// # Errors
    /// Where the database fails.
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
