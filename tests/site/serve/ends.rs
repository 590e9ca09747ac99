//! How the preview starts and ends, and what it shows of a site with mistakes.

use std::fs;
use std::io::{BufReader, Read as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};

use super::{Events, Server, article, collect, served, spawn, wait_for};
use crate::support::{TestSite, soleus, tree};

fn site() -> TestSite {
    TestSite::new("")
        .file("content/site.yaml", "title: Ends\n")
        .file("content/articles/one.md", &article("One", "Text."))
        .file("content/sources.yaml", "[]\n")
        .file("static/note.txt", "A note.\n")
}

fn write(root: &Path, path: &str, text: &str) {
    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
    fs::write(root.join(path), text).unwrap();
}

/// The exit status of a program that must end by itself, and what it said on stderr.
fn ended(mut child: Child) -> (Option<i32>, String) {
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    (child.wait().unwrap().code(), told)
}

#[test]
fn a_busy_port_leads_to_the_next_which_is_said() {
    let root = site().on_disk();
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port();
    let mut child = spawn(root.path(), &["--port", &port.to_string()]);
    let told = collect(&mut child);
    let address = served(&mut BufReader::new(child.stdout.take().unwrap()));
    assert!((port + 1..=port + 20).contains(&address.port()), "{port} and {address}");
    let said = format!("Port {port} is busy.");
    wait_for(|| told.lock().unwrap().contains(&said), || format!("{:?}", told.lock().unwrap()));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_busy_port_that_must_be_had_ends_the_command() {
    let root = site().on_disk();
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port().to_string();
    let (code, told) = ended(spawn(root.path(), &["--port", &port, "--strict-port"]));
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains(&format!("cannot listen at `127.0.0.1:{port}`")), "{told}");
    assert!(told.contains("= help: choose another with `--port`"), "{told}");
}

#[test]
fn a_folder_without_content_ends_the_command() {
    let root = tempfile::tempdir().unwrap();
    let (code, told) = ended(spawn(root.path(), &["--port", "0"]));
    assert_eq!(code, Some(2), "{told}");
    assert!(
        told.contains("content") && told.contains("= help: run soleus in the folder"),
        "{told}"
    );
}

#[test]
fn a_signal_to_end_is_followed_at_once_also_while_a_page_listens() {
    for signal in ["TERM", "INT"] {
        let root = site().on_disk();
        let mut server = Server::start(root.path(), &[]);
        let mut events = Events::listen(&server, "/articles/one/");
        events.next(|state| state["bar"]["file"] == "content/articles/one.md");
        let kill = format!("kill -{signal} {}", server.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        let status = server.child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{signal}: {status:?}");
    }
}

#[test]
fn a_signal_that_comes_with_the_first_answer_is_followed_too() {
    let root = site().on_disk();
    for _ in 0..5 {
        let mut server = Server::start(root.path(), &[]);
        let kill = format!("kill -TERM {}", server.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        assert_eq!(server.child.wait().unwrap().code(), Some(0));
    }
}

#[test]
fn a_preview_that_nobody_listens_to_goes_on() {
    let root = site().on_disk();
    let mut child = spawn(root.path(), &["--port", "0"]);
    drop(child.stderr.take());
    let address = served(&mut BufReader::new(child.stdout.take().unwrap()));
    let server = Server {
        child,
        root: root.path().to_owned(),
        flags: Vec::new(),
        address,
        told: std::sync::Arc::default(),
    };
    for text in ["A new text.", "A newer [[missing]] text.", "The newest text."] {
        write(root.path(), "content/articles/one.md", &article("One", text));
        server.follow();
    }
    assert!(server.get("/articles/one/").text().contains("The newest text."));
}

#[test]
fn a_site_that_is_broken_from_the_start_shows_its_report_everywhere_until_it_heals() {
    let broken = article("One", "See [[missing]].");
    let root = site().file("content/articles/one.md", &broken).on_disk();
    let server = Server::start(root.path(), &[]);
    for path in ["/", "/articles/one/", "/anything/", "/style.css"] {
        let page = server.get(path);
        assert_eq!(page.status, 500, "{path}");
        assert!(page.text().contains("no entry is called `missing`"), "{}", page.text());
        assert!(page.text().contains("content/articles/one.md:5"), "{}", page.text());
    }
    let mut events = Events::listen(&server, "/articles/one/");
    let before = events.next(|state| state["count"] == "1 error");
    write(root.path(), "content/articles/one.md", &article("One", "Text."));
    let after = events.next(|state| state["count"] == "");
    assert_ne!(before["version"], after["version"]);
    assert_eq!(server.get("/anything/").status, 404);
    server.shows_what_a_build_writes();
}

#[test]
fn of_very_many_mistakes_the_first_are_shown_and_the_others_are_counted() {
    let links = (0..60).map(|at| format!("See [[missing-{at:02}]].")).collect::<Vec<_>>();
    let broken = article("One", &links.join("\n\n"));
    let root = site().file("content/articles/one.md", &broken).on_disk();
    let server = Server::start(root.path(), &[]);
    let others = "`soleus check` shows the 10 others too";
    let page = server.get("/");
    assert!(page.text().contains("missing-49"), "{}", page.text());
    assert!(!page.text().contains("missing-50"), "{}", page.text());
    assert!(page.text().contains(others), "{}", page.text());
    let state = Events::listen(&server, "/articles/one/").next(|state| state["count"] != "");
    assert_eq!(state["count"], format!("60 errors; {others}"));
    assert_eq!(state["mistakes"].as_array().map(Vec::len), Some(50));
}

/// Files that break a site, each with a word of its finding.
const MISTAKES: [(&str, &str, &str); 6] = [
    (
        "templates/article.html",
        "{% extends \"base.html\" %}{% block main %}{{",
        "templates/article.html",
    ),
    ("templates/article.html", "{% extends \"base.html\" %}{{ nothing.at.all }}", "article.html"),
    ("content/site.yaml", "title: [\n", "content/site.yaml"),
    ("content/site.yaml", "page_size: many\n", "page_size"),
    ("content/sources.yaml", "- id: a\n  title: 5\n", "content/sources.yaml"),
    ("content/articles/two.md", "---\ntitle: Two\n---\n[[missing]]\n", "no entry is called"),
];

#[test]
fn a_mistake_leaves_the_last_good_page_and_is_told_to_it() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    let good = server.get("/articles/one/");
    assert_eq!(good.status, 200);
    let mut events = Events::listen(&server, "/articles/one/");
    for (path, text, word) in MISTAKES {
        let before = fs::read_to_string(root.path().join(path)).ok();
        write(root.path(), path, text);
        let told = |state: &serde_json::Value| state["mistakes"].to_string().contains(word);
        let state = events.next(told);
        assert!(state["count"].as_str().unwrap().contains("error"), "{state}");
        let page = server.get("/articles/one/");
        assert_eq!((page.status, &page.body), (200, &good.body), "{path}");
        for other in ["/", "/articles/", "/style.css", "/note.txt", "/feed.xml", "/404.html"] {
            assert_eq!(server.get(other).status, 200, "{other} with {path}");
        }
        match before {
            Some(before) => write(root.path(), path, &before),
            None => fs::remove_file(root.path().join(path)).unwrap(),
        }
        events.next(|state| state["count"] == "");
    }
    server.shows_what_a_build_writes();
}

#[test]
fn nothing_is_written_to_the_site_or_to_its_output() {
    let root = site().on_disk();
    assert!(soleus(root.path(), &["build"]).status.success());
    let server = Server::start(root.path(), &[]);
    for text in ["Another text.", "See [[missing]].", "A last text."] {
        write(root.path(), "content/articles/one.md", &article("One", text));
        let before = tree(root.path());
        server.follow();
        for path in ["/", "/articles/one/", "/note.txt", "/feed.xml", "/nothing/"] {
            server.get(path);
        }
        assert_eq!(tree(root.path()), before);
    }
    server.shows_what_a_build_writes();
}

#[test]
fn a_site_that_is_looked_at_now_and_then_is_followed_too() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &["--poll"]);
    write(root.path(), "content/articles/one.md", &article("One", "A polled text."));
    server.follow();
    assert!(server.get("/articles/one/").text().contains("A polled text."));
}

#[test]
fn a_site_that_can_no_longer_be_watched_is_looked_at_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (root, away) = (folder.path().join("site"), folder.path().join("away"));
    site().write_to(&root);
    let server = Server::start(&root, &[]);
    assert!(!server.told().contains("Changes are looked for"), "{}", server.told());
    fs::rename(&root, &away).unwrap();
    wait_for(|| server.told().contains("Changes are looked for"), || server.told());
    fs::rename(&away, &root).unwrap();
    write(&root, "content/articles/one.md", &article("One", "Another text."));
    server.follow();
    assert!(server.get("/articles/one/").text().contains("Another text."));
    assert_eq!(server.told().matches("Changes are looked for").count(), 1, "{}", server.told());
}
