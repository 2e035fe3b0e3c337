{%- match constant -%}
{%- when Constant::Null -%}
Constant::Null
{%- when Constant::Boolean(flag) -%}
Constant::Boolean({{ flag|code }})
{%- when Constant::Integer(integer) -%}
Constant::Integer({{ integer|code }})
{%- when Constant::Number(number) -%}
Constant::Number({{ number|float }})
{%- when Constant::String(text) -%}
Constant::String({{ text }})
{%- when Constant::Array(items) -%}
Constant::Array(&[{{ items|list }}])
{%- when Constant::Object(properties) -%}
Constant::Object(&[
{%- for (name, value) in properties -%}
({{ name }}, {{ ConstantItem::of(value)|made }}){% if !loop.last %}, {% endif %}
{%- endfor -%}
])
{%- endmatch -%}
