//! What a schema says with everything that must hold beside it: `allOf` flattened, alternatives
//! told apart from nullability.

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::{Contract, Discriminator, Schema, SchemaId, Type, Types};

/// A schema that must hold; a bare one without its own alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    pub id: SchemaId,
    pub bare: bool,
}

impl From<SchemaId> for Part {
    fn from(id: SchemaId) -> Self {
        Self { id, bare: false }
    }
}

/// Alternatives that a value has to choose between.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    pub members: Vec<SchemaId>,
    pub discriminator: Option<&'a Discriminator>,
}

/// What members may be that are not named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Additional {
    /// Nothing is said: there may be some, and nothing is known about them.
    Unsaid,
    Closed,
    /// They are wanted, of these schemas at once; of any kind where there are none.
    Wanted(Vec<SchemaId>),
}

/// Schemas that must all hold, as one.
#[derive(Debug)]
pub struct Merged<'a> {
    /// The types that all admit, null left out.
    pub types: Types,
    pub nullable: bool,
    pub values: Option<Vec<&'a Value>>,
    pub format: Option<&'a str>,
    pub properties: IndexMap<&'a str, Vec<SchemaId>>,
    pub required: Vec<&'a str>,
    pub additional: Additional,
    pub items: Vec<SchemaId>,
    pub tuple: bool,
    pub choices: Vec<Choice<'a>>,
    pub schemas: Vec<&'a Schema>,
    /// Every part but the alternatives.
    pub base: Vec<Part>,
    /// Some part admits nothing at all.
    pub never: bool,
    /// Members that a condition asks for.
    asked: Vec<&'a str>,
    /// A condition describes members that nothing names.
    opens: bool,
    /// So many members there are at least.
    least: usize,
}

/// Every type, null among them because alternatives say so: without any word on types null is
/// possible too, but nobody's meaning.
const SAID: Types = Types::ANY.without(Type::Integer);

impl<'a> Merged<'a> {
    #[must_use]
    pub fn new(contract: &'a Contract, parts: &[Part]) -> Self {
        let mut merged = Self {
            types: Types::ANY,
            nullable: true,
            values: None,
            format: None,
            properties: IndexMap::new(),
            required: Vec::new(),
            additional: Additional::Unsaid,
            items: Vec::new(),
            tuple: false,
            choices: Vec::new(),
            schemas: Vec::new(),
            base: Vec::new(),
            never: false,
            asked: Vec::new(),
            opens: false,
            least: 0,
        };
        let mut seen = Vec::new();
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

    fn add(&mut self, contract: &'a Contract, part: Part, seen: &mut Vec<Part>, null: &mut bool) {
        // Bare parts stand before what is built on them: their alternatives are chosen already.
        if seen.contains(&part) || seen.contains(&Part { bare: true, ..part }) {
            return;
        }
        seen.push(part);
        let schema = &contract[part.id];
        self.schemas.push(schema);
        self.never |= schema.boolean == Some(false);
        self.types = self.types.intersect(schema.types);
        if let Some(values) = &schema.values {
            self.values = Some(match self.values.take() {
                None => values.iter().collect(),
                Some(known) => known
                    .into_iter()
                    .filter(|value| values.contains(value))
                    .collect(),
            });
        }
        self.format = self.format.or(schema.format.as_deref());
        for (name, id) in &schema.properties {
            let ids = self.properties.entry(name).or_default();
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        for name in &schema.required {
            if !self.required.contains(&name.as_str()) {
                self.required.push(name);
            }
        }
        self.add_conditional(contract, schema);
        self.add_additional(contract, schema);
        self.items
            .extend(schema.items.filter(|id| !self.items.contains(id)));
        self.tuple |= !schema.prefix_items.is_empty();
        for id in &schema.all_of {
            self.add(contract, Part::from(*id), seen, null);
        }
        self.base.push(Part {
            id: part.id,
            bare: true,
        });
        if !part.bare {
            self.add_choice(contract, &schema.any_of, schema, seen, null);
            self.add_choice(contract, &schema.one_of, schema, seen, null);
        }
    }

    /// Members that are only described or asked for under a condition may be there, and of any kind.
    fn add_conditional(&mut self, contract: &'a Contract, schema: &'a Schema) {
        let branches = [schema.if_, schema.then, schema.else_]
            .into_iter()
            .flatten();
        let says = |id: SchemaId| contract[id].boolean.is_none();
        for id in branches.chain(schema.dependent_schemas.values().copied()) {
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
        let dependent = schema.dependent_required.values().flatten();
        self.asked.extend(dependent.map(String::as_str));
        let least = schema.min_properties.unwrap_or(0);
        self.least = self.least.max(usize::try_from(least).unwrap_or(usize::MAX));
    }

    fn add_additional(&mut self, contract: &Contract, schema: &Schema) {
        let patterns = schema.pattern_properties.values().copied();
        let mut said: Vec<SchemaId> = patterns.collect();
        let closed = |id: SchemaId| contract[id].boolean == Some(false);
        // What nothing else looks at is wanted, unless it is refused.
        let rest = schema.unevaluated_properties;
        if rest.is_some_and(|id| !closed(id)) && self.additional == Additional::Unsaid {
            self.additional = Additional::Wanted(Vec::new());
        }
        // Names that no pattern matches may hold anything.
        if !said.is_empty() && !schema.additional.is_some_and(closed) {
            self.additional = Additional::Wanted(Vec::new());
            return;
        }
        match schema.additional {
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

    /// One alternative is a part like any other, and null among alternatives is nullability.
    fn add_choice(
        &mut self,
        contract: &'a Contract,
        members: &'a [SchemaId],
        owner: &'a Schema,
        seen: &mut Vec<Part>,
        null: &mut bool,
    ) {
        if members.is_empty() {
            return;
        }
        let (nulls, others): (Vec<SchemaId>, Vec<SchemaId>) =
            members.iter().partition(|id| is_null(&contract[**id]));
        let grows = owner
            .discriminator
            .as_ref()
            .is_some_and(|own| own.base.is_some());
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
        if others.iter().all(|id| only_constrains(&contract[*id])) {
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
            discriminator: owner.discriminator.as_deref(),
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

/// Whether a schema only narrows what others describe: alternatives such as `required: [a]`.
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
