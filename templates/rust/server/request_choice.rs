/// The body of a request of `{{ operation|code }}`.
#[derive(Debug, Clone)]
pub enum {{ name|code }} {
{%- for variant in variants %}
    /// `{{ variant.shown|code }}`
    {{ variant.name|code }}({{ variant.ty|code }}),
{%- endfor %}
}
