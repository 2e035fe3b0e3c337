/// The required parameters and body of a call of `{{ operation|code }}`, other than those in its path.
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
