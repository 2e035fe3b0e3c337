{%- match features.as_slice() -%}
{%- when [] -%}
{%- when [feature] -%}
#[cfg(feature = {{ feature }})]
{% when _ -%}
#[cfg(any(
{%- for feature in features %}
    feature = {{ feature }}
{%- if !loop.last %},{% endif %}
{%- endfor %}
))]
{% endmatch -%}
