//! The keywords of JSON Schema and OpenAPI.

/// Keywords of JSON Schema's drafts that constrain values and that the contract model does not hold.
const VOCABULARY: [&str; 7] = [
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "dependencies",
    "extends",
    "disallow",
    "divisibleBy",
];

/// Whether a keyword that is not understood has a meaning to JSON Schema.
pub fn is_vocabulary(key: &str) -> bool {
    VOCABULARY.contains(&key)
}
