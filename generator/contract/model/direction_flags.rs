//! `readOnly` and `writeOnly`, wherever a schema says them (OpenAPI 3.0.3, section 4.7.24.2).

use std::collections::HashMap;

use super::{Contract, Schema, SchemaId};

/// `readOnly` and `writeOnly` of a schema, wherever they are written.
pub fn direction_flags(contract: &Contract, schema: SchemaId) -> (bool, bool) {
    one_way_flags(&contract.schemas, schema, 8, &mut HashMap::new())
}

/// The flags of a schema: its own, that of a part that always applies, or that of all its
/// alternatives. Each schema is looked at once, however often others name it.
fn one_way_flags(
    schemas: &[Schema],
    id: SchemaId,
    depth: usize,
    known: &mut HashMap<SchemaId, (bool, bool)>,
) -> (bool, bool) {
    let Some(schema) = schemas.get(id.index()) else {
        return (false, false);
    };
    let own = (schema.read_only, schema.write_only);
    let lists = [&schema.all_of, &schema.any_of, &schema.one_of];
    if depth == 0 || lists.iter().all(|list| list.is_empty()) {
        return own;
    }
    if let Some(flags) = known.get(&id) {
        return *flags;
    }
    known.insert(id, own);
    let mut of = |part: &SchemaId| one_way_flags(schemas, *part, depth - 1, known);
    let either = |left: (bool, bool), right: (bool, bool)| (left.0 || right.0, left.1 || right.1);
    let both = |left: (bool, bool), right: (bool, bool)| (left.0 && right.0, left.1 && right.1);
    let mut flags = schema.all_of.iter().map(&mut of).fold(own, either);
    for alternatives in [&schema.any_of, &schema.one_of] {
        let mut all = (!alternatives.is_empty(), !alternatives.is_empty());
        for part in alternatives {
            if all == (false, false) {
                break;
            }
            all = both(all, of(part));
        }
        flags = either(flags, all);
    }
    known.insert(id, flags);
    flags
}
