//! `readOnly` and `writeOnly`, wherever a schema says them (OpenAPI 3.0.3, section 4.7.24.2).

use super::{Contract, Schema, SchemaId};

/// `readOnly` and `writeOnly` of a schema, wherever they are written.
pub fn direction_flags(contract: &Contract, schema: SchemaId) -> (bool, bool) {
    one_way_flags(&contract.schemas, schema, 8)
}

/// The flags of a schema: its own, that of a part that always applies, or that of all its
/// alternatives.
fn one_way_flags(schemas: &[Schema], id: SchemaId, depth: usize) -> (bool, bool) {
    let Some(schema) = schemas.get(id.index()) else {
        return (false, false);
    };
    let own = (schema.read_only, schema.write_only);
    if depth == 0 {
        return own;
    }
    let of = |part: &SchemaId| one_way_flags(schemas, *part, depth - 1);
    let either = |left: (bool, bool), right: (bool, bool)| (left.0 || right.0, left.1 || right.1);
    let both = |left: (bool, bool), right: (bool, bool)| (left.0 && right.0, left.1 && right.1);
    let mut flags = schema.all_of.iter().map(of).fold(own, either);
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
    flags
}
