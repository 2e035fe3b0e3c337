{%- if self.is_scalar() -%}
Shape::scalar({{ shape.types|json_types }})
{%- else -%}
Shape {
    types: {{ shape.types|json_types }},
{%- match shape.items %}
{%- when Some(items) %}
    items: Some(&{{ ShapeItem::of(items)|made }}),
{%- when None %}
    items: None,
{%- endmatch %}
    properties: &[
{%- for (name, property) in shape.properties %}
        ({{ name }}, {{ ShapeItem::of(property)|made }}),
{%- endfor %}
    ],
}
{%- endif -%}
