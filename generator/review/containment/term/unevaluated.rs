//! `unevaluatedProperties` and `unevaluatedItems` as ordinary constraints (JSON Schema core,
//! section 11).
//!
//! What the keywords see depends on which branches beside them hold. So each is taken apart by
//! cases: under the condition of a case, the names and items that others evaluate are known, and
//! the keyword means what `additionalProperties` or `items` would mean there.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Id, Kind, Node, Properties};
use super::store::Nodes;
use crate::side::Side;
use counterpart_contract::SchemaId;

/// What one way for a schema to hold evaluates.
#[derive(Debug, Clone, Default)]
struct Case {
    /// All of these hold.
    condition: Vec<Id>,
    names: BTreeSet<String>,
    patterns: BTreeSet<String>,
    all_members: bool,
    prefix: usize,
    contains: Vec<Id>,
    all_items: bool,
}

impl Case {
    fn join(&self, other: &Self) -> Self {
        let mut out = self.clone();
        out.condition.extend(&other.condition);
        out.names.extend(other.names.iter().cloned());
        out.patterns.extend(other.patterns.iter().cloned());
        out.all_members |= other.all_members;
        out.prefix = out.prefix.max(other.prefix);
        out.contains.extend(&other.contains);
        out.all_items |= other.all_items;
        out
    }

    fn given(mut self, condition: Id) -> Self {
        self.condition.push(condition);
        self
    }
}

/// More cases than this make the keyword one that is not understood.
const CASES: usize = 64;
const DEPTH: usize = 12;

/// What a schema demands of the properties of objects and the items of arrays, where `kinds` has
/// these.
pub(crate) fn add(
    nodes: &mut Nodes<'_>,
    side: Side,
    id: SchemaId,
    kinds: &[Kind],
    out: &mut Vec<Id>,
) {
    let schema = &nodes.contracts[side.index()][id];
    let of = |kind| move |_: &SchemaId| kinds.contains(&kind);
    let properties = schema.unevaluated_properties.filter(of(Kind::Object));
    let items = schema.unevaluated_items.filter(of(Kind::Array));
    if properties.is_none() && items.is_none() {
        return;
    }
    let Some(cases) = cases(nodes, side, id, true, DEPTH) else {
        out.push(nodes.intern(Node::Unknown {
            text: "unevaluatedProperties or unevaluatedItems beside many branches".into(),
            vocabulary: true,
        }));
        return;
    };
    for case in cases {
        let mut demands = Vec::new();
        if let Some(properties) = properties.filter(|_| !case.all_members) {
            let any = nodes.always(true);
            let additional = Some(nodes.schema(side, properties));
            let seen = |names: &BTreeSet<String>| -> BTreeMap<String, Id> {
                names.iter().map(|name| (name.clone(), any)).collect()
            };
            demands.push(
                nodes.intern(Node::Properties(
                    Properties {
                        properties: seen(&case.names),
                        patterns: seen(&case.patterns),
                        additional,
                    }
                    .into(),
                )),
            );
        }
        if let Some(items) = items.filter(|_| !case.all_items) {
            let any = nodes.always(true);
            let mut options = case.contains.clone();
            options.push(nodes.schema(side, items));
            let rest = nodes.or(options);
            demands.push(nodes.intern(Node::Items {
                prefix: vec![any; case.prefix],
                rest,
            }));
        }
        let condition = nodes.and(case.condition);
        let otherwise = nodes.not(condition);
        let demand = nodes.and(demands);
        out.push(nodes.or(vec![otherwise, demand]));
    }
}

/// The ways for a schema to hold. `top` leaves out the schema's own `unevaluated` keywords.
fn cases(
    nodes: &mut Nodes<'_>,
    side: Side,
    id: SchemaId,
    top: bool,
    depth: usize,
) -> Option<Vec<Case>> {
    let depth = depth.checked_sub(1)?;
    let schema = &nodes.contracts[side.index()][id];
    let contains = schema.contains.map(|part| nodes.schema(side, part));
    let own = Case {
        condition: Vec::new(),
        names: schema.properties.keys().cloned().collect(),
        patterns: schema.pattern_properties.keys().cloned().collect(),
        all_members: schema.additional.is_some()
            || (!top && schema.unevaluated_properties.is_some()),
        prefix: schema.prefix_items.len(),
        contains: contains.into_iter().collect(),
        all_items: schema.items.is_some() || (!top && schema.unevaluated_items.is_some()),
    };
    let mut groups: Vec<Vec<Case>> = Vec::new();
    for part in &schema.all_of {
        groups.push(cases(nodes, side, *part, false, depth)?);
    }
    let (any, one) = if schema.is_discriminated() {
        (schema.any_of.iter().chain(&schema.one_of), [].as_slice())
    } else {
        (schema.any_of.iter().chain(&[]), schema.one_of.as_slice())
    };
    for part in any {
        let holds = nodes.branch(side, schema, *part);
        let fails = nodes.not(holds);
        let mut options = vec![Case::default().given(fails)];
        for case in cases(nodes, side, *part, false, depth)? {
            options.push(case.given(holds));
        }
        groups.push(options);
    }
    if !one.is_empty() {
        let mut options = Vec::new();
        for part in one {
            let holds = nodes.branch(side, schema, *part);
            for case in cases(nodes, side, *part, false, depth)? {
                options.push(case.given(holds));
            }
        }
        groups.push(options);
    }
    if let Some(condition) = schema.if_ {
        let holds = nodes.schema(side, condition);
        let fails = nodes.not(holds);
        let mut options = Vec::new();
        for case in cases(nodes, side, condition, false, depth)? {
            for then in optional(nodes, side, schema.then, depth)? {
                options.push(case.join(&then).given(holds));
            }
        }
        for else_ in optional(nodes, side, schema.else_, depth)? {
            options.push(else_.given(fails));
        }
        groups.push(options);
    }
    for (name, part) in &schema.dependent_schemas {
        let present = nodes.intern(Node::Required(name.clone()));
        let absent = nodes.not(present);
        let mut options = vec![Case::default().given(absent)];
        for case in cases(nodes, side, *part, false, depth)? {
            options.push(case.given(present));
        }
        groups.push(options);
    }
    let mut out = vec![own];
    for options in groups {
        if out.len() * options.len() > CASES {
            return None;
        }
        out = out
            .iter()
            .flat_map(|left| options.iter().map(move |right| left.join(right)))
            .collect();
    }
    Some(out)
}

fn optional(
    nodes: &mut Nodes<'_>,
    side: Side,
    part: Option<SchemaId>,
    depth: usize,
) -> Option<Vec<Case>> {
    match part {
        Some(part) => cases(nodes, side, part, false, depth),
        None => Some(vec![Case::default()]),
    }
}
