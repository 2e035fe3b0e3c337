//! What other code can name of a generated crate: the surface that its users have written code
//! against.
//!
//! The support code and the tables behind both halves (`support`, `checks`, `parameters`) are the
//! generator's own and no part of it.

mod client;
mod models;
mod server;
#[cfg(test)]
mod tests;

use super::{Api, MediaTypeBody, View};
use super::{BodyKind, Ty};

/// The public items of a generated crate, part by part.
#[derive(Debug)]
pub struct Surface {
    pub models: Vec<Item>,
    pub client: Vec<Item>,
    pub server: Vec<Item>,
    /// The cargo features of tags.
    pub features: Vec<String>,
    /// The version of the contract.
    pub version: String,
}

/// Something that code can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// `struct`, `field`, `method`
    pub noun: &'static str,
    /// Its name among its siblings.
    pub name: String,
    /// Its path from the root of the crate.
    pub path: String,
    /// Identifies it among its siblings in the contract, so that renames are recognized.
    pub origin: String,
    pub signature: Signature,
    /// Whether adding it breaks the compilation of existing code.
    pub needed: bool,
    /// The items that belong to it.
    pub members: Vec<Item>,
}

/// The signature of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// Names and types, in their order; parts of a tuple have no names.
    pub arguments: Vec<(String, String)>,
    /// The result of a method, the type of a field, the target of an alias, the nature of an enum.
    pub result: String,
}

impl Signature {
    fn of(result: impl Into<String>) -> Self {
        Self {
            arguments: Vec::new(),
            result: result.into(),
        }
    }

    /// The parts of a tuple; none where the type is `()`.
    fn tuple(types: impl IntoIterator<Item = String>) -> Self {
        let types = types.into_iter().filter(|ty| ty != "()");
        Self {
            arguments: types.map(|ty| (String::new(), ty)).collect(),
            result: String::new(),
        }
    }
}

impl Item {
    fn new(
        noun: &'static str,
        parent: &str,
        name: impl Into<String>,
        origin: impl Into<String>,
        signature: Signature,
    ) -> Self {
        let name = name.into();
        Self {
            noun,
            path: format!("{parent}::{name}"),
            name,
            origin: origin.into(),
            signature,
            needed: false,
            members: Vec::new(),
        }
    }

    fn needed(mut self, needed: bool) -> Self {
        self.needed = needed;
        self
    }

    fn with(mut self, members: Vec<Self>) -> Self {
        self.members = members;
        self
    }
}

impl Surface {
    /// Lists what a crate generated for a contract has.
    #[must_use]
    pub fn new(api: &Api) -> Self {
        let mut features = api.features.groups.clone();
        if api.features.models {
            features.push("models".into());
        }
        Self {
            models: models::items(&api.models),
            client: client::items(api),
            server: server::items(api),
            features,
            version: api.version.clone(),
        }
    }
}

fn type_text(api: &Api, ty: &Ty) -> String {
    api.models.path(ty, View::Outside("models::")).to_string()
}

/// The type of a body in one media type, owned.
fn payload_text(api: &Api, payload: &MediaTypeBody) -> String {
    match payload.kind {
        BodyKind::Json | BodyKind::Pairs => type_text(api, &payload.ty),
        BodyKind::Text => "String".into(),
        BodyKind::Bytes => "Vec<u8>".into(),
        BodyKind::Open => "Content".into(),
    }
}

/// The type of a body: nothing, a value, or a choice between media types.
fn content_text(api: &Api, content: &[MediaTypeBody], choice: &str) -> String {
    match content {
        [] => "()".into(),
        [only] => payload_text(api, only),
        _ => choice.to_owned(),
    }
}

/// The type of a body as the content of a variant.
fn variant_text(api: &Api, payload: &MediaTypeBody) -> String {
    let path = payload.variant_path(&api.models, View::Outside("models::"));
    path.to_string()
}

/// A choice between media types, whose variants box objects and unions.
fn choice(api: &Api, half: &str, name: &str, origin: String, content: &[MediaTypeBody]) -> Item {
    let item = Item::new("enum", half, name, origin, Signature::of("of media types"));
    let variants = content
        .iter()
        .map(|payload| {
            let signature = Signature::tuple([variant_text(api, payload)]);
            Item::new(
                "variant",
                &item.path,
                payload.variant.as_str(),
                payload.media.as_str(),
                signature,
            )
        })
        .collect();
    item.with(variants)
}

/// Identifies an operation independently of its id and of the names of its path parameters.
fn wire(operation: &super::Operation) -> String {
    let mut out = format!("{} ", operation.method);
    let mut inside = false;
    for character in operation.path.chars() {
        if !inside || character == '}' {
            out.push(character);
        }
        inside = (inside || character == '{') && character != '}';
    }
    out
}
