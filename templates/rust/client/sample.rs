{%- if let [only] = imports.as_slice() -%}
use {{ package|code }}::client::{{ only|code }};
{%- else -%}
use {{ package|code }}::client::{ {{- imports|list -}} };
{%- endif %}

{%- if credentials.is_empty() %}

let client = Client::builder({{ address }}).build()?;
{%- else %}

let client = Client::builder({{ address }})
{%- for credential in credentials %}
{%- match credential.kind %}
{%- when SchemeKind::Basic %}
    .{{ credential.method|code }}("user", "password")
{%- when SchemeKind::ApiKey { .. } %}
    .{{ credential.method|code }}("your-api-key")
{%- when _ %}
    .{{ credential.method|code }}("your-access-token")
{%- endmatch %}
{%- endfor %}
    .build()?;
{%- endif %}
{%- if let Some(body) = body %}
{%- if let Some(choice) = choice %}
let body = {{ choice.name|code }}::{{ choice.variant|code }}({{ body_value(body) }});
{%- else %}
let body = {{ body_value(body) }};
{%- endif %}
{%- endif %}
{%- for variable in variables %}
{%- match variable.value %}
{%- when Made::Json(json) %}
let {{ variable.name|code }} = {{ read(json) }};
{%- when Made::List(json) %}
let {{ variable.name|code }} = {{ read_list(json) }};
{%- when Made::Text(text) %}
let {{ variable.name|code }} = {{ text }}.to_owned();
{%- endmatch %}
{%- endfor %}

{%- if breaks == Breaks::Nothing %}

let response = client.{{ method|code }}({{ on_one_line() }}){{ with_body() }}.send().await?;
{%- else %}

let response = client
{%- if breaks == Breaks::Chain %}
    .{{ method|code }}({{ on_one_line() }})
{%- else %}
    .{{ method|code }}(
{%- for one in arguments %}
        {{ argument(one) }},
{%- endfor %}
{%- match (required.as_ref(), breaks) %}
{%- when (Some(required), Breaks::Fields) %}
        {{ required.name|code }} {
{%- for field in required.fields %}
            {{ field.name|code }}: {{ argument(field.value) }},
{%- endfor %}
        },
{%- when (Some(required), _) %}
        {{ literal(required) }},
{%- when (None, _) %}
{%- endmatch %}
    )
{%- endif %}
{%- if has_optional_body %}
    {{ with_body() }}
{%- endif %}
    .send()
    .await?;
{%- endif %}

{%- macro on_one_line() -%}
{%- for one in arguments -%}
{{ argument(one) }}{% if !loop.last %}, {% endif %}
{%- endfor -%}
{%- if let Some(required) = required -%}
{% if !arguments.is_empty() %}, {% endif %}{{ literal(required) }}
{%- endif -%}
{%- endmacro -%}

{%- macro literal(required) -%}
{{ required.name|code }} { {% for field in required.fields %}{{ field.name|code }}: {{ argument(field.value) }}{% if !loop.last %}, {% endif %}{% endfor %} }
{%- endmacro -%}

{%- macro with_body() -%}
{%- if has_optional_body -%}
.with_body(&body)
{%- endif -%}
{%- endmacro -%}

{#- A body as the client takes it. -#}
{%- macro body_value(body) -%}
{%- match body -%}
{%- when BodyValue::Json(json) -%}
{{ read(json) }}
{%- when BodyValue::Text(text) -%}
{{ text }}
{%- when BodyValue::OwnedText(text) -%}
{{ text }}.to_owned()
{%- when BodyValue::TextFile -%}
std::fs::read_to_string("file")?
{%- when BodyValue::File -%}
std::fs::read("file")?
{%- when BodyValue::Content(media) -%}
Content::new({{ media }}, std::fs::read("file")?)
{%- endmatch -%}
{%- endmacro -%}

{%- macro argument(one) -%}
{%- match one -%}
{%- when Argument::Literal(value) -%}
{{ value|code }}
{%- when Argument::Texts(texts) -%}
&[
{%- for text in texts -%}
{{ text }}.to_owned(){% if !loop.last %}, {% endif %}
{%- endfor -%}
]
{%- when Argument::Read(json) -%}
{{ read(json) }}
{%- when Argument::Variable(name) -%}
&{{ name|code }}
{%- when Argument::Body -%}
&body
{%- endmatch -%}
{%- endmacro -%}

{#- A value that is deserialized as the inferred type. -#}
{%- macro read(json) -%}
{%- match json -%}
{%- when Json::Macro(json) -%}
serde_json::from_value(serde_json::json!({{ json|code }}))?
{%- when Json::Text(text) -%}
serde_json::from_str({{ text|code }})?
{%- endmatch -%}
{%- endmacro -%}

{%- macro read_list(json) -%}
{%- match json -%}
{%- when Json::Macro(json) -%}
serde_json::from_value::<Vec<_>>(serde_json::json!({{ json|code }}))?
{%- when Json::Text(text) -%}
serde_json::from_str::<Vec<_>>({{ text|code }})?
{%- endmatch -%}
{%- endmacro -%}
