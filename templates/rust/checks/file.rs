//! The validation of requests: a table for each schema of the contract.
#![forbid(unsafe_code)]

{% if uses.bounded %}
use super::support::backtrack::Op;
use super::support::bounded::Bounded;
{%- endif %}
{%- if !uses.types.is_empty() %}
use super::support::check::{{ uses.types|code }};
{%- endif %}
{%- if uses.linear %}
use super::support::pattern::Pattern;
{%- endif %}
{%- if !uses.tests.is_empty() %}
use super::support::{{ uses.tests|code }};
{%- endif %}
{%- for pattern in patterns %}
{%- match pattern.matching %}
{%- when Matching::Linear(meant) %}
{%- if *meant == pattern.source %}

static {{ pattern.name|code }}: Pattern = Pattern::new({{ pattern.source }});
{%- else %}

static {{ pattern.name|code }}: Pattern = Pattern::translated({{ pattern.source }}, {{ meant }});
{%- endif %}
{%- when Matching::Backtracking(program) %}
{%- let ops = program.ops() %}

static {{ pattern.name|code }}: Bounded = Bounded::new({{ pattern.source }}, &[{{ ops|list }}]);
{%- endmatch %}
{%- endfor %}
{%- for item in tables %}
{%- let table = item.table %}

/// `{{ item.pointer|code }}`
{%- if item.has_types_alone() %}
pub static {{ table.name|code }}: Schema = {% call base(item) %}{% endcall %};
{%- else %}
pub static {{ table.name|code }}: Schema = Schema {
{%- if !table.rules.is_empty() %}
    rules: &[
{%- for rule in table.rules %}
{%- match rule %}
{%- when Rule::EnumStrings(strings) %}
        Rule::EnumStrings(&[{{ strings|list }}]),
{%- when Rule::EnumIntegers(integers) %}
        Rule::EnumIntegers(&[{{ integers|list }}]),
{%- when Rule::EnumValues(values) %}
        Rule::EnumValues(&[{{ values|list }}]),
{%- when Rule::MinLength(limit) %}
        Rule::MinLength({{ limit|code }}),
{%- when Rule::MaxLength(limit) %}
        Rule::MaxLength({{ limit|code }}),
{%- when Rule::Pattern(pattern) %}
        Rule::Pattern(&{{ pattern|code }}),
{%- when Rule::Format(TestedFormat::DateTime) %}
        Rule::Format("date-time", time::is_date_time),
{%- when Rule::Format(TestedFormat::Date) %}
        Rule::Format("date", time::is_date),
{%- when Rule::Format(TestedFormat::Uuid) %}
        Rule::Format("uuid", format::is_uuid),
{%- when Rule::Format(TestedFormat::Uri) %}
        Rule::Format("uri", format::is_uri),
{%- when Rule::Format(TestedFormat::Email) %}
        Rule::Format("email", format::is_email),
{%- when Rule::Format(TestedFormat::Ipv4) %}
        Rule::Format("ipv4", format::is_ipv4),
{%- when Rule::Format(TestedFormat::Ipv6) %}
        Rule::Format("ipv6", format::is_ipv6),
{%- when Rule::Format(TestedFormat::Base64) %}
        Rule::Format("base64 text", format::is_base64),
{%- when Rule::MinInteger(limit) %}
        Rule::MinInteger({{ limit|code }}),
{%- when Rule::MaxInteger(limit) %}
        Rule::MaxInteger({{ limit|code }}),
{%- when Rule::Minimum(limit) %}
        Rule::Minimum({{ limit|float }}),
{%- when Rule::Maximum(limit) %}
        Rule::Maximum({{ limit|float }}),
{%- when Rule::ExclusiveMinimum(limit) %}
        Rule::ExclusiveMinimum({{ limit|float }}),
{%- when Rule::ExclusiveMaximum(limit) %}
        Rule::ExclusiveMaximum({{ limit|float }}),
{%- when Rule::MultipleOf(mantissa, exponent) %}
        Rule::MultipleOf({{ mantissa|code }}, {{ exponent|code }}),
{%- when Rule::MinItems(limit) %}
        Rule::MinItems({{ limit|code }}),
{%- when Rule::MaxItems(limit) %}
        Rule::MaxItems({{ limit|code }}),
{%- when Rule::UniqueItems %}
        Rule::UniqueItems,
{%- when Rule::MinProperties(limit) %}
        Rule::MinProperties({{ limit|code }}),
{%- when Rule::MaxProperties(limit) %}
        Rule::MaxProperties({{ limit|code }}),
{%- endmatch %}
{%- endfor %}
    ],
{%- endif %}
{%- if !table.properties.is_empty() %}
    properties: &[
{%- for property in table.properties %}
{%- match property %}
{%- when Property with { name, check: Some(check), is_required: true } %}
        Property::required({{ name }}, {{ check|check }}),
{%- when Property with { name, check: Some(check), is_required: false } %}
        Property::optional({{ name }}, {{ check|check }}),
{%- when Property with { name, check: None, is_required: _ } %}
        Property::undeclared({{ name }}),
{%- endmatch %}
{%- endfor %}
    ],
{%- endif %}
{%- if !table.patterns.is_empty() %}
    patterns: &[
{%- for (pattern, check) in table.patterns %}
        (&{{ pattern|code }}, {{ check|check }}),
{%- endfor %}
    ],
{%- endif %}
{%- match table.additional %}
{%- when Additional::Any %}
{%- when Additional::Forbidden %}
    additional: Additional::Forbidden,
{%- when Additional::Of(check) %}
    additional: Additional::Of({{ check|check }}),
{%- endmatch %}
{%- if let Some(check) = table.names %}
    names: Some({{ check|check }}),
{%- endif %}
{%- if !table.prefix.is_empty() %}
    prefix: &[{{ table.prefix|list }}],
{%- endif %}
{%- if let Some(check) = table.items %}
    items: Some({{ check|check }}),
{%- endif %}
{%- match table.contains %}
{%- when Some(Contains { check, min, max: Some(max) }) %}
    contains: Some(Contains {
        check: {{ check|check }},
        min: {{ min|code }},
        max: Some({{ max|code }}),
    }),
{%- when Some(Contains { check, min, max: None }) %}
    contains: Some(Contains {
        check: {{ check|check }},
        min: {{ min|code }},
        max: None,
    }),
{%- when None %}
{%- endmatch %}
{%- if !table.combinations.is_empty() %}
    combinations: &[
{%- for combination in table.combinations %}
{%- match combination %}
{%- when Combination::AllOf(check) %}
        Combination::AllOf({{ check|check }}),
{%- when Combination::AnyOf(all) %}
        Combination::AnyOf(&[{{ all|list }}]),
{%- when Combination::OneOf(all) %}
        Combination::OneOf(&[{{ all|list }}]),
{%- when Combination::Discriminated(property, all) %}
        Combination::Discriminated({{ property }}, &[
{%- for (value, check) in all %}
            ({{ value }}, {{ check|check }}),
{%- endfor %}
        ]),
{%- when Combination::Not(check) %}
        Combination::Not({{ check|check }}),
{%- when Combination::Conditional(condition, then, otherwise) %}
        Combination::Conditional({{ condition|check }}, {{ then|check }}, {{ otherwise|check }}),
{%- when Combination::DependentRequired(name, other) %}
        Combination::DependentRequired({{ name }}, {{ other }}),
{%- when Combination::DependentSchema(name, check) %}
        Combination::DependentSchema({{ name }}, {{ check|check }}),
{%- when Combination::First(name, check) %}
        Combination::First({{ name }}, {{ check|check }}),
{%- when Combination::Unevaluated(UnevaluatedKind::Properties, covers, rest) %}
        Combination::UnevaluatedProperties(&[{{ covers|list }}], {{ rest|check }}),
{%- when Combination::Unevaluated(UnevaluatedKind::Items, covers, rest) %}
        Combination::UnevaluatedItems(&[{{ covers|list }}], {{ rest|check }}),
{%- endmatch %}
{%- endfor %}
    ],
{%- endif %}
{%- if table.is_remembered %}
    is_remembered: true,
{%- endif %}
    ..{% call base(item) %}{% endcall %}
};
{%- endif %}
{%- endfor %}

{#- A schema of which only the types are known. -#}
{%- macro base(item) -%}
{%- if item.has_every_type() -%}
Schema::ANYTHING
{%- else -%}
Schema::of({{ item.table.types|check_types }})
{%- endif -%}
{%- endmacro -%}
