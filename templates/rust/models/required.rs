{%- import "rust/imports.rs" as imports -%}
{#- What has to be given to make a value of a struct: beside the struct that its module is named
    after, and in a module of its own for others. -#}
{%- if let Some(module) = module %}
/// The construction of a [`{{ of|code }}`].
pub mod {{ module|code }} {
    {% call imports::std(types) %}{% endcall %}

    {% call imports::crates(types) %}{% endcall %}

    {% call imports::support(types, root.0) %}{% endcall %}

    {% call required() %}{% endcall %}
}
{%- else %}
{% call required() %}{% endcall %}
{%- endif %}

{%- macro required() -%}
/// The required properties of [`{{ of|code }}`]({{ up|code }}::{{ of|code }}).
#[derive(Debug, Clone, PartialEq)]
pub struct Required {
{%- for (name, ty) in fields %}
    pub {{ name|code }}: {{ ty|code }},
{%- endfor %}
}
{%- endmacro -%}
