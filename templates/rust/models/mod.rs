{%- match folder -%}
{%- when Some(folder) -%}
//! Types that only single {{ folder|code }} use.
{%- when None -%}
//! The data that requests and responses are made of.
{%- endmatch %}
#![forbid(unsafe_code)]

{% for module in modules -%}
{{ module.gate|code }}pub mod {{ module.name|code }};
{% endfor -%}
{%- for folder in folders -%}
pub mod {{ folder|code }};
{% endfor %}

{% for export in exports -%}
{{ export.gate|code }}pub use {{ export.module|code }}::{ {{ export.names|list }} };
{% endfor %}
{%- if has_nullable %}
pub use super::support::nullable::Nullable;
{%- endif %}
