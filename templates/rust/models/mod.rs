//! {{ about|code }}
#![forbid(unsafe_code)]

{% for module in modules -%}
{{ module|code }}
{% endfor -%}
{%- if has_reexports %}
{{ reexports|code }}
{%- endif -%}
