{%- import "rust/client/body.rs" as bodies -%}
{%- if is_sent %}
/// The media types of the request body of `{{ operation|code }}`.
{%- else %}
/// The media types of a response body of `{{ operation|code }}`.
{%- endif %}
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for variant in variants %}
    /// `{{ variant.shown|code }}`
    {{ variant.name|code }}({{ variant.ty|code }}),
{%- endfor %}
}
{%- if !is_sent %}

impl {{ name|code }} {
    fn read(response: RawResponse) -> Result<Response<Self>, Failure> {
{%- for variant in variants %}
{%- if !loop.last %}
        if read::is(&response, {{ variant.media }}) {
            return read::success(response, {{ bodies::reader(variant.kind) }}, Self::{{ variant.name|code }});
        }
{%- else %}
        read::success(response, {{ bodies::reader(variant.kind) }}, Self::{{ variant.name|code }})
{%- endif %}
{%- endfor %}
    }
}
{%- endif %}
