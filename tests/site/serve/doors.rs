//! Who is answered: tables of the headers `Host` and `Origin`.

use std::io::{BufReader, Write as _};
use std::net::{TcpListener, TcpStream};

use super::{Response, Server, article};
use crate::support::TestSite;

fn server(flags: &[&str]) -> (tempfile::TempDir, Server) {
    let site = TestSite::new("").file("content/articles/one.md", &article("One", "Text."));
    let root = site.on_disk();
    let server = Server::start(root.path(), flags);
    (root, server)
}

/// The status of a request with exactly these lines.
fn status(server: &Server, target: &str, lines: &str) -> u16 {
    let mut stream = server.connect();
    stream.write_all(format!("GET {target} HTTP/1.1\r\n{lines}\r\n").as_bytes()).unwrap();
    let answer = Response::read(&mut BufReader::new(stream), false).unwrap();
    answer.unwrap_or_else(|| panic!("no answer to {lines:?}")).status
}

/// Compares a table with what the server says to each of its rows, at every sort of address.
fn compare(server: &Server, rows: &[(&str, u16)], head: &str) {
    let mut faults = Vec::new();
    for (lines, wanted) in rows {
        for target in ["/", "/articles/one/", "/_soleus/inputs", "/_soleus/events?path=/"] {
            let got = status(server, target, &format!("{head}{lines}"));
            if got != *wanted {
                faults.push(format!("{lines:?} at {target}: {got} and not {wanted}"));
            }
        }
    }
    println!("{} rows", rows.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_names_that_lead_to_this_machine_are_answered() {
    let (_root, server) = server(&[]);
    compare(&server, &HOSTS, "");
}

const HOSTS: [(&str, u16); 62] = [
    ("Host: localhost\r\n", 200),
    ("Host: localhost:80\r\n", 200),
    ("Host: LOCALHOST\r\n", 200),
    ("Host: localhost.\r\n", 200),
    ("Host: LocalHost.:1111\r\n", 200),
    ("host:localhost\r\n", 200),
    ("HOST:   localhost  \r\n", 200),
    ("Host: preview.localhost\r\n", 200),
    ("Host: evil.localhost:1111\r\n", 200),
    ("Host: a.b.c.localhost.\r\n", 200),
    ("Host: 127.0.0.1\r\n", 200),
    ("Host: 127.0.0.1:9\r\n", 200),
    ("Host: 127.255.255.254\r\n", 200),
    ("Host: [::1]\r\n", 200),
    ("Host: [::1]:1111\r\n", 200),
    ("Host: [0:0:0:0:0:0:0:1]\r\n", 200),
    ("Host: [::ffff:127.0.0.1]\r\n", 200),
    ("Host: evil.example\r\n", 403),
    ("Host: evil.example:1111\r\n", 403),
    ("Host: example.test\r\n", 403),
    ("Host: localhost.evil\r\n", 403),
    ("Host: localhost.evil.example\r\n", 403),
    ("Host: evil-localhost\r\n", 403),
    ("Host: evillocalhost\r\n", 403),
    ("Host: localhost..\r\n", 403),
    ("Host: local\r\n", 403),
    ("Host: localhostlocalhost\r\n", 403),
    ("Host: localdomain\r\n", 403),
    ("Host: 127.0.0.1.evil.example\r\n", 403),
    ("Host: 127.0.0.1.nip.example\r\n", 403),
    ("Host: 2130706433\r\n", 403),
    ("Host: 0x7f000001\r\n", 403),
    ("Host: 0x7f.1\r\n", 403),
    ("Host: 127.1\r\n", 403),
    ("Host: 0177.0.0.1\r\n", 403),
    ("Host: 017700000001\r\n", 403),
    ("Host: 127.0.0.01\r\n", 403),
    ("Host: 0.0.0.0\r\n", 403),
    ("Host: 0\r\n", 403),
    ("Host: [::]\r\n", 403),
    ("Host: [::ffff:10.0.0.1]\r\n", 403),
    ("Host: [fe80::1]\r\n", 403),
    ("Host: 10.0.0.1\r\n", 403),
    ("Host: 192.168.0.1:1111\r\n", 403),
    ("Host: 169.254.169.254\r\n", 403),
    ("Host: host.docker.internal\r\n", 403),
    ("", 400),
    ("Host:\r\n", 400),
    ("Host: localhost\r\nHost: localhost\r\n", 400),
    ("Host: localhost\r\nHost: evil.example\r\n", 400),
    ("Host: evil.example\r\nHost: localhost\r\n", 400),
    ("Host: localhost, evil.example\r\n", 400),
    ("Host: user@localhost\r\n", 400),
    ("Host: localhost@evil.example\r\n", 400),
    ("Host: user:word@localhost:80\r\n", 400),
    ("Host: localhost/evil\r\n", 400),
    ("Host: http://localhost\r\n", 400),
    ("Host: local host\r\n", 400),
    ("Host: localhost#evil\r\n", 400),
    ("Host: [::1\r\n", 400),
    ("Host: ::1\r\n", 400),
    ("Host: l\u{43e}calhost\r\n", 400),
];

#[test]
fn a_name_that_the_author_allows_is_answered_and_no_other_with_it() {
    let (_root, server) = server(&["--allow-host", "Preview.Test", "--allow-host", "192.0.2.7"]);
    let rows = [
        ("Host: preview.test\r\n", 200),
        ("Host: PREVIEW.test.:8080\r\n", 200),
        ("Host: 192.0.2.7:80\r\n", 200),
        ("Host: localhost\r\n", 200),
        ("Host: a.preview.test\r\n", 403),
        ("Host: preview.test.evil.example\r\n", 403),
        ("Host: 192.0.2.8\r\n", 403),
    ];
    compare(&server, &rows, "");
}

#[test]
fn only_pages_of_this_machine_may_read_the_preview() {
    let (_root, server) = server(&["--allow-host", "preview.test"]);
    let rows = [
        ("", 200),
        ("Origin: http://localhost\r\n", 200),
        ("Origin: http://localhost:1111\r\n", 200),
        ("Origin: https://localhost\r\n", 200),
        ("Origin: http://127.0.0.1:1111\r\n", 200),
        ("Origin: http://[::1]:1111\r\n", 200),
        ("Origin: http://preview.localhost\r\n", 200),
        ("Origin: http://preview.test\r\n", 200),
        ("Origin: http://PREVIEW.TEST:80\r\n", 200),
        ("Origin: null\r\n", 403),
        ("Origin:\r\n", 403),
        ("Origin: http://evil.example\r\n", 403),
        ("Origin: https://evil.example:1111\r\n", 403),
        ("Origin: http://localhost.evil.example\r\n", 403),
        ("Origin: http://evil-localhost\r\n", 403),
        ("Origin: http://localhost@evil.example\r\n", 403),
        ("Origin: http://evil.example/localhost\r\n", 403),
        ("Origin: http://localhost/\r\n", 403),
        ("Origin: localhost\r\n", 403),
        ("Origin: file://\r\n", 403),
        ("Origin: file://localhost\r\n", 403),
        ("Origin: chrome-extension://abcdefgh\r\n", 403),
        ("Origin: http://2130706433\r\n", 403),
        ("Origin: http://10.0.0.1\r\n", 403),
        ("Origin: http://localhost http://evil.example\r\n", 403),
        ("Origin: http://localhost\r\nOrigin: http://evil.example\r\n", 400),
    ];
    compare(&server, &rows, "Host: localhost\r\n");
}

#[test]
fn the_other_loopback_address_leads_here_too() {
    let (_root, server) = server(&[]);
    if TcpListener::bind("[::1]:0").is_err() {
        println!("this machine has no `::1`");
        return;
    }
    let mut stream = TcpStream::connect(("::1", server.address.port())).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let answer = Response::read(&mut BufReader::new(stream), false).unwrap();
    assert_eq!(answer.unwrap().status, 200);
}

#[test]
fn what_is_refused_tells_nothing_and_allows_no_other_site_to_read_it() {
    let (_root, server) = server(&[]);
    let foreign = server.request("GET", "/", "Origin: http://evil.example\r\n");
    assert_eq!((foreign.status, foreign.text().as_str()), (403, "403 Forbidden\n"));
    let refused = server.request("POST", "/", "Content-Length: 0\r\n");
    assert_eq!((refused.status, refused.header("allow")), (405, Some("GET, HEAD")));
    for answer in [foreign, refused, server.get("/"), server.get("/_soleus/inputs")] {
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}
