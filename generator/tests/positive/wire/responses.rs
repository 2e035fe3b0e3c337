//! The context of requests and the headers of responses, as they are on the wire.

use axum::http::header;

use crate::service::{self, Last};
use crate::wire::server::Matched;

async fn get(path: &str) -> (reqwest::Response, Last) {
    let (address, last) = service::serve().await;
    let request = reqwest::Client::new()
        .get(format!("http://{address}{path}"))
        .header(header::USER_AGENT, "agent");
    (request.send().await.unwrap(), last)
}

#[tokio::test]
async fn a_handler_knows_its_operation_and_the_head_of_the_request() {
    let (response, _) = get("/answers/context?a=b").await;
    assert_eq!(
        response.text().await.unwrap(),
        "answers /answers/{kind} GET /answers/context?a=b Some(\"agent\") Some(7) false"
    );
}

#[tokio::test]
async fn handlers_add_headers_to_any_response() {
    let (response, _) = get("/answers/more").await;
    assert_eq!(response.status(), 201);
    let values = |name| -> Vec<&str> {
        let values = response.headers().get_all(name).iter();
        values.map(|value| value.to_str().unwrap()).collect()
    };
    assert_eq!(values(header::SET_COOKIE), ["a=1", "b=2"]);
    assert_eq!(values(header::LOCATION), ["/answers/3"]);
    assert_eq!(values(header::CONTENT_TYPE), ["application/json"]);
    assert_eq!(response.text().await.unwrap(), r#"{"x":3}"#);

    let (response, _) = get("/answers/more%20nothing").await;
    assert_eq!(response.status(), 204);
    assert_eq!(response.headers()["x-more"], "1");
    // What the contract does not document is not sent, with or without headers.
    let (response, _) = get("/answers/more%20impossible").await;
    assert_eq!(response.status(), 500);
    assert!(!response.headers().contains_key("x-more"));
}

#[tokio::test]
async fn a_layer_sees_the_operation_of_a_response() {
    let of = async |path: &str| {
        let (response, last) = get(path).await;
        let matched = last.lock().unwrap().matched;
        (response.status().as_u16(), matched)
    };
    let answers = Some(Matched::new("answers", "/answers/{kind}"));
    assert_eq!(of("/answers/ok").await, (200, answers));
    assert_eq!(of("/answers/missing").await, (404, answers));
    // Paths of one shape, and a request that does not reach its handler.
    let file = Some(Matched::new("file", "/files/{name}.{ending}"));
    assert_eq!(of("/files/a.b").await, (200, file));
    let query = Some(Matched::new("query", "/query"));
    assert_eq!(of("/query?limit=101").await, (400, query));
    // No operation.
    assert_eq!(of("/nowhere").await, (404, None));
    assert_eq!(of("/bodies/json").await, (405, None));
}
