//! What strangers send: whatever it is, there is an answer, it is no fault of the server, and nothing
//! outside the site is in it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, Write as _};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::TempDir;

use super::requests::{self, Request};
use super::{Client, Response, Server, article};
use crate::support::TestSite;

/// Stands in every file that nobody may read.
const CANARY: &str = "CANARY-7f3a9";

/// A site between files that nobody may read.
struct Place {
    around: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { around: tempfile::tempdir().unwrap() };
        let site = TestSite::new("")
            .file("content/articles/one.md", &article("One", "![A dot](dot.gif)"))
            .file("content/articles/dot.gif", "a dot")
            .file("static/pictures/dot.txt", "a dot")
            .file("static/page.txt", "a page");
        site.write_to(&place.root());
        for hidden in [".git/config", ".env", "content/.hidden.md", "static/.htaccess"] {
            put_canary(&place.root().join(hidden));
        }
        for outside in ["secret.txt", "pictures/dot.txt", "pictures/deep/dot.txt", "page.txt"] {
            put_canary(&place.around.path().join(outside));
        }
        place
    }

    fn root(&self) -> PathBuf {
        self.around.path().join("site")
    }
}

fn put_canary(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, CANARY).unwrap();
}

/// What is wrong with an answer, if anything is.
fn fault(answer: Option<&Response>, statuses: &[u16]) -> Option<String> {
    let Some(answer) = answer else { return Some("no answer".to_owned()) };
    let text = format!("{}{}", answer.head, answer.text());
    let told = [CANARY, "root:"].iter().find(|secret| text.contains(**secret));
    match told {
        Some(secret) => Some(format!("it tells {secret}")),
        None if !statuses.contains(&answer.status) => {
            Some(format!("{} and not {statuses:?}", answer.status))
        }
        None => None,
    }
}

fn with_host(request: &Request, server: &Server) -> Vec<u8> {
    let host = server.address.to_string();
    let mut bytes = Vec::new();
    let mut rest = &request.bytes[..];
    while let Some(at) = rest.windows(4).position(|window| window == b"HOST") {
        bytes.extend_from_slice(&rest[..at]);
        bytes.extend_from_slice(host.as_bytes());
        rest = &rest[at + 4..];
    }
    [&bytes, rest].concat()
}

/// Sends every request and fails with all that were answered wrongly.
fn attack(server: &Server) {
    let all = requests::all();
    assert!(all.len() >= 300);
    let (mut faults, mut counts) = (Vec::new(), BTreeMap::new());
    for request in &all {
        let answer = server.ask(&with_host(request, server));
        *counts.entry(answer.as_ref().map(|answer| answer.status)).or_insert(0) += 1;
        if let Some(fault) = fault(answer.as_ref(), request.statuses) {
            let name: String = request.name.chars().take(80).collect();
            faults.push(format!("{name:?}: {fault}"));
        }
    }
    println!("{} hostile requests, answered with {counts:?}", all.len());
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert_eq!(server.get("/articles/one/").status, 200);
}

#[test]
fn no_request_reads_outside_the_site_or_goes_unanswered() {
    let place = Place::new();
    let server = Server::start(&place.root(), &[]);
    attack(&server);
}

#[test]
fn no_link_in_the_site_leads_a_request_outside() {
    let place = Place::new();
    let server = Server::start(&place.root(), &[]);
    let links = [
        ("static/passwd", "/etc/passwd"),
        ("static/passwd.txt", "/etc/passwd"),
        ("static/secret.txt", "../../secret.txt"),
        ("static/up", ".."),
        ("static/out", "../.."),
        ("static/root", "/"),
        ("content/articles/secret.md", "../../../secret.txt"),
        ("content/articles/out", "../../.."),
        ("templates", ".."),
    ];
    for (link, to) in links {
        symlink(to, place.root().join(link)).unwrap();
    }
    server.follow();
    attack(&server);
    let addresses = [
        "/passwd",
        "/passwd.txt",
        "/secret.txt",
        "/up/site/.env",
        "/out/secret.txt",
        "/up/.git/config",
        "/root/etc/passwd",
        "/articles/secret/",
        "/articles/out/secret.txt",
        "/templates/secret.txt",
    ];
    for address in addresses {
        let answer = server.get(address);
        assert_eq!(fault(Some(&answer), &[404]), None, "{address}");
    }
}

#[test]
fn a_link_in_the_place_of_a_file_or_folder_of_the_site_is_not_followed() {
    let place = Place::new();
    let root = place.root();
    let server = Server::start(&root, &[]);
    for address in ["/page.txt", "/pictures/dot.txt", "/articles/dot.gif"] {
        assert_eq!(server.get(address).status, 200, "{address}");
    }
    // The site does not build any more with these, so its last good state is shown, where they stood.
    fs::remove_file(root.join("static/page.txt")).unwrap();
    symlink("../../page.txt", root.join("static/page.txt")).unwrap();
    fs::rename(root.join("static/pictures"), root.join("pictures")).unwrap();
    symlink("../../pictures", root.join("static/pictures")).unwrap();
    fs::remove_file(root.join("content/articles/dot.gif")).unwrap();
    symlink("/etc/passwd", root.join("content/articles/dot.gif")).unwrap();
    for moment in ["before the server knows", "when it knows"] {
        for address in ["/page.txt", "/pictures/dot.txt", "/articles/dot.gif"] {
            let answer = server.get(address);
            assert_eq!(fault(Some(&answer), &[404]), None, "{address} {moment}");
        }
        server.follow();
    }
}

#[test]
fn a_folder_that_is_a_link_every_other_moment_never_leads_outside() {
    let place = Place::new();
    let root = place.root();
    let server = Server::start(&root, &[]);
    let (folder, aside, link) =
        (root.join("static/pictures"), root.join("aside"), root.join("link"));
    symlink("../../pictures", &link).unwrap();
    let (is_over, mut counts) = (AtomicBool::new(false), BTreeMap::new());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                fs::rename(&folder, &aside).unwrap();
                fs::rename(&link, &folder).unwrap();
                fs::rename(&folder, &link).unwrap();
                fs::rename(&aside, &folder).unwrap();
            }
        });
        let mut client = Client::new(&server);
        for _ in 0..3_000 {
            let answer = client.get("/pictures/dot.txt");
            *counts.entry((answer.status, answer.text().contains(CANARY))).or_insert(0) += 1;
        }
        is_over.store(true, Ordering::Relaxed);
    });
    println!("answers, and whether they tell: {counts:?}");
    assert!(
        counts.keys().all(|(status, tells)| [200, 404].contains(status) && !tells),
        "{counts:?}"
    );
}

#[test]
fn requests_in_one_go_are_answered_each_in_turn() {
    let place = Place::new();
    let server = Server::start(&place.root(), &[]);
    let paths = ["/", "/nothing/", "/../secret.txt", "/style.css", "/articles/one", "/.env"];
    let mut stream = server.connect();
    for path in paths {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
        stream.write_all(request.as_bytes()).unwrap();
    }
    let mut stream = BufReader::new(stream);
    let answers = paths.map(|_| Response::read(&mut stream, false).unwrap());
    let statuses = answers.each_ref().map(|answer| answer.as_ref().unwrap().status);
    assert_eq!(statuses, [200, 404, 400, 200, 301, 404]);
    for answer in &answers {
        assert_eq!(fault(answer.as_ref(), &[200, 404, 400, 301]), None);
    }
}
