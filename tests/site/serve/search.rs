//! The search index of the preview: made when a browser wants it, of the site that is shown.

use std::thread;

use super::{Server, article};
use crate::support::TestSite;

const ENTRY: &str = "/pagefind/pagefind-entry.json";

fn site() -> TestSite {
    TestSite::new("")
        .file("content/site.yaml", "title: Runs\nallow: [{host: count.example.org, for: script}]\n")
        .file("content/articles/one.md", &article("One", "A text about hills."))
}

#[test]
fn the_index_is_that_of_a_build_and_follows_each_edit() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &["--base-url", "https://example.org/blog/"]);
    let entry = || server.get(&format!("/blog{ENTRY}")).text();
    let mut seen = vec![entry()];
    for text in ["A text about valleys.", "A text about rivers.", "A text about hills."] {
        std::fs::write(root.path().join("content/articles/one.md"), article("One", text)).unwrap();
        server.follow();
        seen.push(entry());
        server.shows_what_a_build_writes();
    }
    assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{seen:?}");
    assert_eq!(seen.first(), seen.last());
}

#[test]
fn all_who_ask_at_once_get_the_same_index() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    let answers: Vec<(u16, String)> = thread::scope(|scope| {
        let ask = || {
            let answer = server.get(ENTRY);
            (answer.status, answer.text())
        };
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        asking.into_iter().map(|asking| asking.join().unwrap()).collect()
    });
    assert_eq!(answers[0].0, 200);
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
}

#[test]
fn a_site_with_mistakes_is_searched_as_it_was_before_them() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    std::fs::write(root.path().join("content/articles/two.md"), "---\ntitel: Two\n---\nText.\n")
        .unwrap();
    server.follow();
    let with_mistake = server.get(ENTRY).text();
    std::fs::remove_file(root.path().join("content/articles/two.md")).unwrap();
    server.follow();
    assert_eq!(server.get(ENTRY).text(), with_mistake);
    server.shows_what_a_build_writes();
}

#[test]
fn a_site_without_a_search_has_no_index() {
    let root = site().file("content/site.yaml", "title: Runs\nsearch: false\n").on_disk();
    let server = Server::start(root.path(), &[]);
    for path in [ENTRY, "/pagefind/pagefind.js", "/pagefind/names.json", "/search.js"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    let policy = server.get("/").header("content-security-policy").map(str::to_owned);
    assert!(policy.is_some_and(|policy| !policy.contains("wasm-unsafe-eval")));
}

#[test]
fn every_response_has_the_headers_that_a_host_is_to_send() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    let wanted = [
        (
            "content-security-policy",
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' https://count.example.org; \
             worker-src 'self'; connect-src 'self' https://count.example.org; form-action 'self'; \
             frame-src 'none'; img-src 'self'; object-src 'none'; base-uri 'none'; \
             frame-ancestors 'self'",
        ),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("x-content-type-options", "nosniff"),
    ];
    for (path, status) in [
        ("/", 200),
        ("/articles/one", 301),
        ("/nothing/", 404),
        ("/%ff", 400),
        ("/search/", 200),
        ("/search.js", 200),
        ("/pagefind/pagefind.js", 200),
        ("/pagefind/wasm.en-gb.pagefind", 200),
        ("/pagefind/names.json", 200),
        ("/_soleus/preview.js", 200),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        for (name, value) in wanted {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
    }
}
