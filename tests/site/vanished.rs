//! `check --published`: an address that was published and leads nowhere now is an error with its fix.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;

use expect_test::expect;

use crate::support::{TestSite, soleus};

const SITE: &str = "\
=== content/site.yaml
base_url: https://example.org/blog/
=== content/articles/hills.md
---
title: Running up hills
aliases: [/old/hills/]
tags: [up]
date: 2026-11-20
---
Text. ![A knee](/knee.gif)
=== content/articles/later.md
---
title: Later
date: 2026-12-24
---
Text.
=== static/knee.gif
x
";

fn check(folder: &Path, published: &str) -> Output {
    soleus(folder, &["check", "--published", published])
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    format!("{:?}\n{}{}", output.status.code(), text(&output.stderr), text(&output.stdout))
}

fn list(files: &[(&str, &str)]) -> String {
    let files: Vec<String> = files
        .iter()
        .map(|(path, role)| format!("\"{path}\": {{\"role\": \"{role}\", \"size\": 1}}"))
        .collect();
    format!("{{\"tool\": \"soleus 0.1.0\", \"files\": {{{}}}}}", files.join(", "))
}

#[test]
fn what_a_build_wrote_is_all_there_until_something_goes() {
    let folder = TestSite::new(SITE).on_disk();
    assert_eq!(soleus(folder.path(), &["build"]).status.code(), Some(0));
    let manifest = "public/.soleus-manifest.json";
    for published in [manifest, "public/"] {
        let found = check(folder.path(), published);
        assert_eq!(said(&found), "Some(0)\nNo errors and no warnings.\n");
    }
    let hills = folder.path().join("content/articles/hills.md");
    std::fs::rename(&hills, hills.with_file_name("hilly.md")).unwrap();
    std::fs::remove_file(folder.path().join("static/knee.gif")).unwrap();
    let text = "---\ntitle: Running on hilly ground\ndate: 2026-11-20\n---\nText.\n";
    std::fs::write(hills.with_file_name("hilly.md"), text).unwrap();
    expect![[r"
        Some(1)
        error[vanished-address]: nothing is left at `/knee.gif`, which was published
         |
         = help: put the file back at `static/knee.gif`, or add its address to `aliases` of a page

        error[vanished-address]: nothing is left at `/old/hills/`, which was published
         |
         = help: bring it back, or add `/old/hills/` to `aliases` of the page that took its place

        error[vanished-address]: nothing is left at `/tags/`, which was published
         |
         = help: bring it back, or add `/tags/` to `aliases` of the page that took its place

        error[vanished-address]: nothing is left at `/tags/up/`, which was published
         |
         = help: bring it back, or add `/tags/up/` to `aliases` of the page that took its place

        error[vanished-address]: nothing is left at `/articles/hills/`, which was published
        --> content/articles/hilly.md
         = help: add `aliases: [/articles/hills/]` to `content/articles/hilly.md`

        5 errors and 0 warnings in 1 file
    "]]
    .assert_eq(&said(&check(folder.path(), manifest)));
}

#[test]
fn what_comes_and_goes_by_itself_is_no_error() {
    let folder = TestSite::new(SITE).on_disk();
    let published = list(&[
        ("articles/page/3/index.html", "page"),
        ("style-0123.css", "fingerprinted"),
        ("sitemap-2.xml", "entry-point"),
        ("index.html.br", "page"),
        ("index.html", "entry-point"),
        ("_redirects", "asset"),
        (".nojekyll", "asset"),
        ("articles/later/index.html", "page"),
        ("articles/2025/index.html", "page"),
    ]);
    std::fs::write(folder.path().join("state.json"), published).unwrap();
    expect![[r"
        Some(1)
        error[vanished-address]: nothing is left at `/articles/2025/`, which was published
         |
         = help: bring it back, or add `/articles/2025/` to `aliases` of the page that took its place

        warning[vanished-address]: nothing is left at `/articles/later/`, which was published
         |
         = help: what was there is a draft, or not published at this time

        1 error and 1 warning in 0 files
    "]].assert_eq(&said(&check(folder.path(), "state.json")));
}

#[test]
fn a_setting_turns_the_finding_down() {
    let quiet = "base_url: https://example.org/blog/\nrules: {vanished-address: off}\n";
    let folder = TestSite::new(SITE).file("content/site.yaml", quiet).on_disk();
    std::fs::write(folder.path().join("state.json"), list(&[("a/index.html", "page")])).unwrap();
    assert_eq!(said(&check(folder.path(), "state.json")), "Some(0)\nNo errors and no warnings.\n");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = TestSite::new(SITE).file("content/other.json", "{}").on_disk();
    std::fs::remove_file(folder.path().join("content/other.json")).unwrap();
    std::fs::write(folder.path().join("bad.json"), "{\"files\": 1}").unwrap();
    std::fs::write(folder.path().join("bad.txt"), "hello").unwrap();
    let mut all = String::new();
    for published in ["none.json", "none/", "bad.json", "bad.txt", "http://example.org/x.json"] {
        write!(all, "{published}: {}", said(&check(folder.path(), published))).unwrap();
    }
    expect![[r"
        none.json: Some(2)
        error: there is nothing at `none.json`
          = help: name a list of files, a sitemap, or the folder or site of one
        none/: Some(2)
        error: there is none of `.soleus-deploy.json`, `.soleus-manifest.json`, `sitemap.xml` at `none/`
          = help: name a list of files, a sitemap, or the folder or site of one
        bad.json: Some(2)
        error: `bad.json` is no list of files: invalid type: integer `1`, expected a map at line 1 column 11
          = help: name a list of files, a sitemap, or the folder or site of one
        bad.txt: Some(2)
        error: `bad.txt` is neither a list of files nor a sitemap
          = help: name a list of files, a sitemap, or the folder or site of one
        http://example.org/x.json: Some(2)
        error: cannot read `http://example.org/x.json`: configured for https only: http://example.org/x.json
          = help: name a list of files, a sitemap, or the folder or site of one
    "]].assert_eq(&all);
    let article = "---\ntitle: A\n---\nSee [[nothing]].\n";
    let folder = TestSite::new(SITE).file("content/articles/a.md", article).on_disk();
    std::fs::write(folder.path().join("state.json"), list(&[("a/index.html", "page")])).unwrap();
    let found = said(&check(folder.path(), "state.json"));
    assert!(found.contains("what was published was not compared; mend the errors first\n"));
    assert!(!found.contains("vanished-address"), "{found}");
}

/// A server that answers some paths with a text and all others with 404.
#[cfg(feature = "external")]
struct Server {
    base: String,
    asked: std::thread::JoinHandle<Vec<String>>,
}

#[cfg(feature = "external")]
impl Server {
    fn new(files: impl Fn(&str, &str) -> Option<String> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let own = base.clone();
        let asked = std::thread::spawn(move || {
            let paths =
                listener.incoming().map(|stream| answer(&mut stream.unwrap(), &own, &files));
            paths.take_while(|path| path != "/end").collect()
        });
        Self { base, asked }
    }

    /// The paths that were asked for.
    fn end(self) -> Vec<String> {
        let mut stream = TcpStream::connect(self.base.trim_start_matches("http://")).unwrap();
        stream.write_all(b"GET /end HTTP/1.1\r\n\r\n").unwrap();
        self.asked.join().unwrap()
    }
}

#[cfg(feature = "external")]
fn answer(
    stream: &mut TcpStream,
    base: &str,
    files: &impl Fn(&str, &str) -> Option<String>,
) -> String {
    let mut request = [0; 4096];
    let length = stream.read(&mut request).unwrap();
    let request = String::from_utf8_lossy(&request[..length]).into_owned();
    let path = request.split(' ').nth(1).unwrap().to_owned();
    let (status, body) = match files(base, &path) {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", String::new()),
    };
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    stream.write_all((head + &body).as_bytes()).unwrap();
    path
}

#[cfg(feature = "external")]
#[test]
fn a_site_is_asked_for_its_lists_and_then_for_its_sitemap() {
    let folder = TestSite::new(SITE).on_disk();
    let server = Server::new(|base, path| match path {
        "/blog/sitemap.xml" => Some(format!(
            "<sitemapindex><sitemap><loc>{base}/a.xml</loc></sitemap>\
             <sitemap><loc>{base}/b.xml</loc></sitemap></sitemapindex>"
        )),
        "/a.xml" => Some(
            "<urlset><url><loc>http://EXAMPLE.org/blog/articles/hills/?a=b&amp;c</loc></url>\
             <url><loc>https://example.org/blog/caf%C3%A9/</loc></url></urlset>"
                .to_owned(),
        ),
        "/b.xml" => Some(
            "<urlset><url><loc>https://example.org/blog</loc></url>\
             <url><loc>https://other.org/blog/x/</loc></url>\
             <url><loc>https://example.org/blogs/x/</loc></url></urlset>"
                .to_owned(),
        ),
        _ => None,
    });
    expect![[r"
        Some(1)
        passed over 2 addresses of other sites
        error[vanished-address]: nothing is left at `/café/`, which was published
         |
         = help: bring it back, or add `/café/` to `aliases` of the page that took its place

        1 error and 0 warnings in 0 files
    "]]
    .assert_eq(&said(&check(folder.path(), &format!("{}/blog/", server.base))));
    let lists = ["/blog/.soleus-deploy.json", "/blog/.soleus-manifest.json", "/blog/sitemap.xml"];
    assert_eq!(server.end(), [&lists[..], &["/a.xml", "/b.xml"]].concat());
}
