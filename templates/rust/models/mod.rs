{%- match folder -%}
{%- when Some(folder) -%}
//! Types that only single {{ folder|code }} use.
{%- when None -%}
//! The data that requests and responses are made of.
{%- endmatch %}
#![forbid(unsafe_code)]

{% for folder in folders -%}
pub mod {{ folder|code }};
{% endfor %}

/// The files that types are in, which their paths do not depend on.
mod {{ grouped|code }} {
{%- for file in files %}
    {{ file.gate|code }}pub mod {{ file.name|code }};
{%- endfor %}
}

{% for file in files -%}
{{ file.gate|code }}pub use {{ grouped|code }}::{{ file.name|code }}::*;
{% endfor %}
{%- if has_nullable %}
pub use super::support::nullable::Nullable;
{%- endif %}
