{%- for module in modules %}
{{ module|code }}
{%- endfor %}
