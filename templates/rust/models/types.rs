{%- import "rust/imports.rs" as imports -%}
{#- The types of a file or a module, after their imports. -#}
{% call imports::std(uses.types) %}{% endcall %}
{%- if uses.fmt %}
use std::fmt;
{%- endif %}

{% call imports::crates(uses.types) %}{% endcall %}
{%- if uses.codec %}
use serde::{Serialize, Serializer};
{%- endif %}

{% call imports::support(uses.types, root.0) %}{% endcall %}
{%- if uses.codec %}
{%- let json_types = uses.json_types() %}
use {{ root|code }}::support::json::{
{%- if uses.structure %}
    ObjectWriter,
{%- endif %}
    FromJson, Reader, deserialize, {{ json_types|list }}
};
{%- endif %}
{%- if !imported.is_empty() %}
use {{ models|code }}::{ {{ imported|list }} };
{%- endif %}

{% for required in required %}
{{ required|code }}
{% endfor %}
{%- for (item, required) in items %}
{{ item|code }}
{%- if let Some(required) = required %}

{{ required|code }}
{%- endif %}
{% endfor %}

{%- if !readable.is_empty() %}

deserialize!({{ readable|list }});
{%- endif %}
