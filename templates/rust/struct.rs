{{ docs|code }}#[derive({{ derives|code }})]
#[non_exhaustive]
{{ heads.item|code }}
{%- if !fields.is_empty() %}
{%- for field in fields %}
{{ field.docs|code }}{{ field.declaration|code }}
{%- endfor %}
}
{%- endif %}

{{ heads.own|code }}
    /// A value with what every one has; what may be left out is left out.
{%- if many %}
    #[allow(clippy::too_many_arguments)]
{%- endif %}
    #[must_use]
{{ new_signature|code }}
        {{ new_value|code }}
    }
}

{{ heads.read|code }}
    fn from_json(value: Value) -> Result<Self, JsonError> {
{%- if fields.is_empty() %}
        ObjectReader::new(value)?;
        Ok(Self {})
{%- else %}
        let mut json = ObjectReader::new(value)?;
        Ok(Self {
{%- for field in fields %}
{{ field.decode|code }}
{%- endfor %}
        })
{%- endif %}
    }
}

{{ heads.write|code }}
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
{%- if fields.is_empty() %}
        ObjectWriter::new(serializer)?.end()
{%- else %}
        let mut json = ObjectWriter::new(serializer)?;
{%- for field in fields %}
{{ field.encode|code }}
{%- endfor %}
        json.end()
{%- endif %}
    }
}
