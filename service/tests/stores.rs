//! Tests of both databases, and of database failures.

use external_payments_service::store::Store;

use crate::app::{App, body};

#[tokio::test]
async fn sqlite_is_configured_for_durability() {
    use sqlx::sqlite::SqlitePoolOptions;
    // The journal mode is stored in the file; `synchronous` is not, so that the kill test has to
    // cover it.
    let folder = tempfile::TempDir::new().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let app = App::start_with(&["--database", &url]).await;
    assert_eq!(app.create(&body()).send().await.status, 201);
    let pool = SqlitePoolOptions::new().connect(&url).await.unwrap();
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(mode, "wal");
    pool.close().await;
    app.stop().await;
}

#[tokio::test]
async fn payments_survive_a_restart() {
    let folder = tempfile::TempDir::new().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let app = App::start_with(&["--database", &url]).await;
    let created = app.create(&body()).send().await;
    app.stop().await;
    let app = App::start_with(&["--database", &url, "--public-url", "http://elsewhere"]).await;
    let path = format!(
        "/api/external_payments/{}",
        created.body["data"]["id"].as_str().unwrap()
    );
    let retrieved = app.get(&path).await;
    assert_eq!(retrieved.status, 200);
    assert_eq!(
        retrieved.body["data"]["attributes"],
        created.body["data"]["attributes"]
    );
    app.stop().await;
}

#[tokio::test]
async fn database_failures_are_errors_without_details() {
    let app = App::start().await;
    app.store.close().await;
    for response in [
        app.create(&body()).send().await,
        app.get("/api/external_payments/abcdefghij").await,
    ] {
        assert_eq!(response.status, 500, "{}", response.text);
        let errors = serde_json::json!([{
            "title": "Internal server error", "detail": "The request could not be completed.",
            "code": "INTERNAL_SERVER_ERROR", "status": "500"
        }]);
        assert_eq!(response.body["errors"], errors);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_locked_database_is_an_error_after_a_timeout() {
    use sqlx::sqlite::SqlitePoolOptions;
    let folder = tempfile::TempDir::new().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let app = App::start_with(&["--database", &url]).await;
    let pool = SqlitePoolOptions::new().connect(&url).await.unwrap();
    let mut other = pool.acquire().await.unwrap();
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut *other)
        .await
        .unwrap();
    let response = app.create(&body()).send().await;
    assert_eq!(response.status, 500, "{}", response.text);
    assert!(!response.text.contains("lock"), "{}", response.text);
    // Readers do not wait.
    assert_eq!(
        app.get("/api/external_payments/abcdefghij").await.status,
        404
    );
    sqlx::query("ROLLBACK").execute(&mut *other).await.unwrap();
    assert_eq!(app.create(&body()).send().await.status, 201);
    assert_eq!(app.store.count().await.unwrap(), 1);
    drop(other);
    pool.close().await;
    app.stop().await;
}

#[tokio::test]
async fn concurrent_payments_are_all_stored() {
    let app = std::sync::Arc::new(App::start().await);
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let app = std::sync::Arc::clone(&app);
            tokio::spawn(async move {
                let mut sent = body();
                sent["data"]["attributes"]["reference"] = number.to_string().into();
                let response = app.create(&sent).send().await;
                assert_eq!(response.status, 201, "{}", response.text);
                let data = &response.body["data"];
                assert_eq!(data["attributes"]["reference"], number.to_string());
                data["id"].as_str().unwrap().to_owned()
            })
        })
        .collect();
    let mut ids = std::collections::HashSet::new();
    for task in tasks {
        ids.insert(task.await.unwrap());
    }
    assert_eq!((ids.len(), app.store.count().await.unwrap()), (100, 100));
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_not_touched() {
    use sqlx::sqlite::SqlitePoolOptions;
    let folder = tempfile::TempDir::new().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    App::start_with(&["--database", &url]).await.stop().await;
    let pool = SqlitePoolOptions::new().connect(&url).await.unwrap();
    let newer =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'newer', TRUE, x'00', 0)";
    sqlx::query(newer).execute(&pool).await.unwrap();
    pool.close().await;
    let error = Store::open(&url).await.unwrap_err().to_string();
    assert!(error.contains("9999"), "{error}");
}

/// Requires a PostgreSQL server: `EXTERNAL_PAYMENTS_POSTGRES` is the URL of a database that the
/// test may write to. `.ci/postgres` starts one.
#[tokio::test]
async fn postgres_behaves_like_sqlite() {
    let Ok(url) = std::env::var("EXTERNAL_PAYMENTS_POSTGRES") else {
        eprintln!("skipped: EXTERNAL_PAYMENTS_POSTGRES is not set (run `.ci/postgres cargo test`)");
        return;
    };
    let app = App::start_with(&["--database", &url]).await;
    let before = app.store.count().await.unwrap();
    let mut sent = body();
    let options = serde_json::json!({ "z": 1, "a": { "y": [null, 0.1, "\u{0}"] } });
    sent["data"]["attributes"]["options"] = options.clone();
    sent["data"]["attributes"]["reference"] = "größer".into();
    let created = app.create(&sent).send().await;
    assert_eq!(created.status, 201, "{}", created.text);
    assert_eq!(
        created.body["data"]["attributes"]["options"].to_string(),
        options.to_string()
    );
    let own = format!(
        "/api/external_payments/{}",
        created.body["data"]["id"].as_str().unwrap()
    );
    assert_eq!(app.get(&own).await.text, created.text);
    for rest in [
        "/order",
        "/payment_gateway",
        "/relationships/order",
        "/relationships/payment_gateway",
    ] {
        assert_eq!(app.get(&format!("{own}{rest}")).await.status, 200, "{rest}");
    }
    assert_eq!(
        app.get("/api/external_payments/abcdefghij").await.status,
        404
    );
    sent["data"]["relationships"]["order"]["data"]["id"] = "abcdefghij".into();
    assert_eq!(app.create(&sent).send().await.status, 422);
    assert!(app.store.count().await.unwrap() > before);
    // A second service on the same database finds the tables migrated and the demo order present.
    let second = App::start_with(&["--database", &url]).await;
    assert_eq!(
        second.get(&own).await.body["data"]["id"],
        created.body["data"]["id"]
    );
    second.stop().await;
    app.store.close().await;
    assert_eq!(app.create(&body()).send().await.status, 500);
    app.stop().await;
}
