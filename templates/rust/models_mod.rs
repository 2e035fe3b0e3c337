//! The data that requests and answers are made of.
#![forbid(unsafe_code)]

{% for module in modules -%}
{{ module|code }}
{% endfor -%}
{%- if has_reexports %}
{{ reexports|code }}
{%- endif -%}
