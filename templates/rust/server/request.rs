/// The request of `{{ operation|code }}`.
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
    /// The operation, and the head of the request.
    pub context: Context,
}

impl {{ name|code }} {
    fn read(
        head: Head,
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
        limits: ViolationLimits,
    ) -> Result<Self, Rejection> {
        let mut reader = head.into_reader(limits);
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
            reader.reject_unknown_query();
        }
{%- match (input, body.as_slice()) %}
{%- when (Input::Body, [readable]) %}
        let body = {{ read_body(readable.reading) }};
{%- when (Input::OptionalBody, [readable]) %}
{%- match readable.reading %}
{%- when Reading::Bytes %}
        let body = bytes.map(|bytes| bytes.to_vec());
{%- when Reading::Open %}
        let body = bytes.map(|bytes| reader.content(bytes));
{%- when reading %}
        let body = match bytes {
            Some(bytes) => {{ read_body(reading) }},
            None => None,
        };
{%- endmatch %}
{%- when (Input::Choice, _) %}
        let body = match media {
{%- for readable in body %}
{%- if !loop.last %}
            {{ loop.index0|code }} => {{ read_variant(readable) }},
{%- else %}
            _ => {{ read_variant(readable) }},
{%- endif %}
{%- endfor %}
        };
{%- when (Input::OptionalChoice, _) %}
        let body = match media {
{%- for readable in body %}
            Some({{ loop.index0|code }}) => {{ read_variant(readable) }},
{%- endfor %}
            _ => None,
        };
{%- when _ %}
{%- endmatch %}
        reader.finish(move |context| {
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
                context,
            })
        })
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
Some(reader.content(bytes))
{%- endmatch -%}
{%- endmacro -%}

{#- Reads a body that is of one of several media types. -#}
{%- macro read_variant(readable) -%}
{%- match readable.reading -%}
{%- when Reading::Bytes -%}
Some({{ readable.choice|code }}::{{ readable.variant|code }}(bytes.to_vec()))
{%- when Reading::Open -%}
Some({{ readable.choice|code }}::{{ readable.variant|code }}(reader.content(bytes)))
{%- when reading -%}
{{ read_body(reading) }}.map({{ readable.choice|code }}::{{ readable.variant|code }})
{%- endmatch -%}
{%- endmacro -%}

{#- What a value is validated against. -#}
{%- macro check(function) -%}
{%- match function -%}
{%- when Check::Own(name) -%}
&checks::{{ name|code }}
{%- when Check::Support(name) -%}
&check::{{ name|code }}
{%- endmatch -%}
{%- endmacro -%}
