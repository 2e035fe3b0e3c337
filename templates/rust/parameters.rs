//! Paths and parameters: how both halves write and read them.
#![forbid(unsafe_code)]

{{ imports|code }}
{%- for item in items %}

/// {{ item.about|code }}
{{ item.text|code }}
{%- endfor %}
