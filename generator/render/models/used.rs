//! What a file of models imports.

use super::super::layout::Imports;
use crate::rust::{Look, ModelId, Models, Module, Only, Ty, types_named};

/// What a file has to import.
#[derive(Debug, Default)]
pub(super) struct Used {
    pub map: bool,
    pub fmt: bool,
    pub value: bool,
    pub object: bool,
    pub number: bool,
    pub date: bool,
    pub timestamp: bool,
    pub uuid: bool,
    pub codec: bool,
    pub structure: bool,
    pub union: bool,
    /// Values that may be of several alternatives.
    pub overlapping: bool,
    /// Members that tell alternatives apart.
    telling: bool,
    /// The types that looks name.
    types: u8,
}

impl Used {
    pub fn look(&mut self, look: &Look) {
        self.types |= look.types;
        for (_, only) in &look.telling {
            self.telling = true;
            if let Only::Types(types) = only {
                self.types |= types;
            }
        }
        let inside = look.inside.iter().map(|(_, inside)| inside);
        let deeper = look.items.iter().chain(&look.rest).chain(inside);
        deeper.for_each(|look| self.look(look));
    }

    pub fn ty(&mut self, ty: &Ty) {
        match ty {
            Ty::Map(inner) => {
                self.map = true;
                self.ty(inner);
            }
            Ty::List(inner) | Ty::Optional(inner) | Ty::Boxed(inner) => self.ty(inner),
            Ty::Value => self.value = true,
            Ty::Object => {
                self.value = true;
                self.object = true;
            }
            Ty::Number => self.number = true,
            Ty::Date => self.date = true,
            Ty::Timestamp => self.timestamp = true,
            Ty::Uuid => self.uuid = true,
            _ => {}
        }
    }

    pub fn write(&self, models: &Models, module: &Module, imported: &[ModelId]) -> String {
        let up = if module.folder.is_some() {
            "super::super"
        } else {
            "super"
        };
        let support = format!("{up}::super::support");
        let mut std = Imports::default();
        if self.map {
            std.add("std::collections", ["BTreeMap"]);
        }
        if self.fmt {
            std.add("std", ["fmt"]);
        }
        let mut crates = Imports::default();
        if self.date {
            crates.add("chrono", ["NaiveDate"]);
        }
        if self.codec {
            crates.add("serde", ["Serialize", "Serializer"]);
        }
        let mut json = Vec::new();
        if self.object {
            json.push("Map");
        }
        if self.number {
            json.push("Number");
        }
        if self.value || self.codec {
            json.push("Value");
        }
        crates.add("serde_json", json);
        let mut own = Imports::default();
        if self.codec {
            let mut names = vec!["FromJson", "JsonError", "deserialize"];
            if self.structure {
                names.extend(["ObjectReader", "ObjectWriter"]);
            }
            names.extend(types_named(self.types));
            own.add(&format!("{support}::json"), names);
            if self.union {
                let telling = self.telling.then_some("Only");
                let kept = self.overlapping.then_some("read_or_keep");
                let names = telling.into_iter().chain(kept).chain(["Look", "choose"]);
                own.add(&format!("{support}::choose"), names);
            }
        }
        if self.timestamp {
            own.add(&format!("{support}::time"), ["Timestamp"]);
        }
        if self.uuid {
            own.add(&format!("{support}::uuid"), ["Uuid"]);
        }
        own.add(up, imported.iter().map(|id| models[*id].name.as_str()));
        let groups: Vec<String> = [std, crates, own]
            .into_iter()
            .map(Imports::write)
            .filter(|group| !group.is_empty())
            .collect();
        // The items that follow begin with an empty line of their own.
        if groups.is_empty() {
            String::new()
        } else {
            format!("\n{}", groups.join("\n"))
        }
    }
}
