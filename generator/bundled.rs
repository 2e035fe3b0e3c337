//! The front of bundling: from a contract to the text of one document.

use std::path::Path;

use serde_json::Value;

use crate::Loaded;
use crate::admission::whole;
use crate::bundle::bundle;
use crate::error::Error;
use crate::output::BUNDLE_MARK;
use crate::package::root_name;
use crate::policy::DiagnosticPolicy;
use crate::source::to_yaml;

/// How a document is bundled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BundleOptions {
    /// The notation of the document; YAML by default.
    pub format: Option<BundleFormat>,
    /// Which diagnostics matter.
    pub diagnostics: DiagnosticPolicy,
}

/// A notation of documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BundleFormat {
    /// YAML, with a comment that says where the document comes from.
    #[default]
    Yaml,
    /// JSON, with the extension `x-generated-by` for the comment.
    Json,
}

impl BundleFormat {
    /// The notation that the name of a file asks for, if it does.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// Where a document in JSON says what made it.
const GENERATED_BY: &str = "x-generated-by";

/// Writes a contract as one self-contained OpenAPI 3.0 document.
///
/// # Errors
/// [`Error::Unusable`] where there is no contract, [`Error::Document`] where it has errors or the
/// [policy](BundleOptions::diagnostics) refuses it.
pub fn generate_bundle(loaded: &mut Loaded, options: &BundleOptions) -> Result<String, Error> {
    whole(loaded, &options.diagnostics)?;
    let origin: String = root_name(loaded)
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    let note = format!("{BUNDLE_MARK} from {origin}; do not edit.");
    let format = options.format.unwrap_or_default();
    let mut document = bundle(&loaded.contract);
    if let Value::Object(properties) = &mut document {
        // A bundle of a bundle says what it was made of itself.
        properties.shift_remove(GENERATED_BY);
        if format == BundleFormat::Json {
            properties.shift_insert(0, GENERATED_BY.to_owned(), Value::from(note.as_str()));
        }
    }
    Ok(match format {
        BundleFormat::Yaml => format!("# {note}\n{}", to_yaml(&document)?),
        BundleFormat::Json => format!("{document:#}\n"),
    })
}
