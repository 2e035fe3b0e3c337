//! Calls, what the handlers must have been given, and how it must have stood on the wire.

use reqwest::StatusCode;

use crate::service::{context, start};
use crate::wire::client::*;
use crate::wire::models::operations::list_action::Action;
use crate::wire::models::operations::query::{Color, Either};
use crate::wire::models::{self, Deep, Form, Point};
use crate::wire::server;

/// Text with what means something in paths, queries, forms and cookies, and what is no ASCII.
const HARD: &str = "a/b?c&d=e#f%25 +;,|.~{x}\"é";

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn point(x: i64, name: &str) -> Point {
    bare(x).with_name(name)
}

fn bare(x: i64) -> Point {
    Point::new(models::point::Required { x })
}

fn form(text: &str) -> Form {
    let text = text.to_owned();
    Form::new(models::form::Required { text })
}

fn deep() -> Deep {
    Deep::new()
        .with_text(HARD)
        .with_numbers(vec![1, -2])
        .with_point(point(3, "[]"))
        .with_points(vec![point(4, "é"), bare(5)])
}

fn shown_error(error: &AnswersError) -> String {
    format!("{error:?}")
}

/// What the handlers answer for a request.
fn shown(request: &impl std::fmt::Debug) -> String {
    format!("{request:?}")
}

#[tokio::test]
async fn path_parameters_arrive() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    for text in [HARD, "plain"] {
        let request = server::PathRequest {
            simple: text.to_owned(),
            list: texts(&["a", text, "b,c"]),
            label: -3,
            labels: vec![1, 2, 3],
            matrix: text.to_owned(),
            matrices: point(4, text),
            object: point(5, text),
            content: point(6, text), context: context() };
        let answer = client.path(
                &request.simple,
                &request.list,
                request.label,
                &request.labels,
                &request.matrix,
                &request.matrices,
                &request.object,
                &request.content,
            ).send().await;
        assert_eq!(*answer.unwrap(), shown(&request));
    }
    assert_eq!(
        last.lock().unwrap().target,
        "/path/plain/a,plain,b%2Cc/.-3/.1.2.3/;matrix=plain/;name=plain;x=4/name=plain,x=5/\
         %7B%22name%22%3A%22plain%22%2C%22x%22%3A6%7D"
    );
    let empty = client.file("", "txt").send().await;
    assert!(matches!(empty, Err(Error::Request(_))), "{empty:?}");
}

/// A call with every parameter that a request has.
fn query(client: &Client, request: &server::QueryRequest) -> Call<Query> {
    fn with<O, T: ?Sized>(
        call: Call<O>,
        value: Option<&T>,
        set: impl FnOnce(Call<O>, &T) -> Call<O>,
    ) -> Call<O> {
        match value {
            Some(value) => set(call, value),
            None => call,
        }
    }
    let call = client.query();
    let call = with(call, request.text.as_deref(), Call::<Query>::with_text);
    let call = with(call, request.flag.as_ref(), |call, flag| call.with_flag(*flag));
    let call = with(call, request.number.as_ref(), |call, number| {
        call.with_number(*number)
    });
    let call = with(call, request.when.as_ref(), Call::<Query>::with_when);
    let call = with(call, request.exploded.as_deref(), Call::<Query>::with_exploded);
    let call = with(call, request.comma.as_deref(), Call::<Query>::with_comma);
    let call = with(call, request.space.as_deref(), Call::<Query>::with_space);
    let call = with(call, request.pipe.as_deref(), Call::<Query>::with_pipe);
    let call = with(call, request.deep.as_ref(), Call::<Query>::with_deep);
    let call = with(call, request.spread.as_ref(), Call::<Query>::with_spread);
    let call = with(call, request.flat.as_ref(), Call::<Query>::with_flat);
    let call = with(call, request.json.as_ref(), Call::<Query>::with_json);
    let call = with(call, request.reserved.as_deref(), Call::<Query>::with_reserved);
    let call = with(call, request.color.as_ref(), Call::<Query>::with_color);
    let call = call.with_limit(request.limit);
    let call = with(call, request.either.as_ref(), Call::<Query>::with_either);
    with(call, request.odd_name.as_deref(), Call::<Query>::with_odd_name)
}

#[tokio::test]
async fn query_parameters_arrive() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    let request = |text: &str| server::QueryRequest {
        text: Some(text.to_owned()),
        flag: Some(true),
        number: Some(-1.5),
        when: Some("2018-01-01T12:00:00.000+02:00".parse().unwrap()),
        exploded: Some(texts(&["a", text, ""])),
        comma: Some(texts(&["b", text])),
        space: Some(vec![1, 2]),
        pipe: Some(texts(&["c", text])),
        deep: Some(Deep {
            text: Some(text.to_owned()),
            ..Deep::new()
        }),
        spread: Some(point(7, text)),
        flat: Some(point(8, text)),
        json: Some(deep()),
        reserved: Some("a/b?c:d@e!$'()*,;".to_owned()),
        color: Some(Color::DarkBlue),
        limit: 99,
        either: Some(Either::Integer(4)),
        odd_name: Some(texts(&["d", text])), context: context() };
    for text in [HARD, "plain", "null", "true", "12"] {
        let request = request(text);
        let answer = query(&client, &request).send().await;
        assert_eq!(*answer.unwrap(), shown(&request));
    }

    let mut nested = request("plain");
    nested.deep = Some(deep());
    let answer = query(&client, &nested).send().await;
    assert_eq!(*answer.unwrap(), shown(&nested));

    nested.either = Some(Either::String("four".to_owned()));
    nested.json = Some(Deep::new());
    let answer = query(&client, &nested).send().await;
    assert_eq!(*answer.unwrap(), shown(&nested));

    nested.deep = Some(Deep {
        text: Some("t".to_owned()),
        ..Deep::new()
    });
    query(&client, &nested).send().await.unwrap();
    assert_eq!(
        last.lock().unwrap().target,
        "/query?text=plain&flag=true&number=-1.5&when=2018-01-01T12%3A00%3A00.000%2B02%3A00\
         &exploded=a&exploded=plain&exploded=&comma=b,plain&space=1%202&pipe=c|plain\
         &deep%5Btext%5D=t&name=plain&x=7&flat=name,plain,x,8&json=%7B%7D\
         &reserved=a/b?c:d@e!$%27()*,;&color=dark-blue&limit=99&either=four\
         &odd%20name%5B%5D=d&odd%20name%5B%5D=plain"
    );
}

#[tokio::test]
async fn parameters_that_are_left_out_are_not_there_or_their_defaults() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    let answer = client.query().send().await.unwrap();
    assert!(answer.contains("text: None"), "{}", *answer);
    assert!(answer.contains("limit: 20"), "{}", *answer);
    assert_eq!(last.lock().unwrap().target, "/query");

    match client.query().with_limit(101).send().await {
        Err(Error::Undocumented(answer)) => {
            assert_eq!(answer.status(), StatusCode::BAD_REQUEST)
        }
        other => panic!("a bound of the contract is kept: {other:?}"),
    }
}

#[tokio::test]
async fn what_is_set_twice_is_sent_once() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    let call = client
        .query()
        .with_exploded(&texts(&["a", "b"]))
        .with_limit(1)
        .with_exploded(&texts(&["c"]))
        .with_limit(2);
    // A call may be sent again, with more.
    call.clone().send().await.unwrap();
    assert_eq!(last.lock().unwrap().target, "/query?exploded=c&limit=2");
    call.with_flag(true).send().await.unwrap();
    let target = "/query?exploded=c&limit=2&flag=true";
    assert_eq!(last.lock().unwrap().target, target);
}

#[tokio::test]
async fn a_call_has_headers_of_its_own() {
    let (client, last) = start().await;
    let client = client.header("cookie", "list=every").build().unwrap();
    let required = HeadRequired {
        x_text: "text",
        session: "session",
    };
    let call = client.head(required).header("X-Text", "own");
    let answer = call.header("cookie", "session=own").send().await.unwrap();
    let own = server::HeadRequest {
        x_text: "own".to_owned(),
        session: "own".to_owned(),
        x_list: None,
        x_object: None,
        x_json: None,
        list: None,
        point: None, context: context() };
    assert_eq!(*answer, shown(&own));
    assert_eq!(last.lock().unwrap().cookies, "session=own");
    let wrong = client.optional_body().header("a b", "c").send().await;
    assert!(matches!(wrong, Err(Error::Request(_))), "{wrong:?}");
}

#[tokio::test]
async fn header_and_cookie_parameters_arrive() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    for text in [HARD, "plain"] {
        // Header text is not encoded, so that it is ASCII without what ends an item.
        let request = server::HeadRequest {
            x_text: "a b;c=\"d\"%20".to_owned(),
            x_list: Some(vec![1, 2]),
            x_object: Some(point(3, "name")),
            x_json: Some(point(4, "a,\"b\"")),
            session: text.to_owned(),
            list: Some(texts(&["a", text])),
            point: Some(point(5, text)), context: context() };
        let required = HeadRequired {
            x_text: &request.x_text,
            session: &request.session,
        };
        let answer = client
            .head(required)
            .with_x_list(&[1, 2])
            .with_x_object(&point(3, "name"))
            .with_x_json(&point(4, "a,\"b\""))
            .with_list(&texts(&["a", text]))
            .with_point(&point(5, text))
            .send()
            .await;
        assert_eq!(*answer.unwrap(), shown(&request));
    }
    assert_eq!(
        last.lock().unwrap().cookies,
        "session=plain; list=a,plain; point=name,plain,x,5"
    );
    let head = |x_text| HeadRequired {
        x_text,
        session: "session",
    };
    let line = client.head(head("a\r\nb")).send().await;
    assert!(matches!(line, Err(Error::Request(_))), "{line:?}");
}

#[tokio::test]
async fn names_that_generated_code_uses_itself_arrive() {
    let (client, _) = start().await;
    let client = client.build().unwrap();
    let request = server::CollidingRequest {
        template: 1,
        security: 2,
        request: 3,
        required: 4,
        body_: 5,
        call: 6,
        reader: Some(7),
        self_: Some(8), context: context() };
    let answer = client
        .colliding(1, 2, 3, 4, 5, CollidingRequired { call: 6 })
        .with_reader(7)
        .with_self_(8)
        .send()
        .await;
    assert_eq!(*answer.unwrap(), shown(&request));
}

#[tokio::test]
async fn paths_of_one_shape_are_told_apart() {
    let (client, _) = start().await;
    let client = client.build().unwrap();
    let file = |name: &str, ending: &str| server::FileRequest {
        name: name.to_owned(),
        ending: ending.to_owned(), context: context() };
    let answer = client.file("a.b", "txt").send().await.unwrap();
    assert_eq!(*answer, shown(&file("a.b", "txt")));
    let answer = client.open("a").send().await.unwrap();
    let open = server::OpenRequest {
        name: "a".to_owned(), context: context() };
    assert_eq!(*answer, shown(&open));
    assert_eq!(*client.all().send().await.unwrap(), shown(&server::AllRequest { context: context() }));
    assert_eq!(*client.trailing().send().await.unwrap(), shown(&server::TrailingRequest { context: context() }));
    let answer = client.list_action(ListActionRequired { action: &Action::List }).send().await.unwrap();
    let list = server::ListActionRequest {
        action: Action::List, context: context() };
    assert_eq!(*answer, shown(&list));
    assert_eq!(*client.drop_action().send().await.unwrap(), shown(&server::DropActionRequest { context: context() }));
}

#[tokio::test]
async fn bodies_arrive() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    let content_type = || last.lock().unwrap().content_type.clone();

    let body = deep();
    let answer = client.json_body(JsonBodyRequired { body: &body }).send().await.unwrap();
    assert_eq!(*answer, shown(&server::JsonBodyRequest { body, context: context() }));
    assert_eq!(content_type(), "application/json");

    let body = point(1, HARD);
    let answer = client.vendor_body(VendorBodyRequired { body: &body }).send().await.unwrap();
    assert_eq!(*answer, shown(&server::VendorBodyRequest { body, context: context() }));
    assert_eq!(content_type(), "application/vnd.wire+json");

    for text in [HARD, "", "a\r\nb\0"] {
        let body = text.to_owned();
        let answer = client.text_body(TextBodyRequired { body: &body }).send().await.unwrap();
        assert_eq!(*answer, shown(&server::TextBodyRequest { body, context: context() }));
    }
    assert_eq!(content_type(), "text/plain");

    let body: Vec<u8> = (0..=255).collect();
    let answer = client.bytes_body(BytesBodyRequired { body: &body }).send().await.unwrap();
    let request = server::BytesBodyRequest { body: body.clone(), context: context() };
    assert_eq!(*answer, shown(&request));
    assert_eq!(last.lock().unwrap().body, body);

    let body = Content::new("application/pdf; version=2", body);
    let answer = client.any_body(AnyBodyRequired { body: &body }).send().await.unwrap();
    assert_eq!(*answer, shown(&server::AnyBodyRequest { body, context: context() }));
    assert_eq!(content_type(), "application/pdf; version=2");

    let body = point(2, "gone");
    let answer = client.delete_body(DeleteBodyRequired { body: &body }).send().await.unwrap();
    assert_eq!(*answer, shown(&server::DeleteBodyRequest { body, context: context() }));
}

#[tokio::test]
async fn optional_bodies_arrive_or_are_not_there() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    let answer = client.optional_body().send().await.unwrap();
    let request = server::OptionalBodyRequest { body: None, context: context() };
    assert_eq!(*answer, shown(&request));
    assert_eq!(last.lock().unwrap().content_type, "");

    let body = Some(point(1, HARD));
    let call = client.optional_body().with_body(&point(1, HARD));
    let answer = call.send().await.unwrap();
    assert_eq!(*answer, shown(&server::OptionalBodyRequest { body, context: context() }));
}

#[tokio::test]
async fn forms_arrive() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    for text in [HARD, "plain", "null", "true", "12"] {
        // The items of a list this deep would be text: forms have types to three levels.
        let shallow = Deep {
            points: None,
            ..deep()
        };
        let body = form(text)
            .with_tags(texts(&["a", text, "b,c"]))
            .with_piped(texts(&["d", text]))
            .with_json(deep())
            .with_deep(shallow)
            .with_plain(point(1, text));
        let answer = client.form_body(FormBodyRequired { body: &body }).send().await.unwrap();
        assert_eq!(*answer, shown(&server::FormBodyRequest { body, context: context() }));
    }

    let body = Form {
        tags: Some(texts(&["a", "b"])),
        piped: Some(texts(&["c", "d"])),
        json: Some(Box::new(Deep::new())),
        ..form("a b&c")
    };
    client.form_body(FormBodyRequired { body: &body }).send().await.unwrap();
    let sent = last.lock().unwrap();
    assert_eq!(sent.content_type, "application/x-www-form-urlencoded");
    assert_eq!(
        String::from_utf8_lossy(&sent.body),
        "json=%7B%7D&piped=c|d&tags=a&tags=b&text=a%20b%26c"
    );
}

#[tokio::test]
async fn forms_keep_the_contract() {
    let (client, _) = start().await;
    let client = client.build().unwrap();
    match client.form_body(FormBodyRequired { body: &form("") }).send().await {
        Err(Error::Undocumented(answer)) => {
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        other => panic!("a bound of the contract is kept: {other:?}"),
    }
}

#[tokio::test]
async fn each_of_several_media_types_arrives() {
    let (client, last) = start().await;
    let client = client.build().unwrap();
    let point = point(1, HARD);
    let cases = [
        (
            SeveralBodiesBody::Json(Box::new(point.clone())),
            server::SeveralBodiesBody::Json(Box::new(point.clone())),
            "application/json",
        ),
        (
            SeveralBodiesBody::TextCsv("a,b".to_owned()),
            server::SeveralBodiesBody::TextCsv("a,b".to_owned()),
            "text/csv",
        ),
        (
            SeveralBodiesBody::Image(Content::new("image/png", vec![0, 255])),
            server::SeveralBodiesBody::Image(Content::new("image/png", vec![0, 255])),
            "image/png",
        ),
        (
            SeveralBodiesBody::Form(Box::new(point.clone())),
            server::SeveralBodiesBody::Form(Box::new(point)),
            "application/x-www-form-urlencoded",
        ),
    ];
    for (sent, body, content_type) in cases {
        let answer = client.several_bodies(SeveralBodiesRequired { body: &sent }).send().await.unwrap();
        assert_eq!(*answer, shown(&server::SeveralBodiesRequest { body, context: context() }));
        assert_eq!(last.lock().unwrap().content_type, content_type);
    }
}

#[tokio::test]
async fn answers_come_back_by_their_statuses() {
    let (client, _) = start().await;
    let client = client.build().unwrap();
    let answer = client.answers("ok").send().await.unwrap();
    assert_eq!(shown(&*answer), shown(&AnswersSuccess::Ok(Box::new(bare(1)))));

    let answer = client.answers("created").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let headers = answer.headers();
    assert_eq!(headers.location().as_deref(), Some("/answers/2"));
    assert_eq!(headers.x_rate(), Some(3));
    assert_eq!(headers.x_tags(), Some(texts(&["a", "b"])));
    assert_eq!(headers["x-tags"], "a,b");
    assert!(matches!(&*answer, AnswersSuccess::Created(point) if point.x == 2));

    let answer = client.answers("nothing").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(matches!(&*answer, AnswersSuccess::NoContent));

    let errors = [
        ("elsewhere", 303, "SeeOther"),
        ("missing", 404, "NotFound(Problem { title: \"missing\" })"),
        ("wrong", 418, "ClientError(Problem { title: \"wrong\" })"),
        ("else", 507, "Default(\"failed\")"),
    ];
    for (kind, status, expected) in errors {
        let error = client.answers(kind).send().await.unwrap_err();
        assert_eq!(error.documented().map(shown_error).as_deref(), Some(expected), "{kind}");
        assert_eq!(error.status().unwrap(), status);
    }
    // A documented redirect keeps where it leads, and an error its body as it came.
    let error = client.answers("elsewhere").send().await.unwrap_err();
    let location = error.headers().and_then(ResponseHeaders::location);
    assert_eq!(location.as_deref(), Some("/answers/ok"));
    let error = client.answers("else").send().await.unwrap_err();
    assert_eq!(error.body(), Some("failed".as_bytes()));
    assert!(!error.is_transient());
}

#[tokio::test]
async fn a_status_outside_of_its_range_is_the_services_fault() {
    let (client, _) = start().await;
    let client = client.build().unwrap();
    // The problem that the service answers with is JSON, which the default answer reads as text.
    match client.answers("impossible").send().await {
        Err(Error::Documented(response)) => {
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert!(response.is_transient());
            assert!(matches!(response.into_error(), AnswersError::Default(_)));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn answers_without_a_body_come_back() {
    let (client, _) = start().await;
    let client = client.build().unwrap();
    let answer = client.answers_head("ok").send().await.unwrap();
    assert_eq!(answer.headers().x_rate(), Some(4));
    let missing = client.answers_head("none").send().await;
    assert!(
        matches!(&missing, Err(error) if matches!(error.documented(), Some(AnswersHeadError::NotFound))),
        "{missing:?}"
    );
    let answer = client.options_answer().send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn each_media_type_of_an_answer_comes_back() {
    let (client, _) = start().await;
    let client = client.build().unwrap();
    let cases = [
        ("json", MediaOkBody::Json(Box::new(bare(5)))),
        ("text", MediaOkBody::Text("fünf".to_owned())),
        ("bytes", MediaOkBody::Binary(vec![0, 255, 5])),
        (
            "sound",
            MediaOkBody::Audio(Content::new("audio/ogg", vec![5])),
        ),
    ];
    for (kind, expected) in cases {
        let answer = client.media(kind).send().await.unwrap();
        assert_eq!(shown(&*answer), shown(&expected));
    }
    let picture = client.picture(PictureRequired { kind: "image/png" }).send().await.unwrap();
    assert_eq!(*picture, Content::new("image/png", vec![1, 2]));
    // The contract documents pictures alone.
    let refused = client.picture(PictureRequired { kind: "text/html" }).send().await.unwrap_err();
    assert!(matches!(refused, Error::Undocumented(answer) if answer.status() == 500));
    // What can only be JSON is JSON, though any type would do.
    let point = client.open_point(OpenPointRequired { body: &bare(7) }).send().await.unwrap();
    assert_eq!(*point, bare(7));
    assert_eq!(point.headers()["content-type"], "application/json");
    assert_eq!(*client.null_answer().send().await.unwrap(), None);
    let answer = client.default_only().send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    assert_eq!(*answer, bare(6));
}

#[tokio::test]
async fn credentials_arrive() {
    let (builder, last) = start().await;
    let client = builder
        .header_("key 1")
        .query("key&2")
        .cookie("key-3")
        .basic("user", "pass:wörd")
        .bearer("token-4")
        .oauth("token-5")
        .build()
        .unwrap();
    let answer = client.with_header().send().await.unwrap();
    assert_eq!(*answer, "with_header: header key 1");
    let answer = client.with_query().send().await.unwrap();
    assert_eq!(*answer, "with_query: query key&2");
    assert_eq!(
        last.lock().unwrap().target,
        "/secure/query?api%20key=key%262"
    );
    let answer = client.with_cookie().send().await.unwrap();
    assert_eq!(*answer, "with_cookie: cookie key-3");
    let answer = client.with_basic().send().await.unwrap();
    assert_eq!(*answer, "with_basic: basic user:pass:wörd");
    let answer = client.with_bearer().send().await.unwrap();
    assert_eq!(*answer, "with_bearer: bearer token-4");
    let answer = client.with_scopes().send().await.unwrap();
    assert_eq!(*answer, "with_scopes: oauth token-5 [\"read\", \"write\"]");
    let answer = client.with_both().send().await.unwrap();
    assert_eq!(*answer, "with_both: header key 1 and basic user:pass:wörd");
    let answer = client.with_either().send().await.unwrap();
    assert_eq!(*answer, "with_either: query key&2");
    let answer = client.perhaps().send().await.unwrap();
    assert_eq!(*answer, "perhaps: bearer token-4");
}

#[tokio::test]
async fn one_of_several_credentials_is_enough_and_false_ones_are_refused() {
    let (builder, _) = start().await;
    let none = builder.clone().build().unwrap();
    assert_eq!(*none.perhaps().send().await.unwrap(), "nobody");
    match none.with_both().send().await {
        Err(Error::Undocumented(answer)) => {
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
            assert!(answer.headers().contains_key("www-authenticate"));
        }
        other => panic!("nobody is let in without credentials: {other:?}"),
    }
    let bearer = builder.clone().bearer("token").build().unwrap();
    let answer = bearer.with_either().send().await.unwrap();
    assert_eq!(*answer, "with_either: bearer token");
    let wrong = builder.bearer("false").build().unwrap();
    let refused = wrong.perhaps().send().await.unwrap_err();
    assert_eq!(refused.status(), Some(StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn what_is_secret_is_not_shown() {
    let client = Client::builder("http://127.0.0.1:1")
        .header("x-own", "topsecret")
        .build()
        .unwrap();
    let body = deep();
    let call = client
        .json_body(JsonBodyRequired { body: &body })
        .header("authorization", "topsecret");
    for shown in [format!("{client:?}"), format!("{call:?}")] {
        assert!(!shown.contains("topsecret"), "{shown}");
    }
    let error = call.send().await.unwrap_err();
    assert!(error.is_connect() && error.is_transient());
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("127.0.0.1:1/"), "no URL: {shown}");
}
