//! Settings, by flags and by environment variables.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::links::PublicUrl;
use crate::token::{Key, KeyError, Tokens};

/// The API of external payments.
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
    /// What is to be done. Without a word, it is to serve.
    #[must_use]
    pub fn into_command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.serve))
    }
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API (what happens without a command, too)
    Serve(ServeOptions),
    /// Print an access token for development, alone on a line
    #[command(
        after_help = "Example:\n  curl -H \"Authorization: Bearer $(external-payments-service token)\" …"
    )]
    Token(TokenOptions),
}

/// How the API is served.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  external-payments-service serve --listen 127.0.0.1:8080 \\\n    \
    --database sqlite://external_payments.db --public-url https://payments.example.com"
)]
pub struct ServeOptions {
    /// The address to listen on; port 0 takes a free one
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
    /// The address that callers use, for links in answers [default: the address listened on]
    #[arg(long, env = "EXTERNAL_PAYMENTS_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// Whether these are test data or live data; the demo order exists in test data only
    #[arg(long, env = "EXTERNAL_PAYMENTS_MODE", value_enum, default_value_t = Mode::Test)]
    pub mode: Mode,
    /// The size in bytes of the largest body that is read
    #[arg(
        long,
        env = "EXTERNAL_PAYMENTS_BODY_LIMIT",
        value_name = "BYTES",
        default_value_t = 65_536
    )]
    pub body_limit: usize,
    /// How long a body may take to arrive, in seconds or with a unit
    #[arg(long, env = "EXTERNAL_PAYMENTS_BODY_TIMEOUT", value_name = "TIME", default_value = "30s", value_parser = duration)]
    pub body_timeout: Duration,
    #[command(flatten)]
    pub key: KeyOptions,
}

/// What the token is made of.
#[derive(Debug, Clone, Args)]
pub struct TokenOptions {
    /// How long it is valid, in seconds or with a unit: 90, 15m, 2h, 30d
    #[arg(long, env = "EXTERNAL_PAYMENTS_EXPIRES_IN", value_name = "TIME", default_value = "2h", value_parser = duration)]
    pub expires_in: Duration,
    #[command(flatten)]
    pub key: KeyOptions,
}

/// How access tokens are checked. At most one key is given, and it decides the algorithm.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Access tokens")]
pub struct KeyOptions {
    /// The secret that tokens are signed with (HS256); others on the machine can see flags, so better use the
    /// environment or a file
    #[arg(
        long,
        env = "EXTERNAL_PAYMENTS_JWT_SECRET",
        value_name = "SECRET",
        hide_env_values = true
    )]
    jwt_secret: Option<Secret>,
    /// A file with that secret; a line break at its end does not count
    #[arg(long, env = "EXTERNAL_PAYMENTS_JWT_SECRET_FILE", value_name = "FILE")]
    jwt_secret_file: Option<PathBuf>,
    /// A PEM file with the RSA public key that tokens are checked with (RS256)
    #[arg(long, env = "EXTERNAL_PAYMENTS_JWT_PUBLIC_KEY", value_name = "FILE")]
    jwt_public_key: Option<PathBuf>,
    /// The issuer that tokens must name
    #[arg(long, env = "EXTERNAL_PAYMENTS_JWT_ISSUER", value_name = "ISSUER")]
    jwt_issuer: Option<String>,
    /// The audience that tokens must name
    #[arg(long, env = "EXTERNAL_PAYMENTS_JWT_AUDIENCE", value_name = "AUDIENCE")]
    jwt_audience: Option<String>,
}

/// Whether the data are test data or live data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    Test,
    Live,
}

/// A text that is not shown.
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

/// Why the settings cannot be used.
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
    /// The key that is meant. Without any, it is the one for development.
    ///
    /// # Errors
    /// Where several are given, or a file cannot be read.
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

    /// The check of access tokens with a key.
    ///
    /// # Errors
    /// Where the key cannot be used.
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

/// A number of seconds, or of what its last letter says.
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
    fn the_command_line_is_sound() {
        <CommandLine as CommandFactory>::command().debug_assert();
    }

    #[test]
    fn serving_needs_no_word_and_no_flag() {
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
    fn one_key_is_enough() {
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
