{{ about|code }}#![forbid(unsafe_code)]
{{ imports|code }}
{%- for item in items %}
{{ item|code }}
{%- endfor %}
{%- if let Some(last) = deserialize %}

{{ last|code }}
{%- endif %}
