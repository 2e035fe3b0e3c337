//! Tests of the program itself: starting, killing and stopping it.

use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::app::{MEDIA_TYPE, body, client};
use crate::page;

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_external-payments-service"));
    command
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    // Ignore settings in the environment of the test run.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("EXTERNAL_PAYMENTS_")) {
        command.env_remove(name);
    }
    command
}

async fn token(folder: &Path) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = program(folder).arg("token").output().await.unwrap();
    assert!(
        status.success() && stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&stderr)
    );
    let text = String::from_utf8(stdout).unwrap();
    let token = text.strip_suffix('\n').unwrap().to_owned();
    assert!(!token.contains('\n'));
    token
}

struct Running {
    child: Child,
    origin: String,
    /// The output at startup.
    greeting: String,
}

/// Starts the program with its default settings, except for the port.
async fn start(folder: &Path) -> Running {
    let mut child = program(folder)
        .args(["--listen", "127.0.0.1:0"])
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines
        .next_line()
        .await
        .unwrap()
        .expect("the program says where it listens");
    let origin = first.strip_prefix("Listening on ").unwrap().to_owned();
    let mut greeting = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        greeting.push_str(&line);
        greeting.push('\n');
        if line == "}'" {
            break;
        }
    }
    Running {
        child,
        origin,
        greeting,
    }
}

async fn create(running: &Running, token: &str, body: String) -> (u16, Value) {
    let response = client()
        .post(format!("{}/api/external_payments", running.origin))
        .bearer_auth(token)
        .header("content-type", MEDIA_TYPE)
        .body(body)
        .send()
        .await
        .unwrap();
    (
        response.status().as_u16(),
        serde_json::from_str(&response.text().await.unwrap()).unwrap(),
    )
}

async fn status(url: &str, token: &str) -> u16 {
    client()
        .get(url)
        .bearer_auth(token)
        .send()
        .await
        .unwrap()
        .status()
        .as_u16()
}

fn terminate(child: &Child) {
    let id = child.id().unwrap().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
}

#[tokio::test]
async fn the_printed_request_works() {
    let folder = TempDir::new().unwrap();
    let running = start(folder.path()).await;
    let curl = &running.greeting[running.greeting.find("curl ").unwrap()..];
    let token = curl
        .split_once("Bearer ")
        .unwrap()
        .1
        .split_once('\'')
        .unwrap()
        .0;
    assert!(
        running.greeting.lines().any(|line| line == token),
        "the token stands alone on a line"
    );
    let page = page::REQUEST
        .replace("https://yourdomain.commercelayer.io", &running.origin)
        .replace("your-access-token", token);
    assert_eq!(curl, page);
    assert_eq!(
        create(&running, token, page::request_body().to_owned())
            .await
            .0,
        201
    );
    // If curl is installed, run the printed command.
    if let Ok(output) = Command::new("sh")
        .args(["-c", &format!("curl -s {}", &curl[5..])])
        .output()
        .await
        && output.status.success()
    {
        let response: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(response["data"]["type"], "external_payments");
    }
}

#[tokio::test]
async fn created_payments_survive_a_kill() {
    let folder = TempDir::new().unwrap();
    let token = token(folder.path()).await;
    let mut running = start(folder.path()).await;
    let mut ids = Vec::new();
    for _ in 0..20 {
        let (status, response) = create(&running, &token, body().to_string()).await;
        assert_eq!(status, 201);
        ids.push(response["data"]["id"].as_str().unwrap().to_owned());
    }
    // SIGKILL, right after the last response.
    running.child.kill().await.unwrap();
    let running = start(folder.path()).await;
    for id in ids {
        assert_eq!(
            status(
                &format!("{}/api/external_payments/{id}", running.origin),
                &token
            )
            .await,
            200,
            "{id}"
        );
    }
}

#[tokio::test]
async fn open_requests_complete_after_a_stop_signal() {
    use tokio::io::AsyncWriteExt;
    let folder = TempDir::new().unwrap();
    let token = token(folder.path()).await;
    let mut running = start(folder.path()).await;
    let body = body().to_string();
    let address = running.origin.strip_prefix("http://").unwrap().to_owned();
    let mut connection = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /api/external_payments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: {MEDIA_TYPE}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let (first, rest) = body.as_bytes().split_at(10);
    connection.write_all(head.as_bytes()).await.unwrap();
    connection.write_all(first).await.unwrap();
    // The request has to be received before the signal, which cannot be observed from outside.
    tokio::time::sleep(Duration::from_millis(200)).await;
    terminate(&running.child);
    tokio::time::sleep(Duration::from_millis(200)).await;
    connection.write_all(rest).await.unwrap();
    let mut response = String::new();
    connection.read_to_string(&mut response).await.unwrap();
    assert!(
        response.starts_with("HTTP/1.1 201 Created\r\n"),
        "{response}"
    );
    assert!(running.child.wait().await.unwrap().success());
    assert!(tokio::net::TcpStream::connect(&address).await.is_err());
}

#[tokio::test]
async fn secrets_are_not_logged() {
    let folder = TempDir::new().unwrap();
    let token = token(folder.path()).await;
    let mut command = program(folder.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("EXTERNAL_PAYMENTS_LOG", "trace");
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next_line().await.unwrap().unwrap();
    let mut log = child.stderr.take().unwrap();
    let log = tokio::spawn(async move {
        let mut text = String::new();
        log.read_to_string(&mut text).await.unwrap();
        text
    });
    let mut running = Running {
        child,
        origin: first.strip_prefix("Listening on ").unwrap().to_owned(),
        greeting: String::new(),
    };
    for number in [
        "4111111111111111",
        "4111-1111-1111-1111",
        "4111 1111 1111 1111",
    ] {
        let (status, response) = create(
            &running,
            &token,
            body().to_string().replace("xxxx.yyyy.zzzz", number),
        )
        .await;
        assert_eq!(status, 422);
        assert!(!response.to_string().contains(number));
    }
    // Also in place of an id.
    let url = format!("{}/api/external_payments/4111111111111111", running.origin);
    assert_eq!(status(&url, &token).await, 404);
    assert_eq!(
        create(
            &running,
            &token,
            body().to_string().replace("xxxx.yyyy.zzzz", "s3cret.t0ken")
        )
        .await
        .0,
        201
    );
    terminate(&running.child);
    assert!(running.child.wait().await.unwrap().success());
    let log = log.await.unwrap();
    assert!(
        log.contains("responded") && log.contains("stopped"),
        "{log}"
    );
    // The logged path is the contract's template.
    assert!(log.contains("path=\"/external_payments/{id}\""), "{log}");
    for secret in [
        "4111111111111111",
        "4111-1111",
        "4111 1111",
        "s3cret.t0ken",
        token.as_str(),
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[tokio::test]
async fn invalid_settings_are_rejected() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("text.db"), "no database\n".repeat(100)).unwrap();
    for (arguments, about) in [
        (vec!["--listen", "0.0.0.0:0"], "development key"),
        (
            vec!["--mode", "live", "--listen", "127.0.0.1:0"],
            "development key",
        ),
        (
            vec!["--database", "mysql://localhost", "--listen", "127.0.0.1:0"],
            "sqlite://FILE",
        ),
        (vec!["--listen", "nonsense"], "cannot listen"),
        (
            vec![
                "--database",
                "sqlite://no/such/folder/x.db",
                "--listen",
                "127.0.0.1:0",
            ],
            "cannot be opened",
        ),
        (
            vec!["--database", "sqlite://text.db", "--listen", "127.0.0.1:0"],
            "cannot be",
        ),
        (vec!["--body-timeout", "soon"], "number of seconds"),
        (vec!["--bogus"], "unexpected argument"),
        (vec!["--public-url", "nonsense"], "http or https"),
        (
            vec!["token", "--jwt-public-key", "/nowhere"],
            "cannot be read",
        ),
        (vec!["token", "--expires-in", "soon"], "number of seconds"),
        (
            vec!["serve", "--jwt-secret", "a", "--jwt-public-key", "b"],
            "only one of",
        ),
    ] {
        let output = program(folder.path())
            .args(&arguments)
            .output()
            .await
            .unwrap();
        let log = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {log}");
        assert!(log.contains(about), "{arguments:?}: {log}");
    }
}

#[tokio::test]
async fn settings_are_read_from_the_environment() {
    let folder = TempDir::new().unwrap();
    let secret = "a secret that is long enough for anyone";
    let output = program(folder.path())
        .arg("token")
        .env("EXTERNAL_PAYMENTS_JWT_SECRET", secret)
        .output()
        .await
        .unwrap();
    let token = String::from_utf8(output.stdout).unwrap();
    let mut child = program(folder.path())
        .env("EXTERNAL_PAYMENTS_LISTEN", "127.0.0.1:0")
        .env("EXTERNAL_PAYMENTS_DATABASE", "sqlite://elsewhere.db")
        .env("EXTERNAL_PAYMENTS_JWT_SECRET", secret)
        .env("EXTERNAL_PAYMENTS_BODY_LIMIT", "300")
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = output.next_line().await.unwrap().unwrap();
    let running = Running {
        child,
        origin: first.strip_prefix("Listening on ").unwrap().to_owned(),
        greeting: String::new(),
    };
    assert_eq!(
        create(&running, token.trim(), body().to_string()).await.0,
        201
    );
    assert_eq!(create(&running, token.trim(), " ".repeat(301)).await.0, 413);
    assert!(folder.path().join("elsewhere.db").exists());
}
