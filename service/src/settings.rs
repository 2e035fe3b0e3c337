//! Settings, from flags and environment variables.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::links::PublicUrl;
use crate::token::{Key, KeyError, Tokens};

/// The external payments API.
#[derive(Debug, Parser)]
#[command(
    name = "external-payments-service",
    version,
    about,
    args_conflicts_with_subcommands = true
)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeOptions,
}

impl CommandLine {
    /// Returns the command; `serve` if none is given.
    #[must_use]
    pub fn into_command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.serve))
    }
}

/// The commands of the program.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API (the default command)
    Serve(ServeOptions),
    /// Print an access token for development, alone on a line
    #[command(
        after_help = "Example:\n  curl -H \"Authorization: Bearer $(external-payments-service token)\" …"
    )]
    Token(TokenOptions),
}

/// Options for serving the API.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  external-payments-service serve --listen 127.0.0.1:8080 \\\n    \
    --database sqlite://external_payments.db --public-url https://payments.example.com"
)]
pub struct ServeOptions {
    /// The address to listen on; port 0 picks a free port
    #[arg(
        long,
        env = "EXTERNAL_PAYMENTS_LISTEN",
        value_name = "HOST:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: String,
    /// The database: sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        env = "EXTERNAL_PAYMENTS_DATABASE",
        value_name = "URL",
        default_value = "sqlite://external_payments.db",
        hide_env_values = true
    )]
    pub database: String,
    /// The public URL, for links in responses [default: the listening address]
    #[arg(long, env = "EXTERNAL_PAYMENTS_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// Serve test data or live data; the demo order exists in test data only
    #[arg(long, env = "EXTERNAL_PAYMENTS_MODE", value_enum, default_value_t = Mode::Test)]
    pub mode: Mode,
    /// The maximal size of a request body, in bytes
    #[arg(
        long,
        env = "EXTERNAL_PAYMENTS_BODY_LIMIT",
        value_name = "BYTES",
        default_value_t = 65_536
    )]
    pub body_limit: usize,
    /// The timeout for request bodies, in seconds or with a unit
    #[arg(long, env = "EXTERNAL_PAYMENTS_BODY_TIMEOUT", value_name = "TIME", default_value = "30s", value_parser = duration)]
    pub body_timeout: Duration,
    #[command(flatten)]
    pub key: KeyOptions,
}

/// Options for issuing a token.
#[derive(Debug, Clone, Args)]
pub struct TokenOptions {
    /// The lifetime, in seconds or with a unit: 90, 15m, 2h, 30d
    #[arg(long, env = "EXTERNAL_PAYMENTS_EXPIRES_IN", value_name = "TIME", default_value = "2h", value_parser = duration)]
    pub expires_in: Duration,
    #[command(flatten)]
    pub key: KeyOptions,
}

/// Options for verifying access tokens. At most one key can be given, and it determines the
/// algorithm.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Access tokens")]
pub struct KeyOptions {
    /// The secret that tokens are signed with (HS256); flags are visible to other users, so prefer
    /// the environment or a file
    #[arg(
        long,
        env = "EXTERNAL_PAYMENTS_JWT_SECRET",
        value_name = "SECRET",
        hide_env_values = true
    )]
    jwt_secret: Option<Secret>,
    /// A file with that secret; a trailing line break is ignored
    #[arg(long, env = "EXTERNAL_PAYMENTS_JWT_SECRET_FILE", value_name = "FILE")]
    jwt_secret_file: Option<PathBuf>,
    /// A PEM file with the RSA public key to verify tokens with (RS256)
    #[arg(long, env = "EXTERNAL_PAYMENTS_JWT_PUBLIC_KEY", value_name = "FILE")]
    jwt_public_key: Option<PathBuf>,
    /// The required issuer of tokens (`iss`)
    #[arg(long, env = "EXTERNAL_PAYMENTS_JWT_ISSUER", value_name = "ISSUER")]
    jwt_issuer: Option<String>,
    /// The required audience of tokens (`aud`)
    #[arg(long, env = "EXTERNAL_PAYMENTS_JWT_AUDIENCE", value_name = "AUDIENCE")]
    jwt_audience: Option<String>,
}

/// The mode of the service: test data or live data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    Test,
    Live,
}

/// A string that is redacted in debug output.
#[derive(Clone)]
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// The reason why the settings are invalid.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error(
        "only one of --jwt-secret, --jwt-secret-file and --jwt-public-key can be given, also by environment"
    )]
    SeveralKeys,
    #[error("{path} cannot be read: {error}")]
    File {
        path: PathBuf,
        error: std::io::Error,
    },
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl KeyOptions {
    /// Returns the configured key, or the development key if there is none.
    ///
    /// # Errors
    /// Returns an error if several keys are given or a file cannot be read.
    pub fn key(&self) -> Result<Key, SettingsError> {
        match (
            &self.jwt_secret,
            &self.jwt_secret_file,
            &self.jwt_public_key,
        ) {
            (None, None, None) => Ok(Key::Development),
            (Some(Secret(secret)), None, None) => Ok(Key::Secret(secret.as_bytes().to_vec())),
            (None, Some(path), None) => Ok(Key::Secret(without_line_break(read(path)?))),
            (None, None, Some(path)) => Ok(Key::Public(read(path)?)),
            _ => Err(SettingsError::SeveralKeys),
        }
    }

    /// Returns the verifier of access tokens for a key.
    ///
    /// # Errors
    /// Returns an error if the key is invalid.
    pub fn tokens(&self, key: &Key) -> Result<Tokens, SettingsError> {
        Ok(Tokens::new(
            key,
            self.jwt_issuer.clone(),
            self.jwt_audience.clone(),
        )?)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, SettingsError> {
    std::fs::read(path).map_err(|error| SettingsError::File {
        path: path.to_owned(),
        error,
    })
}

fn without_line_break(mut text: Vec<u8>) -> Vec<u8> {
    while text
        .last()
        .is_some_and(|byte| matches!(byte, b'\r' | b'\n'))
    {
        text.pop();
    }
    text
}

/// Parses a number of seconds, or a number with a unit.
fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.char_indices().next_back() {
        Some((at, 's')) => (&text[..at], 1),
        Some((at, 'm')) => (&text[..at], 60),
        Some((at, 'h')) => (&text[..at], 60 * 60),
        Some((at, 'd')) => (&text[..at], 24 * 60 * 60),
        _ => (text, 1),
    };
    let seconds = number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(unit));
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| "must be a number of seconds, or one with s, m, h or d".to_owned())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clap::{CommandFactory, Parser};

    use super::{Command, CommandLine, Key, Mode, SettingsError, duration};

    fn serve(arguments: &[&str]) -> super::ServeOptions {
        match CommandLine::try_parse_from([&["service"], arguments].concat())
            .unwrap()
            .into_command()
        {
            Command::Serve(options) => options,
            Command::Token(_) => panic!("another command"),
        }
    }

    #[test]
    fn the_command_line_is_valid() {
        <CommandLine as CommandFactory>::command().debug_assert();
    }

    #[test]
    fn serving_needs_no_command_and_no_flag() {
        for arguments in [&[][..], &["serve"]] {
            let options = serve(arguments);
            assert_eq!(options.listen, "127.0.0.1:8080");
            assert_eq!(options.database, "sqlite://external_payments.db");
            assert_eq!(options.mode, Mode::Test);
            assert_eq!(options.key.key().unwrap(), Key::Development);
        }
        assert_eq!(serve(&["--listen", "[::1]:0"]).listen, "[::1]:0");
        assert_eq!(serve(&["serve", "--mode", "live"]).mode, Mode::Live);
    }

    #[test]
    fn at_most_one_key_is_accepted() {
        let both = serve(&["--jwt-secret", "hush", "--jwt-public-key", "two"]);
        assert!(matches!(both.key.key(), Err(SettingsError::SeveralKeys)));
        let missing = serve(&["--jwt-secret-file", "/nowhere/at/all"]);
        assert!(matches!(missing.key.key(), Err(SettingsError::File { .. })));
        assert!(!format!("{both:?}").contains("hush"));
    }

    #[test]
    fn times_have_units() {
        assert_eq!(duration("90"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(duration("30d"), Ok(Duration::from_secs(2_592_000)));
        for text in ["", "h", "-1", "1.5h", "2w", "18446744073709551615d", "2é"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
