{%- import "rust/client/body.rs" as bodies -%}
/// The operation `{{ id|code }}`.
pub enum {{ name|code }} {}

impl Operation for {{ name|code }} {
    type Success = {{ success|code }};
    type Error = {{ error|code }};

    fn read(response: RawResponse) -> Result<Response<Self::Success>, Error<Self::Error>> {
{%- if let Some(only) = self.only() %}
        {{ outcome(only) }}
{%- else %}
        match response.status().as_u16() {
{%- for one in outcomes %}
            {{ status(one.response) }} => {{ outcome(one) }},
{%- endfor %}
{%- if !has_default %}
            _ => Err(read::undocumented(response)),
{%- endif %}
        }
{%- endif %}
    }
}

{#- Converts a response by its status. -#}
{%- macro outcome(one) -%}
{%- match (one.kind, one.response.content.is_empty()) -%}
{%- when (Kind::Body, true) -%}
Ok(read::empty(response, ()))
{%- when (Kind::Body, false) -%}
Ok({{ reader(one.response) }}(response)?)
{%- when (Kind::Success(success), true) -%}
Ok(read::empty(response, {{ success|code }}::{{ one.response.variant|code }}))
{%- when (Kind::Success(success), false) -%}
read::success(response, {{ reader(one.response) }}, {{ success|code }}::{{ one.response.variant|code }})
{%- when (Kind::Error(error), true) -%}
Err(read::bare_error(response, {{ error|code }}::{{ one.response.variant|code }}))
{%- when (Kind::Error(error), false) -%}
Err(read::error(response, {{ reader(one.response) }}, {{ error|code }}::{{ one.response.variant|code }}))
{%- endmatch -%}
{%- endmacro -%}

{#- The status of a response as a pattern. -#}
{%- macro status(response) -%}
{%- match response.status -%}
{%- when Status::Code(code) -%}
{{ code|code }}
{%- when Status::Range(class) -%}
{{ class|code }}00..={{ class|code }}99
{%- when Status::Default -%}
_
{%- endmatch -%}
{%- endmacro -%}

{#- The function that reads the body of a response. -#}
{%- macro reader(response) -%}
{%- match response.content.as_slice() -%}
{%- when [payload] -%}
{{ bodies::reader(payload.kind) }}
{%- when _ -%}
{{ response.choice|code }}::read
{%- endmatch -%}
{%- endmacro -%}
