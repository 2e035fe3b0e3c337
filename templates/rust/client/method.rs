{%- import "rust/client/body.rs" as bodies -%}
    {{ docs|code }}pub fn {{ name|code }}(
        &self,
{%- for argument in arguments %}
        {{ argument.name|code }}: {{ argument.ty|code }},
{%- endfor %}
{%- match required %}
{%- when Some(Required { name, is_borrowed: true }) %}
        required: {{ name|code }}<'_>,
{%- when Some(Required { name, is_borrowed: false }) %}
        required: {{ name|code }},
{%- when None %}
{%- endmatch %}
    ) -> Call<{{ operation|code }}> {
        let template = &parameters::{{ path|code }};
{%- match security %}
{%- when Some(security) %}
        let security: &[&[&str]] = &[
{%- for ids in security %}
            &[{{ ids|list }}],
{%- endfor %}
        ];
{%- when None %}
        let security = super::SECURITY;
{%- endmatch %}
{%- if is_bare %}
        let request = self.core.request(Method::{{ verb|code }}, template, security);
{%- else %}
        let mut request = self.core.request(Method::{{ verb|code }}, template, security);
{%- endif %}
{%- if let Some(accept) = accept %}
        request.header("accept", {{ accept }});
{%- endif %}
{%- for argument in arguments %}
{%- if argument.is_borrowed %}
        request.parameter(&parameters::{{ argument.constant|code }}, {{ argument.name|code }});
{%- else %}
        request.parameter(&parameters::{{ argument.constant|code }}, &{{ argument.name|code }});
{%- endif %}
{%- endfor %}
{%- for field in fields %}
{%- if field.is_borrowed %}
        request.parameter(&parameters::{{ field.constant|code }}, required.{{ field.name|code }});
{%- else %}
        request.parameter(&parameters::{{ field.constant|code }}, &required.{{ field.name|code }});
{%- endif %}
{%- endfor %}
{%- if let Some(body) = body %}
        let body = required.body;
{%- if let [payload] = body.content.as_slice() %}
        request.{{ bodies::sent(payload) }};
{%- else %}
        match body {
{%- for payload in body.content %}
            {{ body.choice|code }}::{{ payload.variant|code }}(body) => request.{{ bodies::sent(payload) }},
{%- endfor %}
        }
{%- endif %}
{%- endif %}
        Call::new(request)
    }
