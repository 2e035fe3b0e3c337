//! Values as text that is equal for equal values.

use serde_json::Value;

use super::Decimal;

/// A value as text that is equal for equal values (JSON Schema core, section 4.2.2): members in
/// the order of their names, numbers by what they are.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match Decimal::from_json(number) {
            Some(decimal) => decimal.to_string(),
            None => number.to_string(),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}
