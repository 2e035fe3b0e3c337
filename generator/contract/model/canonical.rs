//! Equality of JSON values, and a string that equal values share.

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

/// Whether two values are equal (JSON Schema 2020-12, core, section 4.2.2): `1` and `1.0` are.
#[must_use]
pub fn equal(one: &Value, other: &Value) -> bool {
    let number = |value: &Value| Decimal::from_json(value.as_number()?);
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same = |(name, value): (&String, &Value)| {
                other.get(name).is_some_and(|other| equal(value, other))
            };
            one.len() == other.len() && one.iter().all(same)
        }
        _ => one == other || number(one).is_some() && number(one) == number(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::equal;

    #[test]
    fn numbers_are_compared_by_value_however_deep() {
        assert!(equal(&json!({"a": [1, "x"]}), &json!({"a": [1.0, "x"]})));
        assert!(!equal(&json!({"a": 1}), &json!({"a": 1, "b": 2})));
        assert!(!equal(&json!([1]), &json!([1, 1])));
        assert!(!equal(&json!("1"), &json!(1)));
    }
}
