//! The preview as a server of files: types, validators, ranges, redirects, and a site below a folder.

use std::collections::BTreeSet;

use tempfile::TempDir;

use super::{Server, article};
use crate::support::TestSite;

/// A hundred bytes.
const DIGITS: &str = "0123456789012345678901234567890123456789012345678901234567890123456789\
                      012345678901234567890123456789";

fn site() -> TestSite {
    TestSite::new("")
        .file("content/articles/one.md", &article("One", "Text with an accent: é."))
        .file("static/digits.txt", DIGITS)
        .file("static/empty.txt", "")
}

fn serve(site: &TestSite, flags: &[&str]) -> (TempDir, Server) {
    let root = site.on_disk();
    let server = Server::start(root.path(), flags);
    (root, server)
}

/// Lines of a request, and the status, the header `Content-Range` and the body of the answer.
type Row<'a> = (&'a str, u16, Option<&'a str>, &'a str);

#[test]
fn a_range_is_the_part_of_a_file_that_was_asked_for() {
    let (_root, server) = serve(&site(), &[]);
    let rows: [Row<'_>; 27] = [
        ("bytes=0-0", 206, Some("bytes 0-0/100"), "0"),
        ("bytes=0-9", 206, Some("bytes 0-9/100"), "0123456789"),
        ("bytes=95-99", 206, Some("bytes 95-99/100"), "56789"),
        ("bytes=95-", 206, Some("bytes 95-99/100"), "56789"),
        ("bytes=99-", 206, Some("bytes 99-99/100"), "9"),
        ("bytes=-1", 206, Some("bytes 99-99/100"), "9"),
        ("bytes=-3", 206, Some("bytes 97-99/100"), "789"),
        ("bytes=-100", 206, Some("bytes 0-99/100"), DIGITS),
        ("bytes=-1000", 206, Some("bytes 0-99/100"), DIGITS),
        ("bytes=0-", 206, Some("bytes 0-99/100"), DIGITS),
        ("bytes=0-99", 206, Some("bytes 0-99/100"), DIGITS),
        ("bytes=0-1000", 206, Some("bytes 0-99/100"), DIGITS),
        ("bytes=98-99999999999999999999", 206, Some("bytes 98-99/100"), "89"),
        ("bytes=100-", 416, Some("bytes */100"), ""),
        ("bytes=100-200", 416, Some("bytes */100"), ""),
        ("bytes=99999999999999999999-", 416, Some("bytes */100"), ""),
        ("bytes=-0", 416, Some("bytes */100"), ""),
        ("bytes=9-0", 200, None, DIGITS),
        ("bytes=200-150", 200, None, DIGITS),
        ("bytes=0-0,9-9", 200, None, DIGITS),
        ("bytes=-", 200, None, DIGITS),
        ("bytes=", 200, None, DIGITS),
        ("bytes=a-b", 200, None, DIGITS),
        ("bytes=--1", 200, None, DIGITS),
        ("bytes=+1-2", 200, None, DIGITS),
        ("lines=0-1", 200, None, DIGITS),
        ("0-1", 200, None, DIGITS),
    ];
    for (range, status, content_range, body) in rows {
        let answer = server.request("GET", "/digits.txt", &format!("Range: {range}\r\n"));
        assert_eq!(answer.status, status, "{range}");
        assert_eq!(answer.header("content-range"), content_range, "{range}");
        assert_eq!(answer.text(), body, "{range}");
        assert_eq!(answer.header("accept-ranges"), Some("bytes"), "{range}");
    }
    let empty = server.request("GET", "/empty.txt", "Range: bytes=0-\r\n");
    assert_eq!((empty.status, empty.header("content-range")), (416, Some("bytes */0")));
}

#[test]
fn validators_spare_what_the_browser_has_and_keep_ranges_of_one_file_together() {
    let (_root, server) = serve(&site(), &[]);
    let etag = server.get("/digits.txt").header("etag").unwrap().to_owned();
    let rows = [
        (format!("If-None-Match: {etag}\r\n"), 304),
        (format!("If-None-Match: W/{etag}\r\n"), 304),
        (format!("If-None-Match: \"a\", {etag}, \"b\"\r\n"), 304),
        (format!("If-None-Match: \"a\",W/{etag}\r\n"), 304),
        (format!("If-None-Match: \"a\"\r\nIf-None-Match: {etag}\r\n"), 304),
        ("If-None-Match: *\r\n".to_owned(), 304),
        (format!("If-None-Match: {etag}\r\nRange: bytes=0-1\r\n"), 304),
        ("If-None-Match: \"a\"\r\n".to_owned(), 200),
        (format!("If-None-Match: {}\r\n", etag.trim_matches('"')), 200),
        ("If-None-Match: \r\n".to_owned(), 200),
        (format!("If-Range: {etag}\r\nRange: bytes=0-1\r\n"), 206),
        (format!("If-Range: W/{etag}\r\nRange: bytes=0-1\r\n"), 200),
        ("If-Range: \"a\"\r\nRange: bytes=0-1\r\n".to_owned(), 200),
        ("If-Range: Fri, 27 Nov 2026 00:00:00 GMT\r\nRange: bytes=0-1\r\n".to_owned(), 200),
        ("If-Range: \"a\"\r\nRange: bytes=900-\r\n".to_owned(), 200),
        (format!("If-Range: {etag}\r\n"), 200),
    ];
    for method in ["GET", "HEAD"] {
        for (lines, wanted) in &rows {
            let answer = server.request(method, "/digits.txt", lines);
            // A range is defined for GET only.
            let wanted = if method == "HEAD" && *wanted == 206 { 200 } else { *wanted };
            assert_eq!(answer.status, wanted, "{method} {lines}");
            assert_eq!(answer.header("etag"), Some(&*etag), "{method} {lines}");
            assert_eq!(answer.header("cache-control"), Some("no-cache"), "{method} {lines}");
        }
    }
}

#[test]
fn the_head_of_an_answer_is_that_of_the_whole() {
    let (_root, server) = serve(&site(), &[]);
    let paths = [
        "/",
        "/digits.txt",
        "/empty.txt",
        "/articles/one/",
        "/articles/one",
        "/nothing/",
        "/%ff",
        "/feed.xml",
        "/_soleus/preview.js",
        "/_soleus/inputs",
    ];
    for path in paths {
        let (head, whole) = (server.request("HEAD", path, ""), server.get(path));
        let lines = |head: &str| {
            let lines = head.lines().filter(|line| !line.starts_with("date:"));
            lines.map(str::to_owned).collect::<BTreeSet<_>>()
        };
        assert_eq!(lines(&head.head), lines(&whole.head), "{path}");
        assert_eq!(whole.header("content-length"), Some(&*whole.body.len().to_string()), "{path}");
        assert!(head.body.is_empty());
    }
    assert_eq!(server.request("HEAD", "/_soleus/events?path=/", "").status, 200);
}

#[test]
fn every_type_has_its_name_and_every_text_its_encoding() {
    const TYPES: [(&str, &str); 20] = [
        ("page.html", "text/html; charset=utf-8"),
        ("sheet.css", "text/css; charset=utf-8"),
        ("script.js", "text/javascript; charset=utf-8"),
        ("module.mjs", "application/javascript; charset=utf-8"),
        ("data.json", "application/json; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("plain.txt", "text/plain; charset=utf-8"),
        ("table.csv", "text/csv; charset=utf-8"),
        ("words.vtt", "text/vtt; charset=utf-8"),
        ("days.ics", "text/calendar; charset=utf-8"),
        ("drawing.svg", "image/svg+xml; charset=utf-8"),
        ("picture.png", "image/png"),
        ("photo.jpg", "image/jpeg"),
        ("loud.PNG", "image/png"),
        ("modern.webp", "image/webp"),
        ("moving.mp4", "video/mp4"),
        ("letters.woff2", "font/woff2"),
        ("paper.pdf", "application/pdf"),
        ("code.wasm", "application/wasm"),
        ("nothing", "application/octet-stream"),
    ];
    let mut site = site();
    for (name, _) in TYPES {
        site = site.file(&format!("static/{name}"), "x");
    }
    let (_root, server) = serve(&site, &[]);
    let pages = [
        ("", "text/html; charset=utf-8"),
        ("articles/one/", "text/html; charset=utf-8"),
        ("nothing/", "text/html; charset=utf-8"),
        ("feed.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("_soleus/preview.js", "text/javascript; charset=utf-8"),
    ];
    for (path, kind) in TYPES.iter().chain(&pages) {
        let answer = server.get(&format!("/{path}"));
        assert_eq!(answer.header("content-type"), Some(*kind), "{path}\n{}", answer.text());
    }
}

#[test]
fn the_drawings_of_all_exercises_are_on_a_page_of_the_preview() {
    let site = site().file("content/exercises/squat.md", &crate::figures::squat());
    let (_root, server) = serve(&site, &[]);
    let page = server.get("/_soleus/figures").text();
    assert_eq!(page.matches("role=\"img\"").count(), 2, "{page}");
    assert!(page.contains("<h2><a href=\"/exercises/squat/\">Squat</a></h2>"), "{page}");
}

#[test]
fn a_missing_slash_is_added_and_no_redirect_leads_to_another_site() {
    let (_root, server) = serve(&site(), &[]);
    let rows = [
        ("/articles", 301, Some("/articles/")),
        ("/articles?page=2&x=/%2f", 301, Some("/articles/?page=2&x=/%2f")),
        ("/articles/one", 301, Some("/articles/one/")),
        ("/%61rticles/one?", 301, Some("/%61rticles/one/?")),
        ("/articles/", 200, None),
        ("/digits.txt/", 404, None),
        ("/nothing", 404, None),
        ("//articles", 404, None),
        ("//evil.example/articles", 404, None),
        ("//evil.example/..", 400, None),
        ("///articles", 404, None),
        ("/%2fevil.example/articles", 404, None),
        ("/%2farticles", 404, None),
        ("/\\evil.example/articles", 400, None),
        ("/%5carticles", 400, None),
        ("/articles//one", 404, None),
    ];
    for (path, status, location) in rows {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{path}");
    }
}

#[test]
fn a_page_that_is_not_there_is_the_sites_own_and_says_so() {
    let (_root, server) = serve(&site(), &[]);
    let there = server.get("/404.html");
    for path in ["/nothing/", "/nothing.css", "/articles/one/more/", "//"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.body, there.body, "{path}");
    }
}

#[test]
fn a_site_in_a_folder_is_served_there() {
    let flags = ["--base-url", "https://example.org/blog/"];
    let (_root, server) = serve(&site(), &flags);
    let rows = [
        ("/", 302, Some("/blog/")),
        ("/blog", 301, Some("/blog/")),
        ("/blog?x=y", 301, Some("/blog/?x=y")),
        ("/blog/", 200, None),
        ("/%62log/", 200, None),
        ("/blog/articles", 301, Some("/blog/articles/")),
        ("/blog/digits.txt", 200, None),
        ("/digits.txt", 404, None),
        ("/blogs/", 404, None),
        ("/Blog/", 404, None),
        ("/blog/nothing/", 404, None),
        ("/blog//evil.example/articles", 404, None),
        ("//blog", 404, None),
        ("/blog/../secret.txt", 400, None),
        ("/blog/%2e%2e/secret.txt", 400, None),
        ("/blog/_soleus/inputs", 404, None),
        ("/_soleus/inputs", 200, None),
    ];
    for (path, status, location) in rows {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{path}");
    }
    server.shows_what_a_build_writes();
}

#[test]
fn a_folder_that_a_url_cannot_hold_as_it_is_is_served_all_the_same() {
    for folder in ["caf\u{e9}", "caf%C3%A9"] {
        let url = format!("https://example.org/{folder}/");
        let (_root, server) = serve(&site(), &["--base-url", &url]);
        let home = server.get("/");
        assert_eq!((home.status, home.header("location")), (302, Some("/caf%C3%A9/")), "{folder}");
        assert_eq!(server.get("/caf%C3%A9/").status, 200, "{folder}");
        assert_eq!(server.get("/caf%C3%A9/articles/one/").status, 200, "{folder}");
        assert_eq!(server.get("/caf%C3%A9/digits.txt").text(), DIGITS, "{folder}");
    }
}

#[cfg(feature = "images")]
#[test]
fn pictures_and_cards_are_those_of_a_build_and_a_broken_picture_is_told_of() {
    let front_matter = "---\ntitle: One\nimages: [{file: hill.png, credit: own}]\n---\n";
    let site = TestSite::new("")
        .file("content/articles/one.md", &format!("{front_matter}![A hill](hill.png)\n"));
    let root = site.on_disk();
    let picture = root.path().join("content/articles/hill.png");
    image::RgbImage::new(900, 600).save(&picture).unwrap();
    let server = Server::start(root.path(), &[]);
    server.shows_what_a_build_writes();
    let whole = std::fs::read(&picture).unwrap();
    std::fs::write(&picture, &whole[..whole.len() - 30]).unwrap();
    server.follow();
    let told = || server.told();
    super::wait_for(
        || {
            told().contains(
                "error[bad-image]: the picture `content/articles/hill.png` cannot be read",
            )
        },
        told,
    );
}
