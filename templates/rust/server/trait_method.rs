    {{ docs|code }}fn {{ operation.name|code }}(
        &self,
{%- if operation.has_caller() && operation.anonymous %}
        caller: Option<Self::Caller>,
{%- elif operation.has_caller() %}
        caller: Self::Caller,
{%- endif %}
        request: {{ operation.request|code }},
    ) -> impl Future<Output = {{ operation.response|code }}> + Send;
