//! Properties that messages of one direction do not have, so that those that are required need not be
//! there: by the schema that requires them, one that applies beside it, or one that is part of either.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use indexmap::IndexSet;

use super::DEPTH;
use super::evaluated::Around;
use crate::model::{Contract, Direction, SchemaId, direction_flags};

/// Names of properties of the other direction.
type Names = Rc<BTreeSet<String>>;

/// What was found out about names. Most contracts have none, and none of this costs them anything.
#[derive(Debug, Default)]
pub(super) struct Directions {
    /// Of a schema and the parts of its `allOf`.
    of: HashMap<SchemaId, Names>,
    /// Of schemas that apply together.
    around: IndexSet<Names>,
}

impl Directions {
    /// The schemas around a value, and one more.
    pub fn with(
        &mut self,
        contract: &Contract,
        direction: Direction,
        around: Around,
        schema: SchemaId,
    ) -> Around {
        let own = self.of(contract, direction, schema, DEPTH);
        if own.is_empty() {
            return around;
        }
        let all = match self.around(around) {
            Some(known) if own.is_subset(known) => return around,
            Some(known) => known.union(&own).cloned().collect(),
            None => own.as_ref().clone(),
        };
        let (number, _) = self.around.insert_full(Rc::new(all));
        Around(number + 1)
    }

    /// Whether a property is one of the other direction.
    pub fn is_excused(&self, around: Around, name: &str) -> bool {
        self.around(around)
            .is_some_and(|names| names.contains(name))
    }

    fn around(&self, Around(number): Around) -> Option<&Names> {
        self.around.get_index(number.checked_sub(1)?)
    }

    fn of(
        &mut self,
        contract: &Contract,
        direction: Direction,
        id: SchemaId,
        depth: usize,
    ) -> Names {
        if let Some(known) = self.of.get(&id) {
            return Rc::clone(known);
        }
        let (Some(depth), Some(schema)) = (depth.checked_sub(1), contract.schemas.get(id.index()))
        else {
            return Names::default();
        };
        // A schema that is part of itself adds nothing the second time.
        self.of.insert(id, Names::default());
        let properties = schema.properties.iter();
        let own: BTreeSet<String> = properties
            .filter(|(_, property)| {
                let (read_only, write_only) = direction_flags(contract, **property);
                match direction {
                    Direction::Request => read_only,
                    Direction::Response => write_only,
                }
            })
            .map(|(name, _)| name.clone())
            .collect();
        let mut names = Rc::new(own);
        for part in &schema.all_of {
            let more = self.of(contract, direction, *part, depth);
            if names.is_empty() {
                names = more;
            } else if !more.is_subset(&names) {
                names = Rc::new(names.union(&more).cloned().collect());
            }
        }
        self.of.insert(id, Rc::clone(&names));
        names
    }
}
