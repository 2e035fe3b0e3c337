//! The merged view of schemas that apply to one value: parts of `allOf` and lone branches read as one
//! with what they stand beside, null among branches told apart from choices.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::model::{Contract, Discriminator, Schema, SchemaId, Type, Types, UncommonKeywords};

/// A schema that applies; a bare one without its own branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// The schema.
    pub id: SchemaId,
    /// Its own branches do not count: they are chosen already.
    pub bare: bool,
}

impl From<SchemaId> for Part {
    fn from(id: SchemaId) -> Self {
        Self { id, bare: false }
    }
}

/// Branches of `anyOf` or `oneOf` that a value has to choose between.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    /// The branches other than null.
    pub members: Vec<SchemaId>,
    /// What chooses among the branches.
    pub discriminator: Option<&'a Discriminator>,
    /// At most one of them may hold (`oneOf`).
    pub exactly_one: bool,
    /// The schema that has the branches, by its index in [`Merged::schemas`].
    pub owner: usize,
}

/// What members may be that are not named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Additional {
    /// Nothing is said: there may be some, and nothing is known about them.
    Unsaid,
    /// There are none.
    Closed,
    /// They are wanted, of these schemas at once; of any kind where there are none.
    Wanted(Vec<SchemaId>),
}

/// Schemas that must all hold, as one.
#[derive(Debug)]
pub struct Merged<'a> {
    /// The types that all admit, null left out.
    pub types: Types,
    /// Null is admitted, and some keyword says so.
    pub nullable: bool,
    /// The values that all enumerations have in common, null left out.
    pub values: Option<Vec<&'a Value>>,
    /// The format of the outermost schema that has one.
    pub format: Option<&'a str>,
    /// The properties, each with all schemas that apply to it; without any where only a condition names
    /// it.
    pub properties: IndexMap<&'a str, Vec<SchemaId>>,
    /// The required properties.
    pub required: IndexSet<&'a str>,
    /// The properties that are not named.
    pub additional: Additional,
    /// The schemas of items that no position has.
    pub items: Vec<SchemaId>,
    /// The first items have schemas of their own.
    pub tuple: bool,
    /// In the order in which their owners are left.
    pub choices: Vec<Choice<'a>>,
    /// Choices whose branches describe nothing and only constrain what stands beside them, such as
    /// `required: [a]`.
    pub constraining: Vec<Choice<'a>>,
    /// Null is a branch of some choice.
    pub null_branch: bool,
    /// Every schema that applies, the outermost first.
    pub schemas: Vec<&'a Schema>,
    /// The ids of these.
    pub ids: Vec<SchemaId>,
    /// Every part without its branches.
    pub base: Vec<Part>,
    /// Some part admits nothing at all.
    pub never: bool,
    /// Members that a condition asks for.
    asked: Vec<&'a str>,
    /// A condition describes members that nothing names.
    opens: bool,
    /// So many members there are at least.
    least: usize,
    /// A base of others that is a choice of one is seen through like any choice of one.
    through_bases: bool,
}

/// Every type, null among them because branches say so: without any `type` null is admitted too, but
/// not intended.
const SAID: Types = Types::ANY.without(Type::Integer);

impl<'a> Merged<'a> {
    /// The view that types are made from: a base that others are built on stays a choice, even with one
    /// branch.
    #[must_use]
    pub fn new(contract: &'a Contract, parts: &[Part]) -> Self {
        Self::of(contract, parts, false)
    }

    /// The view for readers, who care what a value may be and not how the contract is put together.
    #[must_use]
    pub fn for_readers(contract: &'a Contract, ids: &[SchemaId]) -> Self {
        let parts: Vec<Part> = ids.iter().copied().map(Part::from).collect();
        Self::of(contract, &parts, true)
    }

    fn of(contract: &'a Contract, parts: &[Part], through_bases: bool) -> Self {
        let mut merged = Self {
            types: Types::ANY,
            nullable: true,
            values: None,
            format: None,
            properties: IndexMap::new(),
            required: IndexSet::new(),
            additional: Additional::Unsaid,
            items: Vec::new(),
            tuple: false,
            choices: Vec::new(),
            constraining: Vec::new(),
            null_branch: false,
            schemas: Vec::new(),
            ids: Vec::new(),
            base: Vec::new(),
            never: false,
            asked: Vec::new(),
            opens: false,
            least: 0,
            through_bases,
        };
        let mut seen = HashSet::new();
        let mut null = true;
        for part in parts {
            merged.add(contract, *part, &mut seen, &mut null);
        }
        // Other members than those that are described may have to be there. Without any of these,
        // all are kept.
        if !merged.properties.is_empty() {
            for name in std::mem::take(&mut merged.asked) {
                merged.properties.entry(name).or_default();
            }
            let asked = merged.opens || merged.least > merged.properties.len();
            if asked && merged.additional == Additional::Unsaid {
                merged.additional = Additional::Wanted(Vec::new());
            }
        }
        // Without any word on types null is among everything, which no option needs to say.
        let said = merged.types != Types::ANY || !null;
        merged.nullable = null && merged.types.contains(Type::Null) && said;
        merged.types = merged.types.without(Type::Null);
        if let Some(values) = &mut merged.values {
            let before = values.len();
            values.retain(|value| !value.is_null());
            merged.nullable =
                values.len() < before || (merged.nullable && merged.types != Types::ANY);
        }
        merged
    }

    fn add(
        &mut self,
        contract: &'a Contract,
        part: Part,
        seen: &mut HashSet<Part>,
        null: &mut bool,
    ) {
        // Bare parts come before what is built on them: their branches are chosen already.
        if seen.contains(&Part { bare: true, ..part }) || !seen.insert(part) {
            return;
        }
        let schema = &contract[part.id];
        // Every keyword is named here: what the view leaves out, `schemas` has.
        let Schema {
            place: _,
            name: _,
            title: _,
            description: _,
            deprecated: _,
            read_only: _,
            write_only: _,
            default: _,
            examples: _,
            boolean,
            types,
            values,
            format,
            min_length: _,
            max_length: _,
            pattern: _,
            items,
            properties,
            required,
            additional,
            all_of,
            any_of,
            one_of,
            discriminator: _,
            chooses: _,
            uncommon,
        } = schema;
        let UncommonKeywords {
            external_docs: _,
            xml: _,
            extensions: _,
            minimum: _,
            maximum: _,
            multiple_of: _,
            content_encoding: _,
            content_media_type: _,
            content_schema: _,
            prefix_items,
            min_items: _,
            max_items: _,
            unique_items: _,
            contains: _,
            min_contains: _,
            max_contains: _,
            unevaluated_items: _,
            pattern_properties,
            property_names: _,
            min_properties,
            max_properties: _,
            dependent_required,
            dependent_schemas,
            unevaluated_properties,
            not: _,
            if_,
            then,
            else_,
            unknown: _,
        } = &**uncommon;
        let owner = self.schemas.len();
        self.schemas.push(schema);
        self.ids.push(part.id);
        self.never |= *boolean == Some(false);
        self.types = self.types.intersect(*types);
        if let Some(values) = values {
            self.values = Some(match self.values.take() {
                None => values.iter().collect(),
                Some(known) => {
                    let others: HashSet<&Value> = values.iter().collect();
                    let both = |value: &&Value| others.contains(value);
                    known.into_iter().filter(both).collect()
                }
            });
        }
        self.format = self.format.or(format.as_deref());
        for (name, id) in properties {
            let ids = self.properties.entry(name).or_default();
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        self.required.extend(required.iter().map(String::as_str));
        let branches = [*if_, *then, *else_].into_iter().flatten();
        for id in branches.chain(dependent_schemas.values().copied()) {
            self.add_conditional(contract, id);
        }
        let dependent = dependent_required.values().flatten();
        self.asked.extend(dependent.map(String::as_str));
        let least = min_properties.unwrap_or(0);
        self.least = self.least.max(usize::try_from(least).unwrap_or(usize::MAX));
        let patterns = pattern_properties.values().copied().collect();
        self.add_additional(contract, patterns, *additional, *unevaluated_properties);
        self.items
            .extend(items.filter(|id| !self.items.contains(id)));
        self.tuple |= !prefix_items.is_empty();
        for id in all_of {
            self.add(contract, Part::from(*id), seen, null);
        }
        self.base.push(Part {
            id: part.id,
            bare: true,
        });
        if !part.bare {
            self.add_choice(contract, any_of, (owner, false), seen, null);
            self.add_choice(contract, one_of, (owner, true), seen, null);
        }
    }

    /// Members that are only described or asked for under a condition may be there, and of any kind.
    fn add_conditional(&mut self, contract: &'a Contract, id: SchemaId) {
        let says = |id: SchemaId| contract[id].boolean.is_none();
        let branch = &contract[id];
        for name in branch.properties.keys() {
            self.properties.entry(name).or_default();
        }
        self.asked
            .extend(branch.required.iter().map(String::as_str));
        let others = [branch.additional, branch.unevaluated_properties];
        self.opens |= !branch.pattern_properties.is_empty();
        self.opens |= others.into_iter().flatten().any(says);
    }

    fn add_additional(
        &mut self,
        contract: &Contract,
        mut said: Vec<SchemaId>,
        additional: Option<SchemaId>,
        rest: Option<SchemaId>,
    ) {
        let closed = |id: SchemaId| contract[id].boolean == Some(false);
        // What nothing else looks at is wanted, unless it is refused.
        if rest.is_some_and(|id| !closed(id)) && self.additional == Additional::Unsaid {
            self.additional = Additional::Wanted(Vec::new());
        }
        // Names that no pattern matches may hold anything.
        if !said.is_empty() && !additional.is_some_and(closed) {
            self.additional = Additional::Wanted(Vec::new());
            return;
        }
        match additional {
            Some(id) if contract[id].boolean == Some(false) => {
                let first = said.is_empty() && self.additional == Additional::Unsaid;
                self.additional = if first {
                    Additional::Closed
                } else {
                    self.additional.clone()
                };
            }
            Some(id) => said.push(id),
            None => {}
        }
        if said.is_empty() {
            return;
        }
        let open = |id: &SchemaId| contract[*id].boolean == Some(true);
        let ids: Vec<SchemaId> = if said.len() == 1 && !open(&said[0]) {
            said
        } else {
            Vec::new()
        };
        self.additional = Additional::Wanted(ids);
    }

    /// One branch is a part like any other, and null among branches is nullability.
    fn add_choice(
        &mut self,
        contract: &'a Contract,
        members: &'a [SchemaId],
        (owner, exactly_one): (usize, bool),
        seen: &mut HashSet<Part>,
        null: &mut bool,
    ) {
        if members.is_empty() {
            return;
        }
        let (nulls, others): (Vec<SchemaId>, Vec<SchemaId>) =
            members.iter().partition(|id| is_null(&contract[**id]));
        self.null_branch |= !nulls.is_empty();
        let discriminator = self
            .schemas
            .get(owner)
            .and_then(|schema| schema.discriminator.as_deref());
        let grows = discriminator.is_some_and(|own| own.base.is_some()) && !self.through_bases;
        if let [only] = others.as_slice()
            && !grows
        {
            // `allOf` beside it that admits no null would have to admit it for null to be possible.
            let mut inner_null = !nulls.is_empty();
            let before = self.types;
            self.add(contract, Part::from(*only), seen, &mut inner_null);
            if !nulls.is_empty() && before.contains(Type::Null) {
                self.types = self.types.with(Type::Null);
                if self.types == Types::ANY {
                    self.types = SAID;
                }
            }
            return;
        }
        let only_constrains = others.iter().all(|id| only_constrains(&contract[*id]));
        if only_constrains {
            self.constraining.push(Choice {
                members: others,
                discriminator,
                exactly_one,
                owner,
            });
            return;
        }
        let admits_null = !nulls.is_empty()
            || others
                .iter()
                .any(|id| contract[*id].types.contains(Type::Null));
        if !admits_null {
            *null = false;
        }
        if self.types == Types::ANY && admits_null && !nulls.is_empty() {
            self.types = SAID;
        }
        self.choices.push(Choice {
            members: others,
            discriminator,
            exactly_one,
            owner,
        });
    }

    /// Whether the schemas describe an object, though none may say so.
    #[must_use]
    pub fn is_object(&self) -> bool {
        let said = self.types.single() == Some(Type::Object);
        said || (self.types.contains(Type::Object)
            && self.types.single().is_none()
            && !self.has_types()
            && (!self.properties.is_empty() || matches!(self.additional, Additional::Wanted(_))))
    }

    /// Whether the schemas say that values are lists. `items` alone do not: without `type` they
    /// admit whatever is no list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.types.single() == Some(Type::Array)
    }

    /// Whether any schema names types at all.
    #[must_use]
    pub fn has_types(&self) -> bool {
        self.schemas.iter().any(|schema| schema.types != Types::ANY)
    }
}

/// Whether a schema admits null and nothing else.
#[must_use]
pub fn is_null(schema: &Schema) -> bool {
    schema.types.single() == Some(Type::Null)
        || schema
            .values
            .as_ref()
            .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}

/// Whether a schema only narrows what others describe: branches such as `required: [a]`.
fn only_constrains(schema: &Schema) -> bool {
    schema.types == Types::ANY
        && schema.values.is_none()
        && schema.properties.is_empty()
        && schema.items.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
        && schema.additional.is_none()
        && schema.name.is_none()
}
