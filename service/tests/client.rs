//! The generated client against the running service, and against services that misbehave.

use std::time::Duration;

use external_payments::client::{
    Call, Client, CreateExternalPayment, CreateExternalPaymentError, CreateExternalPaymentRequired,
    Error, ResponseHeaders, RetrieveExternalPaymentError,
};
use external_payments::models::{
    self, ExternalPaymentCreate, ExternalPaymentCreateAttributes, ExternalPaymentCreateData,
    ExternalPaymentCreateOrder, ExternalPaymentCreateOrderData, ExternalPaymentCreateRelationships,
    ExternalPaymentType, Mode,
};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::app::{self, App};

fn client(origin: &str, token: &str) -> Client {
    Client::builder(format!("{origin}/api"))
        .bearer(token)
        .http(app::client())
        .build()
        .unwrap()
}

fn payment() -> ExternalPaymentCreate {
    let order =
        ExternalPaymentCreateOrderData::new(models::external_payment_create_order_data::Required {
            id: "QWERtyUpBa".to_owned(),
        });
    let order = ExternalPaymentCreateOrder::new(models::external_payment_create_order::Required {
        data: order,
    });
    let data = ExternalPaymentCreateData::new(models::external_payment_create_data::Required {
        attributes: ExternalPaymentCreateAttributes::new(
            models::external_payment_create_attributes::Required {
                payment_source_token: "xxxx.yyyy.zzzz".to_owned(),
            },
        ),
        relationships: ExternalPaymentCreateRelationships::new(
            models::external_payment_create_relationships::Required { order },
        ),
    });
    ExternalPaymentCreate::new(models::external_payment_create::Required { data })
}

fn create(client: &Client, body: &ExternalPaymentCreate) -> Call<CreateExternalPayment> {
    client.create_external_payment(CreateExternalPaymentRequired { body })
}

#[tokio::test]
async fn a_created_payment_can_be_retrieved() {
    let app = App::start().await;
    let client = client(&app.origin, &app.token);
    let mut body = payment();
    body.data.attributes.reference = "one".into();
    let created = create(&client, &body).send().await.unwrap();
    assert_eq!(created.status(), 201);
    assert_eq!(
        created.headers().location().as_deref(),
        Some(created.data.links.self_.as_str())
    );
    assert_eq!(created.data.r#type, ExternalPaymentType::ExternalPayments);
    assert_eq!(created.data.meta.mode, Mode::Test);
    assert_eq!(created.data.attributes.reference.as_deref(), Some("one"));
    assert_eq!(created.data.attributes.options, None);
    let id = created.data.id.clone();
    let retrieved = client.retrieve_external_payment(&id).send().await.unwrap();
    assert_eq!(retrieved.into_body(), created.into_body());
    let order = client
        .retrieve_external_payment_order(&id)
        .send()
        .await
        .unwrap();
    assert_eq!(order.data.id, "QWERtyUpBa");
    let linkage = client
        .retrieve_external_payment_order_relationship(&id)
        .send()
        .await
        .unwrap();
    assert_eq!(linkage.data.id, order.data.id);
    let gateway = client
        .retrieve_external_payment_payment_gateway(&id)
        .send()
        .await
        .unwrap();
    let linkage = client
        .retrieve_external_payment_payment_gateway_relationship(&id)
        .send()
        .await
        .unwrap();
    assert_eq!(linkage.data.id, gateway.data.id);
    app.stop().await;
}

#[tokio::test]
async fn errors_of_the_service_are_typed() {
    use CreateExternalPaymentError as Create;
    let app = App::start().await;
    let known = client(&app.origin, &app.token);
    let stranger = client(&app.origin, "garbage");
    let error = create(&stranger, &payment()).send().await.unwrap_err();
    match error.documented() {
        Some(Create::Unauthorized(errors)) => assert_eq!(errors.errors[0].code, "UNAUTHORIZED"),
        _ => panic!("{error:?}"),
    }
    assert_eq!(error.status().unwrap(), 401);
    let challenge = error.headers().and_then(ResponseHeaders::www_authenticate);
    assert!(challenge.unwrap().starts_with("Bearer"), "{error:?}");
    let mut body = payment();
    body.data.r#type = ExternalPaymentType::Unknown("orders".into());
    let error = create(&known, &body).send().await.unwrap_err();
    match error.documented() {
        Some(Create::Conflict(errors)) => assert_eq!(errors.errors[0].code, "CONFLICT"),
        _ => panic!("{error:?}"),
    }
    let mut body = payment();
    let large = Map::from_iter([("large".to_owned(), Value::String("x".repeat(70_000)))]);
    body.data.attributes.options = large.into();
    let error = create(&known, &body).send().await.unwrap_err();
    assert!(
        matches!(error.documented(), Some(Create::PayloadTooLarge(_))),
        "{error:?}"
    );
    let mut body = payment();
    body.data.relationships.order.data.id = "abcdefghij".to_owned();
    let error = create(&known, &body).send().await.unwrap_err();
    match error.documented() {
        Some(Create::UnprocessableEntity(errors)) => {
            let source = errors.errors[0].source.as_ref().unwrap();
            assert_eq!(
                source.pointer.as_deref(),
                Some("/data/relationships/order/data/id")
            );
        }
        _ => panic!("{error:?}"),
    }
    let unknown = "abcdefghij".to_owned();
    let error = known.retrieve_external_payment(&unknown).send().await;
    let error = error.unwrap_err();
    assert!(
        matches!(
            error.documented(),
            Some(RetrieveExternalPaymentError::NotFound(_))
        ),
        "{error:?}"
    );
    assert!(!error.is_transient());
    app.store.close().await;
    let error = create(&known, &payment()).send().await.unwrap_err();
    assert!(
        matches!(error.documented(), Some(Create::InternalServerError(_))),
        "{error:?}"
    );
    assert!(error.is_transient());
    app.stop().await;
}

/// A server that sends the same bytes to every client; `None` never responds.
async fn always(response: Option<String>) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let response = response.clone();
            tokio::spawn(async move {
                // Unread bytes would reset the connection on close.
                let mut request = vec![0; 65_536];
                let _ = connection.read(&mut request).await;
                match response {
                    Some(response) => drop(connection.write_all(response.as_bytes()).await),
                    None => std::future::pending().await,
                }
            });
        }
    });
    Client::builder(format!("{origin}/api"))
        .bearer("token")
        .timeout(Duration::from_millis(500))
        .http(app::client())
        .build()
        .unwrap()
}

fn http_response(status: &str, kind: &str, body: &str) -> Option<String> {
    Some(format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    ))
}

#[tokio::test]
async fn every_documented_error_has_its_type() {
    let code = |error: &CreateExternalPaymentError| match error {
        CreateExternalPaymentError::BadRequest(_) => 400,
        CreateExternalPaymentError::Unauthorized(_) => 401,
        CreateExternalPaymentError::NotAcceptable(_) => 406,
        CreateExternalPaymentError::Conflict(_) => 409,
        CreateExternalPaymentError::PayloadTooLarge(_) => 413,
        CreateExternalPaymentError::UnsupportedMediaType(_) => 415,
        CreateExternalPaymentError::UnprocessableEntity(_) => 422,
        CreateExternalPaymentError::TooManyRequests(_) => 429,
        CreateExternalPaymentError::InternalServerError(_) => 500,
        _ => 0,
    };
    for status in [400, 401, 406, 409, 413, 415, 422, 429, 500] {
        // Unknown properties and codes must not fail.
        let body = json!({
            "errors": [{ "title": "t", "detail": "d", "code": "NEW", "status": status.to_string(), "new": 1 }]
        });
        let service = always(http_response(
            &format!("{status} Refused"),
            app::MEDIA_TYPE,
            &body.to_string(),
        ))
        .await;
        match create(&service, &payment()).send().await {
            Err(Error::Documented(response)) => {
                assert_eq!(response.status(), status);
                assert_eq!(response.body(), body.to_string().as_bytes());
                assert_eq!(code(&response.into_error()), status);
            }
            other => panic!("{status}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn retry_after_is_parsed() {
    let too_many_requests = |headers: &str| {
        format!(
            "HTTP/1.1 429 Too Many Requests\r\n{headers}Content-Type: {}\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{{\"errors\":[]}}",
            app::MEDIA_TYPE
        )
    };
    for (headers, seconds) in [
        ("Retry-After: 7\r\n", Some(7)),
        ("", None),
        // The contract only allows seconds; the raw value stays available in the map.
        ("Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n", None),
    ] {
        let service = always(Some(too_many_requests(headers))).await;
        let error = create(&service, &payment()).send().await.unwrap_err();
        assert!(error.is_transient(), "{error:?}");
        let known = error.headers().unwrap();
        assert_eq!(known.retry_after(), seconds, "{headers}");
        assert_eq!(known.contains_key("retry-after"), !headers.is_empty());
    }
}

#[tokio::test]
async fn connection_errors_and_timeouts_are_distinguished() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let refused = create(&client(&origin, "token"), &payment())
        .send()
        .await
        .unwrap_err();
    assert!(refused.is_connect() && !refused.is_timeout(), "{refused:?}");
    let service = always(None).await;
    let late = create(&service, &payment()).send().await.unwrap_err();
    assert!(late.is_timeout() && !late.is_connect(), "{late:?}");
    // A call may have a shorter timeout than its client.
    let call = create(&always(None).await, &payment()).timeout(Duration::from_millis(1));
    let late = call.send().await.unwrap_err();
    assert!(late.is_timeout() && late.is_transient(), "{late:?}");
}

#[tokio::test]
async fn truncated_responses_are_transport_errors() {
    let whole = http_response("201 Created", app::MEDIA_TYPE, r#"{"data":{}}"#).unwrap();
    for length in [0, 5, 20, whole.len() - 1] {
        let service = always(Some(whole[..length].to_owned())).await;
        let error = create(&service, &payment()).send().await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{length}: {error:?}");
    }
}

#[tokio::test]
async fn invalid_and_undocumented_responses_keep_their_body() {
    for body in [
        "",
        "{",
        "null",
        "[]",
        r#"{"data":null}"#,
        r#"{"data":{"id":1}}"#,
        "<html>",
    ] {
        let service = always(http_response("201 Created", app::MEDIA_TYPE, body)).await;
        match create(&service, &payment()).send().await {
            Err(Error::Invalid(response, _)) => assert_eq!(response.body(), body.as_bytes()),
            other => panic!("{body}: {other:?}"),
        }
    }
    for status in [
        "200 OK",
        "204 No Content",
        "302 Found",
        "404 Not Found",
        "503 Service Unavailable",
    ] {
        let service = always(http_response(status, "text/html", "")).await;
        let error = create(&service, &payment()).send().await.unwrap_err();
        assert!(
            matches!(error, Error::Undocumented(_)),
            "{status}: {error:?}"
        );
        assert_eq!(
            error
                .status()
                .map(|known| known.as_u16().to_string())
                .as_deref(),
            Some(&status[..3])
        );
    }
    // A proxy's error page with a documented status.
    let service = always(http_response(
        "500 Internal Server Error",
        "text/html",
        "<html>",
    ))
    .await;
    let error = create(&service, &payment()).send().await.unwrap_err();
    assert!(!matches!(error, Error::Documented(_)), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
}
