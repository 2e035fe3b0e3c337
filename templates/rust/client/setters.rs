{%- import "rust/client/body.rs" as bodies -%}
impl Call<{{ operation|code }}> {
{%- for setter in setters %}
{%- if !loop.first %}
{# A blank line. #}
{%- endif %}
    {{ setter.docs|code }}pub fn {{ setter.name|code }}(mut self, value: {{ setter.ty|code }}) -> Self {
{%- if setter.is_borrowed %}
        self.request.parameter(&parameters::{{ setter.constant|code }}, value);
{%- else %}
        self.request.parameter(&parameters::{{ setter.constant|code }}, &value);
{%- endif %}
        self
    }
{%- endfor %}
{%- if let Some(body) = body %}

    {{ body.docs|code }}pub fn with_body(mut self, body: {{ body.ty|code }}) -> Self {
{%- if let [payload] = body.body.content.as_slice() %}
        self.request.{{ bodies::sent(payload) }};
{%- else %}
        match body {
{%- for payload in body.body.content %}
            {{ body.body.choice|code }}::{{ payload.variant|code }}(body) => self.request.{{ bodies::sent(payload) }},
{%- endfor %}
        }
{%- endif %}
        self
    }
{%- endif %}
}
