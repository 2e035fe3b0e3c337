//! A schema and what always applies with it.

use std::collections::HashSet;

use crate::model::{Schema, SchemaId};

/// A schema and everything that it is composed of with `allOf`, each once, the outermost first;
/// without an id, the schema itself.
pub(crate) fn parts<'a>(
    schemas: &'a [Schema],
    schema: &'a Schema,
) -> impl Iterator<Item = (Option<SchemaId>, &'a Schema)> {
    let mut seen = HashSet::new();
    let mut pending = vec![(None, schema)];
    std::iter::from_fn(move || {
        let (id, schema) = pending.pop()?;
        for part in schema.all_of.iter().rev() {
            if let Some(found) = schemas.get(part.index())
                && seen.insert(*part)
            {
                pending.push((Some(*part), found));
            }
        }
        Some((id, schema))
    })
}
