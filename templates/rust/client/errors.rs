{%- import "rust/imports.rs" as imports -%}
//! The errors that operations document. Operations with the same errors share a type.
#![forbid(unsafe_code)]
{% call imports::std(types) %}{% endcall %}
{%- call imports::crates(types) %}{% endcall %}
{%- call imports::support(types, 2) %}{% endcall %}
{%- if types.models %}
use super::super::models;
{%- endif %}
{%- for error in errors %}

{{ error|code }}
{%- endfor %}
