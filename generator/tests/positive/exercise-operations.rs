//! Requests sent to a service that answers with what its handlers were given.

use serde_json::Value;

/// Sends every request of a contract's exercises, and collects what is answered otherwise.
pub async fn run(router: axum::Router, exercises: &str) {
    let exercises: Vec<Value> = serde_json::from_str(exercises).expect("a list of requests");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    let caller = reqwest::Client::new();
    let mut wrong = Vec::new();
    for exercise in &exercises {
        let method = ["get", "put", "post", "delete"].into_iter().find(|name| exercise[name].is_string());
        let method = method.expect("a method and a target");
        let url = format!("http://{address}{}", exercise[method].as_str().unwrap_or_default());
        let mut request = caller.request(method.to_uppercase().parse().expect("a method"), url);
        for (name, value) in exercise["headers"].as_object().into_iter().flatten() {
            request = request.header(name, value.as_str().unwrap_or_default());
        }
        if !exercise["body"].is_null() {
            let body = exercise["body"].to_string();
            request = request.header("content-type", "application/json").body(body);
        }
        if let Some(text) = exercise["text"].as_str() {
            request = request.body(text.to_owned());
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = without_context(answer.text().await.expect("a whole answer"));
        let shows = exercise["shows"].as_str().unwrap_or_default();
        if u64::from(status) != exercise["status"].as_u64().unwrap_or(200) || !text.contains(shows) {
            wrong.push(format!("{exercise}: {status} {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A request as `Debug` shows it, without its context, which every request has.
fn without_context(text: String) -> String {
    let own = text.split_once("context: Context {");
    match own.and_then(|(before, context)| Some((before, context.split_once(".. }")?.1))) {
        Some((before, after)) => format!("{}{after}", before.trim_end_matches(", ")),
        None => text,
    }
}
