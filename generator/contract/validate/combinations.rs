//! Keywords that apply other schemas to the same value, and to what those leave unevaluated.

use indexmap::IndexMap;
use serde_json::Value;

use super::Validator;
use super::evaluated::{Evaluated, Here};
use crate::model::{Discriminator, SchemaId};
use crate::ternary::{at_least, both, either, not};

/// Keywords that apply other schemas to the same value.
pub(super) struct Combinations<'c> {
    pub all_of: &'c [SchemaId],
    pub any_of: &'c [SchemaId],
    pub one_of: &'c [SchemaId],
    /// More than one branch of `oneOf` may hold.
    pub one_may_be_many: bool,
    pub discriminator: Option<&'c Discriminator>,
    pub dependent: &'c IndexMap<String, SchemaId>,
    pub negated: Option<SchemaId>,
    pub condition: Option<SchemaId>,
    /// `then` and `else`.
    pub branches: (Option<SchemaId>, Option<SchemaId>),
}

impl Validator<'_> {
    /// A schema for the same value, whose evaluations count where it holds.
    fn join(
        &mut self,
        id: SchemaId,
        value: &Value,
        here: Here,
        evaluated: &mut Evaluated,
    ) -> Option<bool> {
        match self.schema(id, value, here) {
            Some(Some(other)) => {
                if here.tracked {
                    evaluated.joined.push(other);
                }
                Some(true)
            }
            Some(None) => Some(false),
            None => {
                evaluated.open = true;
                None
            }
        }
    }

    pub(super) fn combinations(
        &mut self,
        rules: &Combinations<'_>,
        value: &Value,
        here: Here,
        evaluated: &mut Evaluated,
    ) -> Option<bool> {
        let meant = |branch: &&SchemaId| {
            rules
                .discriminator
                .is_none_or(|known| known.may_mean(**branch, value))
        };
        let mut all = Some(true);
        for branch in rules.all_of {
            all = both(all, self.join(*branch, value, here, evaluated));
            if all == Some(false) {
                return all;
            }
        }
        if !rules.any_of.is_empty() {
            let mut any = Some(false);
            for branch in rules.any_of.iter().filter(meant) {
                any = either(any, self.join(*branch, value, here, evaluated));
                // All that hold are asked where it matters what they evaluate.
                if any == Some(true) && !here.tracked {
                    break;
                }
            }
            all = both(all, any);
        }
        if !rules.one_of.is_empty() {
            let (mut holding, mut doubtful) = (0, 0);
            for branch in rules.one_of.iter().filter(meant) {
                match self.join(*branch, value, here, evaluated) {
                    Some(holds) => holding += u64::from(holds),
                    None => doubtful += 1,
                }
            }
            let some = at_least(1, holding, doubtful);
            let several = match rules.one_may_be_many {
                true => Some(false),
                false => at_least(2, holding, doubtful),
            };
            all = both(all, both(some, not(several)));
        }
        if let Some(negated) = rules.negated {
            let held = self.schema(negated, value, here);
            all = both(all, not(held.map(|held| held.is_some())));
        }
        if let Some(condition) = rules.condition {
            let branch = match self.join(condition, value, here, evaluated) {
                Some(true) => rules.branches.0,
                Some(false) => rules.branches.1,
                None => {
                    all = both(all, None);
                    None
                }
            };
            if let Some(branch) = branch {
                all = both(all, self.join(branch, value, here, evaluated));
            }
        }
        if let Value::Object(members) = value {
            for (name, branch) in rules.dependent {
                if members.contains_key(name) {
                    all = both(all, self.join(*branch, value, here, evaluated));
                }
            }
        }
        all
    }

    pub(super) fn unevaluated(
        &mut self,
        (properties, items): (Option<SchemaId>, Option<SchemaId>),
        value: &Value,
        depth: usize,
        evaluated: &mut Evaluated,
    ) -> Option<bool> {
        let (values, own): (Vec<&Value>, SchemaId) = match (value, properties, items) {
            (Value::Object(members), Some(own), _) => (members.values().collect(), own),
            (Value::Array(list), _, Some(own)) => (list.iter().collect(), own),
            _ => return Some(true),
        };
        let (known, open) = evaluated.all();
        let mut all = Some(true);
        for (position, value) in values.into_iter().enumerate() {
            if !known.contains(&position) {
                all = both(all, self.holds(own, value, depth));
                evaluated.parts.push(position);
            }
        }
        // What is refused as unevaluated may be evaluated after all.
        all.filter(|holds| *holds || !open)
    }
}
