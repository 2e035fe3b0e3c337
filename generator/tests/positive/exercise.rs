//! Values sent to a service that gives back what it gets.

use serde_json::Value;

/// Reads a value by the type of an exercise's answer, and writes it again.
type Reread = fn(usize, Value) -> Result<Value, String>;

/// Sends every value of a contract's exercises, and collects what comes out otherwise than it says.
pub async fn run(router: axum::Router, reread: Reread, exercises: &str) {
    let exercises: Vec<(String, Value)> =
        serde_json::from_str(exercises).expect("names and exercises");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    let caller = reqwest::Client::new();
    let mut wrong = Vec::new();
    for (index, (name, exercise)) in exercises.iter().enumerate() {
        let url = format!("http://{address}/exercise/{index}");
        let list = |key: &str| exercise[key].as_array().cloned().unwrap_or_default();
        for value in list("accepts") {
            let answer = send(&caller, &url, &value).await;
            if answer.0 != 200 || !same(&answer.1, &value) {
                wrong.push(format!("{name} accepts {value}: {answer:?}"));
            }
        }
        for value in list("takes") {
            let answer = send(&caller, &url, &value).await;
            if answer.0 != 200 {
                wrong.push(format!("{name} takes {value}: {answer:?}"));
            }
        }
        for text in list("exact") {
            let text = text.as_str().unwrap_or_default();
            let answer = send_text(&caller, &url, text.to_owned()).await;
            if answer != (200, text.to_owned()) {
                wrong.push(format!("{name} keeps {text}: {answer:?}"));
            }
        }
        for case in list("writes") {
            let answer = send(&caller, &url, &case["value"]).await;
            if answer.0 != 200 || !same(&answer.1, &case["is"]) {
                wrong.push(format!("{name} writes {case}: {answer:?}"));
            }
        }
        for case in list("refuses") {
            let (status, answer) = send(&caller, &url, &case["value"]).await;
            let violations = answer["violations"].as_array().cloned().unwrap_or_default();
            let mut found: Vec<&Value> = violations.iter().map(|one| &one["pointer"]).collect();
            let mut expected: Vec<&Value> = case["at"].as_array().into_iter().flatten().collect();
            // Violations come in the order of the text.
            found.sort_by_key(|pointer| pointer.to_string());
            found.dedup();
            expected.sort_by_key(|pointer| pointer.to_string());
            if status != 422 || found != expected {
                wrong.push(format!("{name} refuses {case}: {status} {answer}"));
            }
        }
        for value in list("rejects") {
            let (status, answer) = send(&caller, &url, &value).await;
            if status != 422 && status != 400 {
                wrong.push(format!("{name} rejects {value}: {status} {answer}"));
            }
        }
        for case in list("judged") {
            // A type of Rust may be narrower than its schema: what it cannot hold is answered with 400.
            let (status, answer) = send(&caller, &url, &case[0]).await;
            if (case[1] == true) == (status == 422) || status != 422 && status != 400 && status != 200 {
                wrong.push(format!("{name}: validation says {case}: {status} {answer}"));
            }
        }
        for value in list("lenient") {
            let read = reread(index, value.clone());
            if !read.as_ref().is_ok_and(|read| same(read, &value)) {
                wrong.push(format!("{name} reads {value} as {read:?}"));
            }
            let (status, _) = send(&caller, &url, &value).await;
            if status != 422 {
                wrong.push(format!(
                    "{name} accepts {value}, which only callers may read"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether two values are one to JSON, which tells no `1.0` from `1`.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(one, two)| same(one, two))
        }
        (Value::Object(left), Value::Object(right)) => {
            let pair = |(name, one)| right.get(name).is_some_and(|two| same(one, two));
            left.len() == right.len() && left.iter().all(pair)
        }
        _ => left == right,
    }
}

async fn send(caller: &reqwest::Client, url: &str, value: &Value) -> (u16, Value) {
    let (status, text) = send_text(caller, url, value.to_string()).await;
    (
        status,
        serde_json::from_str(&text).unwrap_or(Value::String(text)),
    )
}

async fn send_text(caller: &reqwest::Client, url: &str, body: String) -> (u16, String) {
    let request = caller
        .post(url)
        .header("content-type", "application/json")
        .body(body);
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.text().await.expect("a whole answer"))
}
