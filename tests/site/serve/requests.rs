//! Requests that no browser sends, as bytes. `HOST` in them stands for the server's address.

/// A request with the statuses that are right for it.
pub(super) struct Request {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) statuses: &'static [u16],
}

impl Request {
    fn new(name: &str, bytes: impl Into<Vec<u8>>, statuses: &'static [u16]) -> Self {
        Self { name: name.to_owned(), bytes: bytes.into(), statuses }
    }

    /// A request in order but for its target.
    fn target(target: &str, statuses: &'static [u16]) -> Self {
        Self::new(target, format!("GET {target} HTTP/1.1\r\nHost: HOST\r\n\r\n"), statuses)
    }

    /// A request in order but for the lines of its head.
    fn lines(name: &str, lines: &str, statuses: &'static [u16]) -> Self {
        Self::new(name, format!("GET / HTTP/1.1\r\nHost: HOST\r\n{lines}\r\n"), statuses)
    }
}

/// No file of this name, or no address at all.
const NOTHING: &[u16] = &[400, 404];

pub(super) fn all() -> Vec<Request> {
    let parts = [
        ways_up(),
        odd_targets(),
        long_targets(),
        methods(),
        request_lines(),
        heads(),
        bodies(),
        garbage(),
    ];
    parts.into_iter().flatten().collect()
}

/// Every way up from every folder to every file outside.
fn ways_up() -> Vec<Request> {
    const UPS: [&str; 30] = [
        "../",
        "..%2f",
        "..%2F",
        "%2e%2e/",
        "%2E%2e%2F",
        ".%2e/",
        "%2e./",
        "%252e%252e%252f",
        "%25252e%25252e/",
        "..\\",
        "..%5c",
        "%2e%2e%5C",
        "..%c0%af",
        "%c0%ae%c0%ae/",
        "%c0%2e%c0%2e/",
        "%e0%80%ae%e0%80%ae/",
        "%f0%80%80%ae%f0%80%80%ae/",
        "..%00/",
        "..%u2215",
        "..;/",
        "..%3b/",
        "..//",
        ".../",
        "....//",
        "..%20/",
        "..%09/",
        "..%0d%0a/",
        "./../",
        "%2e/%2e%2e/",
        "..%ef%bc%8f",
    ];
    const FOLDERS: [&str; 5] = ["/", "/articles/", "/pictures/", "/_soleus/", "/style.css/"];
    const FILES: [(&str, usize); 3] = [("secret.txt", 2), ("etc/passwd", 12), (".git/config", 1)];
    let mut all = Vec::new();
    for folder in FOLDERS {
        for up in UPS {
            let (file, times) = FILES[all.len() % FILES.len()];
            all.push(Request::target(&format!("{folder}{}{file}", up.repeat(times)), NOTHING));
        }
    }
    all
}

/// Targets at which there is nothing.
const NOWHERE: [&str; 52] = [
    "/.git/config",
    "/.git/HEAD",
    "/%2egit/config",
    "/.env",
    "/%2Eenv",
    "/.hidden.md",
    "/.soleus-manifest.json",
    "/static/style.css",
    "/content/articles/one.md",
    "/content/site.yaml",
    "/templates/base.html",
    "/articles/one.md",
    "/../",
    "/..",
    "/.",
    "/./",
    "/%2e",
    "/%2e%2e",
    "/articles/..",
    "/articles/%2e%2e/",
    "/articles/one/../one/",
    "/C:/secret.txt",
    "/c:%5csecret.txt",
    "/C|/secret.txt",
    "/file:///etc/passwd",
    "/\\\\server\\share",
    "/%5c%5cserver%5cshare",
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc/passwd",
    "/%2f%2fetc%2fpasswd",
    "/etc/passwd",
    "/proc/self/environ",
    "/secret.txt",
    "/secret.txt%00.css",
    "/style.css%00",
    "/style.css%00.txt",
    "/style.css/",
    "/style.css;a=b",
    "/style.css%20",
    "/style.css.",
    "/style.css::$DATA",
    "/STYLE.CSS",
    "/con",
    "/nul.txt",
    "/%",
    "/%2",
    "/%zz",
    "/%ff",
    "/%c3%28",
    "/\u{fffd}",
    "/a%0d%0aX: y",
];

/// Targets that look odd and are in order, and some that are nearly.
const THERE: [(&str, &[u16]); 24] = [
    ("/?../../secret.txt", &[200]),
    ("/?file=../../../etc/passwd", &[200]),
    ("/?", &[200]),
    ("/??", &[200]),
    ("/style.css?%00", &[200]),
    ("/style.css?v=1&v=2", &[200]),
    ("/style.0123456789.css", &[200]),
    ("/other.0123456789.css", &[404]),
    ("/#/../../secret.txt", &[200, 400]),
    ("/articles/#x", &[200, 400]),
    ("/_soleus/inputs?x", &[200]),
    ("/_soleus/preview.js", &[200]),
    ("/_soleus/", &[404]),
    ("/_soleus", &[404]),
    ("/%5fsoleus/inputs", &[404]),
    ("/_soleus/events", &[400]),
    ("/_soleus/events?path=/&path=/", &[400]),
    ("/_soleus/events?path=%ff", &[200, 400]),
    ("/_soleus/events?path=/../../secret.txt", &[200]),
    ("/_soleus/events?path=%2e%2e%2fsecret.txt", &[200]),
    ("/_soleus/events?path=//evil.example/", &[200]),
    ("/articles", &[301]),
    ("http://HOST/", &[200]),
    ("http://HOST/../secret.txt", &[400]),
];

/// Targets that are no paths.
const ABSOLUTE: [(&str, &[u16]); 12] = [
    ("http://evil.example/", &[400]),
    ("http://evil.example:80/etc/passwd", &[400]),
    ("http://user@HOST/", &[400]),
    ("https://HOST/", &[200, 400]),
    ("ftp://HOST/", &[200, 400]),
    ("file:///etc/passwd", &[400]),
    ("http:///etc/passwd", &[400]),
    ("http:/etc/passwd", &[400]),
    ("localhost:80", &[400]),
    ("evil.example", &[400]),
    ("*", &[400, 404]),
    ("etc/passwd", &[400]),
];

fn odd_targets() -> Vec<Request> {
    let nowhere = NOWHERE.iter().map(|target| Request::target(target, NOTHING));
    let rest = THERE.iter().chain(&ABSOLUTE);
    nowhere.chain(rest.map(|(target, statuses)| Request::target(target, statuses))).collect()
}

fn long_targets() -> Vec<Request> {
    const LENGTHS: [(usize, &[u16]); 6] = [
        (4_000, NOTHING),
        (5_000, &[414]),
        (15_000, &[414, 431]),
        (20_000, &[414, 431]),
        (70_000, &[414, 431]),
        (1_000_000, &[414, 431]),
    ];
    let mut all = Vec::new();
    for (length, statuses) in LENGTHS {
        all.push(Request::target(&format!("/{}", "a".repeat(length)), statuses));
        all.push(Request::target(&format!("/{}", "a/".repeat(length / 2)), statuses));
        all.push(Request::target(&format!("/x?{}", "a".repeat(length)), statuses));
    }
    all
}

fn methods() -> Vec<Request> {
    const REFUSED: [&str; 22] = [
        "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL",
        "MOVE", "COPY", "LOCK", "SEARCH", "PURGE", "DEBUG", "TRACK", "get", "Get", "head",
        "GETGET", "M-SEARCH", "FOO",
    ];
    const TARGETS: [&str; 3] = ["/", "/_soleus/inputs", "/_soleus/events?path=/"];
    let mut all = Vec::new();
    for method in REFUSED {
        for target in TARGETS {
            let bytes = format!("{method} {target} HTTP/1.1\r\nHost: HOST\r\n\r\n");
            all.push(Request::new(&format!("{method} {target}"), bytes, &[405, 400]));
        }
    }
    let long = "G".repeat(9_000);
    let odd = ["", "GE T", "G\u{0}ET", "GÉT", "GET\u{b}", "(GET)", &long];
    for method in odd {
        let bytes = format!("{method} / HTTP/1.1\r\nHost: HOST\r\n\r\n");
        all.push(Request::new("an odd method", bytes, &[400, 405]));
    }
    all.push(Request::new("*", "OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]));
    all.push(Request::new("tunnel", "CONNECT HOST HTTP/1.1\r\nHost: HOST\r\n\r\n", &[405]));
    let other = "CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\n\r\n";
    all.push(Request::new("a tunnel elsewhere", other, &[400]));
    all
}

fn request_lines() -> Vec<Request> {
    const LINES: [(&str, &[u16]); 28] = [
        ("GET /", &[400]),
        ("GET  / HTTP/1.1", &[400]),
        ("GET / HTTP/1.1 ", &[400]),
        ("GET /  HTTP/1.1", &[400]),
        ("GET\t/\tHTTP/1.1", &[400]),
        (" GET / HTTP/1.1", &[400]),
        ("GET / HTTP/1.1 HTTP/1.1", &[400]),
        ("GET / /etc/passwd HTTP/1.1", &[400]),
        ("GET /a b HTTP/1.1", &[400]),
        ("GET HTTP/1.1", &[400]),
        ("GET", &[400]),
        ("/ HTTP/1.1", &[400]),
        ("HTTP/1.1 200 OK", &[400]),
        ("GET / HTTP/0.9", &[400]),
        ("GET / HTTP/1.0", &[200]),
        ("GET / HTTP/1.2", &[400]),
        ("GET / HTTP/2.0", &[400]),
        ("GET / HTTP/3", &[400]),
        ("GET / HTTP/11.1", &[400]),
        ("GET / HTTP/1.10", &[400]),
        ("GET / HTTP/1,1", &[400]),
        ("GET / http/1.1", &[400]),
        ("GET / HTTPS/1.1", &[400]),
        ("GET / HTTP/-1.1", &[400]),
        ("GET / HTTP/", &[400]),
        ("GET / ICY", &[400]),
        ("GET /\u{0} HTTP/1.1", &[400]),
        ("GET /\u{7f} HTTP/1.1", &[400]),
    ];
    let one = |(line, statuses): &(&str, &'static [u16])| {
        Request::new(line, format!("{line}\r\nHost: HOST\r\n\r\n"), statuses)
    };
    LINES.iter().map(one).collect()
}

fn heads() -> Vec<Request> {
    let many = |count: usize| "X: y\r\n".repeat(count);
    let mut all = vec![
        Request::lines("a header without a colon", "Broken\r\n", &[400]),
        Request::lines("a header without a name", ": value\r\n", &[400]),
        Request::lines("a space before the colon", "X : y\r\n", &[400]),
        Request::lines("a folded header", "X: y\r\n z\r\n", &[400]),
        Request::lines("a NUL in a header", "X: y\0z\r\n", &[400]),
        Request::lines("a control in a header", "X: y\u{1}z\r\n", &[400]),
        Request::lines("a return in a header", "X: y\rz\r\n", &[400]),
        Request::lines("a bare line feed", "X: y\nZ: y\r\n", &[200, 400]),
        Request::lines("bytes beyond ASCII", "X: ÿþ\r\n", &[200, 400]),
        Request::lines("an odd name", "X(y): z\r\n", &[400]),
        Request::lines("an empty value", "X:\r\n", &[200]),
        Request::lines("90 headers", &many(90), &[200]),
        Request::lines("101 headers", &many(101), &[431]),
        Request::lines("5,000 headers", &many(5_000), &[431]),
        Request::lines("a long header", &format!("X: {}\r\n", "y".repeat(8_000)), &[200]),
        Request::lines("a longer header", &format!("X: {}\r\n", "y".repeat(20_000)), &[431]),
        Request::lines("a huge header", &format!("X: {}\r\n", "y".repeat(2_000_000)), &[431]),
        Request::lines("a long name", &format!("{}: y\r\n", "X".repeat(20_000)), &[431]),
        Request::lines("a longer name", &format!("{}: y\r\n", "X".repeat(80_000)), &[431, 400]),
        Request::lines("a path for a proxy", "X-Original-URL: /../secret.txt\r\n", &[200]),
        Request::lines("another", "X-Rewrite-URL: /.git/config\r\n", &[200]),
        Request::lines("another host for a proxy", "X-Forwarded-Host: evil.example\r\n", &[200]),
        Request::lines("another method", "X-HTTP-Method-Override: DELETE\r\n", &[200]),
        Request::lines("an upgrade", "Connection: Upgrade\r\nUpgrade: h2c\r\n", &[200]),
        Request::lines("a socket", "Connection: Upgrade\r\nUpgrade: websocket\r\n", &[200]),
        Request::lines("a wait", "Expect: 100-continue\r\n", &[200]),
        Request::lines("an odd wait", "Expect: the-unexpected\r\n", &[200, 400, 417]),
        Request::lines("a range of text", "Range: bytes=a-b\r\n", &[200]),
        Request::lines("a huge range", "Range: bytes=0-99999999999999999999999\r\n", &[206]),
        Request::lines("a far range", "Range: bytes=99999999999999999999999-\r\n", &[416]),
        Request::lines("many ranges", &format!("Range: bytes={}\r\n", "0-,".repeat(900)), &[200]),
        Request::lines("two validators", "If-None-Match: a\r\nIf-None-Match: b\r\n", &[200]),
        Request::lines("bytes as a validator", "If-None-Match: \"ÿ\"\r\n", &[200]),
        Request::lines("a connection of many", "Connection: close, keep-alive, X\r\n", &[200]),
    ];
    for target in ["/", "/_soleus/inputs", "/_soleus/events?path=/"] {
        let bytes = format!("GET {target} HTTP/1.1\r\n\r\n");
        all.push(Request::new("no host", bytes, &[400]));
        let bytes = format!("GET {target} HTTP/1.0\r\n\r\n");
        all.push(Request::new("no host, long ago", bytes, &[400]));
    }
    all
}

fn bodies() -> Vec<Request> {
    const INNER: &str = "GET /.git/config HTTP/1.1\r\nHost: HOST\r\n\r\n";
    let lengths = ["4", "0", "+4", "-1", "4, 4", "4, 5", "0x4", "4a", " ", "99999999999999999999"];
    let mut all: Vec<Request> = lengths
        .iter()
        .map(|length| {
            let lines = format!("Content-Length: {length}\r\n");
            Request::lines(&lines, &lines, &[200, 400])
        })
        .collect();
    let codings =
        ["chunked", "xchunked", "chunked, identity", "identity", "gzip, chunked", "\x0bchunked"];
    for coding in codings {
        for length in ["", "Content-Length: 5\r\n", "Content-Length: 0\r\n"] {
            let lines = format!("{length}Transfer-Encoding: {coding}\r\n");
            let mut request = Request::lines(&lines, &lines, &[200, 400]);
            request.bytes.extend_from_slice(format!("0\r\n\r\n{INNER}").as_bytes());
            all.push(request);
        }
    }
    for lines in [
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 0\r\nContent-Length: 44\r\n",
        "Content-Length: 44\r\nContent-Length: 44\r\n",
        "Content-Length : 44\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    ] {
        let mut request = Request::lines(lines, lines, &[200, 400]);
        request.bytes.extend_from_slice(INNER.as_bytes());
        all.push(request);
    }
    all
}

fn garbage() -> Vec<Request> {
    let hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03random\x00\x00\r\n\r\n";
    let noise: Vec<u8> = (0..4_096_u32).map(|at| (at * 197 % 251) as u8).collect();
    vec![
        Request::new("a TLS hello", hello.to_vec(), &[400]),
        Request::new("noise", [&b"\x80\xff\x00"[..], &noise, b"\r\n\r\n"].concat(), &[400]),
        Request::new("NULs", vec![0; 1_000], &[400]),
        Request::new("an SSH banner", "SSH-2.0-OpenSSH_9.9\r\n\r\n", &[400]),
        Request::new("a SOCKS greeting", b"\x05\x01\x00\r\n\r\n".to_vec(), &[400]),
        Request::new("SMTP", "EHLO evil.example\r\n\r\n", &[400]),
        Request::new("JSON", "{\"a\": 1}\r\n\r\n", &[400]),
        Request::new("a proxy's greeting", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n\r\n", &[400]),
        Request::new("empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: HOST\r\n\r\n", &[200]),
        Request::new("line feeds only", "GET / HTTP/1.1\nHost: HOST\n\n", &[200, 400]),
    ]
}
