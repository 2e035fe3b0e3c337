//! Bodies that cannot be parsed.

use serde_json::{Value, json};

use super::{modified, raw, read, rejected};
use crate::app::{App, MEDIA_TYPE, body};

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
            "the same member twice",
            text.replace(
                r#""payment_source_token""#,
                r#""payment_source_token":"other","payment_source_token""#,
            )
            .into_bytes(),
        ),
        (
            "the same member twice, once in disguise",
            text.replace(
                r#""payment_source_token""#,
                r#""options":{"a":[{"b":1,"\u0062":2}]},"payment_source_token""#,
            )
            .into_bytes(),
        ),
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
        rejected(
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
        let empty = modified("/data/attributes/options", json!({ "filler": "" })).to_string();
        empty.replace(
            r#""filler":"""#,
            &format!(r#""filler":"{}""#, "x".repeat(size - empty.len())),
        )
    };
    let too_large = [("PAYLOAD_TOO_LARGE", Value::Null)];
    rejected(
        &app,
        "one byte too many",
        app.create_raw(filled(65_537)),
        413,
        &too_large,
    )
    .await;
    rejected(
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
    let response = raw(&app, request.as_bytes()).await;
    assert_eq!(read("POST", path, &response).0, 413);
    app.stop().await;
}

#[tokio::test]
async fn a_body_must_arrive_in_time() {
    let app = App::start_with(&["--body-timeout", "1s"]).await;
    let (path, token) = ("/api/external_payments", &app.token);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: {MEDIA_TYPE}\r\nContent-Length: 1000\r\n\r\n{{\"data\""
    );
    // The rest of the body is never sent, and the connection stays open.
    let response = raw(&app, head.as_bytes()).await;
    let (status, response) = read("POST", path, &response);
    assert_eq!(
        (status, &response["errors"][0]["code"]),
        (400, &json!("BAD_REQUEST"))
    );
    assert_eq!(app.store.count().await.unwrap(), 0);
    app.stop().await;
}
