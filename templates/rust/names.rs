{%- if names.len() > 1 -%}
{
{%- endif -%}
{%- for name in names -%}
{{ name|code }}{% if !loop.last %}, {% endif %}
{%- endfor -%}
{%- if names.len() > 1 -%}
}
{%- endif -%}
