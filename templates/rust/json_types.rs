{%- for name in self.names() -%}
{%- if !loop.first %} | {% endif -%}
{{ name|code }}
{%- endfor -%}
