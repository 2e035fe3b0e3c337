//! Bad input, each with its exact answer. Nothing of it is stored, and nothing is a fault of the
//! server.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::app::{App, Request, body};
use crate::contract;

/// The codes and sources of an answer's errors, in any order.
fn told(answer: &Value) -> Vec<(String, Value)> {
    let errors = answer["errors"].as_array().unwrap();
    let mut told: Vec<(String, Value)> = errors
        .iter()
        .map(|error| {
            (
                error["code"].as_str().unwrap().to_owned(),
                error["source"].clone(),
            )
        })
        .collect();
    told.sort_by_key(|(code, source)| format!("{code}{source}"));
    told
}

/// Sends a request and compares all that a program reads of the answer.
async fn refused(
    app: &App,
    name: &str,
    request: Request<'_>,
    status: u16,
    expected: &[(&str, Value)],
) -> Value {
    let answer = request.send().await;
    assert_eq!(answer.status, status, "{name}: {}", answer.text);
    let mut expected: Vec<(String, Value)> = expected
        .iter()
        .map(|(code, source)| ((*code).to_owned(), source.clone()))
        .collect();
    expected.sort_by_key(|(code, source)| format!("{code}{source}"));
    assert_eq!(told(&answer.body), expected, "{name}: {}", answer.text);
    for error in answer.body["errors"].as_array().unwrap() {
        assert_eq!(error["status"], status.to_string(), "{name}");
    }
    assert_eq!(
        app.store.count().await.unwrap(),
        0,
        "{name}: something was stored"
    );
    answer.body
}

fn pointer(at: &str) -> Value {
    json!({ "pointer": at })
}

/// A right body with one place changed; null takes the member out.
fn spoiled(at: &str, value: Value) -> Value {
    let mut body = body();
    let (parent, name) = at.rsplit_once('/').unwrap();
    let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Value::Null => parent.remove(name),
        value => parent.insert(name.to_owned(), value),
    };
    body
}

const TOKEN: &str = "/data/attributes/payment_source_token";
const ORDER_ID: &str = "/data/relationships/order/data/id";

#[tokio::test]
async fn callers_must_be_known() {
    let app = App::start().await;
    let other = App::start_with(&["--jwt-secret", "another secret"]).await;
    let source = json!({ "header": "Authorization" });
    let expired = app.tokens.issue(Duration::ZERO).unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let none = app.create(&body()).without("authorization").send().await;
    assert_eq!(none.headers["www-authenticate"], "Bearer");
    for (name, value) in [
        ("garbage", "Bearer garbage".to_owned()),
        ("empty", "Bearer ".to_owned()),
        ("another scheme", "Basic dXNlcjpwYXNz".to_owned()),
        ("expired", format!("Bearer {expired}")),
        ("another key", format!("Bearer {}", other.token)),
        (
            "unsigned",
            "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.".to_owned(),
        ),
    ] {
        let request = app.create(&body()).with("authorization", &value);
        let answer = refused(
            &app,
            name,
            request,
            401,
            &[("UNAUTHORIZED", source.clone())],
        )
        .await;
        assert_eq!(answer["errors"][0]["title"], "Access denied", "{name}");
        let request = app
            .request("GET", "/api/external_payments/abcdefghij")
            .with("authorization", &value);
        let answer = request.send().await;
        assert_eq!(answer.status, 401, "{name}");
        assert!(
            answer.headers["www-authenticate"]
                .to_str()
                .unwrap()
                .starts_with("Bearer"),
            "{name}"
        );
    }
    refused(
        &app,
        "none",
        app.create(&body()).without("authorization"),
        401,
        &[("UNAUTHORIZED", source.clone())],
    )
    .await;
    // Strangers are not told what is wrong with their bodies.
    let request = app.create_raw("{").without("authorization");
    refused(
        &app,
        "none, and no JSON",
        request,
        401,
        &[("UNAUTHORIZED", source)],
    )
    .await;
    other.stop().await;
    app.stop().await;
}

#[tokio::test]
async fn media_types_are_negotiated() {
    let app = App::start().await;
    let content_type = [(
        "UNSUPPORTED_MEDIA_TYPE",
        json!({ "header": "Content-Type" }),
    )];
    refused(
        &app,
        "no type",
        app.create(&body()).without("content-type"),
        415,
        &content_type,
    )
    .await;
    for kind in [
        "application/json",
        "text/plain",
        "application/vnd.api",
        "nonsense",
        "application/x-www-form-urlencoded",
    ] {
        refused(
            &app,
            kind,
            app.create(&body()).with("content-type", kind),
            415,
            &content_type,
        )
        .await;
    }
    let accept = [("NOT_ACCEPTABLE", json!({ "header": "Accept" }))];
    for kind in [
        "text/html",
        "application/json",
        "application/vnd.api+json;q=0",
        "text/*, image/png",
    ] {
        refused(
            &app,
            kind,
            app.create(&body()).with("accept", kind),
            406,
            &accept,
        )
        .await;
    }
    app.stop().await;
}

#[tokio::test]
async fn bodies_must_be_json() {
    let app = App::start().await;
    let text = body().to_string();
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let deep_options = text.replace(
        r#""payment_source_token""#,
        &format!(
            r#""options":{}1{},"payment_source_token""#,
            r#"{"a":"#.repeat(5_000),
            "}".repeat(5_000)
        ),
    );
    let mut invalid = text.clone().into_bytes();
    let at = text.find("xxxx").unwrap();
    invalid[at] = 0xff;
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("no JSON", b"external payment, please".to_vec()),
        ("cut short", text.as_bytes()[..text.len() - 3].to_vec()),
        ("more after the end", format!("{text}{text}").into_bytes()),
        ("nested 10,000 deep", deep.into_bytes()),
        ("options nested 5,000 deep", deep_options.into_bytes()),
        ("invalid UTF-8", invalid),
        (
            "half a surrogate pair",
            text.replace("xxxx", r"\ud800").into_bytes(),
        ),
        (
            "a byte order mark",
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        ),
        (
            "another encoding",
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "a number out of range",
            text.replace(r#""xxxx.yyyy.zzzz""#, "1e999").into_bytes(),
        ),
    ];
    for (name, bytes) in cases {
        refused(
            &app,
            name,
            app.create_raw(bytes),
            400,
            &[("BAD_REQUEST", Value::Null)],
        )
        .await;
    }
    app.stop().await;
}

#[tokio::test]
async fn bodies_have_a_limit() {
    let app = App::start().await;
    let filled = |size: usize| {
        let empty = spoiled("/data/attributes/options", json!({ "filler": "" })).to_string();
        empty.replace(
            r#""filler":"""#,
            &format!(r#""filler":"{}""#, "x".repeat(size - empty.len())),
        )
    };
    let too_large = [("PAYLOAD_TOO_LARGE", Value::Null)];
    refused(
        &app,
        "one byte too many",
        app.create_raw(filled(65_537)),
        413,
        &too_large,
    )
    .await;
    refused(
        &app,
        "a megabyte",
        app.create_raw(filled(1 << 20)),
        413,
        &too_large,
    )
    .await;
    assert_eq!(app.create_raw(filled(65_536)).send().await.status, 201);
    app.stop().await;
}

#[tokio::test]
async fn constraints_are_kept() {
    let app = App::start().await;
    let invalid = |at: &str| vec![("VALIDATION_ERROR", pointer(at))];
    let long = "x".repeat(4097);
    let many: Value = (0..51)
        .map(|number| (number.to_string(), json!(number)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let cases = vec![
        ("no data", json!({}), "/data", "required"),
        ("a list", json!([]), "", "wrong_type"),
        ("null", json!(null), "", "wrong_type"),
        (
            "data is text",
            json!({ "data": "external_payments" }),
            "/data",
            "wrong_type",
        ),
        (
            "no type",
            spoiled("/data/type", Value::Null),
            "/data/type",
            "required",
        ),
        (
            "type is a number",
            spoiled("/data/type", json!(1)),
            "/data/type",
            "wrong_type",
        ),
        (
            "no attributes",
            spoiled("/data/attributes", Value::Null),
            "/data/attributes",
            "required",
        ),
        (
            "attributes are a list",
            spoiled("/data/attributes", json!([])),
            "/data/attributes",
            "wrong_type",
        ),
        ("no token", spoiled(TOKEN, Value::Null), TOKEN, "required"),
        (
            "token is a number",
            spoiled(TOKEN, json!(17)),
            TOKEN,
            "wrong_type",
        ),
        (
            "token is empty",
            spoiled(TOKEN, json!("")),
            TOKEN,
            "too_short",
        ),
        (
            "token is too long",
            spoiled(TOKEN, json!(long)),
            TOKEN,
            "too_long",
        ),
        (
            "token with a space",
            spoiled(TOKEN, json!("xxxx yyyy")),
            TOKEN,
            "invalid",
        ),
        (
            "token with a line break",
            spoiled(TOKEN, json!("xxxx\n")),
            TOKEN,
            "invalid",
        ),
        (
            "token with an umlaut",
            spoiled(TOKEN, json!("xüx")),
            TOKEN,
            "invalid",
        ),
        (
            "no relationships",
            spoiled("/data/relationships", Value::Null),
            "/data/relationships",
            "required",
        ),
        (
            "no order",
            spoiled("/data/relationships/order", Value::Null),
            "/data/relationships/order",
            "required",
        ),
        (
            "no order data",
            spoiled("/data/relationships/order/data", Value::Null),
            "/data/relationships/order/data",
            "required",
        ),
        (
            "no order id",
            spoiled(ORDER_ID, Value::Null),
            ORDER_ID,
            "required",
        ),
        (
            "order id of another shape",
            spoiled(ORDER_ID, json!("1234")),
            ORDER_ID,
            "invalid",
        ),
        (
            "order id with a line break",
            spoiled(ORDER_ID, json!("QWERtyUpBa\n")),
            ORDER_ID,
            "invalid",
        ),
        (
            "order of another type",
            spoiled("/data/relationships/order/data/type", json!("customers")),
            "/data/relationships/order/data/type",
            "invalid",
        ),
        (
            "unknown order",
            spoiled(ORDER_ID, json!("abcdefghij")),
            ORDER_ID,
            "not_found",
        ),
        (
            "order id in another case",
            spoiled(ORDER_ID, json!("QWERTYUPBA")),
            ORDER_ID,
            "not_found",
        ),
        (
            "unknown attribute",
            spoiled("/data/attributes/currency", json!("EUR")),
            "/data/attributes/currency",
            "unknown",
        ),
        (
            "read-only attribute",
            spoiled("/data/attributes/created_at", json!("now")),
            "/data/attributes/created_at",
            "unknown",
        ),
        (
            "unknown attribute that must be escaped",
            spoiled("/data/attributes/a~b", json!(1)),
            "/data/attributes/a~0b",
            "unknown",
        ),
        (
            "id made up by the client",
            spoiled("/data/id", json!("abcdefghij")),
            "/data/id",
            "unknown",
        ),
        (
            "unknown member",
            spoiled("/meta", json!({})),
            "/meta",
            "unknown",
        ),
        (
            "options is text",
            spoiled("/data/attributes/options", json!("a=b")),
            "/data/attributes/options",
            "wrong_type",
        ),
        (
            "too many options",
            spoiled("/data/attributes/options", many.clone()),
            "/data/attributes/options",
            "too_many",
        ),
        (
            "too many metadata",
            spoiled("/data/attributes/metadata", many),
            "/data/attributes/metadata",
            "too_many",
        ),
        (
            "empty reference",
            spoiled("/data/attributes/reference", json!("")),
            "/data/attributes/reference",
            "too_short",
        ),
        (
            "reference with a control character",
            spoiled("/data/attributes/reference", json!("a\u{0}b")),
            "/data/attributes/reference",
            "invalid",
        ),
        (
            "reference too long",
            spoiled("/data/attributes/reference_origin", json!("é".repeat(256))),
            "/data/attributes/reference_origin",
            "too_long",
        ),
    ];
    for (name, body, at, rule) in cases {
        let answer = refused(&app, name, app.create(&body), 422, &invalid(at)).await;
        assert_eq!(answer["errors"][0]["meta"]["error"], rule, "{name}");
        assert_eq!(answer["errors"][0]["title"], "Validation failed", "{name}");
    }
    let answer = app
        .create(&spoiled(TOKEN, json!("x".repeat(5000))))
        .send()
        .await;
    assert_eq!(
        answer.body["errors"][0]["meta"],
        json!({ "error": "too_long", "count": 4096 })
    );
    let answer = app
        .create(&spoiled(ORDER_ID, json!("abcdefghij")))
        .send()
        .await;
    assert_eq!(
        answer.body["errors"][0]["meta"],
        json!({ "error": "not_found", "value": "abcdefghij" })
    );
    app.add_order_without_gateway("NoGatewayX").await;
    let request = app.create(&spoiled(ORDER_ID, json!("NoGatewayX")));
    refused(
        &app,
        "an order without a gateway",
        request,
        422,
        &invalid("/data/relationships/order"),
    )
    .await;
    app.stop().await;
}

#[tokio::test]
async fn all_violations_are_told_at_once() {
    let app = App::start().await;
    let mut body = spoiled(TOKEN, json!(1));
    body["data"]["attributes"]["reference"] = json!("");
    body["data"]["attributes"]["currency"] = json!("EUR");
    body["data"]["relationships"]["order"]["data"]["id"] = json!("1234");
    let expected = [
        TOKEN,
        "/data/attributes/reference",
        "/data/attributes/currency",
        ORDER_ID,
    ];
    let expected = expected.map(|at| ("VALIDATION_ERROR", pointer(at)));
    refused(&app, "four at once", app.create(&body), 422, &expected).await;
    let missing = json!({ "data": {} });
    let expected = ["/data/type", "/data/attributes", "/data/relationships"]
        .map(|at| ("VALIDATION_ERROR", pointer(at)));
    refused(
        &app,
        "everything is missing",
        app.create(&missing),
        422,
        &expected,
    )
    .await;
    // Also those that only the service can see.
    let mut body = spoiled(TOKEN, json!("4111111111111111"));
    body["data"]["relationships"]["order"]["data"]["id"] = json!("abcdefghij");
    let expected = [TOKEN, ORDER_ID].map(|at| ("VALIDATION_ERROR", pointer(at)));
    refused(
        &app,
        "a card and no order",
        app.create(&body),
        422,
        &expected,
    )
    .await;
    app.stop().await;
}

#[tokio::test]
async fn card_numbers_are_refused_and_not_repeated() {
    let app = App::start().await;
    for number in [
        "4111111111111111",
        "4111-1111-1111-1111",
        "4111 1111 1111 1111",
        "378282246310005",
        "4222222222222",
    ] {
        let request = app.create(&spoiled(TOKEN, json!(number)));
        let answer = refused(
            &app,
            number,
            request,
            422,
            &[("VALIDATION_ERROR", pointer(TOKEN))],
        )
        .await;
        assert!(!answer.to_string().contains(number), "{answer}");
        assert!(
            answer["errors"][0]["meta"].get("value").is_none(),
            "{answer}"
        );
    }
    // Digits that are no card number may be a token.
    assert_eq!(
        app.create(&spoiled(TOKEN, json!("4111111111111112")))
            .send()
            .await
            .status,
        201
    );
    app.stop().await;
}

#[tokio::test]
async fn another_type_of_resource_is_a_conflict() {
    let app = App::start().await;
    let mut body = spoiled("/data/type", json!("orders"));
    let expected = [("CONFLICT", pointer("/data/type"))];
    refused(&app, "another type", app.create(&body), 409, &expected).await;
    // It is the only error: what else would be wrong depends on the type.
    body["data"]["attributes"] = json!({ "currency": 1 });
    refused(
        &app,
        "another type and more",
        app.create(&body),
        409,
        &expected,
    )
    .await;
    app.stop().await;
}

#[tokio::test]
async fn unknown_parameters_are_refused() {
    let app = App::start().await;
    let mut request = app
        .request("POST", "/api/external_payments?verbose=1")
        .with("content-type", crate::app::MEDIA_TYPE);
    request = request.bytes(body().to_string());
    refused(
        &app,
        "create",
        request,
        400,
        &[("BAD_REQUEST", json!({ "parameter": "verbose" }))],
    )
    .await;
    let request = app.request("GET", "/api/external_payments/abcdefghij?include=order");
    refused(
        &app,
        "retrieve",
        request,
        400,
        &[("BAD_REQUEST", json!({ "parameter": "include" }))],
    )
    .await;
    app.stop().await;
}

#[tokio::test]
async fn what_is_not_there_is_told_in_the_same_format() {
    let app = App::start().await;
    for path in [
        "/",
        "/api",
        "/api/",
        "/api/orders",
        "/external_payments",
        "/api/external_payments/abcdefghij/refunds",
        "/favicon.ico",
    ] {
        let request = app.request("GET", path);
        refused(
            &app,
            path,
            request,
            404,
            &[("RECORD_NOT_FOUND", Value::Null)],
        )
        .await;
    }
    for (method, path, allowed) in [
        ("DELETE", "/api/external_payments", "POST"),
        ("GET", "/api/external_payments", "POST"),
        ("PATCH", "/api/external_payments/abcdefghij", "GET, HEAD"),
        (
            "DELETE",
            "/api/external_payments/abcdefghij/order",
            "GET, HEAD",
        ),
    ] {
        let answer = app.request(method, path).send().await;
        assert_eq!(answer.status, 405, "{method} {path}: {}", answer.text);
        assert_eq!(answer.headers["allow"], allowed, "{method} {path}");
        assert_eq!(
            told(&answer.body),
            [("METHOD_NOT_ALLOWED".to_owned(), Value::Null)]
        );
    }
    app.stop().await;
}

/// Bytes as a client may send them that knows no better.
async fn raw(app: &App, bytes: &[u8]) -> String {
    let mut connection = tokio::net::TcpStream::connect(&app.origin["http://".len()..])
        .await
        .unwrap();
    connection.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

/// Status and body of a raw answer, held against the contract.
fn read(method: &str, path: &str, answer: &str) -> (u16, Value) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head[9..12].parse().unwrap();
    let mut headers = reqwest::header::HeaderMap::new();
    for line in head.lines().skip(1) {
        let (name, value) = line.split_once(": ").unwrap();
        headers.append(
            name.parse::<reqwest::header::HeaderName>().unwrap(),
            value.parse().unwrap(),
        );
    }
    let body = serde_json::from_str(body).unwrap();
    contract::check(method, path, status, &headers, &body);
    (status, body)
}

#[tokio::test]
async fn a_request_without_accept_is_served() {
    let app = App::start().await;
    let body = body().to_string();
    let (path, token) = ("/api/external_payments", &app.token);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/vnd.api+json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let answer = raw(&app, format!("{head}{body}").as_bytes()).await;
    assert_eq!(read("POST", path, &answer).0, 201);
    app.stop().await;
}

#[tokio::test]
async fn a_body_without_a_length_has_the_same_limit() {
    let app = App::start().await;
    let (path, token) = ("/api/external_payments", &app.token);
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/vnd.api+json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    for _ in 0..70 {
        request.push_str(&format!("400\r\n{}\r\n", " ".repeat(1024)));
    }
    request.push_str("0\r\n\r\n");
    let answer = raw(&app, request.as_bytes()).await;
    assert_eq!(read("POST", path, &answer).0, 413);
    app.stop().await;
}
