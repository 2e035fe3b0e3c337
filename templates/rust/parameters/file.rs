//! Path templates and parameters, as client and server serialize them.
#![forbid(unsafe_code)]

{% if !uses.json.is_empty() %}
use super::support::json::{{ uses.json|code }};
{%- endif %}
{%- if !uses.parameter.is_empty() %}
use super::support::parameter::{{ uses.parameter|code }};
{%- endif %}
{%- for item in items %}
{%- match item %}
{%- when Item::Path with { path, name, pieces } %}

/// `{{ path|code }}`
pub static {{ name|code }}: Template = Template::new(&[
{%- for piece in pieces %}
{%- match piece %}
{%- when PathPiece::Literal(text) %}
    Piece::Literal({{ text }}),
{%- when PathPiece::Parameter(name) %}
    Piece::Parameter({{ name }}),
{%- endmatch %}
{%- endfor %}
]);
{%- when Item::Parameter with { wire, place, name, value } %}

/// The {{ place|code }} parameter `{{ wire|code }}`.
pub static {{ name|code }}: Parameter = {{ value|code }};
{%- when Item::Header with { wire, name, value } %}

/// The response header `{{ wire|code }}`.
pub static {{ name|code }}: Parameter = {{ value|code }};
{%- when Item::Form with { path, name, shape, properties } %}

/// The form of `{{ path|code }}`.
pub static {{ name|code }}: Form = Form {
    shape: {{ shape|code }},
    properties: &[{{ properties|list }}],
};
{%- endmatch %}
{%- endfor %}
