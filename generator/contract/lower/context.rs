//! What every part of the lowering has at hand, and how it gets from the typed model back to what was
//! written.

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr};
use serde_json::{Map, Value};

use super::schemas::Reader;
use crate::diagnostic::Diagnostic;
use crate::document::extensions::{PLACE, read_place};
use crate::location::{Place, Pointer};
use crate::model::Server;
use crate::source::Sources;

/// The unknown members of an object, as the typed model keeps them.
pub(super) type Extensions = IndexMap<String, Value>;

pub(super) struct Lowering<'a> {
    pub api: &'a OpenAPI,
    pub sources: &'a Sources,
    pub schemas: Reader<'a>,
    pub report: Vec<Diagnostic>,
    /// The servers of the path whose operations are being lowered.
    pub path_servers: Vec<Server>,
}

impl<'a> Lowering<'a> {
    pub(super) fn components(&self) -> Option<&'a openapiv3::Components> {
        self.api.components.as_ref()
    }

    /// The place that an object carries.
    pub(super) fn place(&self, extensions: &Extensions) -> Place {
        let text = extensions
            .get(PLACE)
            .and_then(Value::as_str)
            .unwrap_or("0#");
        read_place(self.sources, text)
    }

    /// Text that 3.1 has a member for and the typed model has none; 3.0 has it behind `x-`.
    pub(super) fn later_text(&self, place: &Place, name: &str) -> Option<String> {
        let text = |name: &str| self.sources.value(&place.join(name))?.as_str();
        let extension = format!("x-{name}");
        text(name).or_else(|| text(&extension)).map(str::to_owned)
    }
}

/// A document's own `x-` members.
pub(super) fn extensions(all: &Extensions) -> Map<String, Value> {
    all.iter()
        .filter(|(key, _)| !key.starts_with("x-counterpart-"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The entry of a components section that a reference of the skeleton names.
pub(super) fn component<'a, T>(
    section: Option<&'a IndexMap<String, ReferenceOr<T>>>,
    reference: &str,
) -> Option<(String, &'a T)> {
    let section = section?;
    let pointer = Pointer::new(reference.strip_prefix('#')?);
    let name = pointer.tokens().last()?.into_owned();
    match section.get(&name)? {
        ReferenceOr::Item(item) => Some((name, item)),
        // The skeleton only writes references that are followed to their end.
        ReferenceOr::Reference { .. } => None,
    }
}

/// What a member of the raw document says, where the typed model cannot.
pub(super) fn raw_flag(value: Option<&Value>, name: &str) -> Option<bool> {
    value?.get(name)?.as_bool()
}
