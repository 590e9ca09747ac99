//! The preview server as browsers, editors and strangers meet it: the program runs, requests are bytes
//! on a socket, and edits are the system calls of real programs. This is the one place that knows how
//! it is started and asked.
#![cfg(unix)]

mod doors;
mod ends;
mod files;
mod histories;
mod hostile;
mod limits;
mod reads;
mod requests;
mod saves;
#[cfg(feature = "search")]
mod search;

use std::io::{self, BufRead, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::{command, soleus, tree};

/// A wait for what must come. It is generous: the machine may be busy.
const DEADLINE: Duration = Duration::from_secs(20);

/// A running preview, which ends with the test.
pub(super) struct Server {
    child: Child,
    root: PathBuf,
    flags: Vec<String>,
    pub(super) address: SocketAddr,
    /// What it said on stderr.
    told: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(super) fn start(root: &Path, flags: &[&str]) -> Self {
        let mut child = spawn(root, &[&["--port", "0"], flags].concat());
        let told = collect(&mut child);
        let stdout = child.stdout.take().expect("it is piped");
        let address = served(&mut BufReader::new(stdout));
        let flags = flags.iter().map(|flag| (*flag).to_owned()).collect();
        Self { child, root: root.to_owned(), flags, address, told }
    }

    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("a socket can wait");
        stream
    }

    /// Sends bytes on a connection of their own and reads the first answer, if there is one.
    pub(super) fn ask(&self, request: &[u8]) -> Option<Response> {
        let mut stream = self.connect();
        // A server that refuses at once may have closed before everything was sent.
        let _ = stream.write_all(request);
        let is_head = request.starts_with(b"HEAD ");
        Response::read(&mut BufReader::new(stream), is_head).ok().flatten()
    }

    /// A request as a browser makes it, with further lines of its head.
    pub(super) fn request(&self, method: &str, path: &str, lines: &str) -> Response {
        let host = self.address;
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n");
        let answer = self.ask(request.as_bytes());
        answer.unwrap_or_else(|| panic!("no answer to {method} {path}"))
    }

    pub(super) fn get(&self, path: &str) -> Response {
        self.request("GET", path, "")
    }

    /// Waits until the server knows the files as they are now.
    pub(super) fn follow(&self) {
        let (sources, _) = soleus::load::load(&self.root).expect("the folder is a site");
        let wanted = sources.fingerprint().to_hex().to_string();
        let inputs = || self.get("/_soleus/inputs").text();
        wait_for(|| inputs() == wanted, || format!("{wanted} in {}", inputs()));
    }

    /// The lines of the rebuilds since the start.
    pub(super) fn rebuilds(&self) -> Vec<String> {
        let told = self.told.lock().expect("no thread panics while it holds the lock");
        let is_rebuild = |line: &&String| line.ends_with(" ms") && line.contains(" in ");
        told.iter().filter(is_rebuild).cloned().collect()
    }

    /// Everything that it said on stderr.
    pub(super) fn told(&self) -> String {
        self.told.lock().expect("no thread panics while it holds the lock").join("\n")
    }

    /// Compares what stands at the address of every output with what `build` writes.
    pub(super) fn shows_what_a_build_writes(&self) {
        let (built, base_path) = (self.build(), self.base_path());
        let mut client = Client::new(self);
        for (file, bytes) in built {
            let path = match file.strip_suffix("index.html") {
                Some(folder) => format!("{base_path}/{folder}"),
                None => format!("{base_path}/{file}"),
            };
            let answer = client.get(&path);
            assert_eq!(answer.status, 200, "{path}");
            let shown = without_tag(&answer.body);
            assert!(shown == bytes, "{path} is not as built, but\n{}", answer.text());
        }
    }

    /// The outputs of a build of the folder as it is now.
    fn build(&self) -> Vec<(String, Vec<u8>)> {
        let out = tempfile::tempdir().expect("a temporary folder");
        let public = out.path().join("public");
        let mut arguments = vec!["build", "--out", public.to_str().expect("a plain path")];
        arguments.extend(self.flags.iter().map(String::as_str));
        let built = soleus(&self.root, &arguments);
        assert!(built.status.success(), "{built:?}");
        tree(&public).into_iter().filter(|(file, _)| !file.starts_with('.')).collect()
    }

    fn base_path(&self) -> &str {
        let url = self.flags.iter().skip_while(|flag| *flag != "--base-url").nth(1);
        let rest = url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        rest.find('/').map_or("", |at| rest[at..].trim_end_matches('/'))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the program without waiting for anything.
pub(super) fn spawn(root: &Path, flags: &[&str]) -> Child {
    let mut command = command(root, &[&["serve"], flags].concat());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// The address in the line that says it.
pub(super) fn served(stdout: &mut impl BufRead) -> SocketAddr {
    let mut line = String::new();
    stdout.read_line(&mut line).expect("the program says where it serves");
    let rest = line.strip_prefix("Serving http://").unwrap_or_else(|| panic!("it said {line:?}"));
    let address = rest.split('/').next().expect("a first part");
    address.parse().expect("an address")
}

/// Collects what a program says on stderr, line by line.
pub(super) fn collect(child: &mut Child) -> Arc<Mutex<Vec<String>>> {
    let lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    let told = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&told);
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            into.lock().expect("no thread panics while it holds the lock").push(line);
        }
    });
    told
}

/// Waits for a condition, and fails with what is seen instead.
pub(super) fn wait_for(condition: impl Fn() -> bool, seen: impl Fn() -> String) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "it did not come within {DEADLINE:?}: {}", seen());
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// Several requests on one connection.
pub(super) struct Client {
    host: SocketAddr,
    stream: BufReader<TcpStream>,
}

impl Client {
    pub(super) fn new(server: &Server) -> Self {
        Self { host: server.address, stream: BufReader::new(server.connect()) }
    }

    pub(super) fn get(&mut self, path: &str) -> Response {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes()).expect("the connection stands");
        let answer = Response::read(&mut self.stream, false).expect("the connection stands");
        answer.unwrap_or_else(|| panic!("no answer to {path}"))
    }
}

/// An answer, parsed.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    /// From the status line to the empty line.
    pub(super) head: String,
    /// Empty for a stream, which has no length.
    pub(super) body: Vec<u8>,
}

impl Response {
    /// Reads one answer; `None` when the connection ends before it begins.
    pub(super) fn read(from: &mut impl BufRead, is_head: bool) -> io::Result<Option<Self>> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if from.read_line(&mut head)? == 0 {
                return Ok(None);
            }
        }
        let status = head.get(9..12).and_then(|status| status.parse().ok());
        let status = status.unwrap_or_else(|| panic!("no status line: {head}"));
        let mut response = Self { status, head, body: Vec::new() };
        let length = response.header("content-length").map_or(0, |length| length.parse().unwrap());
        if !is_head && status != 304 {
            response.body.resize(length, 0);
            from.read_exact(&mut response.body)?;
        }
        Ok(Some(response))
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A page without the tag that the preview puts into it.
fn without_tag(body: &[u8]) -> Vec<u8> {
    let find = |part: &[u8], from: usize| {
        body[from..].windows(part.len()).position(|window| window == part).map(|at| from + at)
    };
    let Some(start) = find(b"<script src=\"/_soleus/preview.js\"", 0) else { return body.to_vec() };
    let end = find(b"</script>", start).expect("the tag ends") + b"</script>".len();
    [&body[..start], &body[end..]].concat()
}

/// The stream of states of a page.
pub(super) struct Events(BufReader<TcpStream>);

impl Events {
    pub(super) fn listen(server: &Server, page: &str) -> Self {
        let mut stream = server.connect();
        let host = server.address;
        let request = format!("GET /_soleus/events?path={page} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("the connection stands");
        let mut stream = BufReader::new(stream);
        let head = Response::read(&mut stream, false).unwrap().expect("an answer");
        assert_eq!(head.status, 200, "{}", head.head);
        Self(stream)
    }

    /// The next state that fits.
    pub(super) fn next(&mut self, fits: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let mut seen = String::new();
        loop {
            let from = seen.len();
            let read = self.0.read_line(&mut seen);
            assert!(read.is_ok_and(|count| count > 0), "no such state, but\n{seen}");
            if let Some(data) = seen[from..].strip_prefix("data: ") {
                let state = serde_json::from_str(data).expect("a state is JSON");
                if fits(&state) {
                    return state;
                }
            }
        }
    }
}

/// An article with a title, a day and a text.
pub(super) fn article(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-11-20\n---\n{text}\n")
}
