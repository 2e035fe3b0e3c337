//! The server's half: a trait for each tag, and the router that calls them.
//!
//! Before a method runs, its request has been negotiated, authenticated, read within limits and
//! checked against every constraint of the contract.
#![forbid(unsafe_code)]

{%- for group in groups %}
{%- if loop.first %}
{% endif %}
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

{{ imports|code }}

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
{{ way.docs|code }}{{ way.variant|code }}
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

{{ way.reader|code }}
{{ way.read|code }}
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
{{ router_head|code }}
    let service = Arc::new(service);
    let refuse = {
        let service = Arc::clone(&service);
        async move || service.reject(Rejection::not_found())
    };
{{ router_body|code }}
}

/// The operations alone, without the server's path and without an answer for other paths.
{{ routes_head|code }}
    let {{ router_binding|code }} = Router::new().without_v07_checks();
{%- for route in routes %}
{{ route|code }}
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
{{ dispatch.head|code }}
{%- for candidate in dispatch.candidates %}
{{ candidate|code }}
{%- endfor %}
    service.reject(Rejection::not_found())
}
{%- endfor %}
