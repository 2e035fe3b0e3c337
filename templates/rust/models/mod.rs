{%- match folder -%}
{%- when Some(folder) -%}
//! Types that a single one of the {{ folder|code }} uses.
{%- when None -%}
//! The models of requests and responses.
{%- endmatch %}
#![forbid(unsafe_code)]

{% for folder in folders -%}
pub mod {{ folder|code }};
{% endfor %}

/// The files of the types; the paths of the types do not depend on them.
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
