{{ docs|code }}#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for variant in variants %}
    /// {{ variant.shown|code }}
    {{ variant.name|code }},
{%- endfor %}
    /// A value that the contract does not list.
    {{ unknown|code }}(i64),
}

impl {{ name|code }} {
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

impl From<i64> for {{ name|code }} {
    fn from(number: i64) -> Self {
        match number {
{%- for variant in variants %}
{{ variant.from_text|code }}
{%- endfor %}
            _ => Self::{{ unknown|code }}(number),
        }
    }
}

impl FromJson for {{ name|code }} {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        i64::from_json(value).map(Self::from)
    }
}

impl Serialize for {{ name|code }} {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.get())
    }
}
