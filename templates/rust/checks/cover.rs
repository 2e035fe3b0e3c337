{%- match cover -%}
{%- when Cover::All -%}
Cover::All
{%- when Cover::Names(names) -%}
Cover::Names(&[{{ names|list }}])
{%- when Cover::Matching(pattern) -%}
Cover::Matching(&{{ pattern|code }})
{%- when Cover::First(count) -%}
Cover::First({{ count|code }})
{%- when Cover::Items(admitted) -%}
Cover::Items({{ admitted|check }})
{%- when Cover::Where(condition, inner) -%}
Cover::Where({{ condition|check }}, &[{{ inner|list }}])
{%- when Cover::Unless(condition, inner) -%}
Cover::Unless({{ condition|check }}, &[{{ inner|list }}])
{%- when Cover::With(name, inner) -%}
Cover::With({{ name }}, &[{{ inner|list }}])
{%- endmatch -%}
