{%- import "rust/imports.rs" as imports -%}
{{ about|code }}#![forbid(unsafe_code)]

{%- if operations.is_empty() %}

use super::Service;
{%- else %}
{% call imports::std(uses.types) %}{% endcall %}
{% call imports::crates(uses.types) %}{% endcall %}
{%- if uses.body %}
use axum::body::{Body, Bytes};
{%- else %}
use axum::body::Body;
{%- endif %}
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
{% call imports::support(uses.types, 2) %}{% endcall %}
{%- if uses.support_checks %}
use super::super::support::check::{self, ViolationLimits};
{%- else %}
use super::super::support::check::ViolationLimits;
{%- endif %}
{%- if !uses.json_types.is_empty() %}
use super::super::support::json::{{ uses.json_types|code }};
{%- endif %}
use super::super::support::server::{
    Context, Head, Matched, Mounted, Rejection, WithHeaders,
{%- if uses.body %}
    read_body,
{%- endif %}
{%- if uses.status %}
    checked_status,
{%- endif %}
{%- if uses.empty %}
    empty_response,
{%- endif %}
{%- if uses.json %}
    json_response,
{%- endif %}
{%- if uses.bytes %}
    bytes_response,
{%- endif %}
{%- if uses.content %}
    content_response,
{%- endif %}
{%- if uses.header %}
    write_header,
{%- endif %}
{%- if uses.optional_header %}
    write_optional_header,
{%- endif %}
};
use super::super::{
{%- if uses.checks %}
    checks,
{%- endif %}
{%- if uses.types.models %}
    models,
{%- endif %}
    parameters,
};
use super::{
    Service,
{%- if uses.authenticate || uses.authenticate_optional %}
    SecurityRequirement,
{%- endif %}
{%- if uses.authenticate %}
    authenticate,
{%- endif %}
{%- if uses.authenticate_optional %}
    authenticate_optional,
{%- endif %}
};
{%- endif %}

{{ docs|code }}pub trait {{ name|code }}: Service {
{%- for operation in operations %}

    {{ operation.method|code }}
{%- endfor %}
}
{%- for operation in operations %}

{{ operation.request|code }}

{{ operation.response|code }}
{%- if let Some(choice) = operation.request_choice %}

{{ choice|code }}
{%- endif %}
{%- for choice in operation.response_choices %}

{{ choice|code }}
{%- endfor %}

{{ operation.handler|code }}
{%- endfor %}
