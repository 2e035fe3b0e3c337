{{ about|code }}#![forbid(unsafe_code)]

{{ types|code }}
{%- for module in modules %}

{{ module.about|code }}pub mod {{ module.name|code }} {
    {{ module.types|code }}
}
{%- endfor %}
