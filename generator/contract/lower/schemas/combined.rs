//! Keywords of schemas that only mean something together with others.

use serde_json::{Map, Value};

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Version, refs};
use crate::location::Place;
use crate::model::{Bound, Schema, Type, Types};

impl<'a> Reader<'a> {
    /// A reference whose goal depends on the way to it is followed as a plain one. Where that may
    /// be another goal, the keyword is kept as one that is not understood.
    pub(super) fn dynamic(
        &mut self,
        schema: &mut Schema,
        key: &str,
        members: &Map<String, Value>,
        place: &Place,
    ) {
        let Some(reference) = members.get(key).and_then(Value::as_str) else {
            return;
        };
        let sources = &self.document.sources;
        if let Some(target) = refs::dynamic(sources, place, key, reference) {
            let target = self.at(target);
            schema.all_of.push(target);
        }
        if key == "$dynamicRef" && refs::is_ambiguous(sources, reference) {
            schema.unknown.insert(key.to_owned(), reference.into());
            self.report.push(Diagnostic::new(
                &codes::UNCHECKED_CONSTRAINT,
                place.join(key),
                format!("`{reference}` may refer to several schemas; the first one is used"),
            ));
        }
    }

    /// What a reference leads to in a place where only keywords' own values may stand.
    pub(super) fn through<'v>(
        &mut self,
        key: &str,
        value: &'v Value,
        at: Place,
    ) -> (&'v Value, Place)
    where
        'a: 'v,
    {
        let Some((value, target, reference)) =
            refs::through(&self.document.sources, key, value, &at)
        else {
            return (value, at);
        };
        self.report
            .push(refs::out_of_place(&format!("`{key}`"), reference, at));
        (value, target)
    }

    /// `nullable: true` adds null to the type beside it (OpenAPI 3.0.3, section 4.7.24).
    pub(super) fn read_nullable(
        &mut self,
        schema: &mut Schema,
        members: &Map<String, Value>,
        place: &Place,
    ) {
        if members.get("nullable") != Some(&Value::Bool(true)) {
            return;
        }
        if members.contains_key("type") {
            schema.types = schema.types.with(Type::Null);
            return;
        }
        let combined =
            !(schema.all_of.is_empty() && schema.any_of.is_empty() && schema.one_of.is_empty());
        if !combined {
            return;
        }
        self.report.push(
            Diagnostic::new(
                &codes::NULLABLE_WITHOUT_TYPE,
                place.join("nullable"),
                "`nullable` without a `type`; null is admitted beside the rest",
            )
            .help("write `type` beside it, or in 3.1 add a branch `type: 'null'`"),
        );
        let rest = Schema {
            place: place.clone(),
            types: Types::ANY,
            all_of: std::mem::take(&mut schema.all_of),
            any_of: std::mem::take(&mut schema.any_of),
            one_of: std::mem::take(&mut schema.one_of),
            discriminator: schema.discriminator.take(),
            properties: std::mem::take(&mut schema.properties),
            required: std::mem::take(&mut schema.required),
            additional: schema.additional.take(),
            ..Schema::default()
        };
        let lone = rest.all_of.len() == 1
            && rest.any_of.is_empty()
            && rest.one_of.is_empty()
            && rest.properties.is_empty()
            && rest.required.is_empty()
            && rest.additional.is_none();
        let inner = match rest.all_of.first() {
            Some(only) if lone => *only,
            _ => self.push(rest),
        };
        let null = self.push(Schema {
            place: place.clone(),
            types: Types::of(Type::Null),
            ..Schema::default()
        });
        schema.any_of = vec![inner, null];
    }

    /// Bounds in either dialect: 3.0's exclusiveness is a flag beside the bound, 3.1's a bound of
    /// its own, and the narrower of two counts.
    pub(super) fn read_bounds(&mut self, schema: &mut Schema, members: &Map<String, Value>) {
        let place = schema.place.clone();
        let mut bound = |inclusive: &str, exclusive: &str| -> (Option<Bound>, Option<Bound>) {
            let plain = members
                .get(inclusive)
                .and_then(|value| self.number(value, &place.join(inclusive)));
            let flag = members.get(exclusive);
            let own = flag
                .filter(|value| !value.is_boolean())
                .and_then(|value| self.number(value, &place.join(exclusive)));
            let strict = flag == Some(&Value::Bool(true));
            (
                plain.map(|value| Bound {
                    value,
                    exclusive: strict,
                }),
                own.map(|value| Bound {
                    value,
                    exclusive: true,
                }),
            )
        };
        let minimum = match bound("minimum", "exclusiveMinimum") {
            (Some(plain), Some(own)) => Some(if plain.value > own.value { plain } else { own }),
            (plain, own) => plain.or(own),
        };
        let maximum = match bound("maximum", "exclusiveMaximum") {
            (Some(plain), Some(own)) => Some(if plain.value < own.value { plain } else { own }),
            (plain, own) => plain.or(own),
        };
        if minimum.is_some() || maximum.is_some() {
            (schema.minimum, schema.maximum) = (minimum, maximum);
        }
    }

    /// A list in `items` is what later drafts call `prefixItems`.
    pub(super) fn read_items(
        &mut self,
        schema: &mut Schema,
        members: &Map<String, Value>,
        place: &Place,
    ) {
        match members.get("items") {
            Some(list @ Value::Array(_)) => {
                schema.prefix_items = self.list(list, place.join("items"));
                if members.contains_key("additionalItems") {
                    schema.items = Some(self.at(place.join("additionalItems")));
                }
            }
            Some(_) => schema.items = Some(self.at(place.join("items"))),
            None => {
                let array = members.get("type").is_some_and(|kind| kind == "array");
                if array && self.document.version == Version::V30 {
                    self.report.push(Diagnostic::new(
                        &codes::MISSING_FIELD,
                        place.clone(),
                        "an array requires `items`; any items are admitted",
                    ));
                }
            }
        }
    }
}
