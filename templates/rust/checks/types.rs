{%- match self.missing() -%}
{%- when Some(name) -%}
!check::{{ name|code }}
{%- when None -%}
{%- for name in self.names() -%}
{%- if !loop.first %} | {% endif -%}
check::{{ name|code }}
{%- endfor -%}
{%- endmatch -%}
