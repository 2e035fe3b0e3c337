{#- What is known of the values of a branch, of an item or of a property: their types, and what else
    distinguishes them from others. -#}
{%- if self.has_types_alone() %}
Branch::of({{ branch.types|json_types }})
{%- else %}
Branch {
{%- if !branch.discriminator_values.is_empty() %}
    discriminator_values: &[{{ branch.discriminator_values|list }}],
{%- endif %}
{%- if !branch.required.is_empty() %}
    required: &[{{ branch.required|list }}],
{%- endif %}
{%- if !branch.distinguishing.is_empty() %}
    distinguishing: &[
{%- for (name, values) in branch.distinguishing %}
{%- match values %}
{%- when Values::Types(types) %}
        ({{ name }}, Values::Types({{ types|json_types }})),
{%- when Values::Boolean(only) %}
        ({{ name }}, Values::Boolean({{ only|code }})),
{%- when Values::Integers(integers) %}
        ({{ name }}, Values::Integers(&[{{ integers|list }}])),
{%- when Values::Strings(strings) %}
        ({{ name }}, Values::Strings(&[{{ strings|list }}])),
{%- endmatch %}
{%- endfor %}
    ],
{%- endif %}
{%- if !branch.properties.is_empty() %}
    properties: &[{{ branch.properties|list }}],
{%- endif %}
{%- if branch.keeps_additional %}
    keeps_additional: true,
{%- endif %}
{%- if !branch.nested.is_empty() %}
    nested: &[
{%- for (name, branch) in branch.nested %}
        ({{ name }}, {{ BranchItem::of(branch)|made }}),
{%- endfor %}
    ],
{%- endif %}
{%- if !branch.items.is_empty() %}
    items: &[{{ branch.items|list }}],
{%- endif %}
{%- if !branch.additional.is_empty() %}
    additional: &[{{ branch.additional|list }}],
{%- endif %}
    ..Branch::of({{ branch.types|json_types }})
}
{%- endif %}
