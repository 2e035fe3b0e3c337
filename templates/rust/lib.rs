{{ docs|code }}#![forbid(unsafe_code)]

{%- for module in modules %}
{{ module|code }}
{%- endfor %}
