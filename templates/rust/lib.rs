{{ docs|code }}
{%- if !docs.is_empty() -%}
//!
{% endif -%}
//! Version {{ version|code }} of the contract.
#![forbid(unsafe_code)]
{%- if server %}

#[cfg(feature = "server")]
pub mod checks;
{%- endif %}
{%- if client %}

#[cfg(feature = "client")]
pub mod client;
{%- endif %}
{%- if examples %}
{# Tests name models of every tag. #}
{%- if has_tags %}
#[cfg(all(test, feature = "all"))]
{%- else %}
#[cfg(test)]
{%- endif %}
mod examples;
{%- endif %}

pub mod models;

pub mod parameters;
{%- if server %}

#[cfg(feature = "server")]
pub mod server;
{%- endif %}

pub mod support;
