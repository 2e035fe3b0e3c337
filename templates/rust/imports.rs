{#- The imports for the types that a file names: a macro for each of the groups that imports
    stand in. Their order is the business of the layout. -#}
{%- macro std(types) -%}
{%- if types.map %}
use std::collections::BTreeMap;
{%- endif %}
{%- endmacro -%}

{%- macro crates(types) -%}
{%- if types.date %}
use chrono::NaiveDate;
{%- endif %}
{%- if !types.json().is_empty() %}
use serde_json::{{ types.json()|made }};
{%- endif %}
{%- endmacro -%}

{#- The path to the support code, by the number of modules up. -#}
{%- macro support(types, up) -%}
{%- if types.timestamp %}
use {% for _ in 0..up %}super::{% endfor %}support::time::Timestamp;
{%- endif %}
{%- if types.uuid %}
use {% for _ in 0..up %}super::{% endfor %}support::uuid::Uuid;
{%- endif %}
{%- if types.nullable %}
use {% for _ in 0..up %}super::{% endfor %}support::nullable::Nullable;
{%- endif %}
{%- if types.content %}
use {% for _ in 0..up %}super::{% endfor %}support::media::Content;
{%- endif %}
{%- endmacro -%}
