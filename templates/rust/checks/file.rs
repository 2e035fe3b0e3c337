//! The validation of requests: a function for each schema of the contract.
#![forbid(unsafe_code)]

{% if uses.check && uses.constants %}
use super::support::check::{self, Checker, Constant};
{%- else if uses.check %}
use super::support::check::{self, Checker};
{%- else if uses.constants %}
use super::support::check::{Checker, Constant};
{%- else if !functions.is_empty() %}
use super::support::check::Checker;
{%- endif %}
{%- if uses.bounded %}
use super::support::backtrack::Op;
use super::support::bounded::Bounded;
{%- endif %}
{%- if uses.linear %}
use super::support::pattern::Pattern;
{%- endif %}
{%- if uses.unevaluated %}
use super::support::unevaluated::{self, Cover};
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
{%- for function in functions %}

/// `{{ function.pointer|code }}`
{%- if function.statements.is_empty() %}
pub fn {{ function.name|code }}(_: &mut Checker<'_>) {}
{%- else %}
pub fn {{ function.name|code }}(checker: &mut Checker<'_>) {
{%- match function.once %}
{%- when Once::Never %}
{%- when Once::Probed %}
    checker.probed_once(|checker| {
{%- when Once::Met %}
    checker.met_once(|checker| {
{%- endmatch %}
{%- for statement in function.statements %}
{%- match statement %}
{%- when Statement::Types(types) %}
    checker.types({{ types|check_types }});
{%- when Statement::EnumStrings(strings) %}
    checker.enum_strings(&[{{ strings|list }}]);
{%- when Statement::EnumIntegers(integers) %}
    checker.enum_integers(&[{{ integers|list }}]);
{%- when Statement::EnumValues(values) %}
    checker.enum_values(&[{{ values|list }}]);
{%- when Statement::MinLength(limit) %}
    checker.min_length({{ limit|code }});
{%- when Statement::MaxLength(limit) %}
    checker.max_length({{ limit|code }});
{%- when Statement::Pattern(pattern) %}
    checker.pattern(&{{ pattern|code }});
{%- when Statement::Format(TestedFormat::DateTime) %}
    checker.format("date-time", time::is_date_time);
{%- when Statement::Format(TestedFormat::Date) %}
    checker.format("date", time::is_date);
{%- when Statement::Format(TestedFormat::Uuid) %}
    checker.format("uuid", format::is_uuid);
{%- when Statement::Format(TestedFormat::Uri) %}
    checker.format("uri", format::is_uri);
{%- when Statement::Format(TestedFormat::Email) %}
    checker.format("email", format::is_email);
{%- when Statement::Format(TestedFormat::Ipv4) %}
    checker.format("ipv4", format::is_ipv4);
{%- when Statement::Format(TestedFormat::Ipv6) %}
    checker.format("ipv6", format::is_ipv6);
{%- when Statement::Format(TestedFormat::Base64) %}
    checker.format("base64 text", format::is_base64);
{%- when Statement::MinInteger(limit) %}
    checker.min_integer({{ limit|code }});
{%- when Statement::MaxInteger(limit) %}
    checker.max_integer({{ limit|code }});
{%- when Statement::Minimum(limit) %}
    checker.minimum({{ limit|float }});
{%- when Statement::Maximum(limit) %}
    checker.maximum({{ limit|float }});
{%- when Statement::ExclusiveMinimum(limit) %}
    checker.exclusive_minimum({{ limit|float }});
{%- when Statement::ExclusiveMaximum(limit) %}
    checker.exclusive_maximum({{ limit|float }});
{%- when Statement::MultipleOf(mantissa, exponent) %}
    checker.multiple_of({{ mantissa|code }}, {{ exponent|code }});
{%- when Statement::MinItems(limit) %}
    checker.min_items({{ limit|code }});
{%- when Statement::MaxItems(limit) %}
    checker.max_items({{ limit|code }});
{%- when Statement::UniqueItems %}
    checker.unique_items();
{%- when Statement::Items(skip, check) %}
    checker.items({{ skip|code }}, {{ check|check }});
{%- when Statement::Item(index, check) %}
    checker.item({{ index|code }}, {{ check|check }});
{%- when Statement::Contains(check, min, Some(max)) %}
    checker.contains({{ check|check }}, {{ min|code }}, Some({{ max|code }}));
{%- when Statement::Contains(check, min, None) %}
    checker.contains({{ check|check }}, {{ min|code }}, None);
{%- when Statement::Required(name) %}
    checker.required({{ name }});
{%- when Statement::Property(name, check) %}
    checker.property({{ name }}, {{ check|check }});
{%- when Statement::ToldBy(name, check) %}
    checker.told_by({{ name }}, {{ check|check }});
{%- when Statement::PatternProperties(pattern, check) %}
    checker.pattern_properties(&{{ pattern|code }}, {{ check|check }});
{%- when Statement::AdditionalProperties with { names, patterns, check } %}
    checker.additional_properties(&[{{ names|list }}], &[{{ patterns|references }}], {{ check|check }});
{%- when Statement::NoAdditionalProperties with { names, patterns } %}
    checker.no_additional_properties(&[{{ names|list }}], &[{{ patterns|references }}]);
{%- when Statement::PropertyNames(check) %}
    checker.property_names({{ check|check }});
{%- when Statement::MinProperties(limit) %}
    checker.min_properties({{ limit|code }});
{%- when Statement::MaxProperties(limit) %}
    checker.max_properties({{ limit|code }});
{%- when Statement::DependentRequired(name, other) %}
    checker.dependent_required({{ name }}, {{ other }});
{%- when Statement::DependentSchema(name, check) %}
    checker.dependent_schema({{ name }}, {{ check|check }});
{%- when Statement::AllOf(check) %}
    checker.all_of({{ check|check }});
{%- when Statement::AnyOf(all) %}
    checker.any_of(&[{{ all|list }}]);
{%- when Statement::OneOf(all) %}
    checker.one_of(&[{{ all|list }}]);
{%- when Statement::Discriminated(property, all) %}
    checker.discriminated({{ property }}, &[
{%- for (value, check) in all %}
        ({{ value }}, {{ check|check }}),
{%- endfor %}
    ]);
{%- when Statement::Not(check) %}
    checker.not({{ check|check }});
{%- when Statement::Conditional(condition, then, otherwise) %}
    checker.conditional({{ condition|check }}, {{ then|check }}, {{ otherwise|check }});
{%- when Statement::Unevaluated(UnevaluatedKind::Properties, covers, rest) %}
    unevaluated::properties(checker, &[{{ covers|list }}], {{ rest|check }});
{%- when Statement::Unevaluated(UnevaluatedKind::Items, covers, rest) %}
    unevaluated::items(checker, &[{{ covers|list }}], {{ rest|check }});
{%- when Statement::Nothing %}
    checker.all_of(check::nothing);
{%- endmatch %}
{%- endfor %}
{%- if function.once != Once::Never %}
    });
{%- endif %}
}
{%- endif %}
{%- endfor %}
