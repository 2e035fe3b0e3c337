//! The differences between two schemas, as the comparisons of keywords find them.

use std::fmt::{Debug, Display};

use crate::containment::{Constraints, Step};
use crate::rules::Rule;
use counterpart_contract::{Contract, Schema, SchemaId, Types, UncommonKeywords};

/// One keyword, or a few that mean something together only, that differs.
pub(in crate::compare) struct Difference {
    pub rule: &'static Rule,
    /// Tells it apart from others at the same place.
    pub detail: String,
    /// What changed, to stand after the name of the schema.
    pub message: String,
    /// The token below the schemas' places at which it is written.
    pub token: String,
    /// What each side demands by it.
    pub constraints: [Constraints; 2],
    /// Meaning does not see it.
    pub beyond_meaning: bool,
}

/// Parts of two schemas that stand in each other's place.
pub(in crate::compare) struct Child {
    pub step: Step,
    pub pair: [SchemaId; 2],
    /// Whether more is said of the place on either side.
    pub is_part: bool,
}

pub(in crate::compare) struct Differences<'a> {
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
pub(super) fn free() -> Schema {
    Schema {
        types: Types::ANY,
        ..Schema::default()
    }
}

/// The same, for keywords that are rare.
pub(super) fn rarely(uncommon: UncommonKeywords) -> Schema {
    Schema {
        uncommon: uncommon.into(),
        ..free()
    }
}

pub(super) fn show<T: Debug>(value: &Option<T>, text: impl Fn(&T) -> String) -> String {
    value.as_ref().map_or_else(|| "none".into(), text)
}

impl Differences<'_> {
    /// Parts of which there are as many on both sides: those that are alike, then those of one
    /// name, then the others in their order.
    pub(super) fn partners(&self, old: &[SchemaId], new: &[SchemaId]) -> Vec<[SchemaId; 2]> {
        let name = |side: usize, id: SchemaId| self.contracts[side][id].name.as_ref();
        let alike = |old, new| (self.same_class)(old, new);
        let named = |old, new| name(0, old).is_some() && name(0, old) == name(1, new);
        let criteria: [&dyn Fn(SchemaId, SchemaId) -> bool; 3] = [&alike, &named, &|_, _| true];
        let (mut old, mut new) = (old.to_vec(), new.to_vec());
        let mut pairs = Vec::new();
        for belong in criteria {
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

    pub(super) fn child(&mut self, step: Step, base: SchemaId, head: SchemaId) {
        if !(self.alike)(base, head) {
            self.children.push(Child {
                step,
                pair: [base, head],
                is_part: false,
            });
        }
    }

    /// A difference in what is written at `token`. The detail tells it apart from others there,
    /// whatever words `message` has for it.
    pub(super) fn keyword(
        &mut self,
        rule: &'static Rule,
        token: &str,
        detail: impl Display,
        message: String,
        constraints: [Schema; 2],
    ) {
        self.found.push(Difference {
            rule,
            detail: format!("{token}: {detail}"),
            message,
            token: token.to_owned(),
            constraints: constraints
                .map(|constraints| Constraints::Keywords(Box::new(constraints))),
            beyond_meaning: false,
        });
    }

    /// A keyword whose values can be compared as text.
    pub(super) fn plain(
        &mut self,
        rule: &'static Rule,
        token: &str,
        values: [String; 2],
        constraints: [Schema; 2],
    ) {
        let [from, to] = values;
        if from != to {
            self.keyword(
                rule,
                token,
                format!("{from} {to}"),
                format!("`{token}` changed from {from} to {to}"),
                constraints,
            );
        }
    }

    /// A keyword with one schema below it, compared as a whole.
    pub(super) fn optional_part(
        &mut self,
        rule: &'static Rule,
        token: &str,
        schemas: [&Schema; 2],
        constraints: fn(&Schema) -> (Option<SchemaId>, Schema),
    ) {
        let [left, right] = schemas.map(constraints);
        let same = match (left.0, right.0) {
            (None, None) => true,
            (Some(old), Some(new)) => (self.same_class)(old, new),
            _ => false,
        };
        if !same {
            let message = format!("`{token}` changed");
            self.keyword(rule, token, "", message, [left.1, right.1]);
        }
    }

    pub(super) fn listed_parts(
        &mut self,
        rule: &'static Rule,
        token: &str,
        schemas: [&Schema; 2],
        constraints: fn(&Schema) -> (Vec<SchemaId>, Schema),
    ) {
        let [left, right] = schemas.map(constraints);
        let same = left.0.len() == right.0.len()
            && left
                .0
                .iter()
                .zip(&right.0)
                .all(|(old, new)| (self.same_class)(*old, *new));
        if !same {
            let message = format!("`{token}` changed");
            self.keyword(rule, token, "", message, [left.1, right.1]);
        }
    }

    /// A change that meaning does not see.
    pub(super) fn annotation(&mut self, rule: &'static Rule, token: &str, message: String) {
        self.keyword(rule, token, message.clone(), message, [free(), free()]);
        if let Some(last) = self.found.last_mut() {
            last.beyond_meaning = true;
        }
    }
}
