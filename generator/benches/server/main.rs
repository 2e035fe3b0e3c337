//! Measures the create call of the contract in process and over loopback: the generated server beside
//! what a person writes and what another generator makes.

#[path = "../measure/mod.rs"]
mod measure;

mod bodies;
mod by_hand;
mod generated;
mod loopback;
#[cfg(feature = "openapi-to-rust")]
mod openapi_to_rust;
mod work;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use axum::response::Response;
use tower_service::Service as _;

use bodies::{SIZES, body, request};
use loopback::Connection;
use measure::{Counting, Memory, instructions, interleaved, memory, nanoseconds, ratio, shown};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often all candidates are timed, one after the other; the median is shown.
const ROUNDS: usize = 41;

struct Candidate {
    name: &'static str,
    router: fn() -> Router,
}

/// Everything is compared with the first one.
const CANDIDATES: &[Candidate] = &[
    Candidate {
        name: "by hand, no checks",
        router: by_hand::unchecked,
    },
    Candidate {
        name: "by hand, axum's Json",
        router: by_hand::extracted,
    },
    Candidate {
        name: "by hand, same checks",
        router: by_hand::checked,
    },
    Candidate {
        name: "counterpart",
        router: generated::service,
    },
    #[cfg(feature = "openapi-to-rust")]
    Candidate {
        name: "openapi-to-rust, no bearer",
        router: openapi_to_rust::service,
    },
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = arguments
        .iter()
        .filter_map(|one| one.parse().ok())
        .collect();
    match numbers.as_slice() {
        [candidate, size, calls] => counted_calls(&CANDIDATES[*candidate], *size, *calls),
        _ => report(),
    }
}

fn report() {
    for candidate in CANDIDATES {
        let mut router = (candidate.router)();
        let response = call(&mut router, request(&body(SIZES[0])));
        let created = response.status().as_u16() == 201;
        assert!(created, "{}: {}", candidate.name, text(response));
    }
    for size in SIZES {
        let body = body(size);
        println!(
            "\ncreate call, body of {} bytes",
            shown(Some(body.len() as f64))
        );
        println!(
            "{:27} {:>12} {:>6} {:>11} {:>6} {:>12} {:>6} {:>11} {:>10}",
            "", "instructions", "", "in process", "", "loopback", "", "allocations", "bytes"
        );
        let counted: Vec<Option<f64>> = (0..CANDIDATES.len())
            .map(|candidate| {
                let arguments = [candidate.to_string(), size.to_string()];
                instructions(
                    &arguments.each_ref().map(String::as_str),
                    (400_000 / body.len()).clamp(4, 400),
                )
            })
            .collect();
        let (in_process, loopback) = (in_process(&body), over_loopback(&body));
        let memory: Vec<Memory> = CANDIDATES
            .iter()
            .map(|one| memory_of_a_call(one, &body))
            .collect();
        for (index, candidate) in CANDIDATES.iter().enumerate() {
            let times = |times: &[f64]| {
                let (own, first) = (times.get(index).copied(), times.first().copied());
                (shown(own), ratio(own, first))
            };
            let (process, process_ratio) = times(&in_process);
            let (socket, socket_ratio) = times(&loopback);
            println!(
                "{:27} {:>12} {:>6} {process:>8} ns {process_ratio:>6} {socket:>9} ns {socket_ratio:>6} {:>11} {:>10}",
                candidate.name,
                shown(counted[index]),
                ratio(counted[index], counted[0]),
                shown(Some(memory[index].allocations as f64)),
                shown(Some(memory[index].bytes as f64)),
            );
        }
    }
}

/// Calls a router in the current thread. Its body is there, so nothing is waited for.
fn call(router: &mut Router, request: Request<Body>) -> Response {
    let mut future = pin!(router.call(request));
    let mut context = Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        Poll::Ready(Ok(response)) => response,
        Poll::Ready(Err(never)) => match never {},
        Poll::Pending => panic!("the service waits"),
    }
}

/// The body of a response that is there.
fn text(response: Response) -> String {
    let mut context = Context::from_waker(Waker::noop());
    let mut body = response.into_body();
    match pin!(&mut body).poll_frame(&mut context) {
        Poll::Ready(Some(Ok(frame))) => {
            let data = frame.into_data().unwrap_or_default();
            String::from_utf8_lossy(&data).into_owned()
        }
        _ => String::new(),
    }
}

/// What a process does whose instructions are counted. It prepares the same, however many calls it makes.
fn counted_calls(candidate: &Candidate, size: usize, calls: usize) {
    let body = body(size);
    let mut router = (candidate.router)();
    let mut requests: Vec<Request<Body>> = (0..1000).map(|_| request(&body)).collect();
    for _ in 0..calls {
        if let Some(request) = requests.pop() {
            drop(call(&mut router, request));
        }
    }
    std::mem::forget(requests);
}

fn memory_of_a_call(candidate: &Candidate, body: &Bytes) -> Memory {
    let mut router = (candidate.router)();
    // The first call makes what is made once, such as patterns.
    drop(call(&mut router, request(body)));
    let request = request(body);
    memory(|| drop(call(&mut router, request))).1
}

fn in_process(body: &Bytes) -> Vec<f64> {
    let calls = (2_000_000 / (body.len() + 4_000)).max(2);
    let mut works: Vec<Box<dyn FnMut() -> f64 + '_>> = Vec::new();
    for candidate in CANDIDATES {
        let mut router = (candidate.router)();
        works.push(Box::new(move || {
            let requests: Vec<Request<Body>> = (0..calls).map(|_| request(body)).collect();
            let work = || {
                requests
                    .into_iter()
                    .for_each(|request| drop(call(&mut router, request)))
            };
            nanoseconds(work) / calls as f64
        }));
    }
    interleaved(ROUNDS, &mut works)
}

fn over_loopback(body: &Bytes) -> Vec<f64> {
    let calls = (600_000 / (body.len() + 4_000)).max(2);
    let request = bodies::bytes(body);
    let mut works: Vec<Box<dyn FnMut() -> f64 + '_>> = Vec::new();
    for candidate in CANDIDATES {
        let mut connection = Connection::open((candidate.router)());
        let request = &request;
        works.push(Box::new(move || {
            nanoseconds(|| (0..calls).for_each(|_| connection.call(request))) / calls as f64
        }));
    }
    interleaved(ROUNDS, &mut works)
}
