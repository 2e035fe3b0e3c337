{{ docs|code }}#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for variant in variants %}
    /// `{{ variant.shown|code }}`
    {{ variant.name|code }},
{%- endfor %}
    /// A value that the contract does not list.
    {{ unknown|code }}(String),
}

impl {{ name|code }} {
    /// Returns the string that stands for the value in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
{%- for variant in variants %}
            Self::{{ variant.name|code }} => {{ variant.value }},
{%- endfor %}
            Self::{{ unknown|code }}(text) => text,
        }
    }
}

impl From<&str> for {{ name|code }} {
    fn from(text: &str) -> Self {
        match text {
{%- for variant in variants %}
            {{ variant.value }} => Self::{{ variant.name|code }},
{%- endfor %}
            _ => Self::{{ unknown|code }}(text.to_owned()),
        }
    }
}

impl fmt::Display for {{ name|code }} {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromJson for {{ name|code }} {
{%- if is_inlined %}
    #[inline]
{%- endif %}
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.string().map(|text| text.as_ref().into())
    }
}

impl Serialize for {{ name|code }} {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
