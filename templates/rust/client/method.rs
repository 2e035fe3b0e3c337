{%- if many %}
    {{ docs|code }}#[allow(clippy::too_many_arguments)]
    pub async fn {{ name|code }}(
{%- else %}
    {{ docs|code }}pub async fn {{ name|code }}(
{%- endif %}
        &self,
{%- for argument in arguments %}
        {{ argument.name|code }}: {{ argument.ty|code }},
{%- endfor %}
{%- if let Some(body) = body_type %}
        body: {{ body|code }},
{%- endif %}
{%- if let Some(options) = options %}
        options: &{{ options.name|code }},
{%- endif %}
{%- if let Some(error) = error %}
    ) -> Result<Answer<{{ success|code }}>, Error<{{ error|code }}>> {
{%- else %}
    ) -> Result<Answer<{{ success|code }}>, Error<std::convert::Infallible>> {
{%- endif %}
        let template = &parameters::{{ template|code }};
        let security: &[&[&str]] = &[
{%- for ids in security %}
            &[{{ ids|list }}],
{%- endfor %}
        ];
{%- if bare %}
        let call = self.core.request(Method::{{ verb|code }}, template, security);
{%- else %}
        let mut call = self.core.request(Method::{{ verb|code }}, template, security);
{%- endif %}
{%- if let Some(accept) = accept %}
        call.header("accept", {{ accept }});
{%- endif %}
{%- for parameter in parameters %}
{%- match parameter.given %}
{%- when Given::Lent %}
        call.parameter(&parameters::{{ parameter.constant|code }}, {{ parameter.name|code }});
{%- when Given::Plain %}
        call.parameter(&parameters::{{ parameter.constant|code }}, &{{ parameter.name|code }});
{%- when Given::Optional %}
        call.optional(&parameters::{{ parameter.constant|code }}, &options.{{ parameter.name|code }});
{%- endmatch %}
{%- endfor %}
{%- if let Some(body) = body %}
{%- if !body.required %}
        if let Some(body) = &options.body {
{%- endif %}
{%- if let [payload] = body.content.as_slice() %}
        {{ send(payload) }};
{%- else %}
        match body {
{%- for payload in body.content %}
            {{ body.choice|code }}::{{ payload.variant|code }}(body) => {{ send(payload) }},
{%- endfor %}
        }
{%- endif %}
{%- if !body.required %}
        }
{%- endif %}
{%- endif %}
        let reply = call.send().await?;
        match reply.status() {
{%- for outcome in outcomes %}
{%- let answer = outcome.answer %}
{%- match outcome.kind %}
{%- when Kind::OnlySuccess %}
            {{ status(answer) }} => {{ read(answer) }},
{%- when Kind::Success %}
            {{ status(answer) }} => Reply::success({{ read(answer) }}, {{ success|code }}::{{ answer.variant|code }}),
{%- when Kind::BareSuccess %}
            {{ status(answer) }} => Reply::bare_success(reply.empty(), {{ success|code }}::{{ answer.variant|code }}),
{%- when Kind::Error with (error) %}
            {{ status(answer) }} => Err(Reply::error({{ read(answer) }}, {{ error|code }}::{{ answer.variant|code }})),
{%- when Kind::BareError with (error) %}
            {{ status(answer) }} => Err(Reply::bare_error(reply.empty(), {{ error|code }}::{{ answer.variant|code }})),
{%- when Kind::OpenError with (error) %}
            {{ status(answer) }} => Err(Reply::open_error({{ read(answer) }}, {{ error|code }}::{{ answer.variant|code }})),
{%- when Kind::BareOpenError with (error) %}
            {{ status(answer) }} => Err(Reply::bare_open_error(reply.empty(), {{ error|code }}::{{ answer.variant|code }})),
{%- endmatch %}
{%- endfor %}
{%- if !has_default %}
            _ => Err(reply.undocumented()),
{%- endif %}
        }
    }
{%- if let Some(options) = options %}
{%- if many %}

    {{ docs|code }}#[allow(clippy::too_many_arguments)]
    pub async fn {{ options.plain|code }}(
{%- else %}

    {{ docs|code }}pub async fn {{ options.plain|code }}(
{%- endif %}
        &self,
{%- for argument in arguments %}
        {{ argument.name|code }}: {{ argument.ty|code }},
{%- endfor %}
{%- if let Some(body) = body_type %}
        body: {{ body|code }},
{%- endif %}
{%- if let Some(error) = error %}
    ) -> Result<Answer<{{ success|code }}>, Error<{{ error|code }}>> {
{%- else %}
    ) -> Result<Answer<{{ success|code }}>, Error<std::convert::Infallible>> {
{%- endif %}
        self.{{ name|code }}(
{%- for argument in arguments %}
            {{ argument.name|code }},
{%- endfor %}
{%- if body_type.is_some() %}
            body,
{%- endif %}
            &{{ options.name|code }}::default(),
        ).await
    }
{%- endif %}

{#- The status of an answer as a pattern. -#}
{%- macro status(answer) -%}
{%- match answer.status -%}
{%- when Status::Code(code) -%}
{{ code|code }}
{%- when Status::Range(class) -%}
{{ class|code }}00..={{ class|code }}99
{%- when Status::Default -%}
_
{%- endmatch -%}
{%- endmacro -%}

{#- Reads the body of an answer. -#}
{%- macro read(answer) -%}
{%- match answer.content.as_slice() -%}
{%- when [] -%}
reply.empty()
{%- when [payload] -%}
{{ read_body(payload.form) }}
{%- when _ -%}
{{ answer.choice|code }}::read(reply)
{%- endmatch -%}
{%- endmacro -%}

{%- macro read_body(form) -%}
{%- match form -%}
{%- when Form::Json | Form::Pairs -%}
reply.json()
{%- when Form::Text -%}
reply.text()
{%- when Form::Bytes -%}
reply.bytes()
{%- when Form::Open -%}
reply.content()
{%- endmatch -%}
{%- endmacro -%}

{#- Puts a body into the request. -#}
{%- macro send(payload) -%}
{%- match payload.form -%}
{%- when Form::Json -%}
call.json({{ payload.sent_as() }}, body)
{%- when Form::Pairs -%}
call.form({{ payload.sent_as() }}, &parameters::{{ payload.constant|code }}, body)
{%- when Form::Text -%}
call.bytes({{ payload.sent_as() }}, body.as_bytes().to_vec())
{%- when Form::Bytes -%}
call.bytes({{ payload.sent_as() }}, body.to_vec())
{%- when Form::Open -%}
call.content(body)
{%- endmatch -%}
{%- endmacro -%}
