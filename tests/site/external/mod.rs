//! `check --external`: which links are dead, since when, and what is asked of other sites. The other
//! site is a server in this process.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod server;

use std::collections::BTreeMap;
use std::net::{Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::time::Duration;

use expect_test::expect;
use soleus::external::{Limits, check};
use soleus::pipeline::has_errors;
use tempfile::TempDir;

use crate::support::{TestSite, soleus};
use server::Server;

/// The ledger.
const LEDGER: &str = "content/dead-links.yaml";

/// A folder that can hold a site.
fn site_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    folder
}

/// Generous where a busy machine needs it; no pause, since the other site is ours.
fn limits(server: &Server) -> Limits {
    Limits {
        pause: Duration::from_millis(1),
        question: Duration::from_mins(1),
        longest_wait: Duration::from_secs(5),
        allowed: vec![server.address],
        ..Limits::default()
    }
}

/// A site with an article that links to each of these.
fn links_to(urls: &[String]) -> TestSite {
    let lines: Vec<String> = urls.iter().map(|url| format!("- [there]({url})\n")).collect();
    let text = format!("---\ntitle: Links\n---\n{}", lines.concat());
    TestSite::new("").file("content/articles/links.md", &text)
}

/// Checks and gives what is found; the ledger lies in the folder.
fn found(site: &TestSite, folder: &Path, limits: &Limits) -> Vec<String> {
    let ran = site.run();
    assert!(!has_errors(&ran.diagnostics), "{}", ran.report());
    let asked = check(folder, &ran.compiled.site, limits).unwrap();
    let text = |found: &soleus::diagnostic::Diagnostic| {
        soleus::diagnostic::terminal::report(found, &ran.sources, false)
    };
    asked.found.iter().map(text).collect()
}

fn ledger(folder: &Path, server: &Server) -> String {
    let text = std::fs::read_to_string(folder.join(LEDGER)).unwrap_or_default();
    text.replace(&server.address.to_string(), "HOST")
}

/// Why each of these paths is found dead; nothing for those that are not.
fn dead(paths: &[&str], server: &Server, limits: &Limits) -> BTreeMap<String, String> {
    let folder = site_folder();
    let urls: Vec<String> = paths.iter().map(|path| server.url(path)).collect();
    // Each has been dead for long, so that its reason is told.
    let lines: Vec<String> = urls.iter().map(|url| format!("{url}: 2026-01-01\n")).collect();
    std::fs::write(folder.path().join(LEDGER), lines.concat()).unwrap();
    let ran = links_to(&urls).run();
    let asked = check(folder.path(), &ran.compiled.site, limits).unwrap();
    let reason = |found: &soleus::diagnostic::Diagnostic| {
        let (url, why) = found.message.split_once("` has been dead since 2026-01-01: ").unwrap();
        let path = url.strip_prefix(&format!("`http://{}", server.address)).unwrap();
        (path.to_owned(), why.replace(&server.address.ip().to_string(), "HOST"))
    };
    asked.found.iter().map(reason).collect()
}

#[test]
fn a_link_is_told_of_when_it_has_been_dead_for_a_week_and_forgotten_when_it_is_back() {
    let (server, folder) = (Server::start(), site_folder());
    let site = links_to(&[server.url("/missing"), server.url("/fine")]);
    let on = |day: &str| found(&site.clone().today(day), folder.path(), &limits(&server));
    assert_eq!(on("2026-11-20"), Vec::<String>::new());
    expect![[r#"
        # Links to other sites that lead nowhere, each with the day on which that was first seen.
        # `soleus check --external` keeps this file.
        http://HOST/missing: 2026-11-20
    "#]]
    .assert_eq(&ledger(folder.path(), &server));
    assert_eq!(on("2026-11-26"), Vec::<String>::new());
    let told = on("2026-11-27").concat().replace(&server.address.to_string(), "HOST");
    expect![[r#"
        warning[dead-external-link]: `http://HOST/missing` has been dead since 2026-11-20: it says 404 Not Found
         --> content/articles/links.md:4:11
          |
        4 | - [there](http://HOST/missing)
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: link to another page, or to an archived copy of this one"#]].assert_eq(&told);
    assert!(ledger(folder.path(), &server).contains("2026-11-20"));
    let back = links_to(&[server.url("/fine")]);
    assert_eq!(found(&back, folder.path(), &limits(&server)), Vec::<String>::new());
    expect![[r#"
        # Links to other sites that lead nowhere, each with the day on which that was first seen.
        # `soleus check --external` keeps this file.
        {}
    "#]]
    .assert_eq(&ledger(folder.path(), &server));
}

#[test]
fn the_ledger_remembers_addresses_of_every_form_and_changes_only_with_what_it_says() {
    let (server, folder) = (Server::start(), site_folder());
    let long = "x".repeat(3000);
    let forms = ["?a:", "?a=%20&b='c'", "?[d]{e}", "?*f,!g", "?ü\u{2028}", &format!("?{long}")];
    let urls = forms.map(|form| server.url(&format!("/missing{form}")));
    let text = format!("---\ntitle: Links\n---\n<{}>\n", urls.join(">\n\n<"));
    let site = TestSite::new("").file("content/articles/links.md", &text);
    let first = found(&site.clone().today("2026-11-01"), folder.path(), &limits(&server));
    let before = std::fs::read(folder.path().join(LEDGER)).unwrap();
    let second = found(&site.today("2026-11-20"), folder.path(), &limits(&server));
    assert_eq!((first.len(), second.len()), (0, forms.len()), "{second:?}");
    assert!(std::fs::read(folder.path().join(LEDGER)).unwrap() == before);
}

#[test]
fn a_site_without_dead_links_has_no_ledger() {
    let (server, folder) = (Server::start(), site_folder());
    found(&links_to(&[server.url("/fine")]), folder.path(), &limits(&server));
    assert_eq!(std::fs::read_dir(folder.path().join("content")).unwrap().count(), 0);
}

#[test]
fn what_another_site_does_with_a_link_decides_whether_it_is_dead() {
    let server = Server::start();
    let paths = [
        "/fine",
        "/missing",
        "/gone",
        "/forbidden",
        "/broken",
        "/mended",
        "/no-head",
        "/other-head",
        "/loop",
        "/moved",
        "/moved-to-file",
        "/moved-to-login",
        "/moved-to-umlaut",
        "/fine/ü",
    ];
    let dead = dead(&paths, &server, &limits(&server));
    expect![[r#"
        {
            "/broken": "it says 503 Service Unavailable",
            "/gone": "it says 410 Gone",
            "/missing": "it says 404 Not Found",
            "/moved-to-file": "it redirects to no web address",
        }
    "#]]
    .assert_debug_eq(&dead);
    let heard = server.heard();
    let rounds = heard.iter().filter(|heard| heard.ends_with(" /loop")).count();
    assert_eq!(rounds, 12, "for head and page, once and then through five redirects");
    for expected in ["HEAD /fine?to=https://a.b/", "HEAD /fine?%C3%BC", "HEAD /fine/%C3%BC"] {
        assert!(heard.iter().any(|heard| heard == expected), "{heard:?}");
    }
}

#[test]
fn a_body_without_an_end_holds_nobody_up() {
    let server = Server::start();
    let paths = ["/endless", "/moved-endlessly"];
    assert_eq!(dead(&paths, &server, &limits(&server)), BTreeMap::new());
    let of_head = dead(&["/endless-head"], &server, &limits(&server));
    assert!(of_head["/endless-head"].starts_with("the answer cannot be read"), "{of_head:?}");
}

#[test]
fn a_site_that_says_nothing_or_nonsense_is_dead_and_is_soon_left_alone() {
    let server = Server::start();
    let slow = Limits { question: Duration::from_millis(200), ..limits(&server) };
    let found = dead(&["/slow", "/slow?2", "/slow?3"], &server, &slow);
    assert!(found["/slow"].contains("in time"), "{found:?}");
    for path in ["/reset", "/garbage"] {
        assert_eq!(dead(&[path], &server, &limits(&server)).len(), 1, "{path}");
    }
    let ran = links_to(&[format!("https://{}/", server.address)]).run();
    let folder = site_folder();
    let unsafe_one = check(folder.path(), &ran.compiled.site, &limits(&server)).unwrap();
    assert_eq!(unsafe_one.dead, 1);
    let server = Server::start();
    let silent = dead(&["/reset", "/reset?2", "/reset?3", "/reset?4"], &server, &limits(&server));
    assert_eq!((silent.len(), server.heard().len()), (4, 6), "{silent:?}");
}

#[test]
fn a_busy_site_is_asked_again_when_it_wants_to_be() {
    let server = Server::start();
    assert_eq!(dead(&["/busy"], &server, &limits(&server)), BTreeMap::new());
    let times: Vec<_> = server.requests().into_iter().map(|(time, ..)| time).collect();
    let [first, second] = times[..] else { panic!("{:?}", server.heard()) };
    assert!(second - first >= Duration::from_secs(1));
}

#[test]
fn a_site_that_is_busy_for_long_is_left_alone_and_its_links_are_neither_dead_nor_alive() {
    let (server, folder) = (Server::start(), site_folder());
    let url = server.url("/busy-for-long");
    let before = format!("{url}: 2026-01-01\n");
    std::fs::write(folder.path().join(LEDGER), &before).unwrap();
    let urls = [url, server.url("/fine"), server.url("/missing")];
    assert_eq!(found(&links_to(&urls), folder.path(), &limits(&server)), Vec::<String>::new());
    assert_eq!(server.heard(), ["HEAD /busy-for-long"]);
    assert!(ledger(folder.path(), &server).ends_with("http://HOST/busy-for-long: 2026-01-01\n"));
}

#[test]
fn one_site_has_one_question_at_a_time_and_a_pause_after_it() {
    let server = Server::start();
    let pause = Duration::from_millis(30);
    let paths = ["/one", "/two", "/missing", "/three"];
    dead(&paths, &server, &Limits { pause, ..limits(&server) });
    let times: Vec<_> = server.requests().into_iter().map(|(time, ..)| time).collect();
    assert_eq!(times.len(), 5, "{:?}", server.heard());
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= pause));
}

#[test]
fn links_of_all_kinds_are_asked_for_once_and_told_of_where_they_stand() {
    let server = Server::start();
    let at = |name: &str| server.url(&format!("/missing?{name}"));
    let site = TestSite::new(&format!(
        "=== content/site.yaml\nlicence: {{name: CC, url: '{}'}}\nreport_to: {}\n\
         === content/people/robin.md\n---\ntitle: Robin\ncredential: {{profession: physiotherapist, \
         register: '{}', verified: 2026-01-01}}\n---\n\
         === content/sources.yaml\n\
         - {{id: uncited, title: Not, org: Them, kind: review, status: found, url: '{}'}}\n\
         - {{id: cited, title: Cited, org: Them, kind: review, status: found, url: '{}'}}\n\
         === content/articles/one.md\n---\ntitle: One\n---\n<{}> [@cited].\n\
         === content/articles/two.md\n---\ntitle: Two\n---\n[a]({}#part) [b]({}#other) [c](mailto:a@b.c)\n",
        at("licence"),
        at("report"),
        at("register"),
        at("uncited"),
        at("cited"),
        at("body"),
        at("body"),
        at("body"),
    ));
    let folder = site_folder();
    found(&site.clone().today("2026-11-01"), folder.path(), &limits(&server));
    let mut heard = server.heard();
    heard.sort_unstable();
    let names = ["body", "cited", "licence", "register", "report"];
    let asked = |method: &'static str| names.map(|name| format!("{method} /missing?{name}"));
    assert_eq!(heard, [asked("GET"), asked("HEAD")].concat());
    let told = found(&site.today("2026-11-20"), folder.path(), &limits(&server));
    let place = |report: &String| report.lines().nth(1).unwrap().trim_start().to_owned();
    expect![[r#"
        [
            "--> content/articles/one.md:4:2",
            "--> content/articles/two.md:4:5",
            "--> content/articles/two.md:4:51",
            "--> content/sources.yaml:2:74",
            "--> content/site.yaml:1:26",
            "--> content/people/robin.md:3:53",
            "--> content/site.yaml:2:12",
        ]
    "#]]
    .assert_debug_eq(&told.iter().map(place).collect::<Vec<_>>());
}

#[test]
fn no_link_and_no_redirect_reaches_this_machine_or_its_network() {
    let (server, inside) = (Server::start(), Server::start());
    let redirect = format!("/to/{}", inside.address.port());
    let through = dead(&[&redirect], &server, &limits(&server));
    assert_eq!(through[&redirect], "it leads to `HOST`, which is not on the public internet");
    let closed = Limits { allowed: Vec::new(), ..limits(&inside) };
    let direct = dead(&["/fine"], &inside, &closed);
    assert_eq!(direct["/fine"], "it leads to `HOST`, which is not on the public internet");
    let mapped = [
        format!("http://localhost:{}/", inside.address.port()),
        format!("http://2130706433:{}/", inside.address.port()),
        format!("http://[::ffff:127.0.0.1]:{}/", inside.address.port()),
    ];
    let folder = site_folder();
    let ran = links_to(&mapped).run();
    let asked = check(folder.path(), &ran.compiled.site, &closed);
    assert!(asked.is_ok_and(|asked| asked.dead == 3));
    assert_eq!(inside.heard(), Vec::<String>::new());
}

#[test]
fn nothing_is_said_of_any_link_when_no_site_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    let port = closed.port();
    let urls = [format!("http://127.0.0.1:{port}/"), format!("http://localhost:{port}/")];
    let folder = site_folder();
    let ran = links_to(&urls).run();
    let allowed = vec![closed, SocketAddr::new(Ipv6Addr::LOCALHOST.into(), port)];
    let limits = Limits { pause: Duration::from_millis(1), allowed, ..Limits::default() };
    let error = check(folder.path(), &ran.compiled.site, &limits).unwrap_err();
    assert_eq!(error.message, "no other site answers");
    assert_eq!(std::fs::read_dir(folder.path().join("content")).unwrap().count(), 0);
}

/// Runs the program on a site that links to a page that is missing.
fn run(folder: &TempDir, server: &Server, more: &[&str]) -> (Option<i32>, String, String) {
    let allowed = format!("--allow-private-addresses={}", server.address);
    let ran = soleus(folder.path(), &[&["check", "--external", &allowed], more].concat());
    let text = |bytes: Vec<u8>| {
        String::from_utf8(bytes).unwrap().replace(&server.address.to_string(), "HOST")
    };
    (ran.status.code(), text(ran.stdout), text(ran.stderr))
}

#[test]
fn the_program_asks_only_when_it_is_told_to_and_warns_without_failing() {
    let server = Server::start();
    let folder = links_to(&[server.url("/missing")]).on_disk();
    assert_eq!(soleus(folder.path(), &["check"]).status.code(), Some(0));
    assert_eq!(server.heard(), Vec::<String>::new());
    let first = run(&folder, &server, &["--today=2026-11-01"]);
    expect![[r#"
        (
            Some(
                0,
            ),
            "No errors and no warnings.\n",
            "asked for 1 link to other sites: 1 dead, 0 unclear\n",
        )
    "#]]
    .assert_debug_eq(&first);
    let second = run(&folder, &server, &["--today=2026-11-20", "--format=json"]);
    expect![[r#"
        (
            Some(
                0,
            ),
            "{\"rule\":\"dead-external-link\",\"severity\":\"warning\",\"message\":\"`http://HOST/missing` has been dead since 2026-11-01: it says 404 Not Found\",\"file\":\"content/articles/links.md\",\"line\":4,\"column\":11,\"end_line\":4,\"end_column\":41,\"help\":\"link to another page, or to an archived copy of this one\"}\n",
            "asked for 1 link to other sites: 1 dead, 0 unclear\n",
        )
    "#]].assert_debug_eq(&second);
}

#[test]
fn a_site_with_errors_asks_nobody_and_keeps_its_ledger() {
    let server = Server::start();
    let folder = links_to(&[server.url("/missing")])
        .file("content/articles/bad.md", "---\ntitel: Bad\n---\n")
        .file(LEDGER, "http://gone.example/: 2026-01-01\n")
        .on_disk();
    let (code, _, said) = run(&folder, &server, &[]);
    assert_eq!((code, &*said), (Some(1), "no other site was asked; mend the errors first\n"));
    assert_eq!(server.heard(), Vec::<String>::new());
    assert_eq!(ledger(folder.path(), &server), "http://gone.example/: 2026-01-01\n");
}

#[test]
fn a_ledger_that_cannot_be_read_is_left_as_it_is() {
    let server = Server::start();
    let folder = links_to(&[server.url("/missing")]).file(LEDGER, "- what?\n").on_disk();
    let (code, _, said) = run(&folder, &server, &[]);
    assert_eq!(code, Some(2));
    expect![[r#"
        error: cannot read `content/dead-links.yaml`: invalid type: sequence, expected a map
          = help: mend it, or take it away to begin anew
    "#]]
    .assert_eq(&said);
    assert_eq!(server.heard(), Vec::<String>::new());
    assert_eq!(ledger(folder.path(), &server), "- what?\n");
}

#[test]
fn a_comment_suppresses_a_dead_link_and_a_setting_makes_it_an_error() {
    let server = Server::start();
    let url = server.url("/missing");
    let ledger = format!("{url}: 2026-01-01\n");
    let folder = links_to(std::slice::from_ref(&url)).file(LEDGER, &ledger);
    let strict = folder.clone().file("content/site.yaml", "rules: {dead-external-link: error}\n");
    assert_eq!(run(&strict.on_disk(), &server, &[]).0, Some(1));
    let comment = "<!-- soleus-ignore dead-external-link: it is told of as dead -->";
    let article = format!("---\ntitle: Links\n---\n{comment}\n[there]({url})\n");
    let silent = folder.file("content/articles/links.md", &article);
    let (code, said, _) = run(&silent.on_disk(), &server, &[]);
    assert_eq!((code, &*said), (Some(0), "No errors and no warnings, 1 suppressed\n"));
}
