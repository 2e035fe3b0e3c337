/// What `{{ operation|code }}` answers.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum {{ name|code }} {
{%- for answer in answers %}
{%- match (answer.has_fields, answer.body.as_ref()) %}
{%- when (false, None) %}
    {{ answer.docs|code }}{{ answer.variant|code }},
{%- when (false, Some(body)) %}
    {{ answer.docs|code }}{{ answer.variant|code }}({{ body|code }}),
{%- when (true, body) %}
    {{ answer.docs|code }}{{ answer.variant|code }} {
{%- if answer.range.is_some() %}
        /// The status code.
        status: u16,
{%- endif %}
{%- if let Some(body) = body %}
        body: {{ body|code }},
{%- endif %}
{%- for header in answer.headers %}
{%- if header.required %}
        {{ header.docs|code }}{{ header.name|code }}: {{ header.ty|code }},
{%- else %}
        {{ header.docs|code }}{{ header.name|code }}: Option<{{ header.ty|code }}>,
{%- endif %}
{%- endfor %}
    },
{%- endmatch %}
{%- endfor %}
}

impl {{ name|code }} {
    fn write(self) -> Result<Response, Rejection> {
        match self {
{%- for answer in answers %}
{%- match (answer.has_fields, answer.body.as_ref()) %}
{%- when (false, None) %}
            Self::{{ answer.variant|code }} => {{ write(answer) }},
{%- when (false, Some(_)) %}
            Self::{{ answer.variant|code }}(body) => {{ write(answer) }},
{%- when (true, body) %}
            Self::{{ answer.variant|code }} {
{%- if answer.range.is_some() %}
                status,
{%- endif %}
{%- if body.is_some() %}
                body,
{%- endif %}
{%- for header in answer.headers %}
                {{ header.name|code }},
{%- endfor %}
            } => {
{%- if let Some((first, last)) = answer.range %}
                checked_status(status, {{ first|code }}..={{ last|code }})?;
{%- endif %}
{%- if answer.headers.is_empty() %}
                {{ write(answer) }}
{%- else %}
                let answer = {{ write(answer) }}?;
{%- endif %}
{%- for header in answer.headers %}
{%- match (loop.last, header.required) %}
{%- when (false, true) %}
                let answer = with_header(answer, &parameters::{{ header.constant|code }}, &{{ header.name|code }})?;
{%- when (false, false) %}
                let answer = with_optional(answer, &parameters::{{ header.constant|code }}, &{{ header.name|code }})?;
{%- when (true, true) %}
                with_header(answer, &parameters::{{ header.constant|code }}, &{{ header.name|code }})
{%- when (true, false) %}
                with_optional(answer, &parameters::{{ header.constant|code }}, &{{ header.name|code }})
{%- endmatch %}
{%- endfor %}
            }
{%- endmatch %}
{%- endfor %}
        }
    }
}

{#- Writes the status and the body of an answer. -#}
{%- macro write(answer) -%}
{%- match answer.content -%}
{%- when [] -%}
empty_answer({{ status(answer) }})
{%- when [payload] -%}
{%- match payload.form -%}
{%- when Form::Json | Form::Pairs -%}
json_answer({{ status(answer) }}, {{ payload.sent_as() }}, &body)
{%- when Form::Text -%}
bytes_answer({{ status(answer) }}, {{ payload.sent_as() }}, body.into_bytes())
{%- when Form::Bytes -%}
bytes_answer({{ status(answer) }}, {{ payload.sent_as() }}, body)
{%- when Form::Open -%}
open_answer({{ status(answer) }}, {{ payload.sent_as() }}, body)
{%- endmatch -%}
{%- when _ -%}
body.write({{ status(answer) }})
{%- endmatch -%}
{%- endmacro -%}

{%- macro status(answer) -%}
{%- match answer.code -%}
{%- when Some(code) -%}
{{ code|code }}
{%- when None -%}
status
{%- endmatch -%}
{%- endmacro -%}
