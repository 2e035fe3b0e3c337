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
{%- if let Some(additional) = additional %}
    /// Additional properties, by their names.
    pub {{ additional.name|code }}: BTreeMap<String, {{ additional.ty|code }}>,
{%- endif %}
}

impl {{ name|code }} {
{%- if has_default %}
    /// Creates a value without properties.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
{%- else %}
    /// Creates a value with its required properties.
    #[must_use]
{%- if let Some(required) = required %}
    pub fn new(required: {{ required|code }}) -> Self {
{%- else %}
    pub fn new() -> Self {
{%- endif %}
        Self {
{%- for field in fields %}
{%- match field.initial %}
{%- when Initial::Given %}
            {{ field.name|code }}: required.{{ field.name|code }},
{%- when Initial::GivenBoxed %}
            {{ field.name|code }}: Box::new(required.{{ field.name|code }}),
{%- when Initial::GivenOptional %}
            {{ field.name|code }}: required.{{ field.name|code }}.map(Box::new),
{%- when Initial::Null %}
            {{ field.name|code }}: (),
{%- when Initial::Boolean(value) %}
            {{ field.name|code }}: {{ value|code }},
{%- when Initial::Number(value) %}
            {{ field.name|code }}: {{ value|float }},
{%- when Initial::String(value) %}
            {{ field.name|code }}: {{ value }}.to_owned(),
{%- when Initial::Variant(variant) %}
            {{ field.name|code }}: {{ field.value|code }}::{{ variant|code }},
{%- when Initial::Absent %}
            {{ field.name|code }}: Nullable::Absent,
{%- when Initial::None %}
            {{ field.name|code }}: None,
{%- endmatch %}
{%- endfor %}
{%- if let Some(additional) = additional %}
            {{ additional.name|code }}: BTreeMap::new(),
{%- endif %}
        }
    }
{%- endif %}
{%- for field in fields %}
{%- if let Some(setter) = field.setter %}

    /// Sets `{{ field.name|code }}`.
    #[must_use]
{%- match setter.kind %}
{%- when SetterKind::String %}
    pub fn {{ setter.name|code }}(mut self, {{ setter.argument|code }}: impl Into<String>) -> Self {
        self.{{ field.name|code }} = Some({{ setter.argument|code }}.into());
{%- when SetterKind::Value %}
    pub fn {{ setter.name|code }}(mut self, {{ setter.argument|code }}: {{ field.value|code }}) -> Self {
        self.{{ field.name|code }} = Some({{ setter.argument|code }});
{%- when SetterKind::Boxed %}
    pub fn {{ setter.name|code }}(mut self, {{ setter.argument|code }}: {{ field.value|code }}) -> Self {
        self.{{ field.name|code }} = Some(Box::new({{ setter.argument|code }}));
{%- when SetterKind::Nullable %}
    pub fn {{ setter.name|code }}(mut self, {{ setter.argument|code }}: impl Into<Nullable<{{ field.value|code }}>>) -> Self {
        self.{{ field.name|code }} = {{ setter.argument|code }}.into();
{%- when SetterKind::NullableBoxed %}
    pub fn {{ setter.name|code }}(mut self, {{ setter.argument|code }}: impl Into<Nullable<{{ field.value|code }}>>) -> Self {
        self.{{ field.name|code }} = {{ setter.argument|code }}.into().map(Box::new);
{%- endmatch %}
        self
    }
{%- endif %}
{%- endfor %}
{%- if let Some(additional) = additional %}

    /// Sets the additional properties.
    #[must_use]
    pub fn {{ additional.setter|code }}(mut self, {{ additional.name|code }}: BTreeMap<String, {{ additional.ty|code }}>) -> Self {
        self.{{ additional.name|code }} = {{ additional.name|code }};
        self
    }
{%- endif %}
}
{%- if has_constant_default %}

impl Default for {{ name|code }} {
    fn default() -> Self {
        Self::new()
    }
}
{%- endif %}

impl FromJson for {{ name|code }} {
{%- if is_inlined %}
    #[inline]
{%- endif %}
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
{%- for field in fields %}
{%- match field.presence %}
{%- when Presence::Required | Presence::Optional | Presence::OwnNull %}
        let mut {{ field.slot|code }} = None;
{%- when Presence::Nullable %}
        let mut {{ field.slot|code }} = Nullable::Absent;
{%- endmatch %}
{%- endfor %}
{%- if let Some(additional) = additional %}
        let mut {{ additional.slot|code }} = BTreeMap::new();
{%- endif %}
        let mut object = json.object(&[{{ names|list }}])?;
{%- if fields.is_empty() %}
        while object.next(json).is_some() {
{%- if let Some(additional) = additional %}
            object.additional(json, &mut {{ additional.slot|code }});
{%- else %}
            object.skip(json);
{%- endif %}
        }
{%- else %}
        while let Some(name) = object.next(json) {
            match name {
{%- for field in fields %}
{%- match field.presence %}
{%- when Presence::Required | Presence::OwnNull %}
                {{ field.index|code }} => json.read(&mut {{ field.slot|code }}),
{%- when Presence::Optional %}
                {{ field.index|code }} => json.optional(&mut {{ field.slot|code }}),
{%- when Presence::Nullable %}
                {{ field.index|code }} => json.nullable(&mut {{ field.slot|code }}),
{%- endmatch %}
{%- endfor %}
{%- if let Some(additional) = additional %}
                _ => object.additional(json, &mut {{ additional.slot|code }}),
{%- else %}
                _ => object.skip(json),
{%- endif %}
            }
        }
{%- endif %}
        Some(Self {
{%- for field in fields %}
{%- match field.presence %}
{%- when Presence::Required %}
            {{ field.name|code }}: object.required(json, {{ field.slot|code }}, {{ field.index|code }})?,
{%- when Presence::Optional | Presence::OwnNull | Presence::Nullable %}
{%- if field.is_renamed() %}
            {{ field.name|code }}: {{ field.slot|code }},
{%- else %}
            {{ field.name|code }},
{%- endif %}
{%- endmatch %}
{%- endfor %}
{%- if let Some(additional) = additional %}
{%- if additional.is_renamed() %}
            {{ additional.name|code }}: {{ additional.slot|code }},
{%- else %}
            {{ additional.name|code }},
{%- endif %}
{%- endif %}
        })
    }
}

impl Serialize for {{ name|code }} {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
{%- if is_empty %}
        ObjectWriter::new(serializer)?.end()
{%- else %}
        let mut json = ObjectWriter::new(serializer)?;
{%- for field in fields %}
{%- match field.presence %}
{%- when Presence::Required %}
        json.required({{ field.json }}, &self.{{ field.name|code }})?;
{%- when Presence::Optional | Presence::OwnNull %}
        json.optional({{ field.json }}, &self.{{ field.name|code }})?;
{%- when Presence::Nullable %}
        json.nullable({{ field.json }}, &self.{{ field.name|code }})?;
{%- endmatch %}
{%- endfor %}
{%- if let Some(additional) = additional %}
        json.additional(&self.{{ additional.name|code }})?;
{%- endif %}
        json.end()
{%- endif %}
    }
}
