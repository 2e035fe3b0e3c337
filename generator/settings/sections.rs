//! The tables of a settings file.

use super::Settings;
use super::reader::{Entry, Reader, Section};
#[cfg(feature = "review")]
use super::review::table as review;
#[cfg(feature = "bundle")]
use crate::bundled::BundleFormat;
use crate::diagnostic::Severity;
#[cfg(feature = "docs")]
use crate::docs::{self, Flavour};
use crate::package::{PackageOptions, Publish, is_module_name, is_package_name, is_version};
use crate::policy::DiagnosticPolicy;
use crate::{ReadOptions, Selection};

/// The tables of a file.
const TABLES: &[&str] = &[
    "package",
    "generate",
    "docs",
    "bundle",
    "select",
    "read",
    "diagnostics",
    "review",
];

/// Reads the whole file.
pub(super) fn root(reader: &mut Reader, section: Section<'_>, settings: &mut Settings) {
    let mut policy = DiagnosticPolicy::default();
    for entry in &section.entries() {
        if !TABLES.contains(&entry.key) {
            reader.unknown(entry, TABLES);
            continue;
        }
        reader.table(entry, |reader, section| match entry.key {
            "package" => package(reader, section, &mut settings.generate.package),
            "generate" => generate(reader, section, settings),
            "docs" => pages(reader, section, settings),
            "bundle" => bundle(reader, section, settings),
            "select" => select(reader, section, &mut settings.selection),
            "read" => read(reader, section, &mut settings.read),
            "review" => review(reader, section, settings),
            _ => diagnostics(reader, section, &mut policy),
        });
    }
    settings.generate.diagnostics = policy.clone();
    #[cfg(feature = "bundle")]
    settings.bundle.diagnostics.clone_from(&policy);
    #[cfg(feature = "docs")]
    {
        settings.docs.diagnostics = policy;
        // Samples in the pages name the generated crate.
        let name = &settings.generate.package.name;
        settings.docs.client = settings.docs.client.take().or_else(|| name.clone());
    }
}

/// Reviews are not compiled in: the table is ignored.
#[cfg(not(feature = "review"))]
fn review(_: &mut Reader, _: Section<'_>, _: &mut Settings) {}

fn package(reader: &mut Reader, section: Section<'_>, package: &mut PackageOptions) {
    for entry in &section.entries() {
        match entry.key {
            "name" => {
                package.name =
                    reader.string_that(entry, is_package_name, "not a valid package name");
            }
            "version" => {
                package.version =
                    reader.string_that(entry, is_version, "not a version like `1.2.3`");
            }
            "description" => package.description = reader.string(entry),
            "license" => package.license = reader.string(entry),
            "repository" => package.repository = reader.string(entry),
            "publish" => publish(reader, entry, &mut package.publish),
            _ => reader.unknown(
                entry,
                &[
                    "name",
                    "version",
                    "description",
                    "license",
                    "repository",
                    "publish",
                ],
            ),
        }
    }
}

/// As in a cargo manifest: a boolean, or an array of registries.
fn publish(reader: &mut Reader, entry: &Entry<'_>, publish: &mut Publish) {
    *publish = match entry.boolean() {
        Some(true) => Publish::Anywhere,
        Some(false) => Publish::Never,
        None => match reader.strings(entry) {
            Some(names) if names.is_empty() => Publish::Never,
            Some(names) => Publish::Registries(names),
            None => return,
        },
    };
}

fn generate(reader: &mut Reader, section: Section<'_>, settings: &mut Settings) {
    let options = &mut settings.generate;
    for entry in &section.entries() {
        match entry.key {
            "out" => settings.generate_out = reader.path(entry),
            "only" => {
                let Some(items) = reader.items(entry, "an array of strings") else {
                    continue;
                };
                [options.server, options.client, options.docs] = [false; 3];
                for item in &items {
                    let words = ["models", "server", "client", "docs"].map(|word| (word, word));
                    match reader.word(item, &words) {
                        Some("server") => options.server = true,
                        Some("client") => options.client = true,
                        Some("docs") => options.docs = true,
                        // Models are always generated.
                        _ => {}
                    }
                }
            }
            "tests" => options.tests = reader.boolean(entry).unwrap_or_default(),
            "docs-url" => {
                options.docs_url = reader.string_that(entry, is_site, "not an http or https URL")
            }
            "module" => {
                settings.module =
                    reader.string_that(entry, is_module_name, "not a valid module name");
            }
            _ => reader.unknown(entry, &["out", "only", "tests", "docs-url", "module"]),
        }
    }
}

/// Returns whether pages can be published at an address.
fn is_site(text: &str) -> bool {
    #[cfg(feature = "docs")]
    return crate::pages::is_site(text);
    #[cfg(not(feature = "docs"))]
    !text.is_empty()
}

fn pages(reader: &mut Reader, section: Section<'_>, settings: &mut Settings) {
    const KNOWN: &[&str] = &[
        "out", "site", "single", "markdown", "accent", "logo", "footer", "lang", "client",
    ];
    for entry in &section.entries() {
        match entry.key {
            "out" => settings.docs_out = reader.path(entry),
            key if KNOWN.contains(&key) => page_option(reader, entry, settings),
            _ => reader.unknown(entry, KNOWN),
        }
    }
}

#[cfg(feature = "docs")]
fn page_option(reader: &mut Reader, entry: &Entry<'_>, settings: &mut Settings) {
    let pages = &mut settings.docs.pages;
    match entry.key {
        "site" => pages.site = reader.boolean(entry).unwrap_or(true),
        "single" => pages.single = reader.boolean(entry).unwrap_or_default(),
        "markdown" => {
            let words = [
                ("github", Some(Flavour::Github)),
                ("tabs", Some(Flavour::Tabs)),
                ("none", None),
            ];
            if let Some(flavour) = reader.word(entry, &words) {
                pages.markdown = flavour;
            }
        }
        "accent" => {
            let what = "not a colour like `#1d5a86`";
            pages.accent = reader.string_that(entry, docs::is_colour, what);
        }
        "logo" => {
            if let Some(path) = reader.path(entry) {
                match crate::source::read_file(&path) {
                    Ok(logo) => pages.logo = Some(logo),
                    Err(error) => {
                        reader.invalid(entry, format!("cannot read `{}`: {error}", path.display()));
                    }
                }
            }
        }
        "footer" => pages.footer = reader.string(entry),
        "lang" => pages.lang = reader.string(entry),
        _ => settings.docs.client = reader.string(entry),
    }
}

/// Pages are not compiled in: the options are ignored.
#[cfg(not(feature = "docs"))]
fn page_option(_: &mut Reader, _: &Entry<'_>, _: &mut Settings) {}

fn bundle(reader: &mut Reader, section: Section<'_>, settings: &mut Settings) {
    for entry in &section.entries() {
        match entry.key {
            "out" => settings.bundle_out = reader.path(entry),
            "format" => bundle_format(reader, entry, settings),
            _ => reader.unknown(entry, &["out", "format"]),
        }
    }
}

#[cfg(feature = "bundle")]
fn bundle_format(reader: &mut Reader, entry: &Entry<'_>, settings: &mut Settings) {
    let words = [("yaml", BundleFormat::Yaml), ("json", BundleFormat::Json)];
    settings.bundle.format = reader.word(entry, &words);
}

/// Bundling is not compiled in: the option is ignored.
#[cfg(not(feature = "bundle"))]
fn bundle_format(_: &mut Reader, _: &Entry<'_>, _: &mut Settings) {}

fn select(reader: &mut Reader, section: Section<'_>, selection: &mut Selection) {
    for entry in &section.entries() {
        match entry.key {
            "tags" => selection.tags = reader.strings(entry).unwrap_or_default(),
            "operations" => selection.operations = reader.strings(entry).unwrap_or_default(),
            _ => reader.unknown(entry, &["tags", "operations"]),
        }
    }
}

fn read(reader: &mut Reader, section: Section<'_>, options: &mut ReadOptions) {
    for entry in &section.entries() {
        match entry.key {
            "allow-outside" => options.allow_outside = reader.boolean(entry).unwrap_or_default(),
            _ => reader.unknown(entry, &["allow-outside"]),
        }
    }
}

/// The severities of diagnostics, by name.
const SEVERITIES: [(&str, Severity); 3] = [
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("note", Severity::Note),
];

fn diagnostics(reader: &mut Reader, section: Section<'_>, policy: &mut DiagnosticPolicy) {
    for entry in &section.entries() {
        match entry.key {
            "strict" => policy.strict = reader.boolean(entry).unwrap_or_default(),
            "severity" => reader.table(entry, |reader, section| {
                for entry in &section.entries() {
                    if let Some(severity) = reader.word(entry, &SEVERITIES)
                        && let Err(error) = policy.severity(entry.key, severity)
                    {
                        reader.invalid(entry, error.to_string());
                    }
                }
            }),
            "allow" => {
                for item in reader.items(entry, "an array of tables").iter().flatten() {
                    reader.table(item, |reader, section| allow(reader, section, policy));
                }
            }
            _ => reader.unknown(entry, &["strict", "severity", "allow"]),
        }
    }
}

/// Reads an allowed code: `{ code = "C405", reason = "…", below = "/paths/~1files" }`.
fn allow(reader: &mut Reader, section: Section<'_>, policy: &mut DiagnosticPolicy) {
    let (mut code, mut reason, mut below) = (None, None, None);
    let entries = section.entries();
    for entry in &entries {
        match entry.key {
            "code" => code = reader.string(entry).map(|code| (code, entry)),
            "reason" => reason = reader.string(entry),
            "below" => {
                let is_pointer = |text: &str| text.starts_with('/');
                below = reader.string_that(entry, is_pointer, "no JSON pointer");
            }
            _ => reader.unknown(entry, &["code", "reason", "below"]),
        }
    }
    for key in ["code", "reason"] {
        if entries.iter().all(|entry| entry.key != key) {
            reader.missing(section, key);
        }
    }
    if let (Some((code, entry)), Some(reason)) = (code, reason)
        && let Err(error) = policy.allow(&code, &reason, below.as_deref())
    {
        reader.invalid(entry, error.to_string());
    }
}
