//! What the text of a parameter or of a form can mean.

use super::super::looks::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::super::merge::{Additional, Merged, Part};
use crate::contract::{Contract, SchemaId, Type};

/// What the text of a parameter can mean.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    pub types: u8,
    pub items: Option<Box<Shape>>,
    pub members: Vec<(String, Shape)>,
}

impl Shape {
    /// Text that means nothing else.
    #[must_use]
    pub fn text() -> Self {
        Self {
            types: STRING,
            ..Self::default()
        }
    }
}

/// What the text of a value of a schema can mean.
pub(super) fn shape(contract: &Contract, id: SchemaId, depth: usize) -> Shape {
    let merged = Merged::new(contract, &[Part::from(id)]);
    let mut types = 0;
    for kind in merged.types.iter().filter(|_| merged.has_types()) {
        types |= match kind {
            Type::Null => NULL,
            Type::Boolean => BOOLEAN,
            Type::Integer => INTEGER,
            Type::Number => NUMBER,
            Type::String => STRING,
            Type::Array => ARRAY,
            Type::Object => OBJECT,
        };
    }
    if types == 0 && merged.is_object() {
        types = OBJECT;
    }
    for alternative in merged
        .choices
        .iter()
        .flat_map(|choice| &choice.members)
        .filter(|_| depth < 4)
    {
        types |= shape(contract, *alternative, depth + 1).types;
    }
    if let Some(values) = &merged.values {
        let all_text = values.iter().all(|value| value.is_string());
        types = if all_text { STRING } else { types };
    }
    if types == 0 {
        types = STRING;
    }
    if merged.nullable {
        types |= NULL;
    }
    // Deeper values have no notation in text but JSON.
    let nested = depth < 3;
    let items = match (&merged.items[..], &merged.additional) {
        ([first, ..], _) if nested => Some(Box::new(shape(contract, *first, depth + 1))),
        (_, Additional::Wanted(ids)) if nested => Some(Box::new(match ids.first() {
            Some(id) => shape(contract, *id, depth + 1),
            None => Shape::text(),
        })),
        _ => None,
    };
    let members = merged
        .properties
        .iter()
        .filter(|_| nested)
        .filter_map(|(name, ids)| {
            Some((
                (*name).to_owned(),
                shape(contract, *ids.first()?, depth + 1),
            ))
        })
        .collect();
    Shape {
        types,
        items,
        members,
    }
}
