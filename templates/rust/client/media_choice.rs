{%- import "rust/client/method.rs" as method -%}
{%- if sent %}
/// The media types that `{{ operation|code }}` sends.
{%- else %}
/// The media types that `{{ operation|code }}` gets.
{%- endif %}
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for variant in variants %}
    /// `{{ variant.shown|code }}`
    {{ variant.name|code }}({{ variant.ty|code }}),
{%- endfor %}
}
{%- if !sent %}

impl {{ name|code }} {
    fn read<E>(reply: Reply) -> Result<Answer<Self>, Error<E>> {
{%- for variant in variants %}
{%- if !loop.last %}
        if reply.is({{ variant.media }}) {
            return Reply::success({{ method::read_body(variant.form) }}, Self::{{ variant.name|code }});
        }
{%- else %}
        Reply::success({{ method::read_body(variant.form) }}, Self::{{ variant.name|code }})
{%- endif %}
{%- endfor %}
    }
}
{%- endif %}
