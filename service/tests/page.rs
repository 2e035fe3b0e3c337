//! The documentation's example, byte for byte.

use serde_json::{Value, json};

use crate::app::{App, MEDIA_TYPE, body};

pub const REQUEST: &str = include_str!("page/request.sh");
const RESPONSE: &str = include_str!("page/response.json");

/// What the page's curl sends: all between the quotes behind `-d`.
pub fn request_body() -> &'static str {
    REQUEST
        .split_once("-d '")
        .unwrap()
        .1
        .trim_end()
        .strip_suffix('\'')
        .unwrap()
}

/// The page's response with this answer's id, times and host.
fn expected(answer: &Value, origin: &str) -> Value {
    let text = |pointer: &str| {
        answer
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

/// Equal, with the members of every object in the same order.
fn assert_same(left: &Value, right: &Value) {
    assert_eq!(
        serde_json::to_string_pretty(left).unwrap(),
        serde_json::to_string_pretty(right).unwrap()
    );
}

fn assert_written_like_the_page(answer: &Value) {
    let id = answer["data"]["id"].as_str().unwrap();
    assert!(
        id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_alphabetic()),
        "{id}"
    );
    for name in ["created_at", "updated_at"] {
        let time = answer["data"]["attributes"][name].as_str().unwrap();
        let shape: String = time
            .chars()
            .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
            .collect();
        assert_eq!(shape, "0000-00-00T00:00:00.000Z");
        let time = chrono::DateTime::parse_from_rfc3339(time).unwrap();
        assert!((chrono::Utc::now() - time.to_utc()).num_seconds().abs() < 60);
    }
    assert_eq!(
        answer["data"]["attributes"]["created_at"],
        answer["data"]["attributes"]["updated_at"]
    );
}

#[tokio::test]
async fn the_page_s_request_is_created() {
    let app = App::start().await;
    let answer = app.create_raw(request_body()).send().await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_written_like_the_page(&answer.body);
    let mut page = expected(&answer.body, &app.origin);
    // The page shows a response with attributes that its request does not send. These are null.
    for name in ["options", "reference", "reference_origin", "metadata"] {
        page["data"]["attributes"][name] = Value::Null;
    }
    assert_same(&answer.body, &page);
    assert_eq!(
        answer.headers["location"],
        page["data"]["links"]["self"].as_str().unwrap()
    );
    assert_eq!(app.store.count().await.unwrap(), 1);
    app.stop().await;
}

#[tokio::test]
async fn the_page_s_response_is_the_answer() {
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
    // Read again, it is the same to the byte.
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
async fn free_form_objects_come_back_as_sent() {
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
async fn every_accept_header_that_admits_json_api_is_served() {
    let app = App::start().await;
    for accept in [
        "*/*",
        "application/*",
        // Nothing is asked for.
        "",
        " , ",
        MEDIA_TYPE,
        "text/html, application/vnd.api+json;q=0.1",
    ] {
        let answer = app.create(&body()).with("accept", accept).send().await;
        assert_eq!(answer.status, 201, "{accept}: {}", answer.text);
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
    // The demo order is no live order.
    assert_eq!(app.create(&body()).send().await.status, 422);
    let mut body = body();
    body["data"]["relationships"]["order"]["data"]["id"] = json!("LiveOrderX");
    let answer = app.create(&body).send().await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(answer.body["data"]["meta"]["mode"], "live");
    let link = answer.body["data"]["links"]["self"].as_str().unwrap();
    assert!(
        link.starts_with("https://pay.example.com/api/external_payments/"),
        "{link}"
    );
    app.stop().await;
}
