{%- if self.is_scalar() -%}
Shape::scalar({{ shape.types|json_types }})
{%- else -%}
Shape {
    types: {{ shape.types|json_types }},
{%- match shape.items %}
{%- when Some(items) %}
    items: Some(&{{ ShapeItem::of(items)|code }}),
{%- when None %}
    items: None,
{%- endmatch %}
    members: &[
{%- for (name, member) in shape.properties %}
        ({{ name }}, {{ ShapeItem::of(member)|code }}),
{%- endfor %}
    ],
}
{%- endif -%}
