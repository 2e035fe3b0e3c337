pub(super) async fn {{ operation.name|code }}<S: {{ group|code }}>(
    State(service): State<Arc<S>>,
    request: Request,
) -> Response {
    let served = {{ operation.serve|code }}(&*service, request).await;
    served.unwrap_or_else(|rejection| service.reject(rejection))
}

async fn {{ operation.serve|code }}<S: {{ group|code }}>(
    service: &S,
    request: Request,
) -> Result<Response, Rejection> {
{%- match input %}
{%- when Input::Nothing %}
    let (head, _) = Head::new(request, &parameters::{{ operation.template|code }})?;
{%- when _ %}
    let (head, body) = Head::new(request, &parameters::{{ operation.template|code }})?;
{%- endmatch %}
{%- if !offered.is_empty() %}
    head.accepts(&[{{ offered|list }}])?;
{%- endif %}
{%- match input %}
{%- when Input::Nothing %}
{%- when Input::Body %}
    head.content_type(&[{{ media|list }}], &body, true, service.refuse_media_parameters())?;
{%- when Input::Choice %}
    let media = head.content_type(&[{{ media|list }}], &body, true, service.refuse_media_parameters())?;
{%- when Input::OptionalBody | Input::OptionalChoice %}
    let media = head.content_type(&[{{ media|list }}], &body, false, service.refuse_media_parameters())?;
{%- endmatch %}
{%- if operation.has_caller() %}
    const WAYS: &[Way] = &[
{%- for way in ways %}
        Way {
            read: super::{{ way.reader|code }},
            scopes: &[{{ way.scopes|list }}],
            challenge: {{ way.challenge }},
        },
{%- endfor %}
    ];
{%- if operation.anonymous %}
    let caller = admit_any(service, &head, {{ operation.id }}, WAYS).await?;
{%- else %}
    let caller = admit(service, &head, {{ operation.id }}, WAYS).await?;
{%- endif %}
{%- endif %}
{%- if operation.body.is_some() %}
    let bytes = read_body(body, service.body_limit()).await?;
{%- endif %}
    let strict = service.refuse_unknown_query();
{%- match input %}
{%- when Input::Nothing %}
    let request = {{ operation.request|code }}::read(&head, strict)?;
{%- when Input::Body %}
    let request = {{ operation.request|code }}::read(&head, &bytes, strict)?;
{%- when Input::OptionalBody %}
    let request = {{ operation.request|code }}::read(&head, media.map(|_| &bytes), strict)?;
{%- when Input::Choice %}
    let request = {{ operation.request|code }}::read(&head, media.unwrap_or_default(), &bytes, strict)?;
{%- when Input::OptionalChoice %}
    let request = {{ operation.request|code }}::read(&head, media, &bytes, strict)?;
{%- endmatch %}
{%- if operation.has_caller() %}
    let answer = service.{{ operation.name|code }}(caller, request).await;
{%- else %}
    let answer = service.{{ operation.name|code }}(request).await;
{%- endif %}
    answer.write()
}
