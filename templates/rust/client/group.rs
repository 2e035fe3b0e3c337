{%- import "rust/imports.rs" as imports -%}
{{ about|code }}#![forbid(unsafe_code)]
{% call imports::std(types) %}{% endcall %}

use reqwest::Method;
{%- call imports::crates(types) %}{% endcall %}

{%- if has_replies %}

use super::super::support::client::{Answer, Error, Reply};
{%- else %}

use super::super::support::client::{Answer, Error};
{%- endif %}
{%- call imports::support(types, 2) %}{% endcall %}
{%- if types.models %}
use super::super::{models, parameters};
{%- else %}
use super::super::parameters;
{%- endif %}
use super::Client;

impl Client {
{%- for operation in operations %}

    {{ operation.method|code }}
{%- endfor %}
}
{%- for operation in operations %}
{%- if let Some(options) = operation.options %}

{{ options|code }}
{%- endif %}
{%- if let Some(success) = operation.success %}

{{ success|code }}
{%- endif %}
{%- if let Some(error) = operation.error %}

{{ error|code }}
{%- endif %}
{%- for choice in operation.choices %}

{{ choice|code }}
{%- endfor %}
{%- endfor %}
