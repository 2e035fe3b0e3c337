/// The successful responses of `{{ operation|code }}`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for variant in variants %}
{%- if let Some(body) = variant.body %}
    {{ variant.docs|code }}{{ variant.name|code }}({{ body|code }}),
{%- else %}
    {{ variant.docs|code }}{{ variant.name|code }},
{%- endif %}
{%- endfor %}
}
