//! Bodies that are JSON and break rules.

use serde_json::{Value, json};

use super::{ORDER_ID, TOKEN, pointer, refused, spoiled};
use crate::app::App;

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
        "４１１１１１１１１１１１１１１１",
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
    // As a number, and beside another mistake.
    for (body, at) in [
        (spoiled(TOKEN, json!(4_111_111_111_111_111_u64)), TOKEN),
        (
            spoiled("/data/attributes/reference", json!("4111111111111111\n")),
            "/data/attributes/reference",
        ),
        (spoiled(ORDER_ID, json!("4111111111111111")), ORDER_ID),
    ] {
        let expected = [("VALIDATION_ERROR", pointer(at))];
        let answer = refused(&app, at, app.create(&body), 422, &expected).await;
        assert!(!answer.to_string().contains("4111111111111111"), "{answer}");
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
