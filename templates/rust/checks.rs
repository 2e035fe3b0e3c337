//! What requests must keep, each schema of the contract as a function.
#![forbid(unsafe_code)]

{{ imports|code }}
{%- for pattern in patterns %}
{{ pattern|code }}
{%- endfor %}
{%- for function in functions %}

/// `{{ function.pointer|code }}`
{{ function.head|code }}
{%- for statement in function.statements %}
{{ statement|code }}
{%- endfor %}
{%- if !function.statements.is_empty() %}
{% endif %}}
{%- endfor %}
