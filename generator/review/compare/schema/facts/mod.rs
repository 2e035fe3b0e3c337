//! What differs between two schemas that stand in each other's place, keyword by keyword. Facts
//! only: what they mean is decided elsewhere.

mod annotations;
mod combinations;
mod containers;
mod discriminators;
mod scalars;

use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::containment::{Again, Cut, Step, alternatives, flatten, overlaid};
use crate::rules::{self, Rule};
use counterpart_contract::{Contract, Schema, SchemaId, Types, UncommonKeywords};

pub(super) use annotations::is_annotated;

/// One keyword, or a few that mean something together only, that differs.
pub(super) struct Difference {
    pub rule: &'static Rule,
    /// Tells it apart from others at the same place.
    pub detail: String,
    /// What changed, to stand after the name of the schema.
    pub says: String,
    /// The token below the schemas' places at which it is written.
    pub token: String,
    /// What each side demands by it.
    pub cuts: [Cut; 2],
    /// Meaning does not see it.
    pub beyond_meaning: bool,
}

/// Parts of two schemas that stand in each other's place.
pub(super) struct Child {
    pub step: Step,
    pub pair: [SchemaId; 2],
    /// Whether more is said of the place on either side.
    pub is_part: bool,
}

pub(super) struct Differences<'a> {
    pub contracts: [&'a Contract; 2],
    pub same_class: &'a dyn Fn(SchemaId, SchemaId) -> bool,
    /// Of one class, and nothing else differs either.
    pub alike: &'a dyn Fn(SchemaId, SchemaId) -> bool,
    pub pair: [SchemaId; 2],
    pub is_part: bool,
    pub found: Vec<Difference>,
    pub children: Vec<Child>,
}

/// A schema that demands nothing, to put single keywords into.
fn free() -> Schema {
    Schema {
        types: Types::ANY,
        ..Schema::default()
    }
}

/// The same, for keywords that are rare.
fn rarely(uncommon: UncommonKeywords) -> Schema {
    Schema {
        uncommon: uncommon.into(),
        ..free()
    }
}

fn show<T: Debug>(value: &Option<T>, text: impl Fn(&T) -> String) -> String {
    value.as_ref().map_or_else(|| "none".into(), text)
}

impl Differences<'_> {
    pub(super) fn collect(&mut self) {
        let [base, head] = self.pair;
        let (left, right) = (&self.contracts[0][base], &self.contracts[1][head]);
        let contracts = self.contracts;
        let choices =
            [left, right].map(|schema| !schema.any_of.is_empty() || !schema.one_of.is_empty());
        if self.null_beside(base, head) {
            return;
        }
        match (
            alternatives(&contracts[0][base]),
            alternatives(&contracts[1][head]),
        ) {
            (Some((token, list)), None) if !choices[1] => {
                return self.choice(token, list, 0);
            }
            (None, Some((token, list))) if !choices[0] => {
                return self.choice(token, list, 1);
            }
            _ => {}
        }
        if left.all_of.len() == right.all_of.len() {
            for [old, new] in self.partners(&left.all_of, &right.all_of) {
                self.child(Step::Here, old, new);
            }
            self.keywords(&left.clone(), &right.clone());
            return;
        }
        match (
            flatten(self.contracts[0], base),
            flatten(self.contracts[1], head),
        ) {
            (Some(left), Some(right)) => self.keywords(&left, &right),
            _ => self.overlapping(left, right),
        }
    }

    /// Schemas whose parts speak of the same members.
    fn overlapping(&mut self, left: &Schema, right: &Schema) {
        let [base, head] = self.pair;
        match (
            overlaid(self.contracts[0], base),
            overlaid(self.contracts[1], head),
        ) {
            (Some((old, old_again)), Some((new, new_again))) => {
                self.keywords(&old, &new);
                let all = |schema: &Schema, again: &[Again], name: &str| -> Vec<SchemaId> {
                    let more = again.iter().filter(|(own, _)| own == name);
                    let first = schema.properties.get(name).copied();
                    first.into_iter().chain(more.map(|(_, id)| *id)).collect()
                };
                let names = old_again.iter().chain(&new_again).map(|(name, _)| name);
                let names: BTreeSet<&String> = names.collect();
                for name in names {
                    for one in all(&old, &old_again, name) {
                        for other in all(&new, &new_again, name) {
                            self.child(Step::Member(name.clone()), one, other);
                        }
                    }
                }
                for child in &mut self.children {
                    let shared = |(name, _): &Again| Step::Member(name.clone()) == child.step;
                    child.is_part = old_again.iter().chain(&new_again).any(shared);
                }
            }
            _ => {
                let cuts = [left, right].map(|schema| Schema {
                    all_of: schema.all_of.clone(),
                    ..free()
                });
                self.keyword(
                    &rules::SCHEMA_COMBINATION,
                    "allOf",
                    "`allOf` changed".into(),
                    cuts,
                );
                self.keywords(&left.clone(), &right.clone());
            }
        }
    }

    /// Parts of which there are as many on both sides: those that are alike, then those of one name,
    /// then the others in their order.
    fn partners(&self, old: &[SchemaId], new: &[SchemaId]) -> Vec<[SchemaId; 2]> {
        let name = |side: usize, id: SchemaId| self.contracts[side][id].name.as_ref();
        let alike = |old, new| (self.same_class)(old, new);
        let named = |old, new| name(0, old).is_some() && name(0, old) == name(1, new);
        let ways: [&dyn Fn(SchemaId, SchemaId) -> bool; 3] = [&alike, &named, &|_, _| true];
        let (mut old, mut new) = (old.to_vec(), new.to_vec());
        let mut pairs = Vec::new();
        for belong in ways {
            old.retain(
                |own| match new.iter().position(|other| belong(*own, *other)) {
                    Some(at) => {
                        pairs.push([*own, new.remove(at)]);
                        false
                    }
                    None => true,
                },
            );
        }
        pairs
    }

    fn child(&mut self, step: Step, base: SchemaId, head: SchemaId) {
        if !(self.alike)(base, head) {
            self.children.push(Child {
                step,
                pair: [base, head],
                is_part: false,
            });
        }
    }

    fn keyword(&mut self, rule: &'static Rule, token: &str, says: String, cuts: [Schema; 2]) {
        self.found.push(Difference {
            rule,
            detail: format!("{token}: {says}"),
            says,
            token: token.to_owned(),
            cuts: cuts.map(|cut| Cut::Keywords(Box::new(cut))),
            beyond_meaning: false,
        });
    }

    /// A keyword whose values can be compared as text.
    fn plain(&mut self, rule: &'static Rule, token: &str, values: [String; 2], cuts: [Schema; 2]) {
        let [from, to] = values;
        if from != to {
            self.keyword(
                rule,
                token,
                format!("`{token}` went from {from} to {to}"),
                cuts,
            );
        }
    }

    fn keywords(&mut self, left: &Schema, right: &Schema) {
        self.scalars(left, right);
        self.arrays(left, right);
        self.members(left, right);
        self.combinations(left, right);
        self.discriminator(left, right);
        self.rest(left, right);
    }

    /// A keyword with one schema below it, compared as a whole.
    fn optional_part(
        &mut self,
        rule: &'static Rule,
        token: &str,
        schemas: [&Schema; 2],
        cut: fn(&Schema) -> (Option<SchemaId>, Schema),
    ) {
        let [left, right] = schemas.map(cut);
        let same = match (left.0, right.0) {
            (None, None) => true,
            (Some(old), Some(new)) => (self.same_class)(old, new),
            _ => false,
        };
        if !same {
            self.keyword(rule, token, format!("`{token}` changed"), [left.1, right.1]);
        }
    }

    fn listed_parts(
        &mut self,
        rule: &'static Rule,
        token: &str,
        schemas: [&Schema; 2],
        cut: fn(&Schema) -> (Vec<SchemaId>, Schema),
    ) {
        let [left, right] = schemas.map(cut);
        let same = left.0.len() == right.0.len()
            && left
                .0
                .iter()
                .zip(&right.0)
                .all(|(old, new)| (self.same_class)(*old, *new));
        if !same {
            self.keyword(rule, token, format!("`{token}` changed"), [left.1, right.1]);
        }
    }
}
