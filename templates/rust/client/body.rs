{#- The method that gives `body` to a request. -#}
{%- macro sent(payload) -%}
{%- match payload.form -%}
{%- when Form::Json -%}
json({{ payload.sent_as() }}, body)
{%- when Form::Pairs -%}
form({{ payload.sent_as() }}, &parameters::{{ payload.constant|code }}, body)
{%- when Form::Text -%}
bytes({{ payload.sent_as() }}, body.as_bytes().to_vec())
{%- when Form::Bytes -%}
bytes({{ payload.sent_as() }}, body.to_vec())
{%- when Form::Open -%}
content(body)
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
