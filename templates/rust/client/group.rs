{%- import "rust/imports.rs" as imports -%}
{{ about|code }}#![forbid(unsafe_code)]
{% call imports::std(types) %}{% endcall %}

use reqwest::Method;
{%- call imports::crates(types) %}{% endcall %}

{%- if has_choices %}

use super::super::support::client::{Call, Error, Failure, Operation, RawResponse, Response, read};
{%- else %}

use super::super::support::client::{Call, Error, Operation, RawResponse, Response, read};
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

{{ operation.operation|code }}
{%- if let Some(setters) = operation.setters %}

{{ setters|code }}
{%- endif %}
{%- if let Some(required) = operation.required %}

{{ required|code }}
{%- endif %}
{%- if let Some(success) = operation.success %}

{{ success|code }}
{%- endif %}

/// The errors that `{{ operation.id|code }}` documents.
{%- match operation.error.shared %}
{%- when Some(shared) %}
pub type {{ operation.error.name|code }} = super::errors::{{ shared|code }};
{%- when None %}
pub type {{ operation.error.name|code }} = std::convert::Infallible;
{%- endmatch %}
{%- for choice in operation.choices %}

{{ choice|code }}
{%- endfor %}
{%- endfor %}
