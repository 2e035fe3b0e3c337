//! The data that requests and answers are made of.
#![forbid(unsafe_code)]

{% for module in modules -%}
{{ module|code }}
{% endfor -%}
{%- if !reexports.is_empty() %}
{% for line in reexports -%}
{{ line|code }}
{% endfor -%}
{%- endif -%}
