//! What may end: operations, parameters, and properties of what is sent, each with the day that
//! `x-sunset` gives.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use counterpart_contract::source::Place;
use counterpart_contract::{Contract, Operation, Parameter, ParameterValue, Schema, SchemaId};

/// Something that a contract may give up.
pub(super) struct Ending<'a> {
    pub name: String,
    pub operation: &'a Operation,
    pub deprecated: bool,
    pub extensions: &'a Map<String, Value>,
    pub place: &'a Place,
    /// Callers are to know a day. Properties and parameters may be left out at once, so that none
    /// need be given for them.
    pub needs_day: bool,
}

impl<'a> Ending<'a> {
    pub(super) fn operation(operation: &'a Operation) -> Self {
        Self {
            name: format!("{} {}", operation.method, operation.path.text),
            operation,
            deprecated: operation.deprecated,
            extensions: &operation.extensions,
            place: &operation.place,
            needs_day: true,
        }
    }

    fn parameter(operation: &'a Operation, parameter: &'a Parameter) -> Self {
        let (location, name) = (parameter.location.name(), &parameter.name);
        Self {
            name: format!("the {location} parameter {name}"),
            deprecated: parameter.deprecated,
            extensions: &parameter.extensions,
            place: &parameter.place,
            needs_day: false,
            ..Self::operation(operation)
        }
    }

    fn property(operation: &'a Operation, name: &str, schema: &'a Schema) -> Self {
        Self {
            name: format!("the property {name}"),
            deprecated: schema.deprecated,
            extensions: &schema.extensions,
            place: &schema.place,
            needs_day: false,
            ..Self::operation(operation)
        }
    }
}

/// The parameters that two operations share, where the new one is deprecated.
pub(super) fn parameters<'a>(old: &'a Operation, new: &'a Operation) -> Vec<[Ending<'a>; 2]> {
    let mut out = Vec::new();
    for own in &old.parameters {
        let mut others = new.parameters.iter();
        if let Some(other) = others.find(|other| own.is_same(other))
            && other.deprecated
        {
            out.push([Ending::parameter(old, own), Ending::parameter(new, other)]);
        }
    }
    out
}

/// The deprecated properties that what is sent has in both contracts, each pair of schemas once.
pub(super) struct DeprecatedProperties<'a> {
    contracts: [&'a Contract; 2],
    seen: HashSet<[SchemaId; 2]>,
}

impl<'a> DeprecatedProperties<'a> {
    pub(super) fn of(contracts: [&'a Contract; 2]) -> Self {
        Self {
            contracts,
            seen: HashSet::new(),
        }
    }

    /// Those that two operations reach and none did before.
    pub(super) fn below(&mut self, old: &'a Operation, new: &'a Operation) -> Vec<[Ending<'a>; 2]> {
        let mut found = Vec::new();
        let mut open = sent(old, new);
        while let Some(pair) = open.pop() {
            if !self.seen.insert(pair) {
                continue;
            }
            let [own, other] = [0, 1].map(|side| &self.contracts[side][pair[side]]);
            for (name, property) in &own.properties {
                if let Some(partner) = other.properties.get(name) {
                    let [base, head] = self.contracts;
                    let (left, right) = (&base[*property], &head[*partner]);
                    // Most properties of a large contract end never.
                    if right.deprecated {
                        found.push([
                            Ending::property(old, name, left),
                            Ending::property(new, name, right),
                        ]);
                    }
                    open.push([*property, *partner]);
                }
            }
            let parts = [(own.items, other.items), (own.additional, other.additional)];
            open.extend(
                parts
                    .into_iter()
                    .filter_map(|(own, other)| Some([own?, other?])),
            );
            for (own, other) in [
                (&own.all_of, &other.all_of),
                (&own.any_of, &other.any_of),
                (&own.one_of, &other.one_of),
            ] {
                open.extend(own.iter().zip(other).map(|(own, other)| [*own, *other]));
            }
        }
        found
    }
}

/// The schemas of the messages of two operations, by what they are of.
fn sent(old: &Operation, new: &Operation) -> Vec<[SchemaId; 2]> {
    let of = |operation: &Operation| {
        // In an order that is the same every time.
        let mut out: BTreeMap<String, SchemaId> = BTreeMap::new();
        let mut add = |part: String, schema: Option<SchemaId>| {
            out.extend(schema.map(|schema| (part, schema)));
        };
        for media in operation.body.iter().flat_map(|body| &body.content) {
            add(format!("body {}", media.name), media.schema);
        }
        for response in &operation.responses {
            for media in &response.content {
                add(format!("{} {}", response.status, media.name), media.schema);
            }
        }
        for parameter in &operation.parameters {
            if let ParameterValue::Styled { schema, .. } = parameter.value {
                let part = format!("{} {}", parameter.location.name(), parameter.name);
                add(part, Some(schema));
            }
        }
        out
    };
    let new = of(new);
    let parts = of(old).into_iter();
    let parts = parts.filter_map(|(part, schema)| Some([schema, *new.get(&part)?]));
    parts.collect()
}
