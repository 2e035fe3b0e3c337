//! Properties that are part of messages in one direction only.

use std::collections::{BTreeSet, HashSet};

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
pub(crate) fn property_one_way(contract: &Contract, schema: &Schema, name: &str) -> (bool, bool) {
    let mut flags = (false, false);
    let mut seen = HashSet::new();
    let mut pending = vec![schema];
    while let Some(schema) = pending.pop() {
        if let Some(property) = schema.properties.get(name) {
            let own = direction_flags(contract, *property);
            flags = (flags.0 || own.0, flags.1 || own.1);
        }
        let parts = schema.all_of.iter().filter(|part| seen.insert(**part));
        pending.extend(parts.filter_map(|part| contract.schemas.get(part.index())));
    }
    flags
}
