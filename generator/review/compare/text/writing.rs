//! How messages are written as text.

use crate::compare::media_type::{is_opaque, kind};
use crate::containment::{Filled, Kind, Step, see_through};
use counterpart_contract::{
    Contract, Location, MediaType, Parameter, ParameterValue, Schema, SchemaId, Style, Type, Types,
};

/// The kinds of value that a text may stand for.
pub(in crate::compare) const KINDS: [Kind; 5] = [
    Kind::String,
    Kind::Number,
    Kind::Boolean,
    Kind::Array,
    Kind::Object,
];

/// How a message is written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::compare) struct Writing {
    /// Members are written one by one, and not as parts of one text.
    members: bool,
    /// Items are written one by one, also those of a member.
    items: bool,
    /// Items are sent as one text.
    pub(super) joined: bool,
    /// Whatever is sent is one text.
    pub(super) whole: bool,
    /// A text is cut into items by whoever reads it.
    pub(super) split: bool,
    pub filled: Filled,
    /// Parts of parts are texts, too.
    pub textual: bool,
}

impl Writing {
    /// A parameter as its sender and its reader have it, where both have a style.
    pub(in crate::compare) fn of(sent: &Parameter, read: &Parameter) -> Option<Self> {
        let one = |value: &ParameterValue| match value {
            ParameterValue::Styled { style, explode, .. } => {
                Some(!explode || *style == Style::Simple)
            }
            ParameterValue::Content(_) => None,
        };
        Some(Self {
            members: true,
            items: true,
            joined: one(&sent.value)?,
            whole: match sent.value {
                ParameterValue::Styled { style, explode, .. } => {
                    style == Style::Simple || style == Style::Form && !explode
                }
                ParameterValue::Content(_) => true,
            },
            split: one(&read.value)?,
            filled: match (&sent.value, sent.location) {
                // A template has no empty segments.
                (_, Location::Path) => Filled::All,
                // Each part is written by itself, so that none is no parameter.
                (
                    ParameterValue::Styled { explode: true, .. },
                    Location::Query | Location::Cookie,
                ) => Filled::Parts,
                _ => Filled::No,
            },
            textual: false,
        })
    }

    /// A body of a media type, where that is written as text.
    pub(in crate::compare) fn body(
        contracts: [&Contract; 2],
        media: [&MediaType; 2],
        sent_as: &str,
    ) -> Option<Self> {
        let kind = kind(sent_as);
        let url = kind == "application/x-www-form-urlencoded";
        let form = url || kind == "multipart/form-data";
        let textual = url
            && [0, 1]
                .iter()
                .all(|side| has_only_texts(contracts[*side], media[*side]));
        (form || is_opaque(&kind)).then_some(Self {
            members: form,
            items: form,
            joined: false,
            whole: false,
            split: false,
            filled: Filled::No,
            textual,
        })
    }

    /// Whether what the steps lead to is a text of its own.
    pub(in crate::compare) fn reaches(self, steps: &[Step]) -> bool {
        let item = |step: &Step| matches!(step, Step::Item | Step::Position(_));
        match steps {
            [] => true,
            [Step::Member(_)] => self.members,
            [only] => self.items && item(only),
            [Step::Member(_), last] => self.members && self.items && item(last),
            _ => false,
        }
    }
}

/// Whether no member of a form is written as JSON, as objects are that have no style.
fn has_only_texts(contract: &Contract, media: &MediaType) -> bool {
    let Some(form) = media.schema else {
        return false;
    };
    let form = &contract[see_through(contract, form)];
    form.additional.is_none()
        && !combined(form)
        && form.properties.iter().all(|(name, member)| {
            let encoding = media.encoding.get(name);
            encoding.is_some_and(|own| own.style.is_some() || own.explode.is_some())
                || has_no_object(contract, *member, 3)
        })
}

fn has_no_object(contract: &Contract, id: SchemaId, depth: usize) -> bool {
    let schema = &contract[see_through(contract, id)];
    let items = schema.items.zip(depth.checked_sub(1));
    schema.types != Types::ANY
        && !schema.types.contains(Type::Object)
        && (!schema.types.contains(Type::Array)
            || items.is_some_and(|(items, depth)| has_no_object(contract, items, depth)))
}

pub(super) fn combined(schema: &Schema) -> bool {
    !(schema.all_of.is_empty() && schema.any_of.is_empty() && schema.one_of.is_empty())
        || schema.not.is_some()
        || schema.if_.is_some()
}
