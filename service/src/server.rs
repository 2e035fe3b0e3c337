//! The running service: a listener, a database, and the generated router between them.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tokio::net::TcpListener;

use crate::body_timeout;
use crate::demo;
use crate::documents::Documents;
use crate::external_payments::server::{Matched, router};
use crate::handlers::Payments;
use crate::links::PublicUrl;
use crate::pages::pages;
use crate::settings::{Mode, ServeOptions, SettingsError};
use crate::store::{OpenError, Store, StoreError};
use crate::token::{Key, Tokens};

/// The time that open requests have to complete after the service is told to stop.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// The reason why the service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error("cannot listen on {address}: {error}")]
    Listen { address: String, error: io::Error },
    #[error(
        "the development key is public: set --jwt-secret-file or --jwt-public-key to serve live data or \
         to listen on {0}"
    )]
    DevelopmentKey(SocketAddr),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("the demo order cannot be added: {0}")]
    Demo(StoreError),
}

/// A service that is ready to accept requests.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    local_url: PublicUrl,
    store: Store,
    tokens: Tokens,
    key: Key,
    app: Router,
}

impl Server {
    /// Opens the database and the port. From now on, connections are queued until
    /// [`run`](Self::run) is called.
    ///
    /// # Errors
    /// Returns an error if a setting, the port or the database cannot be used.
    pub async fn start(options: ServeOptions) -> Result<Self, StartError> {
        let key = options.key.key()?;
        let tokens = options.key.tokens(&key)?;
        let failed = |error| StartError::Listen {
            address: options.listen.clone(),
            error,
        };
        let listener = TcpListener::bind(&options.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        if key == Key::Development && (options.mode == Mode::Live || !address.ip().is_loopback()) {
            return Err(StartError::DevelopmentKey(address));
        }
        let store = Store::open(&options.database).await?;
        if options.mode == Mode::Test {
            demo::add(&store).await.map_err(StartError::Demo)?;
        }
        let local_url = PublicUrl::of(reachable(address));
        let links = options.public_url.unwrap_or_else(|| local_url.clone());
        let payments = Payments {
            store: store.clone(),
            tokens: tokens.clone(),
            documents: Documents {
                links,
                mode: options.mode,
            },
            body_limit: options.body_limit,
        };
        let time = options.body_timeout;
        let app = router(payments)
            .merge(pages())
            .layer(from_fn(move |request: Request, next: Next| {
                next.run(body_timeout::limit(request, time))
            }))
            .layer(from_fn(log));
        Ok(Self {
            listener,
            address,
            local_url,
            store,
            tokens,
            key,
            app,
        })
    }

    /// Returns the listening address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL of the service on this machine, whatever its public URL is.
    #[must_use]
    pub fn local_url(&self) -> &PublicUrl {
        &self.local_url
    }

    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    #[must_use]
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Serves until `stop` completes, then lets open requests complete.
    ///
    /// # Errors
    /// Returns an error if the listener fails.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let (stopping, stopped) = tokio::sync::oneshot::channel();
        let signal = async move {
            stop.await;
            tracing::info!("stopping");
            // The receiver is gone if serving has ended by itself.
            let _ = stopping.send(());
        };
        let serve = axum::serve(self.listener, self.app).with_graceful_shutdown(signal);
        let deadline = async {
            // An error means that serving has ended by itself; the other branch returns the result.
            if stopped.await.is_err() {
                std::future::pending::<()>().await;
            }
            tokio::time::sleep(SHUTDOWN_TIMEOUT).await;
        };
        let result = tokio::select! {
            result = serve => result,
            () = deadline => {
                tracing::warn!("requests were still open after {} seconds", SHUTDOWN_TIMEOUT.as_secs());
                Ok(())
            }
        };
        self.store.close().await;
        tracing::info!("stopped");
        result
    }
}

/// Returns an address to connect to, because the unspecified address is not one.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    };
    SocketAddr::new(ip, address.port())
}

/// Logs each request without any client input: URLs, headers and bodies may contain secrets. The
/// path is the contract's template.
async fn log(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let response = next.run(request).await;
    let matched = response.extensions().get::<Matched>();
    let path = matched.map_or("-", |matched| matched.path_template);
    let status = response.status().as_u16();
    tracing::info!(%method, path, status, milliseconds = start.elapsed().as_millis(), "responded");
    response
}
