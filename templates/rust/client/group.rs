{%- import "rust/imports.rs" as imports -%}
{{ about|code }}#![forbid(unsafe_code)]
{{ imports::std(types) }}

use reqwest::Method;
{{- imports::crates(types) }}

{%- if has_replies %}

use super::super::support::client::{Answer, Error, Reply};
{%- else %}

use super::super::support::client::{Answer, Error};
{%- endif %}
{{- imports::support(types, 2) }}
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
