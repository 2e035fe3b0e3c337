//! A server at a port of this machine, and a plain client that keeps its connection.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use axum::Router;

/// A connection to a server of its own, which runs until the process ends.
pub struct Connection {
    stream: TcpStream,
    response: Vec<u8>,
}

impl Connection {
    /// Serves in a thread, and connects.
    pub fn open(router: Router) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        listener
            .set_nonblocking(true)
            .expect("a listener that does not block");
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_io()
                .build();
            runtime.expect("a runtime").block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
                    let _ = stream.set_nodelay(true);
                });
                axum::serve(listener, router).await
            })
        });
        let stream = TcpStream::connect(address).expect("a connection");
        stream
            .set_nodelay(true)
            .expect("a connection without delay");
        Self {
            stream,
            response: vec![0; 1 << 16],
        }
    }

    /// Sends a request and reads the response to its end.
    pub fn call(&mut self, request: &[u8]) {
        self.stream.write_all(request).expect("a request");
        let mut length = 0;
        let (head, body) = loop {
            length += self.read(length);
            let read = &self.response[..length];
            if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                break (end + 4, content_length(&read[..end]));
            }
        };
        assert!(
            self.response.starts_with(b"HTTP/1.1 201"),
            "the call succeeds"
        );
        while length < head + body {
            // What is read is not looked at.
            length += self.read(0);
        }
    }

    fn read(&mut self, start: usize) -> usize {
        let count = self
            .stream
            .read(&mut self.response[start..])
            .expect("a response");
        assert!(count > 0, "the connection is kept");
        count
    }
}

/// The length that the head of a response states.
fn content_length(head: &[u8]) -> usize {
    let head = std::str::from_utf8(head).expect("a head");
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    length
        .and_then(|(_, length)| length.parse().ok())
        .expect("a length")
}
