/// What a call of `{{ operation|code }}` requires beside its path.
#[derive(Debug, Clone, Copy)]
{%- if is_borrowed %}
pub struct {{ name|code }}<'a> {
{%- else %}
pub struct {{ name|code }} {
{%- endif %}
{%- for field in fields %}
    {{ field.docs|code }}pub {{ field.name|code }}: {{ field.ty|code }},
{%- endfor %}
}
