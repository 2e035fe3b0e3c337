{#- What values of a variant look like, of an item or of a property: of such types, and what else
    tells them from others. -#}
{%- if self.has_types_alone() %}
Look::of({{ look.types|json_types }})
{%- else %}
Look {
{%- if !look.tags.is_empty() %}
    tags: &[{{ look.tags|list }}],
{%- endif %}
{%- if !look.required.is_empty() %}
    required: &[{{ look.required|list }}],
{%- endif %}
{%- if !look.telling.is_empty() %}
    telling: &[
{%- for (name, only) in look.telling %}
{%- match only %}
{%- when Only::Types(types) %}
        ({{ name }}, Only::Types({{ types|json_types }})),
{%- when Only::Boolean(only) %}
        ({{ name }}, Only::Boolean({{ only|code }})),
{%- when Only::Numbers(numbers) %}
        ({{ name }}, Only::Numbers(&[{{ numbers|list }}])),
{%- when Only::Texts(texts) %}
        ({{ name }}, Only::Texts(&[{{ texts|list }}])),
{%- endmatch %}
{%- endfor %}
    ],
{%- endif %}
{%- if !look.members.is_empty() %}
    members: &[{{ look.members|list }}],
{%- endif %}
{%- if look.open %}
    open: true,
{%- endif %}
{%- if !look.inside.is_empty() %}
    inside: &[
{%- for (name, look) in look.inside %}
        ({{ name }}, {{ LookItem::of(look)|code }}),
{%- endfor %}
    ],
{%- endif %}
{%- if !look.items.is_empty() %}
    items: &[{{ look.items|list }}],
{%- endif %}
{%- if !look.rest.is_empty() %}
    rest: &[{{ look.rest|list }}],
{%- endif %}
    ..Look::of({{ look.types|json_types }})
}
{%- endif %}
