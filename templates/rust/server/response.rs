/// A response of `{{ operation|code }}`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for response in responses %}
{%- match (response.has_fields, response.body.as_ref()) %}
{%- when (false, None) %}
    {{ response.docs|code }}{{ response.variant|code }},
{%- when (false, Some(body)) %}
    {{ response.docs|code }}{{ response.variant|code }}({{ body|code }}),
{%- when (true, body) %}
    {{ response.docs|code }}{{ response.variant|code }} {
{%- if response.range.is_some() %}
        /// The status code.
        status: u16,
{%- endif %}
{%- if let Some(body) = body %}
        body: {{ body|code }},
{%- endif %}
{%- for header in response.headers %}
{%- if header.required %}
        {{ header.docs|code }}{{ header.name|code }}: {{ header.ty|code }},
{%- else %}
        {{ header.docs|code }}{{ header.name|code }}: Option<{{ header.ty|code }}>,
{%- endif %}
{%- endfor %}
    },
{%- endmatch %}
{%- endfor %}
    /// Any other response, with headers that [`Self::with_header`] has added.
    WithHeaders(Box<WithHeaders<Self>>),
}

impl {{ name|code }} {
    /// Adds a header to those that the contract declares. It replaces a declared header of the same
    /// name; of several added ones, all are sent.
    #[must_use]
    pub fn with_header(self, name: HeaderName, value: HeaderValue) -> Self {
        let mut extended = match self {
            Self::WithHeaders(extended) => extended,
            response => Box::new(WithHeaders::new(response)),
        };
        extended.add(name, value);
        Self::WithHeaders(extended)
    }

    fn write(self) -> Result<Response, Rejection> {
        match self {
{%- for response in responses %}
{%- match (response.has_fields, response.body.as_ref()) %}
{%- when (false, None) %}
            Self::{{ response.variant|code }} => {{ write(response) }},
{%- when (false, Some(_)) %}
            Self::{{ response.variant|code }}(body) => {{ write(response) }},
{%- when (true, body) %}
            Self::{{ response.variant|code }} {
{%- if response.range.is_some() %}
                status,
{%- endif %}
{%- if body.is_some() %}
                body,
{%- endif %}
{%- for header in response.headers %}
{%- if *header.local == *header.name %}
                {{ header.name|code }},
{%- else %}
                {{ header.name|code }}: {{ header.local|code }},
{%- endif %}
{%- endfor %}
            } => {
{%- if let Some((first, last)) = response.range %}
                checked_status(status, {{ first|code }}..={{ last|code }})?;
{%- endif %}
{%- if response.headers.is_empty() %}
                {{ write(response) }}
{%- else %}
                let response = {{ write(response) }}?;
{%- endif %}
{%- for header in response.headers %}
{%- match (loop.last, header.required) %}
{%- when (false, true) %}
                let response = write_header(response, &parameters::{{ header.constant|code }}, &{{ header.local|code }})?;
{%- when (false, false) %}
                let response = write_optional_header(response, &parameters::{{ header.constant|code }}, &{{ header.local|code }})?;
{%- when (true, true) %}
                write_header(response, &parameters::{{ header.constant|code }}, &{{ header.local|code }})
{%- when (true, false) %}
                write_optional_header(response, &parameters::{{ header.constant|code }}, &{{ header.local|code }})
{%- endmatch %}
{%- endfor %}
            }
{%- endmatch %}
{%- endfor %}
            Self::WithHeaders(extended) => extended.write(Self::write),
        }
    }
}

{#- Writes the status and the body of a response. -#}
{%- macro write(response) -%}
{%- match response.content -%}
{%- when [] -%}
empty_response({{ status(response) }})
{%- when [payload] -%}
{%- match payload.kind -%}
{%- when BodyKind::Json | BodyKind::Pairs -%}
json_response({{ status(response) }}, {{ payload.sent_as() }}, &body)
{%- when BodyKind::Text -%}
bytes_response({{ status(response) }}, {{ payload.sent_as() }}, body.into_bytes())
{%- when BodyKind::Bytes -%}
bytes_response({{ status(response) }}, {{ payload.sent_as() }}, body)
{%- when BodyKind::Open -%}
content_response({{ status(response) }}, {{ payload.sent_as() }}, body)
{%- endmatch -%}
{%- when _ -%}
body.write({{ status(response) }})
{%- endmatch -%}
{%- endmacro -%}

{%- macro status(response) -%}
{%- match response.code -%}
{%- when Some(code) -%}
{{ code|code }}
{%- when None -%}
status
{%- endmatch -%}
{%- endmacro -%}
