{%- if has_default -%}
{{ docs|code }}#[derive(Debug, Clone, PartialEq, Default)]
{%- else -%}
{{ docs|code }}#[derive(Debug, Clone, PartialEq)]
{%- endif %}
#[non_exhaustive]
pub struct {{ name|code }} {
{%- for field in fields %}
    {{ field.docs|code }}pub {{ field.name|code }}: {{ field.ty|code }},
{%- endfor %}
{%- if let Some(rest) = additional %}
    /// Members that have no field of their own.
    pub {{ rest.name|code }}: BTreeMap<String, {{ rest.ty|code }}>,
{%- endif %}
}

impl {{ name|code }} {
    /// A value with what every one has; what may be left out is left out.
{%- if has_many_required %}
    #[allow(clippy::too_many_arguments)]
{%- endif %}
    #[must_use]
    pub fn new(
{%- for field in fields %}
{%- if field.presence == Presence::Required %}
        {{ field.name|code }}: {{ field.ty|code }},
{%- endif %}
{%- endfor %}
    ) -> Self {
        Self {
{%- for field in fields %}
{%- if field.presence == Presence::Required %}
            {{ field.name|code }},
{%- else if field.presence == Presence::Nullable %}
            {{ field.name|code }}: Nullable::Absent,
{%- else %}
            {{ field.name|code }}: None,
{%- endif %}
{%- endfor %}
{%- if let Some(rest) = additional %}
            {{ rest.name|code }}: BTreeMap::new(),
{%- endif %}
        }
    }
}

impl FromJson for {{ name|code }} {
{%- if is_inlined %}
    #[inline]
{%- endif %}
    fn from_json(value: Value) -> Result<Self, JsonError> {
{%- if is_empty %}
        ObjectReader::new(value)?;
        Ok(Self {})
{%- else %}
        let mut json = ObjectReader::new(value)?;
        Ok(Self {
{%- for field in fields %}
{%- match field.presence %}
{%- when Presence::Required %}
            {{ field.name|code }}: json.required({{ field.json }})?,
{%- when Presence::Optional %}
            {{ field.name|code }}: json.optional({{ field.json }})?,
{%- when Presence::OwnNull %}
            {{ field.name|code }}: json.present({{ field.json }})?,
{%- when Presence::Nullable %}
            {{ field.name|code }}: json.nullable({{ field.json }})?,
{%- endmatch %}
{%- endfor %}
{%- if let Some(rest) = additional %}
            {{ rest.name|code }}: json.rest()?,
{%- endif %}
        })
{%- endif %}
    }
}

impl Serialize for {{ name|code }} {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
{%- if is_empty %}
        ObjectWriter::new(serializer)?.end()
{%- else %}
        let mut json = ObjectWriter::new(serializer)?;
{%- for field in fields %}
{%- if field.presence == Presence::Required %}
        json.required({{ field.json }}, &self.{{ field.name|code }})?;
{%- else if field.presence == Presence::Nullable %}
        json.nullable({{ field.json }}, &self.{{ field.name|code }})?;
{%- else %}
        json.optional({{ field.json }}, &self.{{ field.name|code }})?;
{%- endif %}
{%- endfor %}
{%- if let Some(rest) = additional %}
        json.rest(&self.{{ rest.name|code }})?;
{%- endif %}
        json.end()
{%- endif %}
    }
}
