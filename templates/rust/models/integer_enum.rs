{{ docs|code }}#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for (variant, number) in variants %}
    /// `{{ number|code }}`
    {{ variant|code }},
{%- endfor %}
    /// A value that the contract does not list.
    {{ unknown|code }}(i64),
}

impl {{ name|code }} {
    /// Returns the integer that stands for the value in JSON.
    #[must_use]
    pub fn get(self) -> i64 {
        match self {
{%- for (variant, number) in variants %}
            Self::{{ variant|code }} => {{ number|code }},
{%- endfor %}
            Self::{{ unknown|code }}(number) => number,
        }
    }
}

impl From<i64> for {{ name|code }} {
    fn from(number: i64) -> Self {
        match number {
{%- for (variant, number) in variants %}
            {{ number|code }} => Self::{{ variant|code }},
{%- endfor %}
            _ => Self::{{ unknown|code }}(number),
        }
    }
}

impl FromJson for {{ name|code }} {
{%- if is_inlined %}
    #[inline]
{%- endif %}
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        i64::from_json(json).map(Self::from)
    }
}

impl Serialize for {{ name|code }} {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.get())
    }
}
