{#- The method that gives `body` to a request. -#}
{%- macro sent(payload) -%}
{%- match payload.kind -%}
{%- when BodyKind::Json -%}
json({{ payload.sent_as() }}, body)
{%- when BodyKind::Pairs -%}
form({{ payload.sent_as() }}, &parameters::{{ payload.constant|code }}, body)
{%- when BodyKind::Text -%}
bytes({{ payload.sent_as() }}, body.as_bytes().to_vec())
{%- when BodyKind::Bytes -%}
bytes({{ payload.sent_as() }}, body.to_vec())
{%- when BodyKind::Open -%}
content(body)
{%- endmatch -%}
{%- endmacro -%}

{#- The function that reads a body. -#}
{%- macro reader(kind) -%}
{%- match kind -%}
{%- when BodyKind::Json | BodyKind::Pairs -%}
read::json
{%- when BodyKind::Text -%}
read::text
{%- when BodyKind::Bytes -%}
read::bytes
{%- when BodyKind::Open -%}
read::content
{%- endmatch -%}
{%- endmacro -%}
