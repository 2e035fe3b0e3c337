//! The program: reads the settings, then serves the API or prints a token.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use external_payments_service::demo;
use external_payments_service::server::Server;
use external_payments_service::settings::{
    Command, CommandLine, ServeOptions, SettingsError, TokenOptions,
};
use external_payments_service::token::Key;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// The exit code for a command that failed.
const FAILED: u8 = 1;

/// The exit code for a program that could not start.
const CANNOT_RUN: u8 = 2;

fn main() -> ExitCode {
    match CommandLine::parse().into_command() {
        Command::Token(options) => match token(&options) {
            Ok(token) => print(&token),
            Err(error) => fail(CANNOT_RUN, &error),
        },
        Command::Serve(options) => serve(options),
    }
}

fn token(options: &TokenOptions) -> Result<String, SettingsError> {
    let tokens = options.key.tokens(&options.key.key()?)?;
    Ok(tokens.issue(options.expires_in)?)
}

#[tokio::main]
async fn serve(options: ServeOptions) -> ExitCode {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .with_env_var("EXTERNAL_PAYMENTS_LOG")
        .from_env_lossy();
    let colour = io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(colour)
        .with_writer(io::stderr)
        .init();
    // Installed before serving, so that no signal is missed.
    let stop = match signals() {
        Ok(stop) => stop,
        Err(error) => return fail(CANNOT_RUN, &error),
    };
    let server = match Server::start(options).await {
        Ok(server) => server,
        Err(error) => return fail(CANNOT_RUN, &error),
    };
    // A failure to print the greeting is ignored.
    let _ = print(&greeting(&server));
    match server.run(stop).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(FAILED, &error),
    }
}

/// Returns the listening address and a first request. It contains a token only if the development
/// key is in use, which is public anyway: output at startup ends up in logs.
fn greeting(server: &Server) -> String {
    let mut text = format!("Listening on http://{}", server.address());
    if *server.key() == Key::Development
        && let Ok(token) = server.tokens().issue(Duration::from_secs(24 * 60 * 60))
    {
        let curl = demo::curl(&server.local_url().external_payments(), &token);
        text.push_str(
            "\n\nTokens are verified with the public development key. A token for one day:\n\n",
        );
        text.push_str(&token);
        text.push_str("\n\nA first request:\n\n");
        text.push_str(&curl);
        text.push('\n');
    }
    text
}

/// Completes when the process receives a termination signal.
fn signals() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    {
        Ok(async { drop(tokio::signal::ctrl_c().await) })
    }
}

/// Writes to standard output. A closed pipe is not an error.
fn print(text: &str) -> ExitCode {
    match writeln!(io::stdout(), "{text}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(FAILED, &error),
    }
}

fn fail(code: u8, error: &dyn std::error::Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "external-payments-service: {error}");
    ExitCode::from(code)
}
