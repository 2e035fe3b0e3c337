//! The imports of a file of models.

use super::super::imports::Types;
use super::super::text::Word;
use crate::rust::{Branch, Kind, Model, Values, types_named};

/// The names that a file has to import.
#[derive(Debug, Default)]
pub(super) struct Used {
    pub types: Types,
    pub fmt: bool,
    pub codec: bool,
    pub structure: bool,
    /// The JSON types that branches refer to.
    named: u8,
}

impl Used {
    /// Adds the imports of a model.
    pub fn model(&mut self, model: &Model) {
        model.types(&mut |ty| self.types.add(ty));
        match &model.kind {
            Kind::Struct(item) => {
                self.structure = true;
                self.types.map |= item.additional.is_some();
                self.types.nullable |= item.has_nullable();
            }
            Kind::StringEnum(_) => self.fmt = true,
            Kind::Union(item) => {
                self.types.value = true;
                item.variants
                    .iter()
                    .for_each(|variant| self.branch(&variant.branch));
            }
            Kind::IntegerEnum(_) => {}
            Kind::Alias(_) => return,
        }
        self.codec = true;
    }

    /// Adds the imports of a model's required properties, if it has any.
    pub fn required(&mut self, model: &Model) {
        if let Kind::Struct(item) = &model.kind {
            item.given().for_each(|field| self.types.add(&field.ty));
        }
    }

    fn branch(&mut self, branch: &Branch) {
        self.named |= branch.types;
        for (_, values) in &branch.distinguishing {
            if let Values::Types(types) = values {
                self.named |= types;
            }
        }
        let nested = branch.nested.iter().map(|(_, branch)| branch);
        let deeper = branch.items.iter().chain(&branch.additional).chain(nested);
        deeper.for_each(|branch| self.branch(branch));
    }

    /// Returns the imported JSON types.
    pub fn json_types(&self) -> Vec<Word> {
        types_named(self.named).map(Word).collect()
    }
}
