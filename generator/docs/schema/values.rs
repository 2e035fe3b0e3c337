//! The values that a property or parameter is limited to.

use serde_json::Value;

use super::flat::Flat;
use super::nesting::innermost;
use crate::contract::{Contract, SchemaId};
use crate::docs::text::Prose;

/// A value of an enumeration.
#[derive(Debug, Clone)]
pub struct EnumValue<'a> {
    pub json: String,
    pub description: Option<Prose<'a>>,
}

/// The maximal number of values that a field lists.
const MAX_VALUES: usize = 60;

/// Returns the values that a field is limited to, with their descriptions, and the number of
/// omitted values.
///
/// Descriptions come from the extension `x-enum-descriptions`, or from the branches of a `oneOf` of
/// constants, as is common in OpenAPI 3.1.
pub fn values<'a>(contract: &'a Contract, flat: &Flat<'a>) -> (Vec<EnumValue<'a>>, usize) {
    let (target, _) = innermost(contract, flat);
    let constant = (target.choices.iter()).find_map(|choice| constants(contract, &choice.branches));
    let mut count = 0;
    let mut all: Vec<EnumValue<'a>> = match (target.values(), constant) {
        (Some(values), _) => {
            let descriptions = target.first(|part| {
                let extensions = &part.extensions;
                [
                    "x-enum-descriptions",
                    "x-enumDescriptions",
                    "x-enum-varnames",
                ]
                .iter()
                .find_map(|key| extensions.get(*key))
            });
            count = values.iter().filter(|value| !value.is_null()).count();
            values
                .iter()
                .enumerate()
                .filter(|(_, value)| !value.is_null())
                .take(MAX_VALUES)
                .map(|(index, value)| EnumValue {
                    json: short(value),
                    description: descriptions
                        .and_then(|descriptions| match descriptions {
                            Value::Array(texts) => texts.get(index)?.as_str(),
                            Value::Object(texts) => texts.get(value.as_str()?)?.as_str(),
                            _ => None,
                        })
                        .and_then(Prose::non_empty),
                })
                .collect()
        }
        (None, Some(constants)) => constants,
        (None, None) => Vec::new(),
    };
    let more = count.max(all.len()).saturating_sub(MAX_VALUES);
    all.truncate(MAX_VALUES);
    (all, more)
}

/// The values of branches that are one constant each; none where a branch is anything else.
pub(super) fn constants<'a>(
    contract: &'a Contract,
    branches: &[SchemaId],
) -> Option<Vec<EnumValue<'a>>> {
    branches
        .iter()
        .map(|id| {
            let schema = contract.schemas.get(id.index())?;
            let [value] = schema.values.as_deref()? else {
                return None;
            };
            let text = schema.description.as_deref().or(schema.title.as_deref());
            Some(EnumValue {
                json: short(value),
                description: text.and_then(Prose::non_empty),
            })
        })
        .collect()
}

/// A value on one line.
pub(super) fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(160) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
