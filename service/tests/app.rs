//! Runs a service for one test and sends requests to it.

use std::time::Duration;

use clap::Parser;
use external_payments_service::server::Server;
use external_payments_service::settings::{Command, CommandLine};
use external_payments_service::store::{Order, Store};
use external_payments_service::token::Tokens;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::contract;

pub const MEDIA_TYPE: &str = "application/vnd.api+json";

/// A running service with its own database.
pub struct App {
    pub origin: String,
    pub token: String,
    pub tokens: Tokens,
    pub store: Store,
    pub http: reqwest::Client,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<std::io::Result<()>>,
    _folder: TempDir,
}

/// A received response.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    pub body: Value,
}

impl App {
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts a service with additional flags.
    pub async fn start_with(flags: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let database = format!("sqlite://{}", folder.path().join("test.db").display());
        let own = [
            "service",
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--database",
            &database,
        ];
        // A flag must not be given twice: the test's value replaces the default.
        let own: Vec<&str> = if flags.contains(&"--database") {
            own[..4].to_vec()
        } else {
            own.to_vec()
        };
        let Command::Serve(options) =
            CommandLine::parse_from([&own, flags].concat()).into_command()
        else {
            panic!("another command");
        };
        let server = Server::start(options).await.unwrap();
        let tokens = server.tokens().clone();
        let (stop, stopped) = oneshot::channel();
        Self {
            origin: format!("http://{}", server.address()),
            token: tokens.issue(Duration::from_secs(600)).unwrap_or_default(),
            tokens,
            store: server.store().clone(),
            http: client(),
            stop: Some(stop),
            task: tokio::spawn(server.run(async move { drop(stopped.await) })),
            _folder: folder,
        }
    }

    /// Stops the service and waits for it to end.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        self.task.await.unwrap().unwrap();
    }

    /// Adds an order without a payment gateway.
    pub async fn add_order_without_gateway(&self, id: &str) {
        self.store
            .add_order(&Order {
                id: id.to_owned(),
                payment_gateway_id: None,
            })
            .await
            .unwrap();
    }

    pub fn request(&self, method: &str, path: &str) -> Request<'_> {
        let mut headers = HeaderMap::new();
        headers.insert("accept", HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(
            "authorization",
            HeaderValue::from_str(&format!("Bearer {}", self.token)).unwrap(),
        );
        Request {
            app: self,
            method: method.to_owned(),
            path: path.to_owned(),
            headers,
            body: None,
        }
    }

    /// Returns a request that creates an external payment.
    pub fn create(&self, body: &Value) -> Request<'_> {
        self.create_raw(body.to_string())
    }

    pub fn create_raw(&self, body: impl Into<Vec<u8>>) -> Request<'_> {
        let mut request = self
            .request("POST", "/api/external_payments")
            .with("content-type", MEDIA_TYPE);
        request.body = Some(body.into());
        request
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request("GET", path).send().await
    }
}

/// A request to be sent.
pub struct Request<'a> {
    app: &'a App,
    method: String,
    path: String,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
}

impl Request<'_> {
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_str(value).unwrap(),
        );
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends the request and validates the response against the contract.
    pub async fn send(self) -> Response {
        let method = self.method.parse().unwrap();
        let mut request = self
            .app
            .http
            .request(method, format!("{}{}", self.app.origin, self.path))
            .headers(self.headers);
        if let Some(body) = self.body {
            request = request.body(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        contract::check(&self.method, &self.path, status, &headers, &body);
        Response {
            status,
            headers,
            text,
            body,
        }
    }
}

/// Without a proxy, because the service is on this machine.
pub fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap()
}

/// A valid body, for tests to modify.
pub fn body() -> Value {
    json!({
        "data": {
            "type": "external_payments",
            "attributes": { "payment_source_token": "xxxx.yyyy.zzzz" },
            "relationships": { "order": { "data": { "type": "orders", "id": "QWERtyUpBa" } } }
        }
    })
}
