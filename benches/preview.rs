//! How long an author waits: from the write of a file to the event in an open page, and from the start of
//! `soleus serve` to its first page, on the real site and on a generated one of 10,000 entries. It
//! asserts nothing about time.
//!
//! `cargo bench --bench preview`, or `-- 1000` for a generated site of one size.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures and tells")]

#[path = "../tests/site/corpus.rs"]
mod corpus;
#[path = "../tests/site/random.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod random;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use corpus::Corpus;

/// Words of a generated article.
const WORDS: usize = 800;
const BODIES: usize = 50;
const OTHERS: usize = 20;

fn main() {
    println!("{:<28}{:>9}{:>12}{:>12}", "", "edits", "median ms", "maximum ms");
    let sizes: Vec<usize> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        let site = tempfile::tempdir().expect("a temporary folder");
        for folder in ["content", "static", "templates"] {
            copy(&repository().join(folder), &site.path().join(folder));
        }
        measure("the real site", site.path(), "calf-strain-or-clot");
    }
    for size in if sizes.is_empty() { vec![10_000] } else { sizes } {
        let site = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in corpus::files(Corpus { entries: size, words: WORDS, seed: 1 }) {
            write(&site.path().join(path), &text);
        }
        let article = first_article(site.path());
        measure(&format!("{size} generated entries"), site.path(), &article);
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file");
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// The id of the article that comes first by its file name.
fn first_article(root: &Path) -> String {
    let articles = fs::read_dir(root.join("content/articles")).expect("the articles");
    let names = articles.map(|entry| entry.expect("an entry").file_name());
    let first = names.min().expect("an article").into_string().expect("an ASCII name");
    first.trim_end_matches(".md").to_owned()
}

fn measure(site: &str, root: &Path, article: &str) {
    let start = Instant::now();
    let (server, address, base_path) = serve(root);
    let page = format!("{base_path}/articles/{article}/");
    get(&address, &page);
    let first = start.elapsed();
    let mut events = Events::open(&address, &page);
    let text = root.join(format!("content/articles/{article}.md"));
    let css = fs::read_to_string(repository().join("static/style.css")).expect("the stylesheet");
    let base = fs::read_to_string(repository().join("templates/base.html")).expect("a template");
    println!("{site}");
    let body = fs::read_to_string(&text).expect("the article");
    tell("  text", time(BODIES, &mut events, &text, |at| format!("{body}\nEdit {at}.\n")));
    let title = |at| replace_title(&body, &format!("Title {at}"));
    tell("  title", time(OTHERS, &mut events, &text, title));
    let template = root.join("templates/base.html");
    let templates = time(OTHERS, &mut events, &template, |at| format!("{base}<!-- {at} -->\n"));
    tell("  template", templates);
    let style = root.join("static/style.css");
    tell("  stylesheet", time(OTHERS, &mut events, &style, |at| format!("{css}\n/* {at} */\n")));
    println!("  first page after {} ms, {} MiB at most", first.as_millis(), peak(&server));
    stop(server);
}

fn replace_title(text: &str, title: &str) -> String {
    let line = |line: &str| {
        if line.starts_with("title: ") { format!("title: {title}\n") } else { line.to_owned() }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Writes a file again and again and waits each time for the event.
fn time(
    count: usize,
    events: &mut Events,
    path: &Path,
    text: impl Fn(usize) -> String,
) -> Vec<Duration> {
    let one = |at| {
        let text = text(at);
        let start = Instant::now();
        write(path, &text);
        events.next();
        start.elapsed()
    };
    (0..count).map(one).collect()
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let median = milliseconds(times[times.len() / 2]);
    let longest = milliseconds(times[times.len() - 1]);
    println!("{what:<28}{:>9}{median:>12.1}{longest:>12.1}", times.len());
}

/// Starts the program; gives its host with port, and the folder of the site.
fn serve(root: &Path) -> (Child, String, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_soleus"))
        .args(["serve", "--port", "0", "--root"])
        .arg(root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let stdout = server.stdout.take().expect("it is piped");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    let address = line.trim().strip_prefix("Serving http://").expect("it serves");
    let (host, path) = address.trim_end_matches('/').split_once('/').unwrap_or((address, ""));
    let base_path = if path.is_empty() { String::new() } else { format!("/{path}") };
    (server, host.trim_end_matches('/').to_owned(), base_path)
}

fn ask(address: &str, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("the server answers");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
        .expect("it listens");
    stream
}

fn get(address: &str, path: &str) {
    let mut answer = String::new();
    ask(address, path).read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
}

/// The stream of a page.
struct Events(BufReader<TcpStream>);

impl Events {
    fn open(address: &str, page: &str) -> Self {
        let stream = ask(address, &format!("/_soleus/events?path={page}"));
        let mut events = Self(BufReader::new(stream));
        events.next();
        events
    }

    fn next(&mut self) {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("a line") > 0, "the stream ended");
            if line.starts_with("data:") {
                return;
            }
        }
    }
}

/// The most memory that the server had, in MiB; 0 where the system does not say.
fn peak(server: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

fn stop(mut server: Child) {
    server.kill().expect("it runs");
    server.wait().expect("it ended");
}
