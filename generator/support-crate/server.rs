//! What the server does with a request before its parameters and body are validated.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Poll, Waker};

use axum::body::{Body, Bytes};
use axum::http::Request;
use counterpart_support::parameter::{Piece, Template};
use counterpart_support::server::{Head, Matched, Mounted, Rejection, read_body};

/// Requests whose `Accept` and `Content-Type` are those of the contract byte for byte, and others.
#[test]
fn media_types_are_negotiated_however_they_are_written() {
    static ROOT: Template = Template::new(&[Piece::Literal("/x")]);
    let status = |headers: &[(&str, &str)], types: &[&str]| {
        let mut request = Request::post("/x");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from("{}")).expect("a request");
        let (head, body) =
            Head::new(request, 0, Matched::new("x", "/x"), &ROOT).map_err(|_| 0_u16)?;
        let rejected = |rejection: Rejection| rejection.status().as_u16();
        head.accepts(types).map_err(rejected)?;
        head.content_type(types, &body, true, true)
            .map_err(rejected)
    };
    let json: &[&str] = &["application/json"];
    let sent = ("content-type", "application/json");
    assert_eq!(status(&[sent], json), Ok(Some(0)));
    assert_eq!(
        status(&[sent, ("accept", "application/json")], json),
        Ok(Some(0))
    );
    assert_eq!(status(&[sent, ("accept", "*/*")], json), Ok(Some(0)));
    assert_eq!(status(&[sent, ("accept", " , ")], json), Ok(Some(0)));
    assert_eq!(
        status(&[sent, ("accept", "application/json;q=0")], json),
        Err(406)
    );
    let twice = [
        sent,
        ("accept", "application/json"),
        ("accept", "application/json;q=0"),
    ];
    assert_eq!(status(&twice, json), Err(406));
    assert_eq!(
        status(&[("content-type", "APPLICATION/Json")], json),
        Ok(Some(0))
    );
    assert_eq!(
        status(&[("content-type", "application/json; a=b")], json),
        Err(415)
    );
    assert_eq!(status(&[sent, sent], json), Err(415));
    assert_eq!(
        status(&[sent, ("content-encoding", "Identity")], json),
        Ok(Some(0))
    );
    assert_eq!(
        status(&[sent, ("content-encoding", "gzip")], json),
        Err(415)
    );
    let two: &[&str] = &["text/plain", "application/json"];
    assert_eq!(status(&[sent], two), Ok(Some(1)));
}

#[test]
fn the_path_of_the_server_is_in_front_of_that_of_the_contract() {
    static PET: Template = Template::new(&[Piece::Literal("/pets/"), Piece::Parameter("id")]);
    static ALL: Template = Template::new(&[Piece::Literal("/pets")]);
    let read = |target: &str, depth: usize, template: &Template| {
        let request = Request::get(target).body(Body::empty()).expect("a request");
        let matched = Matched::new("getPet", "/pets/{id}");
        let read = Head::new(request, depth, matched, template);
        read.map(|(head, _)| head.context().uri().to_string())
            .map_err(|rejection| rejection.status().as_u16())
    };
    assert_eq!(
        read("/v1/api/pets/7?a=1", 2, &PET),
        Ok("/pets/7?a=1".into())
    );
    assert_eq!(read("/pets/7?a=1", 0, &PET), Ok("/pets/7?a=1".into()));
    assert_eq!(
        read("http://host/v1/api/pets", 2, &ALL),
        Ok("http://host/pets".into())
    );
    assert_eq!(read("/v1/api/pets/7", 1, &PET), Err(404));
    assert_eq!(read("/v1/api", 2, &ALL), Err(404));

    let mounted = Mounted::new(Arc::new(()), "/v1/api");
    assert_eq!(mounted.depth(), 2);
    assert_eq!(mounted.route("/pets"), "/v1/api/pets");
    assert_eq!(mounted.route("/"), "/v1/api");
    let fits = |target: &str| mounted.fits(&PET, &target.parse().expect("a target"));
    assert!(fits("/v1/api/pets/7") && !fits("/v1/pets/7"));
    assert_eq!(Mounted::new(Arc::new(()), "").route("/"), "/");
}

/// The bodies, one after the other.
struct Frames(Vec<Body>);

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        match self.0.pop() {
            Some(mut body) => Pin::new(&mut body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }
}

#[test]
fn the_frames_of_a_body_are_joined_within_the_limit() {
    let read = |frames: &[&'static str], limit: usize| {
        let frames = frames.iter().rev().map(|frame| Body::from(*frame));
        let body = Body::new(Frames(frames.collect()));
        let mut context = std::task::Context::from_waker(Waker::noop());
        match pin!(read_body(body, limit)).poll(&mut context) {
            Poll::Ready(read) => read.map_err(|rejection| rejection.status().as_u16()),
            Poll::Pending => panic!("nothing is waited for"),
        }
    };
    assert_eq!(read(&[], 0), Ok(Bytes::new()));
    assert_eq!(read(&["abc"], 3), Ok(Bytes::from("abc")));
    assert_eq!(read(&["a", "bc", "d", "ef"], 6), Ok(Bytes::from("abcdef")));
    assert_eq!(read(&["abc"], 2), Err(413));
    assert_eq!(read(&["a", "bc", "d"], 3), Err(413));
}
