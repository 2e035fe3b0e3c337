//! The values that the text of a parameter or of a form may have, by its schema.

use serde_json::Value;

use super::super::branches::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use crate::contract::{Contract, SchemaId, Type};
use counterpart_contract::merge::{Additional, Merged, Part};

/// The values that the text of a parameter may have, by its schema.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    pub types: u8,
    pub items: Option<Box<Shape>>,
    pub properties: Vec<(String, Shape)>,
}

/// The depth up to which schemas are followed, as they may be recursive.
const DEPTH: usize = 6;
/// The number of subschemas that are followed for one parameter or form; others are strings.
const PARTS: usize = 2_000;

impl Shape {
    /// A string.
    #[must_use]
    pub fn text() -> Self {
        Self {
            types: STRING,
            ..Self::default()
        }
    }

    /// Whether the value may be an object with additional properties.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.types & OBJECT != 0 && self.items.is_some()
    }

    /// Whether the value is a scalar.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        self.types & (ARRAY | OBJECT) == 0
    }

    fn is_text(&self) -> bool {
        self.types == STRING && self.items.is_none() && self.properties.is_empty()
    }

    /// All that either may mean.
    fn or(mut self, other: Self) -> Self {
        self.types |= other.types;
        self.items = match (self.items, other.items) {
            (Some(one), Some(other)) => Some(Box::new(one.or(*other))),
            (one, other) => one.or(other),
        };
        for (name, shape) in other.properties {
            match self.properties.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = std::mem::take(known).or(shape),
                None => self.properties.push((name, shape)),
            }
        }
        self
    }
}

/// Returns the values that the text of a parameter with a schema may have.
pub(super) fn shape(contract: &Contract, id: SchemaId) -> Shape {
    let mut reader = ShapeReader {
        contract,
        left: PARTS,
    };
    reader.of(&[id], 0, 0)
}

struct ShapeReader<'a> {
    contract: &'a Contract,
    left: usize,
}

impl ShapeReader<'_> {
    /// Of a value that all of the schemas are about, so deep in a value and in choices of choices.
    fn of(&mut self, ids: &[SchemaId], depth: usize, choices: usize) -> Shape {
        let so_far = depth <= DEPTH && choices <= DEPTH;
        let Some(left) = self.left.checked_sub(1).filter(|_| so_far) else {
            return Shape::text();
        };
        self.left = left;
        let parts: Vec<Part> = ids.iter().copied().map(Part::from).collect();
        let merged = Merged::new(self.contract, &parts);
        let mut out = Shape {
            types: own_types(&merged),
            ..Shape::default()
        };
        let prefix = merged.schemas.iter().flat_map(|own| &own.prefix_items);
        let mut items: Vec<Vec<SchemaId>> = prefix.map(|id| vec![*id]).collect();
        if !merged.items.is_empty() {
            items.push(merged.items.clone());
        }
        if let Additional::Wanted(ids) = &merged.additional {
            items.push(ids.clone());
        }
        let items = items.into_iter().map(|ids| match ids.as_slice() {
            [] => Shape::text(),
            ids => self.of(ids, depth + 1, 0),
        });
        out.items = items.reduce(Shape::or).map(Box::new);
        for (name, ids) in &merged.properties {
            let property = match ids.as_slice() {
                [] => Shape::text(),
                ids => self.of(ids, depth + 1, 0),
            };
            // Text is what is read where nothing is known; the names of the first properties count.
            if depth == 0 || out.items.is_some() || !property.is_text() {
                out.properties.push(((*name).to_owned(), property));
            }
        }
        for choice in &merged.choices {
            for branch in &choice.members {
                out = out.or(self.of(&[*branch], depth, choices + 1));
            }
        }
        if out.types == 0 {
            out.types = STRING;
        }
        if merged.nullable {
            out.types |= NULL;
        }
        out
    }
}

/// Returns the types of a schema, by keywords or by its values; none if it has none.
fn own_types(merged: &Merged<'_>) -> u8 {
    if let Some(values) = &merged.values {
        let of = |value: &&Value| match value {
            Value::Null => NULL,
            Value::Bool(_) => BOOLEAN,
            Value::Number(number) if number.is_f64() => NUMBER,
            Value::Number(_) => INTEGER,
            Value::String(_) => STRING,
            Value::Array(_) => ARRAY,
            Value::Object(_) => OBJECT,
        };
        return values.iter().map(of).fold(0, |types, one| types | one);
    }
    let types = merged.types.iter().filter(|_| merged.has_types());
    let types = types.fold(0, |types, kind| {
        types
            | match kind {
                Type::Null => NULL,
                Type::Boolean => BOOLEAN,
                Type::Integer => INTEGER,
                Type::Number => NUMBER,
                Type::String => STRING,
                Type::Array => ARRAY,
                Type::Object => OBJECT,
            }
    });
    let has_items = merged.tuple || !merged.items.is_empty();
    match types {
        0 if merged.is_object() => OBJECT,
        0 if has_items => ARRAY,
        types => types,
    }
}
