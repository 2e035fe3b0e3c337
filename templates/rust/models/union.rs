{{ docs|code }}#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for variant in variants %}
    {{ variant.docs|code }}{{ variant.name|code }}({{ variant.ty|code }}),
{%- endfor %}
    /// A value that the type of no branch holds completely.
    {{ unknown|code }}(Value),
}

impl FromJson for {{ name|code }} {
{%- if is_inlined %}
    #[inline]
{%- endif %}
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        use {{ root|code }}::support::branch::{
            Branch, select_branch,
{%- if has_values %}
            Values,
{%- endif %}
{%- if is_overlapping %}
            read_overlapping,
{%- endif %}
        };

        const BRANCHES: &[Branch] = &[{{ branches|list }}];
        match select_branch(json, {{ discriminator }}, BRANCHES) {
{%- for variant in variants %}
{%- if is_overlapping %}
            Some({{ loop.index0|code }}) => read_overlapping(json, BRANCHES, Self::{{ variant.name|code }}, Self::{{ unknown|code }}),
{%- else %}
            Some({{ loop.index0|code }}) => FromJson::from_json(json).map(Self::{{ variant.name|code }}),
{%- endif %}
{%- endfor %}
            _ => json.value().map(Self::{{ unknown|code }}),
        }
    }
}

impl Serialize for {{ name|code }} {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
{%- for variant in variants %}
            Self::{{ variant.name|code }}(value) => value.serialize(serializer),
{%- endfor %}
            Self::{{ unknown|code }}(value) => value.serialize(serializer),
        }
    }
}
