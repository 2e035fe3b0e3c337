{{ about|code }}#![forbid(unsafe_code)]

{{ imports|code }}
impl Client {
{%- for operation in operations %}
{%- if !loop.first %}
{% endif %}
{{ operation.docs|code }}{{ operation.head|code }}
{%- for statement in operation.statements %}
{{ statement|code }}
{%- endfor %}
    }
{%- if let Some(plain) = operation.plain %}

{{ operation.docs|code }}{{ plain|code }}
{%- endif %}
{%- endfor %}
}
{%- for operation in operations %}
{%- for item in operation.items %}

{{ item|code }}
{%- endfor %}
{%- endfor %}
