{{ docs|code }}#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
{{ heads.item|code }}
{%- for variant in variants %}
    /// {{ variant.shown|code }}
    {{ variant.name|code }},
{%- endfor %}
    /// A value that the contract does not list.
    {{ unknown|code }}(String),
}

{{ heads.own|code }}
    /// The text that stands for the value in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
{%- for variant in variants %}
{{ variant.to_text|code }}
{%- endfor %}
            Self::{{ unknown|code }}(text) => text,
        }
    }
}

{{ from|code }}
    fn from(text: &str) -> Self {
        match text {
{%- for variant in variants %}
{{ variant.from_text|code }}
{%- endfor %}
            _ => Self::{{ unknown|code }}(text.to_owned()),
        }
    }
}

{{ display|code }}
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

{{ heads.read|code }}
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value.as_str() {
            Some(text) => Ok(text.into()),
            None => Err(JsonError::expected("text", &value)),
        }
    }
}

{{ heads.write|code }}
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
