/// What `{{ operation|code }}` takes.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct {{ name|code }} {
{%- for field in fields %}
{%- if field.is_given %}
    {{ field.docs|code }}pub {{ field.name|code }}: {{ field.ty|code }},
{%- else %}
    {{ field.docs|code }}pub {{ field.name|code }}: Option<{{ field.ty|code }}>,
{%- endif %}
{%- endfor %}
}

impl {{ name|code }} {
    fn read(
        head: &Head,
{%- match input %}
{%- when Input::Nothing %}
{%- when Input::Body %}
        bytes: &Bytes,
{%- when Input::OptionalBody %}
        bytes: Option<&Bytes>,
{%- when Input::Choice %}
        media: usize,
        bytes: &Bytes,
{%- when Input::OptionalChoice %}
        media: Option<usize>,
        bytes: &Bytes,
{%- endmatch %}
        strict: bool,
    ) -> Result<Self, Rejection> {
        let mut reader = head.reader();
{%- for read in parameters %}
{%- match read.kind %}
{%- when Kind::Required %}
        let {{ read.local|code }} = reader.required(&parameters::{{ read.constant|code }}, {{ check(read.check) }});
{%- when Kind::Defaulted(default) %}
        let {{ read.local|code }} = reader.defaulted(&parameters::{{ read.constant|code }}, {{ check(read.check) }}, {{ default }});
{%- when Kind::DefaultedOrEmpty(default) %}
        let {{ read.local|code }} = reader.defaulted_or_empty(&parameters::{{ read.constant|code }}, {{ check(read.check) }}, {{ default }});
{%- when Kind::Optional %}
        let {{ read.local|code }} = reader.optional(&parameters::{{ read.constant|code }}, {{ check(read.check) }});
{%- when Kind::OptionalOrEmpty %}
        let {{ read.local|code }} = reader.optional_or_empty(&parameters::{{ read.constant|code }}, {{ check(read.check) }});
{%- endmatch %}
{%- endfor %}
        if strict {
            reader.no_other_query();
        }
{%- match (input, body.as_slice()) %}
{%- when (Input::Body, [payload]) %}
        let body = {{ read_body(payload.reading) }};
{%- when (Input::OptionalBody, [payload]) %}
        let body = match bytes {
            Some(bytes) => {{ read_body(payload.reading) }},
            None => None,
        };
{%- when (Input::Choice, _) %}
        let body = match media {
{%- for payload in body %}
{%- if !loop.last %}
            {{ loop.index0|code }} => {{ read_body(payload.reading) }}.map({{ payload.choice|code }}::{{ payload.variant|code }}),
{%- else %}
            _ => {{ read_body(payload.reading) }}.map({{ payload.choice|code }}::{{ payload.variant|code }}),
{%- endif %}
{%- endfor %}
        };
{%- when (Input::OptionalChoice, _) %}
        let body = match media {
{%- for payload in body %}
            Some({{ loop.index0|code }}) => {{ read_body(payload.reading) }}.map({{ payload.choice|code }}::{{ payload.variant|code }}),
{%- endfor %}
            _ => None,
        };
{%- when _ %}
{%- endmatch %}
{%- if fields.is_empty() %}
        reader.finish(|| Some(Self {}))
{%- else %}
        reader.finish(move || {
            Some(Self {
{%- for read in parameters %}
{%- if read.is_given %}
                {{ read.field|code }}: {{ read.local|code }}?,
{%- elif read.is_renamed %}
                {{ read.field|code }}: {{ read.local|code }},
{%- else %}
                {{ read.field|code }},
{%- endif %}
{%- endfor %}
{%- match input %}
{%- when Input::Nothing %}
{%- when Input::Body | Input::Choice %}
                body: body?,
{%- when Input::OptionalBody | Input::OptionalChoice %}
                body,
{%- endmatch %}
            })
        })
{%- endif %}
    }
}

{#- Reads a body that is of one media type. -#}
{%- macro read_body(reading) -%}
{%- match reading -%}
{%- when Reading::Json(function) -%}
reader.json(bytes, {{ check(function) }})?
{%- when Reading::Pairs { constant, check: function } -%}
reader.form(bytes, &parameters::{{ constant|code }}, {{ check(function) }})
{%- when Reading::Text -%}
reader.text(bytes)?
{%- when Reading::CheckedText { types, check: function } -%}
reader.checked_text(bytes, {{ types|json_types }}, {{ check(function) }})?
{%- when Reading::Bytes -%}
Some(bytes.to_vec())
{%- when Reading::Open -%}
Some(head.content(bytes))
{%- endmatch -%}
{%- endmacro -%}

{#- The function that checks a value. -#}
{%- macro check(function) -%}
{%- match function -%}
{%- when Check::Own(name) -%}
checks::{{ name|code }}
{%- when Check::Support(name) -%}
check::{{ name|code }}
{%- endmatch -%}
{%- endmacro -%}
