//! The example of the documentation, byte for byte.

use serde_json::{Value, json};

use crate::app::{App, MEDIA_TYPE, body};

pub const REQUEST: &str = include_str!("page/request.sh");
const RESPONSE: &str = include_str!("page/response.json");

/// Returns the body of the page's curl command: the quoted text after `-d`.
pub fn request_body() -> &'static str {
    REQUEST
        .split_once("-d '")
        .unwrap()
        .1
        .trim_end()
        .strip_suffix('\'')
        .unwrap()
}

/// Returns the page's response with the id, times and host of the actual one.
fn expected(response: &Value, origin: &str) -> Value {
    let text = |pointer: &str| {
        response
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap()
            .to_owned()
    };
    let mut page: Value = serde_json::from_str(
        &RESPONSE
            .replace("https://yourdomain.commercelayer.io", origin)
            .replace("xYZkjABcde", &text("/data/id")),
    )
    .unwrap();
    for pointer in ["/data/attributes/created_at", "/data/attributes/updated_at"] {
        *page.pointer_mut(pointer).unwrap() = Value::String(text(pointer));
    }
    page
}

/// Asserts equality, including the order of properties.
fn assert_same(left: &Value, right: &Value) {
    assert_eq!(
        serde_json::to_string_pretty(left).unwrap(),
        serde_json::to_string_pretty(right).unwrap()
    );
}

fn assert_written_like_the_page(response: &Value) {
    let id = response["data"]["id"].as_str().unwrap();
    assert!(
        id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_alphabetic()),
        "{id}"
    );
    for name in ["created_at", "updated_at"] {
        let time = response["data"]["attributes"][name].as_str().unwrap();
        let shape: String = time
            .chars()
            .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
            .collect();
        assert_eq!(shape, "0000-00-00T00:00:00.000Z");
        let time = chrono::DateTime::parse_from_rfc3339(time).unwrap();
        assert!((chrono::Utc::now() - time.to_utc()).num_seconds().abs() < 60);
    }
    assert_eq!(
        response["data"]["attributes"]["created_at"],
        response["data"]["attributes"]["updated_at"]
    );
}

#[tokio::test]
async fn the_page_s_request_succeeds() {
    let app = App::start().await;
    let response = app.create_raw(request_body()).send().await;
    assert_eq!(response.status, 201, "{}", response.text);
    assert_written_like_the_page(&response.body);
    let mut page = expected(&response.body, &app.origin);
    // The page shows a response with attributes that its request does not contain. These are null.
    for name in ["options", "reference", "reference_origin", "metadata"] {
        page["data"]["attributes"][name] = Value::Null;
    }
    assert_same(&response.body, &page);
    assert_eq!(
        response.headers["location"],
        page["data"]["links"]["self"].as_str().unwrap()
    );
    assert_eq!(app.store.count().await.unwrap(), 1);
    app.stop().await;
}

#[tokio::test]
async fn the_page_s_response_is_returned() {
    let app = App::start().await;
    let mut body = body();
    let attributes = body["data"]["attributes"].as_object_mut().unwrap();
    attributes.insert("options".to_owned(), json!({ "foo": "bar" }));
    attributes.insert("reference".to_owned(), json!("ANY-EXTERNAL-REFEFERNCE"));
    attributes.insert(
        "reference_origin".to_owned(),
        json!("ANY-EXTERNAL-REFEFERNCE-ORIGIN"),
    );
    attributes.insert("metadata".to_owned(), json!({ "foo": "bar" }));
    let created = app.create(&body).send().await;
    assert_eq!(created.status, 201, "{}", created.text);
    assert_same(&created.body, &expected(&created.body, &app.origin));
    // A later read returns the same bytes.
    let path = created.headers["location"]
        .to_str()
        .unwrap()
        .strip_prefix(&app.origin)
        .unwrap()
        .to_owned();
    let retrieved = app.get(&path).await;
    assert_eq!((retrieved.status, &retrieved.text), (200, &created.text));
    app.stop().await;
}

#[tokio::test]
async fn free_form_objects_are_returned_unchanged() {
    let app = App::start().await;
    let options = r#"{"z":1,"a":{"y":[null,true,-0.1,1e21,12345678901234567890],"b":"\u0000\"ü😀"},"":{},"c:\"":"d:\\"}"#;
    let text = body().to_string().replace(
        r#""payment_source_token""#,
        &format!(r#""options":{options},"metadata":null,"reference":null,"payment_source_token""#),
    );
    let created = app.create_raw(text).send().await;
    assert_eq!(created.status, 201, "{}", created.text);
    let sent: Value = serde_json::from_str(options).unwrap();
    assert_same(&created.body["data"]["attributes"]["options"], &sent);
    assert_eq!(created.body["data"]["attributes"]["metadata"], Value::Null);
    let path = created.headers["location"]
        .to_str()
        .unwrap()
        .strip_prefix(&app.origin)
        .unwrap()
        .to_owned();
    assert_eq!(app.get(&path).await.text, created.text);
    app.stop().await;
}

#[tokio::test]
async fn accept_headers_that_admit_json_api_are_accepted() {
    let app = App::start().await;
    for accept in [
        "*/*",
        "application/*",
        // No `Accept` header.
        "",
        " , ",
        MEDIA_TYPE,
        "text/html, application/vnd.api+json;q=0.1",
    ] {
        let response = app.create(&body()).with("accept", accept).send().await;
        assert_eq!(response.status, 201, "{accept}: {}", response.text);
    }
    app.stop().await;
}

#[tokio::test]
async fn the_mode_and_the_public_address_are_settings() {
    let app = App::start_with(&[
        "--public-url",
        "https://pay.example.com",
        "--mode",
        "live",
        "--jwt-secret",
        "a secret",
    ])
    .await;
    app.store
        .add_order(&external_payments_service::store::Order {
            id: "LiveOrderX".to_owned(),
            payment_gateway_id: Some("GatEWayXyZ".to_owned()),
        })
        .await
        .unwrap();
    // The demo order does not exist in live mode.
    assert_eq!(app.create(&body()).send().await.status, 422);
    let mut body = body();
    body["data"]["relationships"]["order"]["data"]["id"] = json!("LiveOrderX");
    let response = app.create(&body).send().await;
    assert_eq!(response.status, 201, "{}", response.text);
    assert_eq!(response.body["data"]["meta"]["mode"], "live");
    let link = response.body["data"]["links"]["self"].as_str().unwrap();
    assert!(
        link.starts_with("https://pay.example.com/api/external_payments/"),
        "{link}"
    );
    app.stop().await;
}
