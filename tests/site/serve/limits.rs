//! Clients that are slow, that never end, or that come in crowds.

use std::io::{BufReader, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{Response, Server, article, wait_for};
use crate::support::TestSite;

fn site() -> TestSite {
    TestSite::new("").file("content/articles/one.md", &article("One", "Text."))
}

/// Beginnings of requests, and what is no request at all.
const HALVES: [&str; 9] = [
    "",
    "G",
    "GET / HT",
    "GET / HTTP/1.1\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\n\r",
    "\r\n\r\n\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 5\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
];

#[test]
fn half_a_request_and_a_silent_connection_are_closed() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    let open = |half: &&str| {
        let mut stream = server.connect();
        stream.write_all(half.as_bytes()).unwrap();
        stream
    };
    let mut streams: Vec<TcpStream> = HALVES.iter().map(open).collect();
    // One that was answered, and is then silent.
    let mut answered = server.connect();
    answered.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answered = BufReader::new(answered);
    assert_eq!(Response::read(&mut answered, false).unwrap().unwrap().status, 200);
    streams.push(answered.into_inner());
    for mut stream in streams {
        // The socket waits for the deadline at most.
        let end = stream.read_to_end(&mut Vec::new());
        assert!(end.is_ok() || end.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset));
    }
}

#[test]
fn a_crowd_of_half_requests_delays_nobody() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    let open = || {
        let mut stream = server.connect();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
        stream
    };
    let crowd: Vec<TcpStream> = (0..300).map(|_| open()).collect();
    let start = Instant::now();
    assert_eq!(server.get("/articles/one/").status, 200);
    println!("answered among 300 open connections in {:?}", start.elapsed());
    for stream in &crowd {
        stream.set_nonblocking(true).unwrap();
        let nothing = stream.peek(&mut [0]).map_err(|error| error.kind());
        assert_eq!(nothing, Err(ErrorKind::WouldBlock), "it was still open");
    }
}

#[test]
fn a_client_that_takes_nothing_of_its_answer_is_given_up() {
    let root = site().file("static/long.bin", &"x".repeat(32 << 20)).on_disk();
    let server = Server::start(root.path(), &[]);
    let mut stream = server.connect();
    stream.write_all(b"GET /long.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    // Only a write tells whether the other side is gone, as long as there is something to read.
    let is_closed = || {
        std::thread::sleep(Duration::from_millis(50));
        (&stream).write_all(b"\r\n").is_err()
    };
    wait_for(is_closed, || "it is still open".to_owned());
}

#[test]
fn a_body_that_never_comes_holds_nothing_up() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    let mut stream = server.connect();
    let head = "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let mut stream = BufReader::new(stream);
    assert_eq!(Response::read(&mut stream, false).unwrap().unwrap().status, 200);
    let end = stream.read_to_end(&mut Vec::new());
    assert!(end.is_ok(), "{end:?}");
}
