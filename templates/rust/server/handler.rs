pub(super) fn {{ operation.name|code }}<S: {{ group|code }}>(
    State(mounted): State<Mounted<S>>,
    request: Request,
) -> impl Future<Output = Response> + Send {
    let matched = Matched::new({{ operation.id }}, {{ operation.path }});
    // Before the future, which would hold the whole request.
    let read = Head::new(request, mounted.depth(), matched, &parameters::{{ operation.template|code }});
    async move {
        let served = match read {
            Ok((head, body)) => {{ operation.serve|code }}(mounted.service(), head, body).await,
            Err(rejection) => Err(rejection),
        };
        matched.attach(served.unwrap_or_else(|rejection| mounted.service().reject(rejection)))
    }
}

async fn {{ operation.serve|code }}<S: {{ group|code }}>(
    service: &S,
    head: Head,
{%- match input %}
{%- when Input::Nothing %}
    _: Body,
{%- when _ %}
    body: Body,
{%- endmatch %}
) -> Result<Response, Rejection> {
{%- if !produces.is_empty() %}
    head.accepts(&[{{ produces|list }}])?;
{%- endif %}
{%- match input %}
{%- when Input::Nothing %}
{%- when Input::Body %}
    head.content_type(&[{{ consumes|list }}], &body, true, service.reject_media_parameters())?;
{%- when Input::Choice %}
    let media = head.content_type(&[{{ consumes|list }}], &body, true, service.reject_media_parameters())?;
{%- when Input::OptionalBody | Input::OptionalChoice %}
    let media = head.content_type(&[{{ consumes|list }}], &body, false, service.reject_media_parameters())?;
{%- endmatch %}
{%- if operation.has_caller() %}
{%- if operation.shares_security %}
    const REQUIREMENTS: &[SecurityRequirement] = super::REQUIREMENTS;
{%- else %}
    const REQUIREMENTS: &[SecurityRequirement] = &[
{%- for requirement in requirements %}
        SecurityRequirement {
            read: super::{{ requirement.reader|code }},
            scopes: &[{{ requirement.scopes|list }}],
            challenge: {{ requirement.challenge }},
        },
{%- endfor %}
    ];
{%- endif %}
{%- if operation.anonymous %}
    let caller = authenticate_optional(service, &head, REQUIREMENTS).await?;
{%- else %}
    let caller = authenticate(service, &head, REQUIREMENTS).await?;
{%- endif %}
{%- endif %}
{%- if operation.body.is_some() %}
    let bytes = read_body(body, service.body_limit()).await?;
{%- endif %}
    let strict = service.reject_unknown_query();
    let limits = service.violation_limits();
{%- match input %}
{%- when Input::Nothing %}
    let request = {{ operation.request|code }}::read(head, strict, limits)?;
{%- when Input::Body %}
    let request = {{ operation.request|code }}::read(head, &bytes, strict, limits)?;
{%- when Input::OptionalBody %}
    let request = {{ operation.request|code }}::read(head, media.map(|_| &bytes), strict, limits)?;
{%- when Input::Choice %}
    let request = {{ operation.request|code }}::read(head, media.unwrap_or_default(), &bytes, strict, limits)?;
{%- when Input::OptionalChoice %}
    let request = {{ operation.request|code }}::read(head, media, &bytes, strict, limits)?;
{%- endmatch %}
{%- if operation.has_caller() %}
    let response = service.{{ operation.name|code }}(caller, request).await;
{%- else %}
    let response = service.{{ operation.name|code }}(request).await;
{%- endif %}
    response.write()
}
