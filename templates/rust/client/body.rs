{#- Gives a body to a request. -#}
{%- macro send(body) -%}
{%- if let [payload] = body.content.as_slice() %}
        {{ send_as(payload) }};
{%- else %}
        match body {
{%- for payload in body.content %}
            {{ body.choice|code }}::{{ payload.variant|code }}(body) => {{ send_as(payload) }},
{%- endfor %}
        }
{%- endif %}
{%- endmacro -%}

{%- macro send_as(payload) -%}
{%- match payload.form -%}
{%- when Form::Json -%}
request.json({{ payload.sent_as() }}, body)
{%- when Form::Pairs -%}
request.form({{ payload.sent_as() }}, &parameters::{{ payload.constant|code }}, body)
{%- when Form::Text -%}
request.bytes({{ payload.sent_as() }}, body.as_bytes().to_vec())
{%- when Form::Bytes -%}
request.bytes({{ payload.sent_as() }}, body.to_vec())
{%- when Form::Open -%}
request.content(body)
{%- endmatch -%}
{%- endmacro -%}

{#- The function that reads a body. -#}
{%- macro reader(form) -%}
{%- match form -%}
{%- when Form::Json | Form::Pairs -%}
read::json
{%- when Form::Text -%}
read::text
{%- when Form::Bytes -%}
read::bytes
{%- when Form::Open -%}
read::content
{%- endmatch -%}
{%- endmacro -%}
