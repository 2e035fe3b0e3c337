{%- if self.is_usual() -%}
{%- match location -%}
{%- when Location::Path -%}
Parameter::path({{ wire }}, {{ shape|code }})
{%- when Location::Query -%}
Parameter::query({{ wire }}, {{ shape|code }})
{%- when Location::Header -%}
Parameter::header({{ wire }}, {{ shape|code }})
{%- when Location::Cookie -%}
Parameter::cookie({{ wire }}, {{ shape|code }})
{%- endmatch -%}
{%- else -%}
Parameter {
    name: {{ wire }},
{%- match location %}
{%- when Location::Path %}
    location: Location::Path,
{%- when Location::Query %}
    location: Location::Query,
{%- when Location::Header %}
    location: Location::Header,
{%- when Location::Cookie %}
    location: Location::Cookie,
{%- endmatch %}
{%- match style %}
{%- when None %}
    style: Style::Json,
{%- when Some(Style::Matrix) %}
    style: Style::Matrix,
{%- when Some(Style::Label) %}
    style: Style::Label,
{%- when Some(Style::Form) %}
    style: Style::Form,
{%- when Some(Style::Simple) %}
    style: Style::Simple,
{%- when Some(Style::SpaceDelimited) %}
    style: Style::SpaceDelimited,
{%- when Some(Style::PipeDelimited) %}
    style: Style::PipeDelimited,
{%- when Some(Style::DeepObject) %}
    style: Style::DeepObject,
{%- endmatch %}
    explode: {{ explode|code }},
    allow_reserved: {{ allow_reserved|code }},
    shape: {{ shape|code }},
}
{%- endif -%}
