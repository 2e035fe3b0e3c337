//! Schemas: what a value may be, with every constraint and the place it was written at.
//!
//! One model for both dialects. OpenAPI 3.0 schemas (an extended subset of JSON Schema Wright
//! draft 00) and OpenAPI 3.1 schemas (JSON Schema 2020-12) are read into the same fields: 3.0's
//! `nullable` becomes a type, its boolean `exclusiveMinimum` a property of the bound, and 3.1's
//! `const` an enumeration of one.

use std::num::NonZeroU32;
use std::ops::{Deref, DerefMut};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Decimal, Sparse, Type, Types};
use crate::location::Place;

/// A schema of a contract, by its index in [`Contract::schemas`](super::Contract::schemas).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(
    /// One more than the index, so that no room is needed to say that there is none.
    NonZeroU32,
);

impl SchemaId {
    /// The id of the schema at an index.
    #[must_use]
    pub fn at(index: usize) -> Self {
        let next = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Self(NonZeroU32::new(next).unwrap_or(NonZeroU32::MAX))
    }

    /// The index in [`Contract::schemas`](super::Contract::schemas).
    #[must_use]
    pub fn index(self) -> usize {
        // At least one, as its type says.
        self.0.get() as usize - 1
    }
}

/// One end of a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The bound.
    pub value: Decimal,
    /// The bound itself is not admitted.
    pub exclusive: bool,
}

/// The property whose value chooses among branches (OpenAPI 3.0.3, section 4.7.25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// The name of the property.
    pub property: String,
    /// Values that the contract maps to a schema explicitly, in the order written.
    pub mapping: IndexMap<String, SchemaId>,
    /// The discriminator values of each branch: those that are mapped to it, else its name. None
    /// where there are no such values, or where its own schema rules them out.
    pub tags: IndexMap<SchemaId, Vec<String>>,
    /// Where the branches are the schemas that are built on a base with `allOf`: the base alone.
    pub base: Option<SchemaId>,
}

impl Discriminator {
    /// The discriminator values of a branch.
    #[must_use]
    pub fn tags(&self, alternative: SchemaId) -> &[String] {
        self.tags.get(&alternative).map_or(&[], Vec::as_slice)
    }

    /// Whether a value may be of a branch: its discriminator value is one of the branch, or one of
    /// the two has none.
    #[must_use]
    pub fn may_mean(&self, alternative: SchemaId, value: &Value) -> bool {
        let tags = self.tags(alternative);
        let tag = value.get(&self.property);
        tags.is_empty()
            || tag.is_none_or(|tag| {
                tag.as_str()
                    .is_some_and(|tag| tags.iter().any(|own| own == tag))
            })
    }
}

/// A schema with all its constraints. Absent constraints admit everything.
///
/// Keywords that few schemas use are in [`UncommonKeywords`] and read as if they were fields of this.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Where it was written.
    pub place: Place,
    /// The key under `components.schemas`, where it has one.
    pub name: Option<String>,

    // Annotations.
    /// The title.
    pub title: Option<String>,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// Clients should no longer use it.
    pub deprecated: bool,
    /// Only in responses (OpenAPI 3.0.3, section 4.7.24).
    pub read_only: bool,
    /// Only in requests (OpenAPI 3.0.3, section 4.7.24).
    pub write_only: bool,
    /// The default.
    pub default: Option<Box<Value>>,
    /// The examples.
    pub examples: Vec<Value>,

    // Any type.
    /// A boolean schema: `Some(false)` admits nothing, `Some(true)` everything.
    pub boolean: Option<bool>,
    /// `type` was written: only these. [`Types::ANY`] where it was not.
    pub types: Types,
    /// `enum` and `const`: only these values.
    pub values: Option<Vec<Value>>,
    /// The format.
    pub format: Option<String>,

    // Strings; lengths in Unicode characters.
    /// The least length.
    pub min_length: Option<u64>,
    /// The greatest length.
    pub max_length: Option<u64>,
    /// An ECMA-262 regular expression, not anchored.
    pub pattern: Option<String>,

    // Arrays.
    /// What the items after `prefix_items` are.
    pub items: Option<SchemaId>,

    // Objects.
    /// The schemas of properties by their names.
    pub properties: Sparse<IndexMap<String, SchemaId>>,
    /// The required properties.
    pub required: Vec<String>,
    /// The schema of properties that neither `properties` nor `pattern_properties` name.
    pub additional: Option<SchemaId>,

    // Combinations. A `$ref` with siblings is the first member of `all_of`.
    /// All of these hold.
    pub all_of: Vec<SchemaId>,
    /// At least one of these holds, where there are any.
    pub any_of: Vec<SchemaId>,
    /// Exactly one of these holds, where there are any.
    pub one_of: Vec<SchemaId>,
    /// What chooses among the branches of `any_of` and `one_of`.
    pub discriminator: Option<Box<Discriminator>>,
    /// The branches are read as if there were a discriminator: a schema that this one is compared
    /// with has one, and adding one changes nothing.
    pub chooses: bool,

    /// Keywords that few schemas use.
    pub uncommon: Sparse<UncommonKeywords>,
}

/// Keywords that few schemas use. A long document has tens of thousands of schemas, and room for all
/// of these in each would be most of their memory.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UncommonKeywords {
    // Annotations.
    /// Documentation elsewhere.
    pub external_docs: Option<Box<super::ExternalDocs>>,
    /// How XML names it (OpenAPI 3.0.3, section 4.7.26): kept as it is written, for bundles.
    pub xml: Option<Box<Value>>,
    /// Extensions.
    pub extensions: Sparse<Map<String, Value>>,

    // Numbers.
    /// The lower bound.
    pub minimum: Option<Bound>,
    /// The upper bound.
    pub maximum: Option<Bound>,
    /// Values are multiples of this, which is above zero.
    pub multiple_of: Option<Decimal>,

    // What strings hold.
    /// The encoding of binary content in strings (validation, section 8.3).
    pub content_encoding: Option<String>,
    /// The media type of the content (validation, section 8.4).
    pub content_media_type: Option<String>,
    /// The schema of the content (validation, section 8.5).
    pub content_schema: Option<SchemaId>,

    // Arrays.
    /// The schemas of the first items by their positions.
    pub prefix_items: Vec<SchemaId>,
    /// The least count of items.
    pub min_items: Option<u64>,
    /// The greatest count of items.
    pub max_items: Option<u64>,
    /// No two items are equal.
    pub unique_items: bool,
    /// Some items are of this schema (core, section 10.3.1.3).
    pub contains: Option<SchemaId>,
    /// The least count of items that `contains` is for; one where it is not given.
    pub min_contains: Option<u64>,
    /// The greatest count of items that `contains` is for.
    pub max_contains: Option<u64>,
    /// The schema of items that no other keyword evaluates (core, section 11.2).
    pub unevaluated_items: Option<SchemaId>,

    // Objects.
    /// The schemas of properties whose names match a pattern.
    pub pattern_properties: Sparse<IndexMap<String, SchemaId>>,
    /// The schema of the names of properties.
    pub property_names: Option<SchemaId>,
    /// The least count of properties.
    pub min_properties: Option<u64>,
    /// The greatest count of properties.
    pub max_properties: Option<u64>,
    /// The properties that are required where a property is present.
    pub dependent_required: Sparse<IndexMap<String, Vec<String>>>,
    /// The schema that applies where a property is present.
    pub dependent_schemas: Sparse<IndexMap<String, SchemaId>>,
    /// The schema of properties that no other keyword evaluates (core, section 11.3).
    pub unevaluated_properties: Option<SchemaId>,

    // Combinations.
    /// The schema that does not hold.
    pub not: Option<SchemaId>,
    /// The condition (core, section 10.2.2).
    pub if_: Option<SchemaId>,
    /// The schema that applies where the condition holds.
    pub then: Option<SchemaId>,
    /// The schema that applies where the condition does not hold.
    pub else_: Option<SchemaId>,

    /// Keywords that the contract's dialect knows and this model does not hold, as written
    /// (`$dynamicRef` and unknown vocabularies). Who judges by meaning must not pass over them.
    pub unknown: Sparse<Map<String, Value>>,
}

impl Deref for Schema {
    type Target = UncommonKeywords;

    fn deref(&self) -> &UncommonKeywords {
        &self.uncommon
    }
}

impl DerefMut for Schema {
    fn deref_mut(&mut self) -> &mut UncommonKeywords {
        &mut self.uncommon
    }
}

impl Schema {
    /// The schema that this one merely wraps: nothing but annotations stands beside an `allOf` of one,
    /// or a choice of one.
    #[must_use]
    pub fn wrapped(&self) -> Option<SchemaId> {
        match (&*self.all_of, &*self.any_of, &*self.one_of) {
            ([only], [], []) => Some(*only).filter(|_| self.is_bare()),
            ([], [only], []) | ([], [], [only]) => {
                Some(*only).filter(|_| self.is_bare() && self.discriminator.is_none())
            }
            _ => None,
        }
    }

    /// The two branches of a schema that has nothing else but annotations.
    #[must_use]
    pub fn either(&self) -> Option<[SchemaId; 2]> {
        match (&*self.all_of, &*self.any_of, &*self.one_of) {
            ([], [one, other], []) | ([], [], [one, other]) => {
                Some([*one, *other]).filter(|_| self.is_bare())
            }
            _ => None,
        }
    }

    /// Whether all that it says of types is said by others: parts or alternatives.
    fn is_bare(&self) -> bool {
        self.types == Types::ANY
            && self.boolean.is_none()
            && self.values.is_none()
            && self.format.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional.is_none()
            && self.pattern_properties.is_empty()
            && self.items.is_none()
            && self.prefix_items.is_empty()
    }

    /// Whether the schema says anything of values beside annotations, or has a direction.
    #[must_use]
    pub fn constrains(&self) -> bool {
        let Self {
            all_of,
            any_of,
            one_of,
            discriminator,
            ..
        } = self;
        let combines = !(all_of.is_empty() && any_of.is_empty() && one_of.is_empty());
        combines || discriminator.is_some() || self.constrains_beside_combinations()
    }

    /// Whether the schema says anything beside its combinations and annotations.
    #[must_use]
    pub fn constrains_beside_combinations(&self) -> bool {
        let Self {
            place: _,
            name: _,
            title: _,
            description: _,
            deprecated: _,
            read_only,
            write_only,
            default: _,
            examples: _,
            boolean,
            types,
            values,
            format,
            min_length,
            max_length,
            pattern,
            items,
            properties,
            required,
            additional,
            all_of: _,
            any_of: _,
            one_of: _,
            discriminator: _,
            chooses,
            uncommon,
        } = self;
        let UncommonKeywords {
            external_docs: _,
            xml: _,
            extensions: _,
            minimum,
            maximum,
            multiple_of,
            content_encoding,
            content_media_type,
            content_schema,
            prefix_items,
            min_items,
            max_items,
            unique_items,
            contains,
            min_contains,
            max_contains,
            unevaluated_items,
            pattern_properties,
            property_names,
            min_properties,
            max_properties,
            dependent_required,
            dependent_schemas,
            unevaluated_properties,
            not,
            if_,
            then,
            else_,
            unknown,
        } = &**uncommon;
        let schemas = [
            items,
            additional,
            content_schema,
            contains,
            unevaluated_items,
            property_names,
            unevaluated_properties,
            not,
            if_,
            then,
            else_,
        ];
        let counts = [
            min_length,
            max_length,
            min_items,
            max_items,
            min_contains,
            max_contains,
            min_properties,
            max_properties,
        ];
        let strings = [format, pattern, content_encoding, content_media_type];
        let flags = [*read_only, *write_only, *chooses, *unique_items];
        *types != Types::ANY
            || boolean.is_some()
            || values.is_some()
            || minimum.is_some()
            || maximum.is_some()
            || multiple_of.is_some()
            || schemas.into_iter().any(Option::is_some)
            || counts.into_iter().any(Option::is_some)
            || strings.into_iter().any(Option::is_some)
            || flags.contains(&true)
            || !properties.is_empty()
            || !required.is_empty()
            || !prefix_items.is_empty()
            || !pattern_properties.is_empty()
            || !dependent_required.is_empty()
            || !dependent_schemas.is_empty()
            || !unknown.is_empty()
    }

    /// Whether a discriminator chooses among the branches of `oneOf` (OpenAPI 3.0.4, section
    /// 4.7.25): that more than one of them admits a value is then no matter.
    #[must_use]
    pub fn is_discriminated(&self) -> bool {
        (self.discriminator.is_some() || self.chooses) && !self.one_of.is_empty()
    }

    /// Whether some branch has discriminator values.
    #[must_use]
    pub fn has_discriminator_values(&self) -> bool {
        let discriminator = self.discriminator.as_ref();
        discriminator.is_some_and(|known| !known.tags.is_empty())
    }

    /// Whether every string is admitted: no keyword of the schema itself constrains strings.
    #[must_use]
    pub fn admits_any_text(&self) -> bool {
        let parts = [self.not, self.if_, self.then, self.else_];
        self.types.contains(Type::String)
            && self.boolean.is_none()
            && self.values.is_none()
            && self.format.is_none()
            && self.pattern.is_none()
            && self.min_length.is_none()
            && self.max_length.is_none()
            && self.unknown.is_empty()
            && parts.iter().all(Option::is_none)
            && self.all_of.is_empty()
            && self.any_of.is_empty()
            && self.one_of.is_empty()
    }

    /// Whether null is among the types that the schema itself admits.
    #[must_use]
    pub fn admits_null(&self) -> bool {
        self.types.contains(Type::Null)
    }

    /// The schemas directly below this one, in the order in which they are written.
    pub fn children(&self) -> impl Iterator<Item = SchemaId> + '_ {
        let one = [
            self.content_schema,
            self.items,
            self.contains,
            self.unevaluated_items,
            self.additional,
            self.property_names,
            self.unevaluated_properties,
            self.not,
            self.if_,
            self.then,
            self.else_,
        ];
        self.properties
            .values()
            .chain(self.pattern_properties.values())
            .chain(self.dependent_schemas.values())
            .chain(self.prefix_items.iter())
            .chain(self.all_of.iter())
            .chain(self.any_of.iter())
            .chain(self.one_of.iter())
            .copied()
            .chain(one.into_iter().flatten())
            .chain(
                self.discriminator
                    .iter()
                    .flat_map(|discriminator| discriminator.mapping.values().copied()),
            )
    }
}
