//! Handlers that give back what they were given, and a record of how it came.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

use crate::wire::client::{Client, ClientBuilder};
use crate::wire::models::{self, Point, Problem};
use crate::wire::server::*;

/// A request as it stood on the wire.
#[derive(Debug, Default)]
pub struct Sent {
    pub target: String,
    pub content_type: String,
    pub cookies: String,
    pub body: Vec<u8>,
    /// The operation, as a layer around the router sees it.
    pub matched: Option<Matched>,
}

/// What a layer around the router adds to a request.
#[derive(Clone)]
struct Number(u8);

fn point(x: i64) -> Point {
    Point::new(models::point::Required { x })
}

/// The last request that came.
pub type Last = Arc<Mutex<Sent>>;

async fn record(State(last): State<Last>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let text = |name| {
        let value = head.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap()).to_owned()
    };
    let sent = Sent {
        target: head.uri.to_string(),
        content_type: text(header::CONTENT_TYPE),
        cookies: text(header::COOKIE),
        body: body.to_vec(),
        matched: None,
    };
    let mut request = Request::from_parts(head, Body::from(body));
    request.extensions_mut().insert(Number(7));
    let response = next.run(request).await;
    let matched = response.extensions().get::<Matched>().copied();
    *last.lock().unwrap() = Sent { matched, ..sent };
    response
}

/// Starts the service on a free port.
pub async fn serve() -> (SocketAddr, Last) {
    let last = Last::default();
    let router = router(Echo).layer(from_fn_with_state(last.clone(), record));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, last)
}

/// Starts the service, for a client.
pub async fn start() -> (ClientBuilder, Last) {
    let (address, last) = serve().await;
    (Client::builder(format!("http://{address}")), last)
}

struct Echo;

impl Service for Echo {
    /// The credentials and scopes in words.
    type Caller = String;

    async fn authenticate(
        &self,
        credentials: Credentials,
        access: Access<'_>,
    ) -> Result<String, Rejection> {
        let words = match &credentials {
            Credentials::Header(key) => format!("header {}", key.as_str()),
            Credentials::Query(key) => format!("query {}", key.as_str()),
            Credentials::Cookie(key) => format!("cookie {}", key.as_str()),
            Credentials::Basic(basic) => format!("basic {}:{}", basic.username, basic.password),
            Credentials::Bearer(token) => format!("bearer {}", token.as_str()),
            Credentials::Oauth(token) => format!("oauth {} {:?}", token.as_str(), access.scopes),
            Credentials::HeaderAndBasic { header, basic } => {
                let (user, password) = (&basic.username, &basic.password);
                format!("header {} and basic {user}:{password}", header.as_str())
            }
        };
        if words.ends_with("false") {
            return Err(Rejection::unauthorized("false credentials"));
        }
        Ok(format!("{}: {words}", access.context.operation()))
    }
}

/// The context of no request, for comparing requests.
pub fn context() -> Context {
    let (parts, ()) = axum::http::Request::new(()).into_parts();
    Context::new(Matched::new("", ""), parts)
}

/// The context of a request in words.
fn words(mut context: Context) -> String {
    let number = context.extensions_mut().remove::<Number>();
    let agent = context.headers().get(header::USER_AGENT);
    format!(
        "{} {} {} {} {:?} {:?} {}",
        context.operation(),
        context.path_template(),
        context.method(),
        context.uri(),
        agent,
        number.map(|Number(number)| number),
        context.extensions().get::<Number>().is_some(),
    )
}

/// Handlers that answer with their request as `Debug` shows it.
macro_rules! echo {
    ($($method:ident: $request:ident => $response:ident,)*) => {
        $(async fn $method(&self, mut request: $request) -> $response {
            request.context = context();
            $response::Ok(format!("{request:?}"))
        })*
    };
}

/// Handlers that answer with who calls.
macro_rules! caller {
    ($($method:ident: $request:ident => $response:ident,)*) => {
        $(async fn $method(&self, caller: String, _: $request) -> $response {
            $response::Ok(caller)
        })*
    };
}

impl Parameters for Echo {
    echo! {
        path: PathRequest => PathResponse,
        query: QueryRequest => QueryResponse,
        head: HeadRequest => HeadResponse,
        colliding: CollidingRequest => CollidingResponse,
    }
}

impl Paths for Echo {
    echo! {
        file: FileRequest => FileResponse,
        open: OpenRequest => OpenResponse,
        all: AllRequest => AllResponse,
        trailing: TrailingRequest => TrailingResponse,
        list_action: ListActionRequest => ListActionResponse,
        drop_action: DropActionRequest => DropActionResponse,
    }
}

impl Bodies for Echo {
    echo! {
        json_body: JsonBodyRequest => JsonBodyResponse,
        vendor_body: VendorBodyRequest => VendorBodyResponse,
        form_body: FormBodyRequest => FormBodyResponse,
        text_body: TextBodyRequest => TextBodyResponse,
        bytes_body: BytesBodyRequest => BytesBodyResponse,
        any_body: AnyBodyRequest => AnyBodyResponse,
        optional_body: OptionalBodyRequest => OptionalBodyResponse,
        several_bodies: SeveralBodiesRequest => SeveralBodiesResponse,
        delete_body: DeleteBodyRequest => DeleteBodyResponse,
    }
}

impl Answers for Echo {
    /// The answer that the path names.
    async fn answers(&self, request: AnswersRequest) -> AnswersResponse {
        let problem = |title: &str| {
            let title = title.to_owned();
            Box::new(Problem::new(models::problem::Required { title }))
        };
        match request.kind.as_str() {
            "ok" => AnswersResponse::Ok(Box::new(point(1))),
            "context" => AnswersResponse::Default {
                status: 200,
                body: words(request.context),
            },
            "more" => AnswersResponse::Created {
                body: Box::new(point(3)),
                location: "/replaced".to_owned(),
                x_rate: None,
                x_tags: None,
            }
            .with_header(header::SET_COOKIE, HeaderValue::from_static("a=1"))
            .with_header(header::SET_COOKIE, HeaderValue::from_static("b=2"))
            .with_header(header::LOCATION, HeaderValue::from_static("/answers/3")),
            "more nothing" => AnswersResponse::NoContent
                .with_header(HeaderName::from_static("x-more"), HeaderValue::from_static("1")),
            "more impossible" => AnswersResponse::ClientError {
                status: 200,
                body: problem("impossible"),
            }
            .with_header(HeaderName::from_static("x-more"), HeaderValue::from_static("1")),
            "created" => AnswersResponse::Created {
                body: Box::new(point(2)),
                location: "/answers/2".to_owned(),
                x_rate: Some(3),
                x_tags: Some(vec!["a".to_owned(), "b".to_owned()]),
            },
            "nothing" => AnswersResponse::NoContent,
            "elsewhere" => AnswersResponse::SeeOther {
                location: "/answers/ok".to_owned(),
            },
            "missing" => AnswersResponse::NotFound(problem("missing")),
            "wrong" => AnswersResponse::ClientError {
                status: 418,
                body: problem("wrong"),
            },
            // A status that is not in the range.
            "impossible" => AnswersResponse::ClientError {
                status: 200,
                body: problem("impossible"),
            },
            _ => AnswersResponse::Default {
                status: 507,
                body: "failed".to_owned(),
            },
        }
    }

    async fn answers_head(&self, request: AnswersHeadRequest) -> AnswersHeadResponse {
        match request.kind.as_str() {
            "ok" => AnswersHeadResponse::Ok { x_rate: Some(4) },
            _ => AnswersHeadResponse::NotFound,
        }
    }

    async fn media(&self, request: MediaRequest) -> MediaResponse {
        MediaResponse::Ok(match request.kind.as_str() {
            "json" => MediaOkBody::Json(Box::new(point(5))),
            "text" => MediaOkBody::Text("fünf".to_owned()),
            "sound" => MediaOkBody::Audio(Content::new("audio/ogg", vec![5])),
            _ => MediaOkBody::Binary(vec![0, 255, 5]),
        })
    }

    async fn picture(&self, request: PictureRequest) -> PictureResponse {
        PictureResponse::Ok(Content::new(request.kind, vec![1, 2]))
    }

    async fn open_point(&self, request: OpenPointRequest) -> OpenPointResponse {
        OpenPointResponse::Ok(Box::new(request.body))
    }

    async fn null_answer(&self, _: NullAnswerRequest) -> NullAnswerResponse {
        NullAnswerResponse::Ok(None)
    }

    async fn default_only(&self, _: DefaultOnlyRequest) -> DefaultOnlyResponse {
        DefaultOnlyResponse::Default {
            status: 202,
            body: Box::new(point(6)),
        }
    }

    async fn options_answer(&self, _: OptionsAnswerRequest) -> OptionsAnswerResponse {
        OptionsAnswerResponse::NoContent
    }
}

impl Security for Echo {
    caller! {
        with_header: WithHeaderRequest => WithHeaderResponse,
        with_query: WithQueryRequest => WithQueryResponse,
        with_cookie: WithCookieRequest => WithCookieResponse,
        with_basic: WithBasicRequest => WithBasicResponse,
        with_bearer: WithBearerRequest => WithBearerResponse,
        with_scopes: WithScopesRequest => WithScopesResponse,
        with_both: WithBothRequest => WithBothResponse,
        with_either: WithEitherRequest => WithEitherResponse,
    }

    async fn perhaps(&self, caller: Option<String>, _: PerhapsRequest) -> PerhapsResponse {
        PerhapsResponse::Ok(caller.unwrap_or_else(|| "nobody".to_owned()))
    }
}
