/// The body of a response of `{{ operation|code }}`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for variant in variants %}
    /// `{{ variant.shown|code }}`
    {{ variant.name|code }}({{ variant.ty|code }}),
{%- endfor %}
}

impl {{ name|code }} {
    fn write(self, status: u16) -> Result<Response, Rejection> {
        match self {
{%- for variant in variants %}
{%- match variant.kind %}
{%- when BodyKind::Json | BodyKind::Pairs %}
            Self::{{ variant.name|code }}(body) => json_response(status, {{ variant.media }}, &body),
{%- when BodyKind::Text %}
            Self::{{ variant.name|code }}(body) => bytes_response(status, {{ variant.media }}, body.into_bytes()),
{%- when BodyKind::Bytes %}
            Self::{{ variant.name|code }}(body) => bytes_response(status, {{ variant.media }}, body),
{%- when BodyKind::Open %}
            Self::{{ variant.name|code }}(body) => content_response(status, {{ variant.media }}, body),
{%- endmatch %}
{%- endfor %}
        }
    }
}
