//! Properties that are part of messages in one direction only.

use std::collections::BTreeSet;

use counterpart_contract::{Contract, Schema, direction_flags};

/// Names of properties that some schema makes one-way.
pub(crate) fn directed(contracts: [&Contract; 2]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for contract in contracts {
        for (name, property) in contract
            .schemas
            .iter()
            .flat_map(|schema| &schema.properties)
        {
            if direction_flags(contract, *property) != (false, false) {
                out.insert(name.clone());
            }
        }
    }
    out
}

/// `readOnly` and `writeOnly` of a property, as a schema has it or a part of it that always
/// applies.
pub(crate) fn property_one_way(
    contract: &Contract,
    schema: &Schema,
    name: &str,
    depth: usize,
) -> (bool, bool) {
    let property = schema.properties.get(name);
    let own = property.map_or((false, false), |property| {
        direction_flags(contract, *property)
    });
    let Some(depth) = depth.checked_sub(1) else {
        return own;
    };
    let parts = schema
        .all_of
        .iter()
        .filter_map(|part| contract.schemas.get(part.index()));
    parts.fold(own, |flags, part| {
        let part = property_one_way(contract, part, name, depth);
        (flags.0 || part.0, flags.1 || part.1)
    })
}
