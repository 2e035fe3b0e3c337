//! Bodies that violate constraints.

use serde_json::{Value, json};

use super::{ORDER_ID, TOKEN, modified, pointer, rejected};
use crate::app::App;

#[tokio::test]
async fn constraints_are_enforced() {
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
            modified("/data/type", Value::Null),
            "/data/type",
            "required",
        ),
        (
            "type is a number",
            modified("/data/type", json!(1)),
            "/data/type",
            "wrong_type",
        ),
        (
            "no attributes",
            modified("/data/attributes", Value::Null),
            "/data/attributes",
            "required",
        ),
        (
            "attributes are a list",
            modified("/data/attributes", json!([])),
            "/data/attributes",
            "wrong_type",
        ),
        ("no token", modified(TOKEN, Value::Null), TOKEN, "required"),
        (
            "token is a number",
            modified(TOKEN, json!(17)),
            TOKEN,
            "wrong_type",
        ),
        (
            "token is empty",
            modified(TOKEN, json!("")),
            TOKEN,
            "too_short",
        ),
        (
            "token is too long",
            modified(TOKEN, json!(long)),
            TOKEN,
            "too_long",
        ),
        (
            "token with a space",
            modified(TOKEN, json!("xxxx yyyy")),
            TOKEN,
            "invalid",
        ),
        (
            "token with a line break",
            modified(TOKEN, json!("xxxx\n")),
            TOKEN,
            "invalid",
        ),
        (
            "token with an umlaut",
            modified(TOKEN, json!("xüx")),
            TOKEN,
            "invalid",
        ),
        (
            "no relationships",
            modified("/data/relationships", Value::Null),
            "/data/relationships",
            "required",
        ),
        (
            "no order",
            modified("/data/relationships/order", Value::Null),
            "/data/relationships/order",
            "required",
        ),
        (
            "no order data",
            modified("/data/relationships/order/data", Value::Null),
            "/data/relationships/order/data",
            "required",
        ),
        (
            "no order id",
            modified(ORDER_ID, Value::Null),
            ORDER_ID,
            "required",
        ),
        (
            "order id of another shape",
            modified(ORDER_ID, json!("1234")),
            ORDER_ID,
            "invalid",
        ),
        (
            "order id with a line break",
            modified(ORDER_ID, json!("QWERtyUpBa\n")),
            ORDER_ID,
            "invalid",
        ),
        (
            "order of another type",
            modified("/data/relationships/order/data/type", json!("customers")),
            "/data/relationships/order/data/type",
            "invalid",
        ),
        (
            "unknown order",
            modified(ORDER_ID, json!("abcdefghij")),
            ORDER_ID,
            "not_found",
        ),
        (
            "order id in another case",
            modified(ORDER_ID, json!("QWERTYUPBA")),
            ORDER_ID,
            "not_found",
        ),
        (
            "unknown attribute",
            modified("/data/attributes/currency", json!("EUR")),
            "/data/attributes/currency",
            "unknown",
        ),
        (
            "read-only attribute",
            modified("/data/attributes/created_at", json!("now")),
            "/data/attributes/created_at",
            "unknown",
        ),
        (
            "unknown attribute that must be escaped",
            modified("/data/attributes/a~b", json!(1)),
            "/data/attributes/a~0b",
            "unknown",
        ),
        (
            "id made up by the client",
            modified("/data/id", json!("abcdefghij")),
            "/data/id",
            "unknown",
        ),
        (
            "unknown member",
            modified("/meta", json!({})),
            "/meta",
            "unknown",
        ),
        (
            "options is text",
            modified("/data/attributes/options", json!("a=b")),
            "/data/attributes/options",
            "wrong_type",
        ),
        (
            "too many options",
            modified("/data/attributes/options", many.clone()),
            "/data/attributes/options",
            "too_many",
        ),
        (
            "too many metadata",
            modified("/data/attributes/metadata", many),
            "/data/attributes/metadata",
            "too_many",
        ),
        (
            "empty reference",
            modified("/data/attributes/reference", json!("")),
            "/data/attributes/reference",
            "too_short",
        ),
        (
            "reference with a control character",
            modified("/data/attributes/reference", json!("a\u{0}b")),
            "/data/attributes/reference",
            "invalid",
        ),
        (
            "reference too long",
            modified("/data/attributes/reference_origin", json!("é".repeat(256))),
            "/data/attributes/reference_origin",
            "too_long",
        ),
    ];
    for (name, body, at, rule) in cases {
        let response = rejected(&app, name, app.create(&body), 422, &invalid(at)).await;
        assert_eq!(response["errors"][0]["meta"]["error"], rule, "{name}");
        assert_eq!(
            response["errors"][0]["title"], "Validation failed",
            "{name}"
        );
    }
    let response = app
        .create(&modified(TOKEN, json!("x".repeat(5000))))
        .send()
        .await;
    assert_eq!(
        response.body["errors"][0]["meta"],
        json!({ "error": "too_long", "count": 4096 })
    );
    let response = app
        .create(&modified(ORDER_ID, json!("abcdefghij")))
        .send()
        .await;
    assert_eq!(
        response.body["errors"][0]["meta"],
        json!({ "error": "not_found", "value": "abcdefghij" })
    );
    app.add_order_without_gateway("NoGatewayX").await;
    let request = app.create(&modified(ORDER_ID, json!("NoGatewayX")));
    rejected(
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
async fn all_violations_are_reported_at_once() {
    let app = App::start().await;
    let mut body = modified(TOKEN, json!(1));
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
    rejected(&app, "four at once", app.create(&body), 422, &expected).await;
    let missing = json!({ "data": {} });
    let expected = ["/data/type", "/data/attributes", "/data/relationships"]
        .map(|at| ("VALIDATION_ERROR", pointer(at)));
    rejected(
        &app,
        "everything is missing",
        app.create(&missing),
        422,
        &expected,
    )
    .await;
    // Including those that only the service can detect.
    let mut body = modified(TOKEN, json!("4111111111111111"));
    body["data"]["relationships"]["order"]["data"]["id"] = json!("abcdefghij");
    let expected = [TOKEN, ORDER_ID].map(|at| ("VALIDATION_ERROR", pointer(at)));
    rejected(
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
async fn card_numbers_are_rejected_and_not_repeated() {
    let app = App::start().await;
    for number in [
        "4111111111111111",
        "4111-1111-1111-1111",
        "4111 1111 1111 1111",
        "378282246310005",
        "4222222222222",
        "４１１１１１１１１１１１１１１１",
    ] {
        let request = app.create(&modified(TOKEN, json!(number)));
        let response = rejected(
            &app,
            number,
            request,
            422,
            &[("VALIDATION_ERROR", pointer(TOKEN))],
        )
        .await;
        assert!(!response.to_string().contains(number), "{response}");
        assert!(
            response["errors"][0]["meta"].get("value").is_none(),
            "{response}"
        );
    }
    // As a number, and together with another violation.
    for (body, at) in [
        (modified(TOKEN, json!(4_111_111_111_111_111_u64)), TOKEN),
        (
            modified("/data/attributes/reference", json!("4111111111111111\n")),
            "/data/attributes/reference",
        ),
        (modified(ORDER_ID, json!("4111111111111111")), ORDER_ID),
    ] {
        let expected = [("VALIDATION_ERROR", pointer(at))];
        let response = rejected(&app, at, app.create(&body), 422, &expected).await;
        assert!(
            !response.to_string().contains("4111111111111111"),
            "{response}"
        );
    }
    // Digits that are not a card number are a valid token.
    assert_eq!(
        app.create(&modified(TOKEN, json!("4111111111111112")))
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
    let mut body = modified("/data/type", json!("orders"));
    let expected = [("CONFLICT", pointer("/data/type"))];
    rejected(&app, "another type", app.create(&body), 409, &expected).await;
    // It is the only error: other constraints depend on the type.
    body["data"]["attributes"] = json!({ "currency": 1 });
    rejected(
        &app,
        "another type and more",
        app.create(&body),
        409,
        &expected,
    )
    .await;
    app.stop().await;
}
