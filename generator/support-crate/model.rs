//! A model as the generator writes one.

use counterpart_support::json::{FromJson, Reader};
use counterpart_support::nullable::Nullable;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    pub id: i64,
    pub name: Option<String>,
    pub note: Nullable<String>,
    pub ratio: Option<f64>,
    pub parts: Option<Vec<Model>>,
    pub free: Option<Map<String, Value>>,
}

impl FromJson for Model {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        let mut object = json.object(&["id", "name", "note", "ratio", "parts", "free"])?;
        let mut id = None;
        let mut model = Self::default();
        while let Some(index) = object.next(json) {
            match index {
                0 => json.read(&mut id),
                1 => json.optional(&mut model.name),
                2 => json.nullable(&mut model.note),
                3 => json.optional(&mut model.ratio),
                4 => json.optional(&mut model.parts),
                5 => json.optional(&mut model.free),
                _ => object.skip(json),
            }
        }
        model.id = object.required(json, id, 0)?;
        Some(model)
    }
}

impl<'de> Deserialize<'de> for Model {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize_json(deserializer)
    }
}
