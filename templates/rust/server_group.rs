{{ about|code }}#![forbid(unsafe_code)]

{{ imports|code }}

{{ docs|code }}{{ head|code }}
{%- if !operations.is_empty() %}
{%- for operation in operations %}
{{ operation.docs|code }}{{ operation.method|code }}
{%- if !loop.last %}
{% endif %}
{%- endfor %}
}
{%- endif %}
{%- for operation in operations %}

/// What `{{ operation.name|code }}` takes.
#[derive(Debug, Clone)]
#[non_exhaustive]
{{ operation.request_item|code }}
{%- if !operation.fields.is_empty() %}
{%- for field in operation.fields %}
{{ field.docs|code }}{{ field.declaration|code }}
{%- endfor %}
}
{%- endif %}

{{ operation.request_head|code }}
{{ operation.read_head|code }}
{{ operation.read_body|code }}
    }
}

/// What `{{ operation.name|code }}` answers.
#[derive(Debug, Clone)]
#[non_exhaustive]
{{ operation.response_item|code }}
{%- for answer in operation.answers %}
{{ answer.docs|code }}{{ answer.declaration|code }}
{%- endfor %}
}

{{ operation.response_head|code }}
    fn write(self) -> Result<Response, Rejection> {
        match self {
{%- for answer in operation.answers %}
{{ answer.write|code }}
{%- endfor %}
        }
    }
}
{%- for choice in operation.choices %}

{{ choice|code }}
{%- endfor %}

{{ operation.handler_head|code }}
{{ operation.serve|code }}
    served.unwrap_or_else(|rejection| service.reject(rejection))
}

{{ operation.serve_head|code }}
{%- for statement in operation.statements %}
{{ statement|code }}
{%- endfor %}
}
{%- endfor %}
