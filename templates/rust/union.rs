{{ docs|code }}#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
{{ heads.item|code }}
{%- for variant in variants %}
{{ variant.docs|code }}{{ variant.declaration|code }}
{%- endfor %}
    /// A value that no type of the contract's alternatives holds whole.
    {{ unknown|code }}(Value),
}

{{ heads.read|code }}
    fn from_json(value: Value) -> Result<Self, JsonError> {
{{ looks|code }}
        match choose(&value, {{ discriminator|code }}, LOOKS) {
{%- for variant in variants %}
{{ variant.decode|code }}
{%- endfor %}
            _ => Ok(Self::{{ unknown|code }}(value)),
        }
    }
}

{{ heads.write|code }}
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
{%- for variant in variants %}
{{ variant.encode|code }}
{%- endfor %}
            Self::{{ unknown|code }}(value) => value.serialize(serializer),
        }
    }
}
