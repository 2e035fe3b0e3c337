{{ docs|code }}#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
{{ heads.item|code }}
{%- for variant in variants %}
    /// {{ variant.shown|code }}
    {{ variant.name|code }},
{%- endfor %}
    /// A value that the contract does not list.
    {{ unknown|code }}(i64),
}

{{ heads.own|code }}
    /// The number that stands for the value in JSON.
    #[must_use]
    pub fn get(self) -> i64 {
        match self {
{%- for variant in variants %}
{{ variant.to_text|code }}
{%- endfor %}
            Self::{{ unknown|code }}(number) => number,
        }
    }
}

{{ from|code }}
    fn from(number: i64) -> Self {
        match number {
{%- for variant in variants %}
{{ variant.from_text|code }}
{%- endfor %}
            _ => Self::{{ unknown|code }}(number),
        }
    }
}

{{ heads.read|code }}
    fn from_json(value: Value) -> Result<Self, JsonError> {
        i64::from_json(value).map(Self::from)
    }
}

{{ heads.write|code }}
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.get())
    }
}
