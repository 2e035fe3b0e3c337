//! Discriminators: the branches that they choose among (OpenAPI 3.0.4, section 4.7.25).
//!
//! A discriminator is beside the branches of `oneOf` or `anyOf`, or alone on a base that other schemas
//! are built on with `allOf`. A value of such a base is of one of those others, as its discriminator
//! value says, so that the base becomes the choice among them; what they are built on is the base
//! alone, which is kept beside it.
//!
//! Discriminator values come from the mapping, else from the names of schemas. One that the branch
//! itself does not admit is none: people write discriminators for properties that hold something else.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::merge::parts;
use crate::model::{Contract, Discriminator, Schema, SchemaId, Type, Types, UncommonKeywords};

/// Schemas by the named schema that they are built on directly.
type Heirs = HashMap<SchemaId, IndexSet<SchemaId>>;

/// Turns bases with a discriminator into the choice between what is built on them.
pub(super) fn inherit(contract: &mut Contract) {
    let heirs = heirs(contract);
    if heirs.is_empty() {
        return;
    }
    let family = Family {
        contract,
        heirs: &heirs,
    };
    let bases: Vec<SchemaId> = contract.ids().filter(|id| family.is_base(*id)).collect();
    let mut choices = Vec::new();
    for base in bases {
        let tags = family.alternatives(base);
        if !tags.is_empty() {
            choices.push((base, family.own_tags(base), tags));
        }
    }
    let mut alone: HashMap<SchemaId, SchemaId> = HashMap::new();
    for (base, own, mut tags) in choices {
        let copy = SchemaId::at(contract.schemas.len());
        let whole = std::mem::take(&mut contract[base]);
        if !own.is_empty() {
            tags.insert(copy, own);
        }
        contract[base] = choice(&whole, copy, tags);
        contract.schemas.push(Schema {
            name: None,
            examples: Vec::new(),
            discriminator: None,
            ..whole
        });
        alone.insert(base, copy);
    }
    // What is built on a base is built on the base alone; what merely names it means any of them.
    for id in (0..contract.schemas.len()).map(SchemaId::at) {
        let schema = &contract[id];
        let built = |base: &SchemaId| {
            schema.wrapped().is_none()
                || heirs.get(base).is_some_and(|heirs| heirs.contains(&id))
                || alone.values().any(|copy| *copy == id)
        };
        let parts = schema.all_of.iter().map(|part| match alone.get(part) {
            Some(copy) if built(part) => *copy,
            _ => *part,
        });
        let parts: Vec<SchemaId> = parts.collect();
        contract[id].all_of = parts;
    }
}

/// A base as the choice among what is built on it, and itself where it has a discriminator value.
fn choice(whole: &Schema, alone: SchemaId, tags: IndexMap<SchemaId, Vec<String>>) -> Schema {
    let annotations = UncommonKeywords {
        external_docs: whole.external_docs.clone(),
        xml: whole.xml.clone(),
        extensions: whole.extensions.clone(),
        ..UncommonKeywords::default()
    };
    Schema {
        types: Types::ANY,
        place: whole.place.clone(),
        name: whole.name.clone(),
        title: whole.title.clone(),
        description: whole.description.clone(),
        deprecated: whole.deprecated,
        read_only: whole.read_only,
        write_only: whole.write_only,
        default: whole.default.clone(),
        examples: whole.examples.clone(),
        any_of: tags.keys().copied().collect(),
        discriminator: whole.discriminator.as_ref().map(|own| {
            Box::new(Discriminator {
                base: Some(alone),
                tags,
                ..own.as_ref().clone()
            })
        }),
        uncommon: annotations.into(),
        ..Schema::default()
    }
}

/// The named schemas that are built on others, those of the document's components first. One that
/// adds nothing is another name for its base, unless a value picks it.
fn heirs(contract: &Contract) -> Heirs {
    let mut heirs = Heirs::new();
    let components: IndexSet<SchemaId> = contract.models.values().copied().collect();
    // Other files have schemas of their own, which stand in no order that their authors chose.
    let mut others: Vec<SchemaId> = contract.ids().collect();
    others.retain(|id| contract[*id].name.is_some() && !components.contains(id));
    others.sort_by_key(|id| &contract[*id].place);
    for id in components.iter().chain(&others) {
        let schema = &contract[*id];
        for base in &schema.all_of {
            let mapping = contract[*base]
                .discriminator
                .as_ref()
                .map(|own| &own.mapping);
            let picked = mapping.is_some_and(|mapping| {
                mapping.is_empty() || mapping.values().any(|target| target == id)
            });
            if base != id
                && contract[*base].name.is_some()
                && (schema.wrapped().is_none() || picked)
            {
                heirs.entry(*base).or_default().insert(*id);
            }
        }
    }
    heirs
}

struct Family<'a> {
    contract: &'a Contract,
    heirs: &'a Heirs,
}

impl<'a> Family<'a> {
    /// Whether a schema has a discriminator, nothing that says what it chooses between, and heirs.
    fn is_base(&self, id: SchemaId) -> bool {
        let schema = &self.contract[id];
        schema.discriminator.is_some()
            && schema.any_of.is_empty()
            && schema.one_of.is_empty()
            && schema.name.is_some()
            && self.heirs.contains_key(&id)
    }

    /// The branches of a base with the discriminator values of each. An heir that is a base itself is one
    /// branch with all that is built on it.
    fn alternatives(&self, base: SchemaId) -> IndexMap<SchemaId, Vec<String>> {
        let mapping = self.mapping(base);
        let property = self.property(base);
        let mut found = IndexMap::new();
        let mut seen = HashSet::from([base]);
        let mut open: Vec<SchemaId> = self.direct(base).rev().collect();
        while let Some(heir) = open.pop() {
            if !seen.insert(heir) {
                continue;
            }
            let mut tags = Vec::new();
            if self.is_base(heir) {
                for inner in [heir].into_iter().chain(self.below(heir)) {
                    seen.insert(inner);
                    tags.extend(match self.is_base(inner) {
                        true => self.own_tags(inner),
                        false => self.tags(inner, &mapping, property),
                    });
                }
            } else {
                tags = self.tags(heir, &mapping, property);
                open.extend(self.direct(heir).rev());
            }
            if !tags.is_empty() {
                found.insert(heir, tags);
            }
        }
        found
    }

    /// The discriminator values of a base itself: its name, or what is mapped to it where anything is.
    fn own_tags(&self, base: SchemaId) -> Vec<String> {
        let above = [base].into_iter().chain(self.above(base));
        let mapping = self.mapped(base, above);
        if mapping.is_empty() || mapping.iter().any(|(_, target)| *target == base) {
            self.tags(base, &mapping, self.property(base))
        } else {
            Vec::new()
        }
    }

    fn tags(&self, id: SchemaId, mapping: &[(&str, SchemaId)], property: &str) -> Vec<String> {
        tags(
            &self.contract.schemas,
            id,
            mapping.iter().copied(),
            property,
        )
    }

    fn direct(&self, base: SchemaId) -> impl DoubleEndedIterator<Item = SchemaId> + use<'a> {
        self.heirs.get(&base).into_iter().flatten().copied()
    }

    /// All that is built on a schema, on whatever is built on it, and so on.
    fn below(&self, base: SchemaId) -> IndexSet<SchemaId> {
        let mut found = IndexSet::new();
        let mut open: Vec<SchemaId> = self.direct(base).collect();
        while let Some(heir) = open.pop() {
            if heir != base && found.insert(heir) {
                open.extend(self.direct(heir));
            }
        }
        found
    }

    /// What a schema is built on, near first.
    fn above(&self, id: SchemaId) -> IndexSet<SchemaId> {
        let mut found = IndexSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            for base in &self.contract[next].all_of {
                if *base != id && found.insert(*base) {
                    open.push(*base);
                }
            }
        }
        found
    }

    fn property(&self, base: SchemaId) -> &'a str {
        let discriminator = self.contract[base].discriminator.as_deref();
        discriminator.map_or("", |own| own.property.as_str())
    }

    /// The values that are mapped: by the base, and by its relatives where they have the same
    /// property.
    fn mapping(&self, base: SchemaId) -> Vec<(&'a str, SchemaId)> {
        let family = [base]
            .into_iter()
            .chain(self.above(base))
            .chain(self.below(base));
        self.mapped(base, family)
    }

    fn mapped(
        &self,
        base: SchemaId,
        by: impl Iterator<Item = SchemaId>,
    ) -> Vec<(&'a str, SchemaId)> {
        by.filter_map(|id| self.contract[id].discriminator.as_deref())
            .filter(|known| known.property == self.property(base))
            .flat_map(|known| &known.mapping)
            .map(|(tag, target)| (tag.as_str(), *target))
            .collect()
    }
}

/// Finds the discriminator values of branches beside their discriminator.
pub(super) fn tag(schemas: &mut [Schema]) {
    for index in 0..schemas.len() {
        let schema = &schemas[index];
        let Some(discriminator) = &schema.discriminator else {
            continue;
        };
        if discriminator.base.is_some() {
            continue;
        }
        let id = SchemaId::at(index);
        let property = &discriminator.property;
        let mapping = || {
            let all = discriminator.mapping.iter();
            all.map(|(tag, target)| (tag.as_str(), *target))
        };
        let tags = schema.one_of.iter().chain(&schema.any_of).map(|member| {
            let mut tags = tags(schemas, *member, mapping(), property);
            tags.retain(|tag| admits(schemas, id, property, tag));
            (*member, tags)
        });
        let tags: IndexMap<SchemaId, Vec<String>> = tags.collect();
        if let Some(discriminator) = &mut schemas[index].discriminator {
            discriminator.tags = tags;
        }
    }
}

/// The values that mean a schema: those that are mapped to it, else its name. None that its own
/// members rule out.
fn tags<'a>(
    schemas: &[Schema],
    id: SchemaId,
    mapping: impl Iterator<Item = (&'a str, SchemaId)> + Clone,
    property: &str,
) -> Vec<String> {
    let mapped = mapping.clone().filter(|(_, target)| *target == id);
    let mut tags: IndexSet<&str> = mapped.map(|(tag, _)| tag).collect();
    if tags.is_empty() {
        let name = schemas
            .get(id.index())
            .and_then(|schema| schema.name.as_deref());
        let free = |name: &&str| !mapping.clone().any(|(tag, _)| tag == *name);
        tags.extend(name.filter(free));
    }
    tags.into_iter()
        .filter(|tag| admits(schemas, id, property, tag))
        .map(str::to_owned)
        .collect()
}

/// Whether nothing that a schema demands in any case keeps a member from being this text.
fn admits(schemas: &[Schema], id: SchemaId, property: &str, tag: &str) -> bool {
    let together = |id: SchemaId| {
        let schema = schemas.get(id.index());
        schema.into_iter().flat_map(|schema| parts(schemas, schema))
    };
    together(id).all(|(_, part)| {
        part.properties.get(property).is_none_or(|member| {
            together(*member).all(|(_, member)| {
                let listed = member.values.as_ref();
                member.types.contains(Type::String)
                    && listed.is_none_or(|values| values.contains(&Value::from(tag)))
            })
        })
    })
}
