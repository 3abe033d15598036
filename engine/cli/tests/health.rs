//! `engine health` tells a container's health check whether the server is well.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{printed, root, run_in};
use std::{
    io::{Read, Write},
    net::TcpListener,
};

/// A server that answers one request with `status`, and its URL.
fn answering(status: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/health/live", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a call");
        let _ = stream.read(&mut [0; 1024]);
        let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });
    url
}

fn ask(url: &str) -> (String, i32) {
    let (_, output, code) = printed(&run_in(root(), &["health", "--url", url]));
    (output, code)
}

#[test]
fn a_server_that_answers_is_well() {
    assert_eq!(ask(&answering("200 OK")), (String::new(), 0));
}

#[test]
fn a_server_that_refuses_is_not() {
    let url = answering("503 Service Unavailable");
    assert_eq!(ask(&url), (format!("error: {url} answers 503 Service Unavailable\n"), 1));
}

#[test]
fn where_nobody_listens_nobody_is_well() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    drop(listener);
    let (output, code) = ask(&url);
    assert_eq!((output.contains("Connection refused"), code), (true, 1), "{output}");
    assert_eq!(ask("nonsense").1, 2, "it could not ask");
}
