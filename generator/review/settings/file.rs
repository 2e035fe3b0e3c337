//! Files of settings, in YAML or JSON.

use serde_json::Value;

use counterpart_contract::source::Sources;

/// Returns the content of a file.
pub(super) fn read(name: &str, text: &str) -> Result<Value, String> {
    let mut sources = Sources::default();
    match sources.add(name, text.to_owned(), &mut Vec::new()) {
        Ok(file) => Ok(sources
            .file(file)
            .map_or(Value::Null, |file| file.value.clone())),
        Err(problem) => Err(problem.message),
    }
}
