{%- import "rust/imports.rs" as imports -%}
//! The response headers that the contract declares.
#![forbid(unsafe_code)]
{% call imports::std(types) %}{% endcall %}
{%- call imports::crates(types) %}{% endcall %}

use super::super::support::client::{ResponseHeaders, read};
{%- call imports::support(types, 2) %}{% endcall %}
{%- if types.models %}
use super::super::{models, parameters};
{%- else %}
use super::super::parameters;
{%- endif %}

impl ResponseHeaders {
{%- for header in headers %}

    {{ header.docs|code }}{{ header.gate|code }}pub fn {{ header.name|code }}(&self) -> Option<{{ header.ty|code }}> {
        read::header(self, &parameters::{{ header.constant|code }})
    }
{%- endfor %}
}
