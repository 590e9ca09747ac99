//! A server on this machine that plays what other sites do, good and bad.

use std::io::{BufRead as _, BufReader, ErrorKind, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

/// A request: when it was read, its method and its path.
pub(super) type Request = (Instant, String, String);

pub(super) struct Server {
    pub(super) address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, requests) = (listener.local_addr().unwrap(), Arc::default());
        let seen = Arc::clone(&requests);
        // It ends with the process of the tests.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = Arc::clone(&seen);
                thread::spawn(move || answer(stream, &seen));
            }
        });
        Self { address, requests }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// "HEAD /fine", in the order of the requests.
    pub(super) fn heard(&self) -> Vec<String> {
        self.requests().iter().map(|(_, method, path)| format!("{method} {path}")).collect()
    }
}

fn answer(mut stream: TcpStream, seen: &Mutex<Vec<Request>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let Some(Ok(first)) = lines.next() else { return };
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    if !path.starts_with("/reset") {
        lines.by_ref().map_while(Result::ok).find(String::is_empty);
    }
    let earlier = {
        let mut seen = seen.lock().unwrap();
        seen.push((Instant::now(), method.clone(), path.clone()));
        seen.iter().filter(|(_, _, other)| *other == path).count() - 1
    };
    // The client may hang up in the middle, which is its good right.
    let page = path.split('?').next().unwrap_or_default();
    let _ = play(&mut stream, &method, page, earlier);
}

fn play(stream: &mut TcpStream, method: &str, path: &str, earlier: usize) -> std::io::Result<()> {
    let is_head = method == "HEAD";
    let address = stream.local_addr()?;
    match path {
        "/missing" => head(stream, "404 Not Found", ""),
        "/gone" => head(stream, "410 Gone", ""),
        "/forbidden" => head(stream, "403 Forbidden", ""),
        "/broken" => head(stream, "503 Service Unavailable", ""),
        "/mended" if earlier == 0 => head(stream, "500 Internal Server Error", ""),
        "/no-head" if is_head => head(stream, "405 Method Not Allowed", ""),
        "/other-head" if is_head => head(stream, "404 Not Found", ""),
        "/busy" if earlier == 0 => head(stream, "429 Too Many Requests", "Retry-After: 1\r\n"),
        "/busy-for-long" => {
            head(stream, "429 Too Many Requests", "Retry-After: 18446744073709551615\r\n")
        }
        "/loop" => head(stream, "302 Found", "Location: /loop\r\n"),
        "/moved" => head(stream, "301 Moved Permanently", "Location: fine#part\r\n"),
        "/moved-to-login" => head(stream, "302 Found", "Location: /fine?to=https://a.b/\r\n"),
        "/moved-to-umlaut" => head(stream, "302 Found", "Location: /fine?ü\r\n"),
        "/moved-to-file" => head(stream, "302 Found", "Location: file:///etc/passwd\r\n"),
        "/moved-endlessly" => {
            stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /fine\r\n\r\n")?;
            endlessly(stream, b"more ")
        }
        "/endless" if !is_head => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            endlessly(stream, b"more ")
        }
        "/endless" => head(stream, "405 Method Not Allowed", ""),
        "/endless-head" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
            endlessly(stream, b"More: and more\r\n")
        }
        "/reset" => Ok(()),
        "/garbage" => stream.write_all(b"What is it?\r\n\r\n"),
        "/slow" => wait_for_the_end(stream),
        path => match path.strip_prefix("/to/") {
            Some(port) => {
                let location = format!("Location: http://{}:{port}/fine\r\n", address.ip());
                head(stream, "302 Found", &location)
            }
            None => head(stream, "200 OK", ""),
        },
    }
}

fn head(stream: &mut TcpStream, status: &str, fields: &str) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {status}\r\n{fields}Content-Length: 0\r\n\r\n")
}

fn endlessly(stream: &mut TcpStream, part: &[u8]) -> std::io::Result<()> {
    let part = part.repeat(1000);
    loop {
        stream.write_all(&part)?;
    }
}

/// Holds the connection, says nothing, and notices when the client gives up.
fn wait_for_the_end(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut rest = [0; 64];
    loop {
        match std::io::Read::read(stream, &mut rest) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
