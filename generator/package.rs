//! The package that a generated crate is: its name, version, and what else its manifest says.

use std::fmt;

use crate::Loaded;
use crate::error::Error;
use crate::rust::{crate_name, module_name};

/// What the manifest of a generated crate says. What is not set has a default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PackageOptions {
    /// The package's name. By default that of the contract's file; where the file has a name that
    /// says nothing (`openapi.yaml`, `api.json`), the contract's title.
    pub name: Option<String>,
    /// By default the contract's version where it is one by Semantic Versioning or the start of one
    /// (`2.1`), else `0.1.0`.
    pub version: Option<String>,
    /// One line; by default the contract's title.
    pub description: Option<String>,
    /// An SPDX expression; the manifest has none by default.
    pub license: Option<String>,
    /// The address of the source code; the manifest has none by default.
    pub repository: Option<String>,
    /// Whether the package may be published; it may not by default.
    pub publish: Publish,
}

/// Where a package may be published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Publish {
    /// Nowhere.
    #[default]
    Never,
    /// On any registry.
    Anywhere,
    /// On these registries, as cargo's configuration names them.
    Registries(Vec<String>),
}

/// What a manifest says, decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    pub name: String,
    pub version: String,
    pub description: TomlString,
    pub license: Option<TomlString>,
    pub repository: Option<TomlString>,
    /// The value of `publish`, where it is not the one that cargo assumes.
    pub publish: Option<String>,
}

/// A string as TOML writes it, between quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TomlString(String);

impl TomlString {
    fn new(text: &str) -> Self {
        let mut out = String::from("\"");
        for character in text.chars() {
            match character {
                '"' | '\\' => {
                    out.push('\\');
                    out.push(character);
                }
                // Nobody means them here, and they would hide what the line says.
                character if character.is_control() => out.push(' '),
                character => out.push(character),
            }
        }
        out.push('"');
        Self(out)
    }
}

impl fmt::Display for TomlString {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl PackageOptions {
    /// Decides what is not set, and checks what is.
    pub(crate) fn resolve(&self, loaded: &Loaded) -> Result<Package, Error> {
        let contract = &loaded.contract;
        let version = match &self.version {
            Some(version) if is_version(version) => version.clone(),
            Some(version) => {
                return Err(Error::Usage(format!(
                    "`{version}` is not a valid package version, such as `1.2.3`"
                )));
            }
            None => default_version(&contract.version),
        };
        let description = self.description.as_deref().unwrap_or(&contract.title);
        let optional = |text: &Option<String>| text.as_deref().map(TomlString::new);
        Ok(Package {
            name: self.name(loaded)?,
            version,
            description: TomlString::new(description),
            license: optional(&self.license),
            repository: optional(&self.repository),
            publish: match &self.publish {
                Publish::Never => Some("false".into()),
                Publish::Anywhere => None,
                Publish::Registries(names) => {
                    let names: Vec<String> = names
                        .iter()
                        .map(|name| TomlString::new(name).to_string())
                        .collect();
                    Some(format!("[{}]", names.join(", ")))
                }
            },
        })
    }

    /// The package's name.
    pub(crate) fn name(&self, loaded: &Loaded) -> Result<String, Error> {
        match &self.name {
            Some(name) if is_package_name(name) => Ok(name.clone()),
            Some(name) => Err(Error::Usage(format!(
                "`{name}` is no name of a package: it is made of ASCII letters, digits, `-` and `_`, \
                 begins with a letter, and is none that Rust has for itself"
            ))),
            None => Ok(default_name(loaded)),
        }
    }
}

/// File names that say nothing about the API.
const NAMELESS: &[&str] = &[
    "",
    "-",
    "api",
    "apispec",
    "bundle",
    "bundled",
    "contract",
    "definition",
    "index",
    "main",
    "oas",
    "openapi",
    "root",
    "schema",
    "service",
    "spec",
    "specification",
    "swagger",
];

/// Crates that every program has.
const STANDARD: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

fn default_name(loaded: &Loaded) -> String {
    let stem = stem(loaded);
    let title = &loaded.contract.title;
    let says_nothing = NAMELESS.contains(&stem.to_lowercase().as_str());
    let text = if says_nothing && title.chars().any(char::is_alphanumeric) {
        title
    } else if stem.is_empty() || stem == "-" {
        "contract"
    } else {
        &stem
    };
    let name = crate_name(text);
    if is_package_name(&name) {
        name
    } else {
        format!("{name}-api")
    }
}

/// The name of the module that a build script makes, where nobody gives it another.
pub(crate) fn default_module(loaded: &Loaded) -> String {
    let stem = stem(loaded);
    let plain = if stem.is_empty() || stem == "-" {
        "contract"
    } else {
        &stem
    };
    module_name(plain).bare().to_owned()
}

/// The name of the contract's file without its ending, and without a second one that says what kind
/// of file it is (`petstore.openapi.yaml`).
fn stem(loaded: &Loaded) -> String {
    let name = root_name(loaded);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let kinds = [".openapi", ".swagger", ".oas"];
    let plain = kinds.iter().find_map(|kind| stem.strip_suffix(kind));
    plain.unwrap_or(stem).to_owned()
}

/// The name of the contract's file.
pub(crate) fn root_name(loaded: &Loaded) -> &str {
    let root = crate::source::FileId::default();
    let file = loaded.document.sources.file(root);
    file.map_or("", |file| file.name.as_str())
}

/// Whether cargo and Rust take a name for a package.
pub(crate) fn is_package_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let crate_name = name.replace('-', "_");
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.len() <= 64
        && name.bytes().all(plain)
        && !STANDARD.contains(&crate_name.as_str())
        && !is_keyword(&crate_name)
}

/// Whether a name is one of a module, as this program writes them.
pub(crate) fn is_module_name(name: &str) -> bool {
    module_name(name).bare() == name
}

/// Whether a name is a keyword of Rust.
fn is_keyword(name: &str) -> bool {
    module_name(name).as_str().starts_with("r#")
        || ["crate", "self", "super", "Self"].contains(&name)
}

/// A version of a package out of that of a contract, which may be anything.
fn default_version(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let padded = [text.to_owned(), format!("{text}.0"), format!("{text}.0.0")];
    let version = padded.into_iter().find(|text| is_version(text));
    version.unwrap_or_else(|| "0.1.0".into())
}

/// Whether a text is a version by Semantic Versioning 2.0.0 that cargo takes.
pub(crate) fn is_version(text: &str) -> bool {
    let (rest, build) = cut(text, '+');
    let (numbers, pre) = cut(rest, '-');
    let plain = |part: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !part.is_empty() && part.bytes().all(known)
    };
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = |part: &str| {
        let length = part.len();
        (1..19).contains(&length) && is_digits(part) && (length == 1 || !part.starts_with('0'))
    };
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && pre.is_none_or(|pre| {
            let mut parts = pre.split('.');
            parts.all(|part| plain(part) && (!is_digits(part) || is_number(part)))
        })
        && build.is_none_or(|build| build.split('.').all(plain))
}

/// A text up to a character, and what follows that.
fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{TomlString, default_version, is_package_name, is_version};

    #[test]
    fn versions_are_those_that_cargo_takes() {
        for version in [
            "1.2.3",
            "0.0.0",
            "1.0.0-beta.2",
            "1.0.0+build.7",
            "1.0.0-0a",
        ] {
            assert!(is_version(version), "{version}");
        }
        for text in [
            "", "1", "1.2", "01.2.3", "1.2.3.4", "1.2.3-", "1.2.3-01", "1.2.3+", "a.b.c",
        ] {
            assert!(!is_version(text), "{text}");
        }
        let defaults = ["v2", "2.1", "1.2.3-rc.1", "2024-01-31", "", "latest"].map(default_version);
        assert_eq!(
            defaults,
            ["2.0.0", "2.1.0", "1.2.3-rc.1", "0.1.0", "0.1.0", "0.1.0"]
        );
    }

    #[test]
    fn names_are_those_that_cargo_and_rust_take() {
        for name in ["a", "billing-client", "Billing_2"] {
            assert!(is_package_name(name), "{name}");
        }
        let long = "a".repeat(65);
        for name in [
            "",
            "2a",
            "-a",
            "a b",
            "é",
            "core",
            "proc-macro",
            "type",
            "self",
            &long,
        ] {
            assert!(!is_package_name(name), "{name}");
        }
    }

    #[test]
    fn strings_of_a_manifest_stay_strings() {
        let text = TomlString::new("a \"b\" \\ c\nd").to_string();
        assert_eq!(text, r#""a \"b\" \\ c d""#);
    }
}
