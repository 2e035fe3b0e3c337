/// The errors that `{{ operation|code }}` documents.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for variant in variants %}
{%- match (variant.status, variant.body.as_ref()) %}
{%- when (false, None) %}
    {{ variant.docs|code }}{{ variant.name|code }},
{%- when (false, Some(body)) %}
    {{ variant.docs|code }}{{ variant.name|code }}({{ body|code }}),
{%- when (true, None) %}
    {{ variant.docs|code }}{{ variant.name|code }}(u16),
{%- when (true, Some(body)) %}
    {{ variant.docs|code }}{{ variant.name|code }}(u16, {{ body|code }}),
{%- endmatch %}
{%- endfor %}
}
