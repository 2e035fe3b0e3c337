//! How messages are written as text.

use crate::compare::media_type::{is_opaque, kind};
use crate::containment::{Kind, Omitted, Step, without_wrapper};
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
    /// Properties are written one by one, and not as parts of one text.
    properties: bool,
    /// Items are written one by one, also those of a property.
    items: bool,
    /// Items are sent as one text.
    pub(in crate::compare) joined: bool,
    /// Whatever is sent is one text.
    pub(in crate::compare) whole: bool,
    /// A text is cut into items by whoever reads it.
    pub(in crate::compare) split: bool,
    pub omitted: Omitted,
    /// Parts of parts are texts, too.
    pub as_text: bool,
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
            properties: true,
            items: true,
            joined: one(&sent.value)?,
            whole: match sent.value {
                ParameterValue::Styled { style, explode, .. } => {
                    style == Style::Simple || style == Style::Form && !explode
                }
                ParameterValue::Content(_) => true,
            },
            split: one(&read.value)?,
            omitted: match (&sent.value, sent.location) {
                // A template has no empty segments.
                (_, Location::Path) => Omitted::EmptyValues,
                // Each part is written by itself, so that none is no parameter.
                (
                    ParameterValue::Styled { explode: true, .. },
                    Location::Query | Location::Cookie,
                ) => Omitted::EmptyContainers,
                _ => Omitted::Nothing,
            },
            as_text: false,
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
        let as_text = url
            && [0, 1]
                .iter()
                .all(|side| has_only_texts(contracts[*side], media[*side]));
        (form || is_opaque(&kind)).then_some(Self {
            properties: form,
            items: form,
            joined: false,
            whole: false,
            split: false,
            omitted: Omitted::Nothing,
            as_text,
        })
    }

    /// Returns whether what the steps lead to is a text of its own.
    pub(in crate::compare) fn reaches(self, steps: &[Step]) -> bool {
        let item = |step: &Step| matches!(step, Step::Item | Step::Position(_));
        match steps {
            [] => true,
            [Step::Property(_)] => self.properties,
            [only] => self.items && item(only),
            [Step::Property(_), last] => self.properties && self.items && item(last),
            _ => false,
        }
    }
}

/// Returns whether no property of a form is written as JSON, as objects are that have no style.
fn has_only_texts(contract: &Contract, media: &MediaType) -> bool {
    let Some(form) = media.schema else {
        return false;
    };
    let form = &contract[without_wrapper(contract, form)];
    form.additional.is_none()
        && !combined(form)
        && form.properties.iter().all(|(name, property)| {
            let encoding = media.encoding.get(name);
            encoding.is_some_and(|own| own.style.is_some() || own.explode.is_some())
                || has_no_object(contract, *property, 3)
        })
}

fn has_no_object(contract: &Contract, id: SchemaId, depth: usize) -> bool {
    let schema = &contract[without_wrapper(contract, id)];
    let items = schema.items.zip(depth.checked_sub(1));
    schema.types != Types::ANY
        && !schema.types.contains(Type::Object)
        && (!schema.types.contains(Type::Array)
            || items.is_some_and(|(items, depth)| has_no_object(contract, items, depth)))
}

pub(in crate::compare) fn combined(schema: &Schema) -> bool {
    !(schema.all_of.is_empty() && schema.any_of.is_empty() && schema.one_of.is_empty())
        || schema.not.is_some()
        || schema.if_.is_some()
}
