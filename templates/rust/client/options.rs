/// What `{{ operation|code }}` may be given.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct {{ name|code }} {
{%- for field in fields %}
    {{ field.docs|code }}pub {{ field.name|code }}: Option<{{ field.ty|code }}>,
{%- endfor %}
{%- if let Some(body) = body %}
    {{ body.docs|code }}pub body: Option<{{ body.ty|code }}>,
{%- endif %}
}
