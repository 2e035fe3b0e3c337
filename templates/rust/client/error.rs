/// Errors that operations document. Refer to them by the alias of your operation, such as
/// `{{ alias|code }}`: which operations share this type may change with the contract.
{{ gate|code }}#[derive(Debug, Clone)]
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
