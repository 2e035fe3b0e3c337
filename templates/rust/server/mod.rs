{%- import "rust/location.rs" as locations -%}
//! The server's half: a trait for each tag, and the router that calls them.
//!
//! Before a method runs, its request has been negotiated, authenticated, read within limits and
//! checked against every constraint of the contract.
#![forbid(unsafe_code)]

{% for group in groups %}
mod {{ group.module|code }};
{%- endfor %}

use std::sync::Arc;

use axum::Router;
{%- if dispatches.len() > 0 %}
use axum::extract::{Request, State};
{%- elif routes.len() > 0 %}
use axum::extract::State;
{%- endif %}
use axum::response::Response;
{%- if routes.len() > 0 %}
use axum::routing::{MethodFilter, MethodRouter};
{%- endif %}

{% if dispatches.len() > 0 %}
use super::parameters;
{%- endif %}
pub use super::support::check::{Part, Violation};
{%- if content %}
pub use super::support::media::Content;
{%- endif %}
{%- if keys %}
use super::support::parameter::Location;
{%- endif %}
pub use super::support::server::{
    Head, Rejection, RejectionKind,
{%- if bearer %}
    BearerToken,
{%- endif %}
{%- if basic %}
    Basic,
{%- endif %}
{%- if keys %}
    ApiKey,
{%- endif %}
};
{%- for group in groups %}
pub use {{ group.module|code }}::*;
{%- endfor %}

/// What all operations of the service have in common.
pub trait Service: Send + Sync + 'static {
{%- if secured %}
    /// Who calls: what `authenticate` makes of credentials.
    type Caller: Send;

    /// Finds out who calls, or refuses.
    fn authenticate(
        &self,
        credentials: Credentials,
        access: Access<'_>,
    ) -> impl Future<Output = Result<Self::Caller, Rejection>> + Send;
{% endif %}
    /// Writes a refusal in the service's own format.
    fn reject(&self, rejection: Rejection) -> Response {
        rejection.into_problem()
    }

    /// How many bytes of a body are read.
    fn body_limit(&self) -> usize {
        1 << 20
    }

    /// Whether query parameters that the contract does not name are refused.
    fn refuse_unknown_query(&self) -> bool {
        false
    }

    /// Whether a `Content-Type` is refused that has parameters which the contract does not name,
    /// such as `charset`.
    fn refuse_media_parameters(&self) -> bool {
        false
    }
}
{%- if secured %}

/// What a caller shows, by the ways to authenticate that the contract has.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credentials {
{%- for way in ways %}
{%- match way.schemes.as_slice() %}
{%- when [scheme] %}
    {{ way.docs|code }}{{ way.name|code }}({{ scheme.ty|code }}),
{%- when schemes %}
    {{ way.docs|code }}{{ way.name|code }} {
{%- for scheme in schemes %}
        {{ scheme.field|code }}: {{ scheme.ty|code }},
{%- endfor %}
    },
{%- endmatch %}
{%- endfor %}
}

/// What credentials are shown for.
#[derive(Debug, Clone, Copy)]
pub struct Access<'a> {
    /// The operation's id.
    pub operation: &'static str,
    /// The scopes that the contract asks for.
    pub scopes: &'static [&'static str],
    /// The head of the request.
    pub head: &'a Head,
}

/// One way to authenticate for an operation.
struct Way {
    read: fn(&Head) -> Option<Credentials>,
    scopes: &'static [&'static str],
    challenge: &'static str,
}
{%- for way in ways %}
{%- if way.needs_head %}

fn {{ way.reader|code }}(head: &Head) -> Option<Credentials> {
{%- else %}

fn {{ way.reader|code }}(_: &Head) -> Option<Credentials> {
{%- endif %}
{%- match way.schemes.as_slice() %}
{%- when [scheme] %}
    {{ read(scheme.kind) }}.map(Credentials::{{ way.name|code }})
{%- when schemes %}
    Some(Credentials::{{ way.name|code }} {
{%- for scheme in schemes %}
        {{ scheme.field|code }}: {{ read(scheme.kind) }}?,
{%- endfor %}
    })
{%- endmatch %}
}
{%- endfor %}

/// Lets a caller in by the first way whose credentials the request has and the service accepts.
async fn admit<S: Service>(
    service: &S,
    head: &Head,
    operation: &'static str,
    ways: &'static [Way],
) -> Result<S::Caller, Rejection> {
    let challenge = ways.first().map_or("", |way| way.challenge);
    let mut refused = Rejection::unauthorized("the request has no credentials");
    for way in ways {
        if let Some(credentials) = (way.read)(head) {
            let access = Access {
                operation,
                scopes: way.scopes,
                head,
            };
            match service.authenticate(credentials, access).await {
                Ok(caller) => return Ok(caller),
                Err(rejection) => refused = rejection,
            }
        }
    }
    Err(refused.challenge(challenge))
}
{%- endif %}
{%- if optional %}

/// Lets a caller in who may come without credentials, but not with false ones.
async fn admit_any<S: Service>(
    service: &S,
    head: &Head,
    operation: &'static str,
    ways: &'static [Way],
) -> Result<Option<S::Caller>, Rejection> {
    if ways.iter().all(|way| (way.read)(head).is_none()) {
        return Ok(None);
    }
    admit(service, head, operation, ways).await.map(Some)
}
{%- endif %}

/// The whole service below the path of the contract's server; what is not there is refused in the
/// service's own format.
{%- if router_is_long %}
pub fn router<S>(service: S) -> Router
where
    S: {{ traits(groups) }},
{
{%- else %}
pub fn router<S: {{ traits(groups) }}>(service: S) -> Router {
{%- endif %}
    let service = Arc::new(service);
    let refuse = {
        let service = Arc::clone(&service);
        async move || service.reject(Rejection::not_found())
    };
{%- if base_path.is_empty() %}
    routes(service).fallback(refuse)
{%- else %}
    Router::new().without_v07_checks().nest({{ base_path }}, routes(service)).fallback(refuse)
{%- endif %}
}

/// The operations alone, without the server's path and without an answer for other paths.
{%- if routes_is_long %}
pub fn routes<S>(service: Arc<S>) -> Router
where
    S: {{ traits(groups) }},
{
{%- else %}
pub fn routes<S: {{ traits(groups) }}>(service: Arc<S>) -> Router {
{%- endif %}
{%- if routes.is_empty() %}
    let router = Router::new().without_v07_checks();
{%- else %}
    let mut router = Router::new().without_v07_checks();
{%- endif %}
{%- for route in routes %}
    router = at(
        router,
        {{ route.path }},
        {{ route.allow }},
        MethodRouter::new()
{%- for handler in route.handlers %}
{%- match handler.target %}
{%- when Target::Operation(place) %}
            .on(MethodFilter::{{ handler.method|code }}, {{ place.module|code }}::{{ place.operation.name|code }}::<S>)
{%- when Target::Dispatch(number) %}
            .on(MethodFilter::{{ handler.method|code }}, dispatch_{{ number|code }}::<S>)
{%- endmatch %}
{%- endfor %},
    );
{%- endfor %}
    router.with_state(service)
}
{%- if routes.len() > 0 %}

/// Serves methods at a path, and refuses others.
fn at<S: Service>(
    router: Router<Arc<S>>,
    path: &str,
    allow: &'static str,
    methods: MethodRouter<Arc<S>>,
) -> Router<Arc<S>> {
    let refuse = async move |State(service): State<Arc<S>>| {
        service.reject(Rejection::method_not_allowed(allow))
    };
    router.route(path, methods.fallback(refuse))
}
{%- endif %}
{%- for dispatch in dispatches %}

/// Paths of one shape, told apart by the text around their parameters.
{%- if dispatch.is_long %}
async fn dispatch_{{ dispatch.number|code }}<S>(State(service): State<Arc<S>>, request: Request) -> Response
where
    S: {{ traits(groups) }},
{
{%- else %}
async fn dispatch_{{ dispatch.number|code }}<S: {{ traits(groups) }}>(State(service): State<Arc<S>>, request: Request) -> Response {
{%- endif %}
{%- for candidate in dispatch.candidates %}
    if parameters::{{ candidate.operation.template|code }}.fits(request.uri()) {
        return {{ candidate.module|code }}::{{ candidate.operation.name|code }}(State(service), request).await;
    }
{%- endfor %}
    service.reject(Rejection::not_found())
}
{%- endfor %}

{#- The bounds of what serves: a trait for each tag. -#}
{%- macro traits(groups) -%}
{%- for group in groups -%}
{{ group.name|code }}{% if !loop.last %} + {% endif %}
{%- else -%}
Service
{%- endfor -%}
{%- endmacro -%}

{#- Reads what a caller shows for a scheme. -#}
{%- macro read(scheme) -%}
{%- match scheme -%}
{%- when SchemeKind::Bearer -%}
head.bearer()
{%- when SchemeKind::Basic -%}
head.basic()
{%- when SchemeKind::ApiKey { location, name } -%}
head.api_key({{ locations::location(location) }}, {{ name }})
{%- when SchemeKind::Other(name) -%}
head.authorization({{ name }}).map(str::to_owned)
{%- when SchemeKind::Outside -%}
Some(())
{%- endmatch -%}
{%- endmacro -%}
