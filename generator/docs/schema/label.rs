//! The type of a value as a short phrase: `array of string`, `object`.

use super::MAX_NESTING;
use super::flat::Flat;
use crate::contract::{Contract, Type, Types};
use crate::docs::links::{Link, Links};

/// The type as a sequence of words and links to models.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    pub parts: Vec<LabelPart>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelPart {
    pub text: String,
    pub link: Option<Link>,
}

impl Label {
    fn push(&mut self, text: impl Into<String>) {
        self.parts.push(LabelPart {
            text: text.into(),
            link: None,
        });
    }

    /// Returns whether the label adds anything to a title.
    #[must_use]
    pub fn says_more_than(&self, title: &str) -> bool {
        self.parts.iter().any(|part| part.link.is_some()) || self.text() != title
    }

    /// Returns the label as plain text.
    #[must_use]
    pub fn text(&self) -> String {
        self.parts
            .iter()
            .map(|part| part.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Creates the label of a merged schema.
    #[must_use]
    pub fn of(contract: &Contract, links: &Links, flat: &Flat<'_>) -> Self {
        let mut label = Self::default();
        label.describe(contract, links, flat, 0);
        label
    }

    fn describe(&mut self, contract: &Contract, links: &Links, flat: &Flat<'_>, depth: usize) {
        if flat.any(|part| part.boolean == Some(false)) {
            self.push("no value");
            return;
        }
        if depth < MAX_NESTING
            && flat.is(Type::Array)
            && let Some(items) = flat.items()
        {
            let inner = Flat::of(contract, &[items]);
            self.push("array of");
            self.describe(contract, links, &inner, depth + 1);
            return;
        }
        if depth < MAX_NESTING
            && flat.is(Type::Object)
            && flat.properties.is_empty()
            && let Some(values) = flat.additional()
        {
            let inner = Flat::of(contract, &[values]);
            if inner.parts.iter().any(|part| part.boolean.is_none()) && inner.types != Types::ANY {
                self.push("map of");
                self.describe(contract, links, &inner, depth + 1);
                return;
            }
        }
        let types = flat.plain_types();
        if !flat.choices.is_empty() && types == Types::ANY {
            self.push(if flat.choices.iter().any(|choice| choice.exactly_one) {
                "one of"
            } else {
                "any of"
            });
        } else if types == Types::ANY {
            self.push("any");
        } else {
            let names: Vec<_> = types.iter().map(Type::name).collect();
            self.push(names.join(" or "));
        }
        if let Some(format) = flat.first(|part| part.format.as_deref())
            && !format.is_empty()
        {
            self.push(format!("({format})"));
        }
        if let Some(link) = flat.model.and_then(|model| links.model(model)) {
            self.parts.push(LabelPart {
                text: link.text.clone(),
                link: Some(link),
            });
        }
    }
}
