{%- import "rust/location.rs" as locations -%}
//! The server: a trait for each tag, and the router that calls them.
//!
//! Before a handler runs, its request has been negotiated, authenticated, read within limits and
//! validated against every constraint of the contract.
//!
//! A layer around the router finds the operation of a response in its extensions:
//!
//! ```text
//! async fn log(request: Request, next: Next) -> Response {
//!     let method = request.method().clone();
//!     let response = next.run(request).await;
//!     let matched = response.extensions().get::<Matched>();
//!     let path = matched.map_or("-", |matched| matched.path_template);
//!     println!("{method} {path} {}", response.status());
//!     response
//! }
//!
//! let app = router(service).layer(axum::middleware::from_fn(log));
//! ```
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
pub use super::support::check::{Limit, RequestPart, Violation, ViolationLimits};
{%- if content %}
pub use super::support::media::Content;
{%- endif %}
{%- if keys %}
use super::support::parameter::Location;
{%- endif %}
pub use super::support::server::{
    Context, Matched, Rejection, RejectionKind, WithHeaders,
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
{%- if secured %}
use super::support::server::{Head, Mounted};
{%- else %}
use super::support::server::Mounted;
{%- endif %}
{%- for group in groups %}
pub use {{ group.module|code }}::*;
{%- endfor %}

/// The part of the service that all operations share.
pub trait Service: Send + Sync + 'static {
{%- if secured %}
    /// The caller: the result of `authenticate`.
    type Caller: Send;

    /// Identifies the caller, or rejects the request.
    fn authenticate(
        &self,
        credentials: Credentials,
        access: Access<'_>,
    ) -> impl Future<Output = Result<Self::Caller, Rejection>> + Send;
{% endif %}
    /// Writes a rejection in the service's own format.
    fn reject(&self, rejection: Rejection) -> Response {
        rejection.into_problem()
    }

    /// Returns how many bytes a body may have.
    fn body_limit(&self) -> usize {
        1 << 20
    }

    /// Returns how many violations a rejection lists, and how many bytes of a response they take. What
    /// comes after them is not looked for.
    fn violation_limits(&self) -> ViolationLimits {
        ViolationLimits::default()
    }

    /// Returns whether query parameters that the contract does not declare are rejected.
    fn reject_unknown_query(&self) -> bool {
        false
    }

    /// Returns whether a `Content-Type` is rejected if it has parameters that the contract does not
    /// declare, such as `charset`.
    fn reject_media_parameters(&self) -> bool {
        false
    }
}
{%- if secured %}

/// The credentials of a request, by the security requirements of the contract.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credentials {
{%- for requirement in requirements %}
{%- match requirement.schemes.as_slice() %}
{%- when [scheme] %}
    {{ requirement.docs|code }}{{ requirement.name|code }}({{ scheme.ty|code }}),
{%- when schemes %}
    {{ requirement.docs|code }}{{ requirement.name|code }} {
{%- for scheme in schemes %}
        {{ scheme.field|code }}: {{ scheme.ty|code }},
{%- endfor %}
    },
{%- endmatch %}
{%- endfor %}
}

/// The operation that credentials are presented for.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Access<'a> {
    /// The scopes that the operation requires.
    pub scopes: &'static [&'static str],
    /// The operation, and the head of the request.
    pub context: &'a Context,
}

/// A security requirement of an operation.
struct SecurityRequirement {
    read: fn(&Head) -> Option<Credentials>,
    scopes: &'static [&'static str],
    challenge: &'static str,
}
{%- if !shared.is_empty() %}

/// The requirements of every operation that has none of its own.
const REQUIREMENTS: &[SecurityRequirement] = &[
{%- for requirement in shared %}
    SecurityRequirement {
        read: {{ requirement.reader|code }},
        scopes: &[{{ requirement.scopes|list }}],
        challenge: {{ requirement.challenge }},
    },
{%- endfor %}
];
{%- endif %}
{%- for requirement in requirements %}
{%- if requirement.needs_head %}

fn {{ requirement.reader|code }}(head: &Head) -> Option<Credentials> {
{%- else %}

fn {{ requirement.reader|code }}(_: &Head) -> Option<Credentials> {
{%- endif %}
{%- match requirement.schemes.as_slice() %}
{%- when [scheme] %}
    {{ read(scheme.kind) }}.map(Credentials::{{ requirement.name|code }})
{%- when schemes %}
    Some(Credentials::{{ requirement.name|code }} {
{%- for scheme in schemes %}
        {{ scheme.field|code }}: {{ read(scheme.kind) }}?,
{%- endfor %}
    })
{%- endmatch %}
}
{%- endfor %}

/// Authenticates by the first requirement that the request has credentials for and the service
/// accepts.
async fn authenticate<S: Service>(
    service: &S,
    head: &Head,
    requirements: &'static [SecurityRequirement],
) -> Result<S::Caller, Rejection> {
    let mut rejection = None;
    for requirement in requirements {
        if let Some(credentials) = (requirement.read)(head) {
            let access = Access {
                scopes: requirement.scopes,
                context: head.context(),
            };
            match service.authenticate(credentials, access).await {
                Ok(caller) => return Ok(caller),
                Err(rejected) => rejection = Some(rejected),
            }
        }
    }
    let challenge = requirements.first().map_or("", |requirement| requirement.challenge);
    let rejection = rejection.unwrap_or_else(|| Rejection::unauthorized("the request has no credentials"));
    Err(rejection.challenge(challenge))
}
{%- endif %}
{%- if optional %}

/// Authenticates, if the request has any credentials.
async fn authenticate_optional<S: Service>(
    service: &S,
    head: &Head,
    requirements: &'static [SecurityRequirement],
) -> Result<Option<S::Caller>, Rejection> {
    if requirements.iter().all(|requirement| (requirement.read)(head).is_none()) {
        return Ok(None);
    }
    authenticate(service, head, requirements).await.map(Some)
}
{%- endif %}

/// Returns the router of the whole service, below the path of the contract's server. Requests for
/// other paths are rejected in the service's own format.
pub fn router<S>(service: S) -> Router
where
    S: {{ traits(groups) }},
{
    let service = Arc::new(service);
    let reject = {
        let service = Arc::clone(&service);
        async move || service.reject(Rejection::not_found())
    };
    operations(Mounted::new(service, {{ base_path }})).fallback(reject)
}

/// Returns the router of the operations, without the server's path and without a fallback for other
/// paths.
pub fn routes<S>(service: Arc<S>) -> Router
where
    S: {{ traits(groups) }},
{
    operations(Mounted::new(service, ""))
}

/// The operations, each at its path below that of the service.
fn operations<S>(mounted: Mounted<S>) -> Router
where
    S: {{ traits(groups) }},
{
{%- if routes.is_empty() %}
    let router = Router::new().without_v07_checks();
{%- else %}
    let mut router = Router::new().without_v07_checks();
{%- endif %}
{%- for route in routes %}
    router = at(
        router,
        &mounted,
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
    router.with_state(mounted)
}
{%- if routes.len() > 0 %}

/// Serves methods at a path, and rejects others.
fn at<S: Service>(
    router: Router<Mounted<S>>,
    mounted: &Mounted<S>,
    path: &str,
    allow: &'static str,
    methods: MethodRouter<Mounted<S>>,
) -> Router<Mounted<S>> {
    let reject = async move |State(mounted): State<Mounted<S>>| {
        mounted.service().reject(Rejection::method_not_allowed(allow))
    };
    router.route(&mounted.route(path), methods.fallback(reject))
}
{%- endif %}
{%- for dispatch in dispatches %}

/// Path templates that differ only in the text around their parameters.
async fn dispatch_{{ dispatch.number|code }}<S>(State(mounted): State<Mounted<S>>, request: Request) -> Response
where
    S: {{ traits(groups) }},
{
{%- for candidate in dispatch.candidates %}
    if mounted.fits(&parameters::{{ candidate.operation.template|code }}, request.uri()) {
        return {{ candidate.module|code }}::{{ candidate.operation.name|code }}(State(mounted), request).await;
    }
{%- endfor %}
    mounted.service().reject(Rejection::not_found())
}
{%- endfor %}

{#- The bounds of a service: a trait for each tag. -#}
{%- macro traits(groups) -%}
{%- for group in groups -%}
{{ group.name|code }}{% if !loop.last %} + {% endif %}
{%- else -%}
Service
{%- endfor -%}
{%- endmacro -%}

{#- Reads the credentials of a security scheme. -#}
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
