//! Support code, the same for every contract.
#![forbid(unsafe_code)]

{% if uses.bounded -%}
{{ server|code }}pub mod backtrack;
{{ server|code }}pub mod bounded;
{% endif -%}
{%- if uses.server -%}
{{ server|code }}pub mod check;
{% endif -%}
{%- if uses.branch -%}
pub mod branch;
{% endif -%}
{%- if uses.client -%}
{{ client|code }}pub mod client;
{% endif -%}
{%- if uses.server -%}
{{ server|code }}pub mod format;
{% endif -%}
pub mod json;
pub mod media;
pub mod nullable;
pub mod parameter;
{% if uses.patterns -%}
{{ server|code }}pub mod pattern;
{% endif -%}
{%- if uses.server -%}
{{ server|code }}pub mod server;
{% endif -%}
{%- if uses.time -%}
pub mod time;
{% endif -%}
{%- if uses.uuid -%}
pub mod uuid;
{% endif -%}
