//! What a file of models imports.

use super::super::imports::Types;
use super::super::text::Word;
use crate::rust::{Kind, Look, Model, Only, types_named};

/// What a file has to import.
#[derive(Debug, Default)]
pub(super) struct Used {
    pub types: Types,
    pub fmt: bool,
    pub codec: bool,
    pub structure: bool,
    pub union: bool,
    /// Values that may be of several alternatives.
    pub overlapping: bool,
    /// Members that tell alternatives apart.
    pub telling: bool,
    /// The types of JSON values that looks name.
    named: u8,
}

impl Used {
    /// Adds what a model needs.
    pub fn model(&mut self, model: &Model) {
        model.types(&mut |ty| self.types.add(ty));
        match &model.kind {
            Kind::Struct(item) => {
                self.structure = true;
                self.types.map |= item.additional.is_some();
                self.types.nullable |= item.has_nullable();
            }
            Kind::Texts(_) => self.fmt = true,
            Kind::Union(item) => {
                self.union = true;
                self.overlapping |= item.is_overlapping();
                item.variants
                    .iter()
                    .for_each(|variant| self.look(&variant.look));
            }
            Kind::Numbers(_) => {}
            Kind::Alias(_) => return,
        }
        self.codec = true;
        self.types.value = true;
    }

    fn look(&mut self, look: &Look) {
        self.named |= look.types;
        for (_, only) in &look.telling {
            self.telling = true;
            if let Only::Types(types) = only {
                self.named |= types;
            }
        }
        let inside = look.inside.iter().map(|(_, inside)| inside);
        let deeper = look.items.iter().chain(&look.rest).chain(inside);
        deeper.for_each(|look| self.look(look));
    }

    /// The types of JSON values that are imported.
    pub fn json_types(&self) -> Vec<Word> {
        types_named(self.named).map(Word).collect()
    }
}
