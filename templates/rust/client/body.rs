{#- Sets the body of a request. -#}
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
{%- match payload.kind -%}
{%- when BodyKind::Json -%}
request.json({{ payload.sent_as() }}, body)
{%- when BodyKind::Pairs -%}
request.form({{ payload.sent_as() }}, &parameters::{{ payload.constant|code }}, body)
{%- when BodyKind::Text -%}
request.bytes({{ payload.sent_as() }}, body.as_bytes().to_vec())
{%- when BodyKind::Bytes -%}
request.bytes({{ payload.sent_as() }}, body.to_vec())
{%- when BodyKind::Open -%}
request.content(body)
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
